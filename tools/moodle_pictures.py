"""Make the pictures of Moodle in docs/lms.md again, and try both editions in it; it needs a Moodle to spare.

    MOODLE_TRAINER=name:password MOODLE_LEARNER=name:password python tools/moodle_pictures.py ADDRESS COURSE

COURSE is the number of a course in which completion is tracked and the learner is enrolled.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from lms_pictures import PICTURES, VIEW, book, packed, shot, tick, wait_until, walk
from playwright.sync_api import sync_playwright
from weighing import arguments, chromium

from prevention_cpd.exports.scorm import EDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

FORM = "/course/modedit.php?add=scorm&section=1&course="
#: The parts of the form that are pictured, by their ids.
PICTURED = {
    "package": "id_packagehdr",
    "appearance": "id_displaysettings",
    "completion": "id_activitycompletionheader",
}


def main(address: str, course: str) -> None:
    """Add a package of each edition as the guide says, go the learner's way in it, and look at the report."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        for edition in EDITIONS:
            package = Path(name) / f"course-{edition}.zip"
            package.write_bytes(packed(Path(name), edition))
            trainer = sign_in(browser, address, "MOODLE_TRAINER")
            activity = add(trainer, f"{address}{FORM}{course}", package)

            def open_course(activity: str = activity) -> Page:
                page = sign_in(browser, address, "MOODLE_LEARNER")
                page.goto(activity)
                with page.expect_popup() as opened:
                    page.get_by_role("button", name="Enter").click()
                return opened.value

            walk(open_course, lambda page, moment: shot(page, "moodle-half") if moment == "half" else None)
            come_back(open_course)
            trainer.goto(activity.replace("view.php", "report.php"))
            shot(trainer, "moodle-report")
            print(f"SCORM {edition}: {trainer.locator('table tbody tr').first.inner_text()}")
        browser.close()


def sign_in(browser: Browser, address: str, account: str) -> Page:
    """Return a page of a browser of its own, signed in with the account that the environment names."""
    page = browser.new_context(viewport=VIEW).new_page()
    name, _, password = os.environ[account].partition(":")
    page.goto(f"{address}/login/index.php")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


def add(page: Page, form: str, package: Path) -> str:
    """Add the package with the settings of the guide; return the address of the activity."""
    page.goto(form)
    page.get_by_label("Name", exact=True).fill(package.stem)
    page.locator("#fitem_id_packagefile .fp-btn-add a").click()
    page.get_by_text("Upload a file", exact=True).click()
    page.locator("input[name=repo_upload_file]").set_input_files(package)
    page.get_by_role("button", name="Upload this file").click()
    page.locator(".fp-filename", has_text=package.name).wait_for()
    page.get_by_role("button", name="Expand all").click()
    page.get_by_label("Display package", exact=True).select_option("New window")
    page.get_by_text("Show more...").click()
    page.get_by_label("Display content structure in player", exact=True).select_option("Hidden")
    page.get_by_label("Height", exact=True).fill("100")
    page.get_by_label("Grading method", exact=True).select_option("Learning objects")
    page.get_by_label("Add requirements", exact=True).check()
    page.get_by_label("Completed", exact=True).check()
    for name, part in PICTURED.items():
        page.locator(f"#{part}").screenshot(path=PICTURES / f"moodle-{name}.png")
    page.get_by_role("button", name="Save and display").click()
    page.wait_for_url("**/mod/scorm/view.php?id=*")
    return page.url


def come_back(open_course: Callable[[], Page]) -> None:
    """Take a tick away after the end, and see at the next visit that it is away."""
    for ticked in (True, False):
        page = open_course()
        wait_until(page, "finished")
        box = book(page).locator(".cpd-section-done input" + (":checked" if ticked else ":not(:checked)"))
        box.wait_for()
        if ticked:
            tick(page, "Sent to", done=False)
        page.context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
