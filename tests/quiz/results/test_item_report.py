"""`cpd report QUIZ`: from the record to a page that says which question to look at first."""

import csv
import json
import random
import shutil
import time
from dataclasses import replace

import pytest
from nbgrader.api import Student
from quiz.lone_pages import faults
from quiz.small_course import QUIZ
from sqlalchemy import insert

from prevention_cpd.quiz.format.key import ReleasedQuestion
from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.results import item_report, taken
from prevention_cpd.quiz.results.item_analysis import Marks, comparing

pytestmark = pytest.mark.slow

FORM_B = f"{QUIZ}-b"
MOST = {"wri-short-word": 1.0, "wri-parts": 2.0, "wri-pairs-two": 2.0, "wri-note": 4.0}
WRONG = "commence"


def attempt(number, *, able, quiz=QUIZ, day=20, waits=False, most=MOST):
    """Return a paper: who is able gets nearly everything, but takes what the key of the first question calls wrong."""
    lot = random.Random(number)
    share = 0.9 if able else 0.3
    marks = {
        name: QuestionGrade(auto=worth * (lot.random() < share), of=worth) for name, worth in most.items()
    }
    answers = dict.fromkeys(most, "something")
    if "wri-short-word" in most:
        marks["wri-short-word"] = QuestionGrade(auto=0.0 if able else 1.0, of=1.0)
        answers["wri-short-word"] = WRONG if able else "begin"
    if waits:
        marks["wri-note"] = QuestionGrade(of=4.0, waits=True)
    at = f"2026-11-{day}T10:00:00+00:00"
    return Attempt(
        id=f"{quiz}{number}"[-32:], quiz=quiz, form="A" if quiz == QUIZ else "B", student=f"l{number:05}",
        submitted_at=at, recorded_at=at, marks=marks, answers=answers, receipt="R",
    )  # fmt: skip


def fill(course, attempts):
    """Put papers into the record, and their learners onto the class list."""
    with course.record() as connection:
        names = sorted({each.student for each in attempts})
        connection.execute(insert(Student.__table__), [{"id": name} for name in names])
    course.keep(*attempts)


@pytest.fixture(scope="module")
def told(_released_course, tmp_path_factory):
    """A class of 80 in which the key of one question is wrong; two wait, and some took form B later."""
    course = type(_released_course)(tmp_path_factory.mktemp("report") / "course", _released_course.env)
    shutil.copytree(_released_course.root, course.root)
    course.nbgrader("generate_assignment", FORM_B)
    papers = [attempt(number, able=number % 2 == 0) for number in range(80)]
    papers += [attempt(number, able=True, waits=True) for number in (80, 81)]
    other = {"wri-long-word": 1.0, "wri-tone": 2.0, "wri-pairs": 3.0, "wri-note-two": 4.0}
    papers += [attempt(number, able=True, quiz=FORM_B, day=22, most=other) for number in range(10)]
    papers += [attempt(number, able=number % 2 == 0, quiz=FORM_B, most=other) for number in range(100, 140)]
    fill(course, papers)
    return course


def test_first_papers_only_and_nobody_who_waits(told):
    """Who took form B after form A counts once unless all are asked for; who waits is left out and counted."""
    first, second = taken.of(told.quizzes, QUIZ)
    assert (first.form.form, len(first.marks.rows), first.waiting) == ("A", 80, 2)
    assert (second.form.form, len(second.marks.rows)) == ("B", 40)
    assert len(taken.of(told.quizzes, FORM_B, all_attempts=True)[1].marks.rows) == 50


def test_an_answer_that_was_taken_back_is_a_blank(course):
    """Text that was deleted and ticks that were taken off are no answer, as everywhere in the course."""
    blank = attempt(1, able=False)
    marks = {**blank.marks, "wri-parts": QuestionGrade(auto=0.0, of=2.0)}
    marks["wri-note"] = QuestionGrade(manual=0.0, of=4.0)
    fill(course, [replace(blank, marks=marks, answers={**blank.answers, "wri-parts": [], "wri-note": " "})])
    (found,) = taken.of(course.quizzes, QUIZ)
    names = [each.id for each in found.marks.questions]
    row = dict(zip(names, found.marks.rows[0], strict=True))
    assert (row["wri-parts"], row["wri-note"]) == (None, None)


def test_versions_are_never_pooled(told):
    """Whoever handed in a file of another version is analysed apart, and it is said; an odd file is none."""
    folder = told.quizzes / "submitted" / "l00000" / QUIZ
    folder.mkdir(parents=True)
    (folder / "questions.json").write_text('{"version": "0badc0de"}')
    odd = told.quizzes / "submitted" / "l00001" / QUIZ
    odd.mkdir(parents=True)
    (odd / "questions.json").write_bytes(b"\xff\x00[")
    found = taken.of(told.quizzes, QUIZ)
    told_of = [
        (each.version == each.form.version, len(each.marks.rows)) for each in found if each.form.form == "A"
    ]
    assert told_of == [(True, 79), (False, 1)]
    assert "no longer what learners get" in item_report.text([item_report.part_of(each) for each in found])
    (folder / "questions.json").unlink()


def test_a_wrong_key_comes_first(told, tmp_path, watch):
    """On the page, with the option that should be the key; the page is for everybody and loads nothing."""
    told.cpd("report", QUIZ, "-o", tmp_path / "out", ok=(0,))
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<script" not in page
    assert faults(watch(), (tmp_path / "out" / "report.html").as_uri()) == []
    data = json.loads((tmp_path / "out" / "report.json").read_text())
    found = data["parts"][0]["findings"][0]
    assert (found["question"], found["code"]) == ("wri-short-word", "miskey")
    assert f"take option {WRONG}" in found["what"]
    assert [each["forms"] for each in data["forms"]] == [["A", "B"]]
    with (tmp_path / "out" / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    assert "By outcome" in page
    shown = watch()
    shown.goto((tmp_path / "out" / "report.html").as_uri())
    first = shown.locator("ol").first.locator("li").first
    assert first.inner_text().startswith(
        "1. wri-short-word: Those who did well elsewhere take option commence"
    )
    assert shown.get_by_role("img").count() == 4


def test_printed_and_piped(told):
    """Without a folder the terminal gets it, and programs get CSV or JSON."""
    assert "Form A less form B" in told.cpd("report", QUIZ, ok=(0,)).stdout
    assert told.cpd("report", QUIZ, "--csv", ok=(0,)).stdout.splitlines()[0].startswith("part,id,n,blanks")
    assert json.loads(told.cpd("report", QUIZ, "--json", ok=(0,)).stdout)["quiz"] == QUIZ
    assert "nobody has taken 'kinds'" in told.cpd("report", "kinds", ok=(1,)).stdout
    assert "Did you mean writing?" in told.cpd("report", "writin", ok=(1,)).stdout


def marks(shares):
    """Return a class with these shares of ten points in one question."""
    return Marks.of({str(at): {"q": 10 * share} for at, share in enumerate(shares)}, {"q": 10})


def test_forms_are_compared_as_the_books_do():
    """Welch's interval, worked by hand: means 0.6 and 0.4, variances 0.04 of each 40, 78 degrees of freedom."""
    half = (0.04 * 39 / 40) ** 0.5
    one = marks([0.6 - half, 0.6 + half] * 20)
    two = marks([0.4 - half, 0.4 + half] * 20)
    found = comparing.difference(one, two)
    # t(78; 0.975) is 1.99085.
    assert found.value == pytest.approx(0.2)
    assert found.high - found.value == pytest.approx(1.99085 * (0.04 / 40 * 2) ** 0.5, rel=1e-4)
    assert found.is_clear
    assert not comparing.difference(one, one).is_clear
    assert not comparing.difference(marks([0.1, 0.2]), two).is_clear
    assert comparing.difference(marks([0.1]), two) is None


def test_a_large_class_is_quick(course, monkeypatch):
    """A thousand learners and thirty questions take less than five seconds, read from the record."""
    most = {f"q{at}": 1.0 for at in range(30)}
    offered = {"options": ["begin", WRONG, "something"], "right": "begin"}
    keys = {
        name: ReleasedQuestion(
            id=name, quiz=QUIZ, number=at, kind="single", points=1.0, key=offered, review={}, feedback="score"
        )
        for at, name in enumerate(most, start=1)
    }
    monkeypatch.setattr(taken.released_keys, "keys", lambda _db, form: keys if form == QUIZ else {})
    fill(course, [attempt(number, able=number % 2 == 0, most=most) for number in range(1000)])
    start = time.process_time()
    (found,) = taken.of(course.quizzes, QUIZ)
    assert len(item_report.part_of(found).analysis.questions) == 30
    assert time.process_time() - start < 5
