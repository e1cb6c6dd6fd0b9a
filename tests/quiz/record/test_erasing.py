"""A person is taken out everywhere: rows, files, exchange; what stays is told."""

import sqlite3
from dataclasses import asdict

import pytest
from nbgrader.utils import notebook_hash
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.record import due_dates, erasing, runs

pytestmark = pytest.mark.slow

WHO = "erase-me"


@pytest.fixture
def used(course, tmp_path):
    """A class of two with everything that a course keeps of a person."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(WHO, last_name="Unmistakable")
        gradebook.update_or_create_student("stays")
    for name in (WHO, "stays"):
        hand_in(course, name, RIGHT)
    course.grade("--feedback")
    mark(course, WHO, "wri-note", 3, "Unmistakable comment")
    hand_in(course, WHO, {**RIGHT, "wri-note": "Unmistakable answer"}, "2026-11-21 10:00:00")
    course.grade("--feedback")
    with course.record() as connection:
        runs.join(connection, "", [WHO, "stays"])
        due_dates.put(connection, QUIZ, None, person=WHO)
    exchange = tmp_path / "exchange"
    (exchange / "inbound" / f"{WHO}+{QUIZ}+2026").mkdir(parents=True)
    (exchange / "inbound" / f"{WHO}-too+{QUIZ}+2026").mkdir()
    (exchange / "feedback").mkdir()
    (exchange / "feedback" / f"{notebook_hash(secret=f'secret of {WHO!r}', notebook_id=QUIZ)}.html").touch()
    (course.quizzes / "gradebook.db.2026-01-01").write_text("")
    (course.quizzes / "grades.csv").write_text(f"student_id\n{WHO}\n")
    return course, exchange


def test_everything_goes(used):
    """No table, no file and no byte of the gradebook holds the person; the others are as they were."""
    course, exchange = used
    found = erasing.erase(course.quizzes, WHO, exchange=exchange)
    assert {"cpd_attempt", "cpd_mark", "cpd_member", "cpd_person", "student", "grade"} <= set(found.rows)
    assert not [path for path in course.quizzes.rglob("*") if WHO in path.parts]
    assert [path.name for path in (exchange / "inbound").iterdir()] == [f"{WHO}-too+{QUIZ}+2026"]
    assert not list((exchange / "feedback").iterdir())
    assert not (course.quizzes / "reports" / f"{QUIZ}.html").exists()
    with sqlite3.connect(course.quizzes / "gradebook.db") as db:
        dump = "\n".join(db.iterdump())
        assert db.execute("select count(*) from submitted_assignment").fetchone() == (1,)
        assert db.execute("pragma foreign_key_check").fetchall() == []
    assert WHO not in dump
    for place in course.quizzes.glob("gradebook.db*"):
        assert b"Unmistakable" not in place.read_bytes()
    assert course.attempts("stays")
    course.grade("--feedback")


def test_what_is_kept_is_told(used):
    """Backups and tables are named, with what to do."""
    course, exchange = used
    found = erasing.erase(course.quizzes, WHO, exchange=exchange, only_tell=True)
    kept = dict(found.kept)
    assert "delete it when" in kept["gradebook.db.2026-01-01"]
    assert "write it anew" in kept["grades.csv"]
    assert asdict(erasing.erase(course.quizzes, WHO, exchange=exchange)) == asdict(found)


def test_on_the_command_line(used):
    """Without a terminal nothing is erased unless it is said; an unknown id is told."""
    course, _exchange = used
    done = course.cpd("class", "erase", WHO, ok=(1,))
    assert "Say --yes" in done.stdout
    assert course.attempts(WHO)
    assert "It is erased." in course.cpd("class", "erase", WHO, "--yes", ok=(0,)).stdout
    assert "nobody has the id" in course.cpd("class", "erase", WHO, "--yes", ok=(1,)).stdout
    with pytest.raises(CourseError):
        erasing.erase(course.quizzes, "../source")
