"""Feedback is held back until it can do no harm, and it arrives for everybody whose work was graded."""

import json
import shutil

import pytest
from nbgrader.utils import notebook_hash
from quiz.resubmitting import hand_in, mark
from quiz.small_course import EARLY, QUIZ, RIGHT, without

from prevention_cpd.quiz.results import sending

pytestmark = pytest.mark.slow

BLANK = {**RIGHT, "wri-note": ""}


def returned(course):
    """Return who has a page."""
    return sorted(path.parent.parent.name for path in (course.quizzes / "feedback").glob(f"*/*/{QUIZ}.html"))


def test_until_it_is_marked_and_closed(course):
    """Who waits for a marker, or may hand in still, gets no page by either command; the trainer may say otherwise."""
    without(course, EARLY)
    for name in ("done", "waits", "longer"):
        hand_in(course, name, RIGHT if name == "waits" else BLANK)
    course.cpd("class", "date", QUIZ, "2026-11-20T12:00+00:00", "--past", ok=(0,))
    course.grade()
    course.cpd("class", "date", QUIZ, "2099-01-01", "--person", "longer", ok=(0,))
    told = course.grade("--feedback").stdout
    assert "Feedback pages: 1," in told
    assert "1 held back, because not all of the answers are marked" in told
    assert "1 held back, because it can be handed in until 1 January 2099" in told
    assert returned(course) == ["done"]
    course.nbgrader("generate_feedback", QUIZ)
    assert returned(course) == ["done"]
    held = json.loads(course.grade("--feedback", "--json").stdout)["held_back"]
    assert [each["student"] for each in held] == ["longer", "waits"]
    mark(course, "waits", "wri-note", 4)
    course.grade("--feedback")
    assert returned(course) == ["done", "waits"]
    course.grade("--feedback", "--early")
    assert returned(course) == ["done", "longer", "waits"]


def test_it_is_sent_for_this_paper_and_no_other(course, tmp_path):
    """What waits in another form holds nothing back, nor does an answer that nobody can read; an old page stays."""
    course.nbgrader("generate_assignment", f"{QUIZ}-b")
    for name in ("again", "other", "odd"):
        hand_in(course, name, {**BLANK, "wri-parts": 7} if name == "odd" else BLANK)
    course.grade("--feedback")
    with course.gradebook() as gradebook:
        for grade in gradebook.find_submission(QUIZ, "odd").notebooks[0].grades:
            grade.needs_manual_grade = False
        gradebook.db.commit()
    course.grade("--feedback")
    hand_in(course, "other", {}, "2026-11-24 10:00:00", quiz=f"{QUIZ}-b", form="B")
    hand_in(course, "again", {"wri-short-word": "begin"}, "2026-11-24 10:00:00")
    assert sending.write(course.quizzes, QUIZ, tmp_path).held == ("again",)
    course.grade()

    done = sending.write(course.quizzes, QUIZ, tmp_path)

    assert (done.held, done.without) == ((), ("again",))
    assert [path.name for path in done.written] == [f"{QUIZ}-odd.html", f"{QUIZ}-other.html"]


def test_a_page_that_tells_earlier_marks_is_not_sent(course, tmp_path):
    """Given early and marked since, it must be written again first; so must one whose comment is another now."""
    hand_in(course, "early", BLANK | {"wri-note": "A bicycle was lost on Monday."})
    course.grade("--feedback", "--early")
    mark(course, "early", "wri-note", 2)
    assert sending.write(course.quizzes, QUIZ, tmp_path).without == ("early",)

    course.grade("--feedback", "--early")
    assert len(sending.write(course.quizzes, QUIZ, tmp_path).written) == 1
    mark(course, "early", "wri-note", 2, "When on Monday?")
    assert sending.write(course.quizzes, QUIZ, tmp_path).without == ("early",)


def test_it_arrives_for_a_renamed_notebook_and_for_work_by_mail(course, tmp_path):
    """Under the name that `fetch_feedback` will ask for; a renamed notebook is no problem, and nothing stops the rest."""
    renamed = hand_in(course, "renamed", BLANK)
    (renamed / f"{QUIZ}.ipynb").rename(renamed / "my answers.ipynb")
    mailed = hand_in(course, "mailed", BLANK)
    for name in ("timestamp.txt", "submission_secret.txt"):
        (mailed / name).unlink()
    done = course.grade("--feedback")
    assert done.exit_code == 0
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    course.env = {**course.env, "NBGRADER_EXCHANGE": str(exchange)}
    course.nbgrader("release_feedback", QUIZ)
    secret = (renamed / "submission_secret.txt").read_text()
    page = notebook_hash(secret=secret, notebook_id="my answers")
    assert (exchange / "prevention-cpd" / "feedback" / f"{page}.html").is_file()
    assert returned(course) == ["mailed", "renamed"]
    shutil.rmtree(exchange)
