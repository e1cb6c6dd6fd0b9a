"""One set of tests for every host of the quiz: keyboard, touch, looks, reload, two tabs, deadlines, receipts, no key."""

import re
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import expect
from quiz.kinds_steps import RIGHT, TEXT, answer_by_keyboard, answer_by_touch, button, heading, press
from quiz.looking import look
from quiz.take.hosts import HOSTS, KINDS, is_saved

from prevention_cpd.questions import receipt
from prevention_cpd.quiz.build.leaks import of_course, search_bytes

pytestmark = [pytest.mark.slow]
WIDE = {"width": 1280, "height": 800}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"host {name}")) for name in HOSTS],
)
def _host(request, tmp_path_factory):
    """Start a host."""
    with HOSTS[request.param](tmp_path_factory.mktemp(request.param)) as host:
        yield host


@pytest.fixture
def host(_host):
    """A host in which nothing has been answered."""
    _host.fresh()
    return _host


def test_every_kind_by_keyboard_until_the_receipt(host, quiet):
    """All kinds, the flag, the review, the confirmation and the receipt work without a mouse; axe finds nothing in any view."""
    page = quiet(viewport=WIDE)
    quiz = host.open(page)
    look(page)
    answer_by_keyboard(quiz, page)
    button(quiz, host.review).focus()
    press(page, "Enter")
    heading(quiz, "Review your answers")
    quiz.get_by_text("Not answered: question 6.").wait_for()
    quiz.get_by_text("Flagged for later: question 4.").wait_for()
    look(page)
    go = quiz.get_by_role("row", name=re.compile("Say in two sentences")).get_by_role("button")
    go.focus()
    press(page, "Enter")
    expect(quiz.get_by_role("heading", name=re.compile("Question 6"))).to_be_focused()
    press(page, "Tab", "Tab")
    page.keyboard.type(TEXT)
    # No pause and no other field: handing in itself sends what was just written.
    button(quiz, host.review).focus()
    press(page, "Enter")
    button(quiz, host.confirm).focus()
    press(page, "Enter")
    heading(quiz, host.ask)
    press(page, "Escape")
    expect(button(quiz, host.confirm)).to_be_focused()
    press(page, "Enter")
    heading(quiz, host.ask)
    look(page)
    code = host.say_yes(quiz, page)
    look(page)

    assert host.came_in() == RIGHT
    assert code == receipt.code(KINDS, "A", host.came_in())
    assert "6 of 6" in quiz.locator("dl").inner_text()


def test_every_kind_by_touch(host, quiet):
    """On a phone of 320 px every kind is answered by tapping."""
    page = quiet(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, color_scheme="dark")
    quiz = host.open(page)
    answer_by_touch(quiz, page)
    button(quiz, host.review).tap()
    expect(quiz.get_by_role("listitem").filter(has_text="Flagged for later: question 5.")).to_be_visible()
    button(quiz, "Question 5").tap()
    is_saved(quiz)
    assert host.saved(page) == RIGHT


def test_a_reload_in_the_middle_loses_nothing(host, quiet):
    """Answers and flags are there again, also what was written in the last half second."""
    page = quiet(viewport=WIDE)
    quiz = host.open(page)
    quiz.get_by_label("June").check()
    button(quiz, "Flag for later: question 2").click()
    quiz.locator("textarea").press_sequentially("The last words")
    host.go(page)
    quiz.wait_for()

    expect(quiz.get_by_label("June")).to_be_checked()
    expect(quiz.locator("textarea")).to_have_value("The last words")
    expect(button(quiz, "Flag for later: question 2")).to_have_attribute("aria-pressed", "true")
    expect(quiz.locator(".cpd-quiz-status")).to_contain_text("Your answers of")


def test_two_tabs_do_not_lose_each_others_answers(host, quiet):
    """Both tabs answer; each sees the other's answers before it hands in."""
    first = quiet(viewport=WIDE)
    one = host.open(first)
    second = first.context.new_page()
    two = host.open(second)
    one.get_by_label("June").check()
    is_saved(one)
    two.get_by_label("Your number (min)").fill("1.5")
    is_saved(two)
    button(two, host.review).click()
    expect(two.locator("tr").filter(has_text="fewest days")).to_contain_text("Answered")
    button(two, host.confirm).click()
    host.say_yes(two, second)

    assert host.came_in() == {"kin-single": "june", "kin-numeric": 1.5}


def test_a_change_after_handing_in_is_told_and_handed_in_again(host, quiet):
    """The receipt stays in sight, a change is told, and a second hand-in is still the same attempt."""
    page = quiet(viewport=WIDE)
    quiz = host.open(page)
    quiz.get_by_label("May").check()
    host.go_to_confirmation(quiz)
    first = host.say_yes(quiz, page)
    button(quiz, "Back to the questions").click()
    expect(quiz.locator("div.cpd-quiz-note")).to_contain_text(f"Receipt {first}")
    quiz.get_by_label("June").check()
    expect(quiz.locator(".cpd-quiz-changed")).to_contain_text("You have changed answers since then.")
    host.go_to_confirmation(quiz)
    facts = quiz.locator(".cpd-quiz-facts")
    expect(facts).to_contain_text(f"(receipt {first})")
    expect(facts).to_contain_text("This is form A. The quiz allows 2 attempts")
    second = host.say_yes(quiz, page)

    assert second != first
    assert host.came_in() == {"kin-single": "june"}


def test_the_deadline_is_told_in_local_time(host, quiet):
    """Before it the reader's own zone is named; after it the page says so, and the receipt that it is late."""
    host.fresh(deadline="2027-01-31T17:00:00+00:00")
    page = quiet(timezone_id="Europe/Berlin", viewport=WIDE)
    host.open(page).get_by_text("by 31 January 2027 at 18:00 CET.").first.wait_for()
    host.fresh(deadline="2026-01-31T17:00:00+00:00")
    page = quiet(timezone_id="Europe/Berlin", viewport=WIDE)
    quiz = host.open(page)
    quiz.get_by_text("The deadline was 31 January 2026 at 18:00 CET.").wait_for()
    quiz.get_by_label("February").check()
    host.go_to_confirmation(quiz)
    host.say_yes(quiz, page)
    expect(quiz.locator("dl")).to_contain_text("Yes, after the deadline")


def test_no_byte_holds_a_key(host, quiet, generated_kinds):
    """Nothing that the browser is given holds a key, the reason or the feedback of an option."""
    from prevention_cpd.core.tree import find  # noqa: PLC0415

    hidden = of_course(find(generated_kinds))
    page = quiet(viewport=WIDE)
    asked = []
    page.on("request", lambda request: request.method == "GET" and asked.append(request.url))
    host.open(page)
    page.wait_for_load_state("networkidle")
    addresses = [each for each in dict.fromkeys(asked) if not each.startswith(("data:", "blob:"))]
    found = [search_bytes(each, bytes_of(page, each), hidden) for each in addresses]

    assert addresses
    assert [leak for leaks in found for leak in leaks] == []
    assert list(search_bytes("page", page.content().encode(), hidden)) == []


def bytes_of(page, address):
    """Return what stands at an address, with the cookies of the page."""
    if address.startswith("file:"):
        return Path(url2pathname(urlsplit(address).path)).read_bytes()
    return page.request.get(address).body()
