"""The pages of a learner in a real browser: by keyboard, narrow, dark, and with a server that goes away."""

import pytest
from quiz.lone_pages import faults
from quiz.looking import axe, quiet_pages
from quiz.small_course import QUIZ
from server.talking import Running

from prevention_cpd.quiz.results import reading_on

pytestmark = pytest.mark.slow


def open_as(page, server, person):
    """Sign in by the address of a slip, and read the notice."""
    page.goto(f"{server.address}sign-in/{server.code(person)}")
    page.get_by_role("button", name="Yes, sign in").click()
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("heading", name="Question 1").wait_for()


def test_a_quiz_from_the_slip_to_the_receipt(page, server, tree):
    """A learner signs in, reads what is kept, answers, reviews and hands in; axe finds nothing on the way."""
    from playwright.sync_api import expect  # noqa: PLC0415

    found = []
    page.goto(f"{server.address}sign-in/{server.code('ada')}")
    found += axe(page)
    page.get_by_role("button", name="Yes, sign in").click()
    found += axe(page)
    page.get_by_role("link", name="Start").click()
    found += axe(page)
    page.get_by_role("button", name="I have read this").click()
    page.get_by_role("heading", name="Question 1").wait_for()
    found += axe(page)
    page.get_by_role("radio").first.check()
    expect(page.locator(".cpd-quiz-status")).to_contain_text("Saved")
    page.get_by_role("button", name="Review and hand in").click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    found += axe(page)
    page.get_by_role("button", name="Yes, hand in").click()
    page.get_by_role("heading", name="Handed in").wait_for()
    found += axe(page)

    assert (tree.quizzes / "submitted" / "ada" / QUIZ / "answers.json").is_file()
    assert found == []


def test_the_pages_fit_every_reader(page, server):
    """Home, notice, quiz, sign-in and an error: wide and narrow, light and dark."""
    open_as(page, server, "ben")
    addresses = [server.address + path for path in ("", "what-is-kept", f"quiz/{QUIZ}", "sign-in", "book/")]

    assert [fault for address in addresses for fault in faults(page, address)] == []


def test_the_feedback_has_a_way_on_and_back(page, server, tree):
    """Though nothing runs on that page, one click leads to what to read again, and one to the quizzes, still signed in."""
    open_as(page, server, "ada")
    folder = tree.quizzes / "feedback" / "ada" / QUIZ
    folder.mkdir(parents=True)
    told = f"<p>Well done</p><p>{reading_on.named('modules/fruit', 'About fruit')}</p>"
    (folder / f"{QUIZ}.html").write_text(f"<!DOCTYPE html><html><body><main>{told}</main></body></html>")
    chapter = tree.root / "_build" / "html" / "modules" / "fruit.html"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("<!DOCTYPE html><html><body><h1>About fruit</h1></body></html>")

    page.goto(f"{server.address}quiz/{QUIZ}/feedback")
    page.get_by_role("link", name="About fruit").click()
    page.get_by_role("heading", name="About fruit").wait_for()
    page.go_back()
    page.get_by_text("Well done").wait_for()
    page.get_by_role("link", name="My quizzes").click()
    page.get_by_role("heading", name="My quizzes").wait_for()
    assert page.url == server.address


def test_a_restart_in_the_middle_loses_nothing(browser, tree):
    """While the server is gone the page says so and keeps trying; when it is back, what was written is saved."""
    from playwright.sync_api import expect  # noqa: PLC0415

    # What the browser itself says in its console of a server that is gone is no fault of the page.
    with quiet_pages(browser) as new_page:
        page = new_page()
        with Running(tree) as first:
            open_as(page, first, "ada")
            page.get_by_role("radio").first.check()
            expect(page.locator(".cpd-quiz-status")).to_contain_text("Saved")
        page.get_by_role("radio").nth(1).check()
        expect(page.locator(".cpd-quiz-status")).to_contain_text("Not saved: the server does not answer")
        with Running(tree, port=first.port):
            expect(page.locator(".cpd-quiz-status")).to_contain_text("Saved")
            page.reload()
            expect(page.get_by_role("radio").nth(1)).to_be_checked()
