"""Sessions with a real run-time in Chromium: it refuses nothing, and a learner finds everything again."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow
EDITIONS = ("1.2", "2004")
PRACTICE = "modules/terminology/why-terms-matter.html"


def open_course(page, platform, edition, learner="ada", **more):
    """Open the course as a learner; give the frame of the launch page, and that of the book."""
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    page.goto(f"{platform.address}platform?edition={edition}&learner={learner}{asked}")
    launch = page.frame_locator("#course")
    expect(launch.locator("#said")).to_contain_text("kept", timeout=15_000)
    return launch, launch.frame_locator("#book")


def visit(page, address):
    """Go to a page of the book, as a link there does."""
    frame = next(each for each in page.frames if "/course/book/" in each.url)
    frame.evaluate("(address) => { location.href = address; }", f"/course/book/{address}")
    page.wait_for_function("() => true")
    for _ in range(100):
        if address in (frame := next(each for each in page.frames if "/course/book/" in each.url)).url:
            break
        page.wait_for_timeout(50)
    frame.wait_for_load_state()
    return frame


def told(platform, learner="ada", until=lambda cmi: True):
    """Give what the platform was told last, as soon as it is what is waited for."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        cmi = platform.kept.get(learner, {}).get("cmi")
        if cmi and until(cmi):
            return cmi
        time.sleep(0.1)
    pytest.fail(f"the platform was not told: {platform.kept.get(learner)}", pytrace=False)


def status(cmi):
    """Give completion in either edition."""
    return cmi["core"]["lesson_status"] if "core" in cmi else cmi["completion_status"]


def place(cmi):
    """Give the bookmark in either edition."""
    return cmi["core"]["lesson_location"] if "core" in cmi else cmi["location"]


def tick(page):
    """Mark the section that is open as done."""
    frame = next(each for each in page.frames if "/course/book/" in each.url)
    frame.locator(".cpd-section-done input").check()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_learner_goes_on_at_another_device(platform, watch, edition):
    """First visit, an answer, a tick; a crash; on another device place, answer and tick are there again."""
    lms = platform(edition)
    page = watch()
    launch, _ = open_course(page, lms, edition)
    frame = visit(page, PRACTICE)
    question = frame.locator(".cpd-activity-practice").first
    question.locator("input[type=radio]").first.check()
    question.get_by_role("button", name="Check my answer").click()
    tick(page)
    cmi = told(lms, until=lambda cmi: "why-terms" in place(cmi) and rows_of(cmi))
    assert status(cmi) == "incomplete"
    assert len(cmi["suspend_data"]) <= 4096
    told(lms, until=lambda now: now["suspend_data"] != "" and lms.commits["ada"] >= 1)
    expect(launch.locator("#said")).to_contain_text("Kept in your learning platform at")
    assert page.evaluate("localStorage.length") == 0
    before = frame.evaluate("JSON.stringify(Object.keys(localStorage.entries()).length)")
    page.wait_for_timeout(2500)
    crash(page)

    other = watch()
    open_course(other, lms, edition)
    again = next(each for each in other.frames if "/course/book/" in each.url)
    assert again.url.endswith(PRACTICE)
    expect(again.locator(".cpd-section-done input")).to_be_checked()
    expect(again.locator(".cpd-activity-practice").first.locator("input[type=radio]").first).to_be_checked()
    assert again.evaluate("JSON.stringify(Object.keys(localStorage.entries()).length)") == before
    expect(again.locator(".cpd-foot").first).to_contain_text("Your learning platform keeps your answers.")


def rows_of(cmi):
    """Give the interactions, which a run-time keeps as a list or by number."""
    rows = cmi.get("interactions") or {}
    found = list(rows.values() if isinstance(rows, dict) else rows)
    return [row for row in found if isinstance(row, dict) and row.get("id")]


def crash(page):
    """End the tab as a crash does, without a word to the platform."""
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    page.close(run_before_unload=False)
