"""What earlier revisions left is taken over once; a later version is refused; the tables come after nbgrader's."""

import json
import logging
import shutil

import pytest
from nbgrader.api import Gradebook
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT
from sqlalchemy import inspect, text, update

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.grading import gradebook as gradebook_settings
from prevention_cpd.quiz.record import opening, tables
from prevention_cpd.quiz.record.gradebook_entry import entries

#: As revision 0785b0a wrote it, in `attempts/ada/writing/20261119T100000.000000Z-AAAA-BBBB-CCCC.json`.
FILE = {
    "schema": 1, "score": 4.0, "of": 7.0, "quiz": QUIZ, "form": "A", "student": "ada",
    "submitted_at": "2026-11-19T10:00:00+00:00", "receipt": "AAAA-BBBB-CCCC", "received": True, "problems": [],
    "altered": ["Cells that were added: 1."], "answers": {"wri-parts": ["date"], "wri-note": "Old."},
    "recorded_at": "2026-11-19T11:00:00+00:00", "penalty": 0.5,
    "marks": {
        "wri-parts": {"auto": 1.0, "of": 2.0, "waits": False},
        "wri-note": {"auto": None, "manual": 3.5, "extra": None, "comment": "Well put.", "of": 5.0, "waits": False},
    },
}  # fmt: skip


@pytest.fixture
def earlier(course):
    """A course as an earlier revision left it: `ada` with a history, `bob` without, no class record."""
    hand_in(course, "ada", RIGHT)
    hand_in(course, "bob", RIGHT)
    course.grade()
    mark(course, "ada", "wri-note", 2.0, "Good.")
    mark(course, "bob", "wri-note", 1.0)
    (now,) = course.attempts("ada")
    with course.record() as connection:
        tables.METADATA.drop_all(connection)
    present = {**FILE, "submitted_at": now.submitted_at, "receipt": now.receipt, "answers": now.answers}
    present |= {"recorded_at": "2026-11-20T11:00:00+00:00", "penalty": 0.0, "marks": {
        name: {"auto": each.auto, "of": each.of, "waits": each.waits} for name, each in now.marks.items()
    }}  # fmt: skip
    folder = course.quizzes / "attempts" / "ada" / QUIZ
    folder.mkdir(parents=True)
    for name, data in (("one", FILE), ("two", present)):
        (folder / f"{name}.json").write_text(json.dumps(data))
    return course


def test_all_is_taken_over(earlier):
    """Attempts, marks and comments stand in the record, and what is graded is not graded again."""
    done = earlier.grade()
    assert "0 graded, 2 graded already" in done.stdout
    old, new = earlier.attempts("ada")
    assert (old.score, old.penalty, old.receipt) == (4.0, 0.5, "AAAA-BBBB-CCCC")
    assert old.marks["wri-note"].given == (3.5, None, "Well put.")
    assert (old.altered, old.answers["wri-note"]) == (("Cells that were added: 1.",), "Old.")
    assert new.marks["wri-note"].given == (2.0, None, "Good.")
    (bob,) = earlier.attempts("bob")
    assert (bob.marks["wri-note"].manual, bob.receipt, bob.score) == (1.0, new.receipt, 7.0)


def test_what_was_changed_since_is_graded(earlier):
    """Where the answers are others than those that were graded, the submission is graded, and marks stay apart."""
    hand_in(earlier, "ada", {**RIGHT, "wri-note": "New."})
    done = earlier.grade()
    assert "1 graded in" in done.stdout
    assert [each.marks["wri-note"].manual for each in earlier.attempts("ada")] == [3.5, 2.0, None]


def test_it_is_taken_over_once(earlier):
    """Files of an earlier revision that change later change nothing."""
    earlier.grade()
    shutil.rmtree(earlier.quizzes / "attempts")
    assert len(earlier.attempts("ada")) == 2


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", '{"marks": 1}', '{"marks": {}, "problems": [], "altered": []}']
)
def test_a_broken_file_costs_no_other(earlier, broken, caplog):
    """A file that cannot be read is told in the log and left as it is, and the others are taken over."""
    path = earlier.quizzes / "attempts" / "ada" / QUIZ / "one.json"
    path.write_text(broken)
    with caplog.at_level(logging.WARNING):
        assert len(earlier.attempts("ada")) == 1
    assert path.read_text() == broken
    assert str(path) in caplog.text


def test_a_later_version_is_refused(course):
    """A record that a later version wrote is not touched, and the sentence says what to do."""
    course.submit("ada", RIGHT)
    with course.record() as connection:
        connection.execute(update(tables.version).values(version=opening.VERSION + 1))
    done = course.grade()
    assert (
        f"grading-setup: the class record in the gradebook has version {opening.VERSION + 1}" in done.stdout
    )
    assert not (course.quizzes / "autograded").exists()


def test_an_older_version_is_brought_up_to_date(course, monkeypatch):
    """Each step between the versions is taken once, in its order, and noted."""
    with course.record():
        pass
    taken = []
    now = opening.VERSION
    steps = {now: lambda _to: taken.append(1), now + 1: lambda _to: taken.append(2)}
    monkeypatch.setattr(opening, "VERSION", now + 2)
    monkeypatch.setattr(opening, "MIGRATIONS", steps)
    for _again in range(2):
        with course.record():
            pass
    assert taken == [1, 2]
    monkeypatch.setattr(opening, "VERSION", 1)
    with pytest.raises(CourseError), course.record():
        pass


def test_nbgrader_opens_a_new_gradebook_first(tmp_path):
    """Nbgrader notes the version of its tables only in an empty database; without that it refuses it ever after."""
    gradebook_settings.configure()
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    opening.prepare(url, tmp_path)
    with Gradebook(url) as gradebook:
        assert gradebook.db.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
        assert inspect(gradebook.engine).has_table("cpd_attempt")
        assert entries(gradebook.db, QUIZ, ["ada"]) == {}
