"""Deadlines: for everybody, a run, a group or one person; what learners see and what counts as late."""

import errno
import json
import shutil
from datetime import UTC, datetime

import pytest
from quiz.resubmitting import hand_in
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.core import files
from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.build import redating
from prevention_cpd.quiz.record import dates, due_dates, runs
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.results import class_list

pytestmark = pytest.mark.slow


def at(day, month=12):
    """Return noon of a day."""
    return datetime(2026, month, day, 12, tzinfo=UTC)


def test_the_narrowest_deadline_counts(course):
    """The person's before the group's before the run's before everybody's; an extension of nbgrader's is added."""
    with course.gradebook() as gradebook:
        for name in ("ada", "bob", "cem", "dan"):
            gradebook.update_or_create_student(name)
    with course.record() as connection:
        runs.start(connection, "autumn", starts_at=at(1, 9).isoformat(), place=course.quizzes)
        runs.join(connection, "autumn", ["ada", "bob", "cem"], teams={"ada": "North", "bob": "North"})
        assert dates.due(connection, QUIZ, "ada") is None
        due_dates.put(connection, QUIZ, at(1))
        due_dates.put(connection, QUIZ, at(2), run="autumn")
        due_dates.put(connection, QUIZ, at(3), team="North")
        due_dates.put(connection, QUIZ, at(4), person="ada")
        found = {name: dates.due(connection, QUIZ, name) for name in ("ada", "bob", "cem", "dan")}
        assert found == {"ada": at(4), "bob": at(3), "cem": at(2), "dan": at(1)}
        due_dates.put(connection, QUIZ, None, person="ada")
        assert dates.due(connection, QUIZ, "ada") == at(3)
    hand_in(course, "dan", RIGHT)
    course.grade()
    with course.gradebook() as gradebook:
        gradebook.grant_extension(QUIZ, "dan", days=5)
        assert dates.due(gradebook.db, QUIZ, "dan") == at(6)


def test_an_extension_is_added_to_the_deadline_of_a_run(course):
    """It is more time than the others of the run have; a person's or a group's own deadline says all by itself."""
    hand_in(course, "ada", RIGHT)
    course.grade()
    with course.gradebook() as gradebook:
        gradebook.grant_extension(QUIZ, "ada", days=5)
    with course.record() as connection:
        runs.start(connection, "autumn", starts_at=at(1, 9).isoformat(), place=course.quizzes)
        runs.join(connection, "autumn", ["ada"], teams={"ada": "North"})
        due_dates.put(connection, QUIZ, at(2), run="autumn")
        assert dates.due(connection, QUIZ, "ada") == at(7)
        due_dates.put(connection, QUIZ, at(3), team="North")
        assert dates.due(connection, QUIZ, "ada") == at(3)
        due_dates.put(connection, QUIZ, at(4), person="ada")
        assert dates.due(connection, QUIZ, "ada") == at(4)


def test_a_new_deadline_is_seen_and_changes_no_notebook(course):
    """Learners see it, lateness goes by it, a later release keeps it, and nobody's notebook is altered."""
    hand_in(course, "ada", {**RIGHT, "wri-note": ""})
    hand_in(course, "bob", {**RIGHT, "wri-note": ""}, "2026-11-22 10:00:00")
    course.cpd("class", "date", QUIZ, "2026-11-21T10:00+00:00", "--past", ok=(0,))
    shown = course.quizzes / "release" / QUIZ / "questions.json"
    assert json.loads(shown.read_text())["deadline"] == "2026-11-21T10:00:00+00:00"
    course.grade()
    with course.gradebook() as gradebook:
        found = {row.student: row.needs for row in class_list.rows(course.quizzes, gradebook, QUIZ)}
    assert found == {"ada": (), "bob": ("late",)}
    course.cpd("class", "date", QUIZ, "2026-11-23T10:00+00:00", "--past", "--person", "bob", ok=(0,))
    with course.gradebook() as gradebook:
        found = {row.student: row.needs for row in class_list.rows(course.quizzes, gradebook, QUIZ)}
    assert found == {"ada": (), "bob": ()}
    course.nbgrader("generate_assignment", QUIZ, "--force")
    assert json.loads(shown.read_text())["deadline"] == "2026-11-21T10:00:00+00:00"


def test_a_deadline_is_that_of_the_current_run(course):
    """Unless it is said to be for everybody; learners see it, also once the quiz is released again."""
    shown = course.quizzes / "release" / QUIZ / "questions.json"
    course.cpd("class", "date", QUIZ, "2024-06-01T12:00+00:00", "--past", ok=(0,))
    course.cpd("class", "run", "new", "autumn", "--starts", "2025-01-01", ok=(0,))
    course.nbgrader("generate_assignment", QUIZ, "--force")
    assert "deadline" not in json.loads(shown.read_text())

    told = course.cpd("class", "date", QUIZ, "2098-06-01T12:00+00:00", ok=(0,)).stdout
    assert f"{QUIZ}, autumn: until 1 June 2098" in told
    assert "Whoever opens or fetches the quiz from now on sees it." in told
    assert json.loads(shown.read_text())["deadline"] == "2098-06-01T12:00:00+00:00"
    told = course.cpd("class", "date", QUIZ, "2099-06-01T12:00+00:00", "--everybody", ok=(0,)).stdout
    assert f"{QUIZ}, everybody: until 1 June 2099" in told
    assert "shows another one" in told
    course.nbgrader("generate_assignment", QUIZ, "--force")
    assert json.loads(shown.read_text())["deadline"] == "2098-06-01T12:00:00+00:00"
    with course.record() as connection:
        assert dates.general_due(connection, QUIZ).year == 2099
    told = course.cpd("class", "date", QUIZ, "none", ok=(0,)).stdout
    assert "autumn: no deadline of its own; that for everybody counts, 1 June 2099" in told
    assert json.loads(shown.read_text())["deadline"] == "2099-06-01T12:00:00+00:00"
    assert "without a deadline" in course.cpd("class", "date", QUIZ, "none", "--everybody", ok=(0,)).stdout
    assert "deadline" not in json.loads(shown.read_text())
    assert "autumn: without a deadline" in course.cpd("class", "date", QUIZ, "none", ok=(0,)).stdout


def test_a_deadline_that_cannot_be_shown_is_not_set(course, monkeypatch):
    """Where learners see it and where lateness is counted, it is the same, also where a folder is another's."""
    shown = course.quizzes / "release" / QUIZ / "questions.json"
    before, outbound = shown.read_text(), shutil.copytree(shown.parent, course.root / "outbound")
    write = files.write_text

    def refuse(place, text, **options):
        if place.parent == outbound:
            raise PermissionError(errno.EACCES, "Permission denied", str(place))
        write(place, text, **options)

    monkeypatch.setattr(files, "write_text", refuse)
    with pytest.raises(CourseError, match=r"where learners see it: .*questions\.json: Permission denied"):
        redating.redate(course.quizzes, QUIZ, at(1), redating.Whom(), outbound=outbound, past_too=True)
    with course.record() as connection:
        assert dates.due(connection, QUIZ, "ada") is None
    assert shown.read_text() == before


def test_what_is_taken_off_goes_by_the_same_deadline(course):
    """Points are taken off exactly where the class list says late, by a person's deadline and by an extension."""
    with (course.quizzes / "nbgrader_config.py").open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    redating.redate(course.quizzes, QUIZ, at(21, 11), redating.Whom(), past_too=True)
    redating.redate(course.quizzes, QUIZ, at(24, 11), redating.Whom(person="ada"), past_too=True)

    def graded():
        course.grade()
        with course.gradebook() as gradebook:
            found = entries(gradebook.db, QUIZ, ["ada", "bob"]).items()
            return {name: (bool(each.late), each.penalty > 0) for name, each in found}

    for name in ("ada", "bob"):
        hand_in(course, name, RIGHT, "2026-11-22 10:00:00")
    assert graded() == {"ada": (False, False), "bob": (True, True)}
    with course.gradebook() as gradebook:
        gradebook.grant_extension(QUIZ, "bob", days=5)
    for name in ("ada", "bob"):
        hand_in(course, name, RIGHT, "2026-11-25 10:00:00")
    assert graded() == {"ada": (True, True), "bob": (False, False)}


def test_what_cannot_be_set_is_told_at_once(course):
    """Each with what to do, and nothing is done."""
    told = course.cpd(
        "class", "date", QUIZ, "2020-01-01", "--person", "nobody", "--group", "N", ok=(1,)
    ).stdout
    assert "has passed already" in told
    assert "nobody has the id 'nobody'" in told
    assert "there is no group 'N'" in told
    assert "Its forms are: A, B" in course.cpd("class", "date", QUIZ, "none", "--form", "C", ok=(1,)).stdout
    assert "Did you mean writing?" in course.cpd("class", "date", "wrting", "none", ok=(1,)).stdout
    assert "is not released" in course.cpd("class", "date", "kinds", "2099-01-01", ok=(1,)).stdout
    for one in ("--run", "--group", "--person"):
        told = course.cpd("class", "date", QUIZ, "none", "--everybody", one, "x", ok=(2,)).stderr
        assert "--everybody goes with no" in told
    told = course.cpd("class", "resit", QUIZ, "--until", "2099-01-01", "--everybody", "--run", "x", ok=(2,))
    assert "--everybody goes with no" in told.stderr
    for no_time in ("tomorrow", "2026-02-31", "0001-01-01", "9999-12-31 23:59"):
        assert "write a time like" in course.cpd("class", "date", QUIZ, no_time, ok=(2,)).stderr
    for no_day in ("2026-02-31", "0001-01-01"):
        told = course.cpd("class", "run", "new", "autumn", "--starts", no_day, ok=(2,)).stderr
        assert "write a day like" in told


def test_runs_on_the_command_line(course):
    """A run is started once, listed with its people, ended, and opened again."""
    course.cpd("class", "run", "new", "autumn", "--title", "Autumn 2026", "--starts", "2026-09-01", ok=(0,))
    assert "there is a run 'autumn' already" in course.cpd("class", "run", "new", "autumn", ok=(1,)).stdout
    course.cpd("class", "run", "archive", "autumn", "--delete-on", "2026-01-01", ok=(0,))
    told = course.cpd("class", "run", "list", ok=(0,)).stdout
    assert "autumn: Autumn 2026, 0 people, since 1 September 2026" in told
    assert "were to be erased on 2026-01-01" in told
    (row,) = json.loads(course.cpd("class", "run", "list", "--json", ok=(0,)).stdout)
    assert row["archived_at"]
    course.cpd("class", "run", "reopen", "autumn", ok=(0,))
    (row,) = json.loads(course.cpd("class", "run", "list", "--json", ok=(0,)).stdout)
    assert (row["archived_at"], row["delete_on"]) == ("", "")
    assert "there is no run 'spring'" in course.cpd("class", "run", "archive", "spring", ok=(1,)).stdout
