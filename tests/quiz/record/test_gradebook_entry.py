"""What the gradebook says, for a class at a time; deadlines and extensions; what is known of a quiz as built."""

import datetime as dt
import json
import shutil

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import event

from prevention_cpd.quiz.build.deadlines import moment
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading import gradebook as settings
from prevention_cpd.quiz.record import opening, run_tables, tables, writing
from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.results import class_list
from prevention_cpd.quiz.times import length, spoken

QUIZ = "words"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A gradebook with one assignment of two questions, due at ten o'clock UTC."""
    settings.configure()
    path = tmp_path_factory.mktemp("template") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "course") as found:
        found.add_assignment(QUIZ, duedate=moment("2026-11-20T11:00:00+01:00").replace(tzinfo=None))
        found.add_notebook(QUIZ, QUIZ)
        found.add_grade_cell("choice", QUIZ, QUIZ, max_score=2, cell_type="code")
        found.add_grade_cell("text", QUIZ, QUIZ, max_score=4, cell_type="markdown")
        found.add_solution_cell("text", QUIZ, QUIZ)
        # Of a gradebook that has no record yet: whoever asks for deadlines has prepared it.
        for table in (tables.person, run_tables.run, run_tables.member, run_tables.date):
            table.create(found.engine)
    return path


@pytest.fixture
def gradebook(template, tmp_path):
    """A copy of the gradebook for each test."""
    shutil.copy(template, tmp_path)
    with Gradebook(f"sqlite:///{tmp_path / template.name}", "course") as found:
        yield found


def hand_in(gradebook, student, time="2026-11-20 10:00:00", **marks):
    """Add a submission."""
    gradebook.update_or_create_student(student)
    gradebook.add_submission(QUIZ, student, timestamp=dt.datetime.fromisoformat(time))
    for name, value in marks.items():
        grade = gradebook.find_grade(name, QUIZ, QUIZ, student)
        for part, given in value.items():
            setattr(grade, part, given)
    gradebook.db.commit()


def test_marks_are_nbgraders(gradebook):
    """Scores, marks by hand, extra credit and comments are what nbgrader itself counts."""
    choice = {"auto_score": 1.0, "needs_manual_grade": False}
    hand_in(
        gradebook,
        "ada",
        choice=choice,
        text={"manual_score": 2.5, "extra_credit": 0.5, "needs_manual_grade": False},
    )
    hand_in(gradebook, "bob", choice=choice, text={"extra_credit": 1.0})
    gradebook.find_comment("text", QUIZ, QUIZ, "ada").manual_comment = "Good."
    gradebook.find_submission_notebook(QUIZ, QUIZ, "ada").late_submission_penalty = 0.5
    gradebook.db.commit()
    found = entries(gradebook.db, QUIZ, ["ada", "bob", "nobody"])
    for student in ("ada", "bob"):
        submission = gradebook.find_submission(QUIZ, student)
        raw = sum(marks.points for marks in found[student].marks.values())
        assert (raw, found[student].most) == (submission.score, submission.max_score)
    assert found["ada"].marks["text"] == QuestionGrade(manual=2.5, extra=0.5, comment="Good.", of=4.0)
    assert (found["ada"].score, found["ada"].penalty, found["ada"].waiting) == (3.5, 0.5, ())
    assert found["bob"].waiting == ("text",)
    assert entries(gradebook.db, QUIZ, ["bob"]) == {"bob": found["bob"]}
    assert entries(gradebook.db, "other", ["bob"]) == {}


def test_late_is_what_nbgrader_says(gradebook):
    """On the second is in time, a second later is not, and an extension is counted in."""
    hand_in(gradebook, "intime", "2026-11-20 10:00:00")
    hand_in(gradebook, "late", "2026-11-20 10:00:01")
    hand_in(gradebook, "extended", "2026-11-20 12:30:00")
    gradebook.grant_extension(QUIZ, "extended", hours=2)
    found = entries(gradebook.db, QUIZ, ["intime", "late", "extended"])
    seconds = {student: entry.late.total_seconds() for student, entry in found.items()}
    assert seconds == {"intime": 0, "late": 1, "extended": 1800}
    for student, late in seconds.items():
        assert gradebook.find_submission(QUIZ, student).total_seconds_late == late


def test_no_query_for_each_learner(gradebook, tmp_path):
    """A class of forty costs as many queries as a class of two."""
    counts = []
    asked = []
    event.listen(gradebook.engine, "before_cursor_execute", lambda *_all: asked.append(1))
    for more in (2, 40):
        for number in range(more):
            hand_in(gradebook, f"learner {more} {number}", choice={"auto_score": 1.0})
        gradebook.db.expire_all()
        asked.clear()
        assert len(class_list.rows(tmp_path, gradebook, QUIZ)) >= more
        counts.append(len(asked))
    assert counts[0] == counts[1] < 14


def test_no_query_reads_the_work_of_every_quiz(gradebook):
    """Each is answered from an index, so that a tenth quiz of thousands costs what the first one did."""
    hand_in(gradebook, "ada", choice={"auto_score": 1.0})
    asked = []
    event.listen(gradebook.engine, "before_cursor_execute", lambda *each: asked.append(each[2:4]))
    with gradebook.engine.connect() as connection:
        entries(connection, QUIZ, ["ada"])
        plans = [
            row[3]
            for sql, given in list(asked)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        ]

    large = ("grade", "comment", "submitted_notebook", "submitted_assignment")
    assert any(plan.startswith("SEARCH grade ") for plan in plans)
    assert [plan for plan in plans for name in large if plan.split()[:2] == ["SCAN", name]] == []


def test_notebooks_of_before_the_history(gradebook, tmp_path):
    """A submission that was graded before attempts were kept is one attempt, with or without a receipt."""
    hand_in(gradebook, "old", choice={"auto_score": 1.0, "needs_manual_grade": False})
    hand_in(gradebook, "older", text={"auto_score": 0.0, "needs_manual_grade": False})
    records = {
        "old": {"prevention_cpd": {"received": True, "problems": ["Odd."], "receipt": "A"}},
        "older": {},
    }
    for student, metadata in records.items():
        folder = tmp_path / "autograded" / student / QUIZ
        folder.mkdir(parents=True)
        (folder / f"{QUIZ}.ipynb").write_text(json.dumps({"metadata": metadata, "cells": []}))
    old, older = class_list.rows(tmp_path, gradebook, QUIZ)
    assert (old.attempt, old.receipt, old.needs) == (1, "A", ("unreadable", "waits"))
    assert (older.attempt, older.receipt, older.score) == (1, "", 0.0)


def test_forms_of_a_quiz(tmp_path):
    """A form B belongs to its quiz whichever form is asked for; another quiz whose name ends alike does not."""
    for name, form in (("words", "A"), ("words-b", "B"), ("words-c", "A"), ("plan-b", "A")):
        (tmp_path / "source" / name).mkdir(parents=True)
        data = {"quiz": name, "form": form, "title": name, "attempts": 2, "counts": "best"}
        (tmp_path / "source" / name / "questions.json").write_text(json.dumps(data))
    for name in ("words", "words-b"):
        assert [form.id for form in questions_file.forms(tmp_path, name)] == ["words", "words-b"]
    assert [form.id for form in questions_file.forms(tmp_path, "plan-b")] == ["plan-b"]
    assert [form.id for form in questions_file.forms(tmp_path, "unknown")] == ["unknown"]
    assert questions_file.load(tmp_path, "words").counts == "best"
    (tmp_path / "source" / "words" / "questions.json").write_text("[")
    assert questions_file.load(tmp_path, "words").attempts == 0


def test_present_attempt_has_the_gradebooks_marks(gradebook, tmp_path):
    """The record of the present attempt may be old; the class list shows what the gradebook says now."""
    hand_in(gradebook, "ada", text={"manual_score": 4.0, "needs_manual_grade": False})
    kept = Attempt(
        id="1",
        quiz=QUIZ,
        student="ada",
        submitted_at="2026-11-20T10:00:00+00:00",
        marks={"text": QuestionGrade(of=4.0)},
    )
    url = str(gradebook.engine.url)
    opening.prepare(url, tmp_path)
    with tables.engine(url).begin() as connection:
        writing.keep(connection, [kept])
    (row,) = class_list.rows(tmp_path, gradebook, QUIZ)
    assert (row.score, row.counting_score, row.counting_quiz) == (4.0, 4.0, QUIZ)


def test_times_for_reading():
    """A time names its zone; a length of time names two units at most, and is never nothing."""
    assert spoken("") == ""
    assert "2026" in spoken("2026-11-20T10:00:00+00:00")
    assert spoken("2026-11-20T10:00:00+00:00").endswith(")")
    lengths = {1: "1 min", 7501: "2 h 5 min", 86_400: "1 day", 200_000: "2 days 7 h"}
    assert {seconds: length(dt.timedelta(seconds=seconds)) for seconds in lengths} == lengths


@pytest.mark.parametrize("wrong", ["2026-11-20T10:00:00", "soon"])
def test_a_deadline_has_a_zone(wrong):
    """A time without a zone is no deadline."""
    with pytest.raises(ValueError, match=wrong):
        moment(wrong)
