"""Make the pictures of docs/lms.md again: a learner's way through one module, in a strict run-time.

make screenshots
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from weighing import arguments, chromium

from prevention_cpd.core import settings
from prevention_cpd.core.tree import Tree
from prevention_cpd.exports import scorm

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from exports.scorm.lms import Platform  # noqa: E402  # the platform of the tests

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Frame, Page

PICTURES = ROOT / "docs" / "pictures"
RUNTIME = ROOT / "tests" / "npm" / "node_modules" / "scorm-again" / "dist"
CPD = Path(sys.executable).with_name("cpd")
VIEW = {"width": 1180, "height": 820}
MODULE = "terminology"
PRACTICE = f"modules/{MODULE}/why-terms-matter.html"


def main() -> None:
    """Pack the module and take the pictures; end with an error if the run-time refused something."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with zipfile.ZipFile(io.BytesIO(packed(folder, "1.2"))) as archive:
            archive.extractall(folder / "package")
        platform = Platform(folder / "package", RUNTIME)
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())

        def open_course() -> Page:
            page = browser.new_context(viewport=VIEW).new_page()
            page.goto(f"{platform.address}platform?edition=1.2&learner=ada")
            return page

        walk(open_course, lambda page, moment: shot(page, f"lms-{moment}"))
        browser.close()
        platform.close()
    if platform.refused:
        sys.exit(f"the run-time refused {platform.refused}")


def packed(folder: Path, edition: str) -> bytes:
    """Return the package of the module; the book is compiled in the folder if it is not there."""
    book = folder / "_build" / "html"
    if not book.exists():
        subprocess.run([CPD, "build", "--to", folder], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return scorm.package(settings.load(Tree(ROOT).settings), book, edition, MODULE)


def walk(open_course: Callable[[], Page], take: Callable[[Page, str], None]) -> None:
    """Go a learner's way, with a crash half way.

    Args:
        open_course: opens the course in a browser of its own, as the learner does.
        take: called at each moment: first, half, resumed, finished.
    """
    page = open_course()
    wait_until(page, "kept there")
    book(page).locator("h1").first.wait_for()
    take(page, "first")
    visit(page, PRACTICE)
    question = book(page).locator(".cpd-activity-practice").first
    question.locator("input").first.check()
    question.get_by_role("button", name="Check my answer").click()
    tick(page)
    launch(page).get_by_text("What is kept").click()
    take(page, "half")
    page.context.close()

    page = open_course()
    wait_until(page, "Kept in")
    book(page, PRACTICE).locator(".cpd-section-done input:checked").wait_for()
    take(page, "resumed")
    for address in sections(page):
        visit(page, address)
        tick(page)
    take(page, "finished")
    launch(page).get_by_role("button", name="Keep and leave").click()
    launch(page).locator("#said", has_text="You can leave").wait_for()
    page.context.close()


def launch(page: Page) -> Frame:
    """Return the launch page, wherever the platform shows it."""
    return frame(page, "/launch.html")


def book(page: Page, address: str = "") -> Frame:
    """Return the frame of the book, as soon as it shows a page."""
    return frame(page, f"/book/{address}")


def frame(page: Page, part: str) -> Frame:
    """Return the frame with this in its address; wait for it."""
    for _ in range(400):
        for each in page.frames:
            if part in each.url:
                each.wait_for_load_state()
                return each
        page.wait_for_timeout(50)
    sys.exit(f"no frame with {part} among {[each.url for each in page.frames]}")


def visit(page: Page, address: str) -> None:
    """Go to a page of the book, as a link there does."""
    base = launch(page).evaluate("new URL('book/', location.href).href")
    book(page).evaluate("(address) => { location.href = address; }", base + address)
    book(page, address)


def sections(page: Page) -> list[str]:
    """Return the addresses of all sections, below the book."""
    parts = launch(page).evaluate("JSON.parse(document.getElementById('plan').textContent).parts")
    return [each["key"].partition(":")[2] + ".html" for each in parts if each["kind"] == "section"]


def tick(page: Page, said: str = "Kept in", *, done: bool = True) -> None:
    """Mark the section that is open as done or not, and wait until the line above the book says this."""
    book(page).locator(".cpd-section-done input").wait_for()
    # In one go, so that the line does not tell of what was kept before.
    launch(page).evaluate(
        """(done) => {
        const box = document.getElementById("book").contentDocument.querySelector(".cpd-section-done input");
        document.getElementById("said").textContent = "";
        if (box.checked === done) box.click();
        box.click();
        }""",
        done,
    )
    wait_until(page, said)


def wait_until(page: Page, said: str) -> None:
    """Wait until the line above the book says this."""
    launch(page).locator("#said", has_text=said).wait_for(timeout=30_000)


def shot(page: Page, name: str) -> None:
    """Take a picture of what the window shows."""
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
