"""Who has left: the class itself or a run of it, and who is back."""

import pytest
from quiz.small_course import make_course

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list, runs
from prevention_cpd.quiz.record.run import current, current_of


@pytest.fixture
def course(tmp_path):
    """A course with a run that has ended and one that goes on; Ada and Ben are in both."""
    made = make_course(tmp_path / "course")
    for name in ("old", "new"):
        with made.record() as connection:
            runs.start(connection, name, starts_at="2026-11-01T00:00:00+00:00", place=made.root)
        bring_in(made, name)
        if name == "old":
            with made.record() as connection:
                runs.archive(connection, name)
    return made


def bring_in(course, run, *people, **more):
    """Bring in a class list; that of both unless people are named."""
    listed = [Person(id=each) for each in people or ("ada", "ben")]
    class_list.bring_in(
        f"sqlite:///{course.quizzes / 'gradebook.db'}", course.quizzes, listed, run=run, **more
    )


def test_who_has_left_the_class_is_awaited_in_no_run_that_goes_on(course):
    """Their run does not keep them among those whose work is awaited; a run that had ended stays as it was."""
    with course.record() as connection:
        runs.leave(connection, "", ["ben"])
        assert runs.left(connection) == runs.left(connection, "new") == {"ben"}
        assert runs.expected(connection) == runs.awaited(connection, "new") == {"ada"}
        assert runs.awaited(connection, "old") == {"ada", "ben"}


@pytest.mark.parametrize("how", ["list", "back"])
def test_who_comes_back_in_a_run_is_in_the_class(course, how):
    """Somebody who left the class last year and joins this year's run can sign in, and is awaited."""
    bring_in(course, "", "ada", leavers=True)
    with course.record() as connection:
        assert runs.current(connection) == ["ada"]
    if how == "list":
        bring_in(course, "new", "ben")
    else:
        with course.record() as connection:
            runs.join(connection, "new", ["ben"])
    with course.record() as connection:
        assert runs.current(connection) == ["ada", "ben"]
        assert runs.expected(connection) == runs.awaited(connection, "new") == {"ada", "ben"}


def test_what_concerns_another_run_brings_nobody_back(course):
    """Neither a list of a run that has ended nor leaving a run lets those sign in who have left the class."""
    with course.record() as connection:
        runs.leave(connection, "", ["ben", "ada"])
        runs.start(connection, "next", place=course.root)
        runs.leave(connection, "next", ["ben"])
        assert runs.left(connection, "next") == {"ben", "ada"}
    bring_in(course, "old", "ada")
    with course.record() as connection:
        assert runs.current(connection) == []


def test_the_current_run_is_the_latest_that_has_begun(tmp_path):
    """A run that is prepared takes nothing off the one at work; where none has begun, the next one is current."""
    made = make_course(tmp_path / "course")
    with made.record() as connection:
        for name, starts in (
            ("later", "2099-06-01T00:00:00+00:00"),
            ("january", "2099-01-01T00:00:00+00:00"),
        ):
            runs.start(connection, name, starts_at=starts, place=made.root)
        assert current(connection).id == "january"
        # The same moment in two zones has another order as text.
        for name, starts in (("first", "2025-01-02T01:00:00+12:00"), ("second", "2025-01-01T23:00:00+00:00")):
            runs.start(connection, name, starts_at=starts, place=made.root)
        assert current(connection).id == current_of(runs.every(connection)).id == "second"
        assert [each.id for each in runs.every(connection)] == ["later", "january", "second", "first"]
