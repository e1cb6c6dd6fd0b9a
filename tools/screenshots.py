"""Make the pictures of the README again, from the course as it is.

make screenshots
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from weighing import arguments, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CPD = Path(sys.executable).with_name("cpd")


def main() -> None:
    """Build the book and one quiz in a temporary folder, and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        subprocess.run([CPD, "build", "--to", folder], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        take_book(browser, (folder / "_build" / "html").as_uri())
        take_quiz(browser, folder)
        browser.close()
    for picture in sorted(PICTURES.iterdir()):
        print(picture.relative_to(ROOT))


def take_book(browser: Browser, book: str) -> None:
    """Take a page, a practice question with feedback, and a phone in dark colours."""
    page = browser.new_page(viewport={"width": 1180, "height": 820})
    page.goto(f"{book}/modules/terminology/reading-figures.html")
    page.wait_for_timeout(500)
    page.get_by_role("heading", name="Four figures you will meet").evaluate("e => e.scrollIntoView()")
    page.evaluate("window.scrollBy(0, -90)")
    page.screenshot(path=PICTURES / "page.png")

    page.goto(f"{book}/modules/terminology/kinds-of-offending.html")
    question = page.locator(".cpd-kind-practice").filter(has=page.get_by_role("radio")).first
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Check my answer").click()
    page.wait_for_timeout(300)
    question.screenshot(path=PICTURES / "practice.png")

    phone = browser.new_page(viewport={"width": 360, "height": 720}, color_scheme="dark")
    phone.goto(f"{book}/modules/terminology/six-things-apart.html")
    phone.wait_for_timeout(500)
    phone.screenshot(path=PICTURES / "phone.png")


def take_quiz(browser: Browser, folder: Path) -> None:
    """Take the terminology quiz by file, with one answer given."""
    course, file = folder / "course", folder / "terminology.html"
    shutil.copytree(ROOT, course, ignore=shutil.ignore_patterns(".git", ".venv", "_build", "tests", "source"))
    for command in (["quiz", "build"], ["quiz", "page", "terminology", "-o", file]):
        subprocess.run([CPD, *command], cwd=course, check=True, stdout=subprocess.DEVNULL)
    page = browser.new_page(viewport={"width": 1000, "height": 820})
    page.goto(file.as_uri())
    control = page.locator(":is(select, input[type=radio], input[type=checkbox]):visible").first
    if control.evaluate("e => e.localName") == "select":
        control.select_option(index=1)
    else:
        control.check()
    page.wait_for_timeout(1500)
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=PICTURES / "quiz.png")


if __name__ == "__main__":
    main()
