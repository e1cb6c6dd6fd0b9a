"""The page of a quiz as one file: size, paper, a browser that keeps nothing, clearing, what it says of itself."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from quiz.kinds_steps import button, heading
from quiz.looking import look, quiet_pages
from quiz.small_course import QUIZ

from prevention_cpd.core.tree import find
from prevention_cpd.quiz.build.leaks import of_course, search_bytes
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.page.page import page as page_of

REVIEW, CONFIRM, YES = "Review and make the hand-in file", "Make the hand-in file", "Save the file"
#: Makes the store of the browser fail, as a locked-down browser or a full disk does.
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }"


@pytest.fixture
def address(kinds_folder, tmp_path):
    """The address of the page on a disk."""
    place = tmp_path / "kinds.html"
    place.write_text(page_of(questions_file.read(kinds_folder)), encoding="utf-8")
    return place.as_uri()


@pytest.fixture
def quiet(browser):
    """Open a page that lets no foreign request out."""
    with quiet_pages(browser) as open_page:
        yield open_page


def test_every_quiz_is_a_small_file_without_a_key(generated_kinds):
    """Each page is under 400 kB, names no other server, and no byte of it holds a key."""
    quizzes = generated_kinds.parent.parent
    hidden = of_course(find(quizzes))
    for folder in (quizzes / "source").iterdir():
        text = page_of(questions_file.read(folder))

        assert len(text.encode()) < 400_000
        assert not re.findall(r"(?:src|href)=[\"']?(?!data:)\w+:", text)
        assert list(search_bytes(folder, text.encode(), hidden)) == []


def test_a_preview_shows_what_was_just_built(course):
    """A trainer who corrects and builds tries the correction, and the file for learners is the release still."""
    built = course.quizzes / "source" / QUIZ / "questions.json"
    built.write_text(json.dumps({**json.loads(built.read_text()), "title": "The corrected title"}))

    told = course.cpd("quiz", "preview", QUIZ, "--no-open", ok=(0,)).stdout
    course.cpd("quiz", "page", QUIZ, "-o", course.root / "page.html", ok=(0,))

    assert "The corrected title" in Path(told.strip().rpartition(": ")[2]).read_text()
    assert "The corrected title" not in (course.root / "page.html").read_text()


def test_no_text_of_a_question_ends_the_script(kinds_folder):
    """What an author writes stays data."""
    data = questions_file.read(kinds_folder)
    data["title"] = "</script><script>alert(1)</script>"
    text = page_of(data)

    assert "<script>alert" not in text


@pytest.mark.slow
@pytest.mark.parametrize(("spoil", "said"), [(BLOCKED, "does not let the page keep"), (FULL, "no room left")])
def test_a_browser_that_keeps_nothing(quiet, address, spoil, said):
    """The page says plainly that nothing is kept; the hand-in file can be saved all the same."""
    page = quiet(viewport={"width": 1280, "height": 800})
    page.add_init_script(spoil)
    page.goto(address)
    quiz = page.locator("section.cpd-quiz")
    quiz.get_by_label("June").check()
    expect(quiz.locator(".cpd-quiz-status")).to_contain_text(said)
    expect(quiz.locator(".cpd-quiz-status")).to_contain_text("Do not close the page")
    button(quiz, REVIEW).click()
    button(quiz, CONFIRM).click()
    quiz.get_by_label("Your name").fill("Ada")
    quiz.get_by_label("Your id").fill("ada")
    with page.expect_download() as download:
        button(quiz, YES).click()
    data = json.loads(download.value.path().read_text())
    assert {name: each["value"] for name, each in data["answers"].items()} == {"kin-single": "june"}


@pytest.mark.slow
def test_who_hands_in_is_asked_and_checked(quiet, address):
    """Without a name, or with an id that none can be, no file is made; the field that is wrong has the focus."""
    page = quiet(viewport={"width": 1280, "height": 800})
    page.goto(address)
    quiz = page.locator("section.cpd-quiz")
    button(quiz, REVIEW).click()
    button(quiz, CONFIRM).click()
    heading(quiz, "Make the hand-in file now?")
    look(page)
    for name, number, field, said in (
        (" ", "ada", "Your name", "write your name"),
        ("Ada", "../ada", "Your id", "write your id"),
        ("Ada", "ada", None, "no question has an answer yet"),
    ):
        quiz.get_by_label("Your name").fill(name)
        quiz.get_by_label("Your id").fill(number)
        button(quiz, YES).click()
        expect(quiz.get_by_role("alert")).to_contain_text(said)
        if field:
            expect(quiz.get_by_label(field)).to_be_focused()
            expect(quiz.get_by_label(field)).to_have_attribute("aria-invalid", "true")


@pytest.mark.slow
def test_a_shared_computer_is_cleared(quiet, address):
    """One button, with a question, removes answers, name and receipts; another quiz's are left."""
    page = quiet(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.evaluate("localStorage.setItem('another', 'kept')")
    quiz = page.locator("section.cpd-quiz")
    quiz.get_by_label("June").check()
    expect(quiz.locator(".cpd-quiz-status")).to_contain_text("Saved")
    page.get_by_role("button", name="Clear this computer").click()
    page.get_by_role("button", name="Yes, delete").click()
    page.get_by_text("Nothing of this quiz is kept in this browser any more.").wait_for()
    expect(quiz.get_by_label("June")).not_to_be_checked()
    assert page.evaluate("Object.keys(localStorage)") == ["another"]


@pytest.mark.slow
def test_paper(quiet, address):
    """In print the paper version has every question and room for a name, and none of the page's buttons."""
    page = quiet(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.evaluate("globalThis.print = () => { globalThis.printed = true; }")
    page.get_by_role("button", name="Print a paper version").click()
    page.emulate_media(media="print")
    paper = page.locator("#paper")
    expect(paper).to_be_visible()
    expect(paper.get_by_role("heading")).to_have_count(6)
    expect(paper.get_by_text("Name:")).to_be_visible()
    expect(page.locator("#quiz")).to_be_hidden()
    assert page.evaluate("printed")


@pytest.mark.slow
def test_without_javascript_the_questions_can_be_read(browser, address):
    """The paper version is there, and the page says what it needs."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#paper").get_by_role("heading")).to_have_count(6)
    expect(page.get_by_role("alert")).to_contain_text("needs JavaScript")
    context.close()


@pytest.mark.slow
def test_a_preview_keeps_nothing_and_says_so(quiet, kinds_folder, tmp_path):
    """Answers of a preview are in no store, and nothing is handed in."""
    place = tmp_path / "preview.html"
    place.write_text(page_of(questions_file.read(kinds_folder), preview=True), encoding="utf-8")
    page = quiet(viewport={"width": 1280, "height": 800})
    page.goto(place.as_uri())
    quiz = page.locator("section.cpd-quiz")
    expect(quiz.locator(".cpd-quiz-status")).to_have_text(
        "A preview: nothing is kept, and nothing can be handed in."
    )
    quiz.get_by_label("June").check()
    button(quiz, REVIEW).click()
    button(quiz, CONFIRM).click()
    button(quiz, YES).click()
    expect(quiz.get_by_role("alert")).to_contain_text("this is a preview")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.slow
def test_answers_to_an_earlier_version_are_kept_and_told(quiet, kinds_folder, tmp_path):
    """When the trainer sends a new page, answers to questions that are still there are kept, with a note."""
    place = tmp_path / "kinds.html"
    data = questions_file.read(kinds_folder)
    place.write_text(page_of(data), encoding="utf-8")
    page = quiet(viewport={"width": 1280, "height": 800})
    page.goto(place.as_uri())
    quiz = page.locator("section.cpd-quiz")
    quiz.get_by_label("June").check()
    expect(quiz.locator(".cpd-quiz-status")).to_contain_text("Saved")
    place.write_text(page_of({**data, "version": "newer"}), encoding="utf-8")
    page.reload()
    expect(quiz.get_by_label("June")).to_be_checked()
    expect(quiz.locator(".cpd-quiz-told")).to_contain_text("The questions have changed")
