"""`cpd grade`, killed before any single step that changes something: the next run ends as if nothing had happened."""

import os
import shutil
import signal
from dataclasses import fields
from pathlib import Path

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.rows import odd_rows, rows
from quiz.small_course import RIGHT, Course
from sqlalchemy import Engine, event

from prevention_cpd.quiz.record.attempt import Attempt

pytestmark = pytest.mark.slow

#: All of an attempt that is the same for each run.
FIELDS = {each.name for each in fields(Attempt)} - {"id", "recorded_at"}
CHANGED = {**RIGHT, "wri-note": "Another text.", "wri-parts": []}


@pytest.fixture(scope="module")
def second_round(_released_course, tmp_path_factory):
    """A class in which one learner was marked and has handed in again, and one is new."""
    root = tmp_path_factory.mktemp("steps") / "course"
    shutil.copytree(_released_course.root, root)
    course = Course(root, _released_course.env)
    hand_in(course, "ada", RIGHT)
    course.grade()
    mark(course, "ada", "wri-note", 3.0, "Well put.")
    hand_in(course, "ada", CHANGED, "2026-11-20 12:00:00")
    hand_in(course, "bob", RIGHT)
    return course


def steps(act):
    """Call `act` before each step of this process: a statement that writes, a commit, and the renaming of a file."""

    def statement(_connection, _cursor, text, *_more):
        if text.split(None, 1)[0] in {"INSERT", "UPDATE", "DELETE", "CREATE"}:
            act()

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", lambda _connection: act())
    for name in ("rename", "replace"):
        own = getattr(Path, name)
        setattr(Path, name, lambda self, target, own=own: (act(), own(self, target))[1])


def in_a_process(course, act):
    """Grade in a process of its own that calls `act` before each step; return the number of the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            steps(act)
            course.grade()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state(course):
    """Return all that a run leaves, but for ids and the times at which it was written."""
    kept = {}
    for student in ("ada", "bob"):
        kept[student] = [{name: getattr(each, name) for name in FIELDS} for each in course.attempts(student)]
    folder = course.quizzes / "autograded"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return kept, rows(course), odd_rows(course), files


def test_killed_before_any_step(second_round, tmp_path, one_in):
    """Rows, record, a person's marks and copies are those of an undisturbed run, wherever the kill falls."""
    shutil.copytree(second_round.root, tmp_path / "peace")
    peace = Course(tmp_path / "peace", second_round.env)
    (tmp_path / "count").touch()
    assert in_a_process(peace, lambda: _add(tmp_path / "count")) == 0
    most = (tmp_path / "count").stat().st_size
    expected = state(peace)
    assert most > 20
    assert [each["marks"]["wri-note"].manual for each in expected[0]["ada"]] == [3.0, None]
    for number in one_in(range(1, most + 1), 3):
        victim = Course(tmp_path / "victim", second_round.env)
        shutil.copytree(second_round.root, victim.root)
        left = iter(range(number - 1))
        ended = in_a_process(
            victim, lambda left=left: next(left, None) is None and os.kill(os.getpid(), signal.SIGKILL)
        )
        assert ended == -signal.SIGKILL, number
        assert odd_rows(victim) == [], number
        victim.grade()
        assert state(victim) == expected, number
        assert not [*victim.quizzes.rglob("*.part"), *victim.quizzes.rglob("*.old")], number
        shutil.rmtree(victim.root)


def _add(file):
    with file.open("a") as opened:
        opened.write("x")
