"""To which run what a person does belongs: to one only, whatever the runs are."""

from datetime import UTC, datetime

import pytest
from nbgrader.api import Assignment
from quiz.small_course import QUIZ
from sqlalchemy import delete, insert, select, text, update

from prevention_cpd.quiz.record import dates, due_dates, kept, opening, resits, run_parts, runs, tables
from prevention_cpd.quiz.record.kept_tables import flag
from prevention_cpd.quiz.record.return_tables import resit
from prevention_cpd.quiz.record.run_tables import run


def begin(connection, place, **starts):
    """Start runs with Ada in each."""
    for name, day in starts.items():
        runs.start(connection, name, starts_at=f"{day}T00:00:00+00:00", place=place)
        runs.join(connection, name, ["ada"])


def test_runs_that_overlap_share_nothing(course):
    """For who is in both, the earlier ends where the later begins; the time after an end is the earlier one's."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    with course.record() as connection:
        begin(connection, course.quizzes, old="2024-01-01", new="2025-01-01", never="2099-01-01")
        connection.execute(
            update(run).where(run.c.id == "new").values(archived_at="2025-06-01T00:00:00+00:00")
        )
        own = run_parts.of(connection, ["ada", "bob"])
        old, *_others = runs.every(connection)[::-1]
        held = run_parts.own(connection, old)["ada"]
        assert run_parts.of_person(connection, "bob") is None
        assert run_parts.of_person(connection, "ada").id == "new"

    assert list(own) == ["ada"]
    days = ("2023-12-31", "2024-12-31", "2025-01-01", "2025-12-31")
    found = [own["ada"].at(f"{day}T12:00:00+00:00") for day in days]
    assert [each and each.id for each in found] == [None, "old", "new", "new"]
    assert old.holds("2025-02-01T00:00:00+00:00")
    assert not held.holds("2025-02-01T00:00:00+00:00")
    assert own["ada"].same("", "2025-01-01T00:00:00+00:00")
    assert not own["ada"].same("2024-12-31T00:00:00+00:00", "2025-01-01T00:00:00+00:00")


def test_a_deadline_of_an_earlier_run_is_none_of_the_next(course):
    """Neither what was set for the run, nor for the person before the next began; who is in one has both."""
    last, now = datetime(2024, 6, 1, tzinfo=UTC), datetime(2098, 6, 1, tzinfo=UTC)
    with course.gradebook() as gradebook:
        for name in ("ada", "bob", "cem"):
            gradebook.update_or_create_student(name)
    with course.record() as connection:
        begin(connection, course.quizzes, old="2024-01-01", new="2025-01-01")
        runs.join(connection, "old", ["bob", "cem"])
        due_dates.put(connection, QUIZ, last, run="old")
        due_dates.put(connection, QUIZ, last, person="ada")
        due_dates.put(connection, QUIZ, last, person="bob")
        assert dates.dues(connection, QUIZ, ["ada", "bob", "cem"]) == {"ada": None, "bob": last, "cem": last}
        due_dates.put(connection, QUIZ, now, run="new")
        assert dates.dues(connection, QUIZ, ["ada", "cem"]) == {"ada": now, "cem": last}


def end_old(connection):
    """End the run "old" as it would have been at its time."""
    ended = {"archived_at": "2024-12-31T00:00:00+00:00"}
    connection.execute(update(run).where(run.c.id == "old").values(ended))


def test_a_deadline_for_everybody_of_before_a_run_is_none_of_it(course):
    """It stays that of the work of before, and of the run that ended with it, also where it is set anew."""
    last, now = datetime(2024, 6, 1, tzinfo=UTC), datetime(2098, 6, 1, tzinfo=UTC)
    work = {"ada": "2024-06-02T00:00:00+00:00", "bob": "2024-06-02T00:00:00+00:00", "cem": ""}
    with course.gradebook() as gradebook:
        for name in work:
            gradebook.update_or_create_student(name)
    with course.record() as connection:
        due_dates.put(connection, QUIZ, last)
        begin(connection, course.quizzes, old="2024-01-01", new="2025-01-01")
        end_old(connection)
        runs.join(connection, "old", ["bob"])
        for _again in range(2):
            assert dates.dues(connection, QUIZ, work) == {"ada": last, "bob": last, "cem": last}
            assert dates.due(connection, QUIZ, "ada") is None
            due_dates.put(connection, QUIZ, now, run="new")
            assert dates.due(connection, QUIZ, "ada") == now
            due_dates.put(connection, QUIZ, None, run="new")
        due_dates.put(connection, QUIZ, now)
        assert dates.dues(connection, QUIZ, work) == {"ada": last, "bob": last, "cem": now}
        assert dates.due(connection, QUIZ, "ada") == now


def test_a_group_of_last_year_has_no_say_in_this_run(course):
    """A deadline for a group is for who is in it in this run, and stands in the list of the run it lies in."""
    last, now = datetime(2024, 6, 1, tzinfo=UTC), datetime(2098, 6, 1, tzinfo=UTC)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    with course.record() as connection:
        begin(connection, course.quizzes, old="2024-01-01", new="2025-01-01")
        end_old(connection)
        runs.join(connection, "old", ["ada"], teams={"ada": "North"})
        runs.join(connection, "new", ["ada"], teams={"ada": "South"})
        due_dates.put(connection, QUIZ, now, team="North")
        assert dates.due(connection, QUIZ, "ada") is None
        due_dates.put(connection, QUIZ, now, team="South")
        due_dates.put(connection, QUIZ, last, person="ada")
        assert dates.due(connection, QUIZ, "ada") == now
        lists = [dates.narrower(connection, QUIZ, each) for each in runs.every(connection)]
        assert lists == [[("North", now), ("South", now)], [("ada", last)]]


def duedate(connection):
    """Return what nbgrader has."""
    return connection.scalar(select(Assignment.duedate).where(Assignment.name == QUIZ))


def test_nbgrader_has_the_due_date_of_the_current_run(course):
    """It follows when a run begins, ends or goes on; what is set in the formgrader is that run's."""
    first, second, third = (datetime(2098, month, 1) for month in (1, 2, 3))  # noqa: DTZ001  # as nbgrader has it
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    with course.record() as connection:
        due_dates.put(connection, QUIZ, datetime(2024, 6, 1, tzinfo=UTC))
        begin(connection, course.quizzes, old="2024-01-01", new="2025-01-01")
        assert duedate(connection) is None
        due_dates.put(connection, QUIZ, first.replace(tzinfo=UTC), run="new")
        assert duedate(connection) == first
        due_dates.put(connection, QUIZ, second.replace(tzinfo=UTC), run="old")
        assert duedate(connection) == first
        runs.archive(connection, "new")
        assert duedate(connection) == second
        runs.reopen(connection, "new")
        assert duedate(connection) == first
        connection.execute(update(Assignment).where(Assignment.name == QUIZ).values(duedate=third))
    with course.record() as connection:
        assert dates.due(connection, QUIZ, "ada") == third.replace(tzinfo=UTC)
        assert dates.of_run(connection, runs.every(connection)[1])[QUIZ] == second.replace(tzinfo=UTC)
        assert dates.general_due(connection, QUIZ) == datetime(2024, 6, 1, tzinfo=UTC)


def in_formgrader(connection, when):
    """Set the due date as the formgrader does."""
    at = when and when.replace(tzinfo=None)
    connection.execute(update(Assignment).where(Assignment.name == QUIZ).values(duedate=at))


@pytest.mark.parametrize("act", ["start", "archive", "reopen", "put"])
def test_what_was_set_in_the_formgrader_outlives_what_is_done_with_runs(course, act):
    """It is read before nbgrader gets another due date, also where the record was opened before it was set."""
    was, set_there = datetime(2098, 1, 1, tzinfo=UTC), datetime(2098, 2, 1, tzinfo=UTC)
    with course.record() as connection:
        runs.start(connection, "old", starts_at="2024-01-01T00:00:00+00:00", place=course.quizzes)
        runs.start(connection, "ended", starts_at="2023-01-01T00:00:00+00:00", place=course.quizzes)
        runs.archive(connection, "ended")
        due_dates.put(connection, QUIZ, was, run="old")
        in_formgrader(connection, set_there)
        if act == "start":
            runs.start(connection, "new", starts_at="2025-01-01T00:00:00+00:00", place=course.quizzes)
        elif act == "archive":
            runs.archive(connection, "old")
        elif act == "reopen":
            runs.reopen(connection, "ended")
        else:
            due_dates.put(connection, QUIZ, was)
        old = next(each for each in runs.every(connection) if each.id == "old")
        assert dates.of_run(connection, old)[QUIZ] == set_there


@pytest.mark.parametrize("has_own", [True, False])
def test_who_clears_a_due_date_in_the_formgrader_has_none(course, has_own):
    """Everybody's deadline goes with the run's own, and stays that of the run that has ended with it."""
    everybodys = datetime(2024, 6, 1, tzinfo=UTC)
    with course.record() as connection:
        for name, starts in (("old", "2024-01-01"), ("new", "2024-05-01")):
            runs.start(connection, name, starts_at=f"{starts}T00:00:00+00:00", place=course.quizzes)
        end_old(connection)
        due_dates.put(connection, QUIZ, everybodys)
        if has_own:
            due_dates.put(connection, QUIZ, datetime(2098, 1, 1, tzinfo=UTC), run="new")
        assert duedate(connection)
        in_formgrader(connection, None)
    for _again in range(2):
        with course.record() as connection:
            new, old = runs.every(connection)
            assert dates.of_run(connection, new)[QUIZ] is None
            assert dates.of_run(connection, old)[QUIZ] == everybodys
            assert duedate(connection) is None


def test_a_run_that_becomes_current_in_time_is_no_edit_in_the_formgrader(course):
    """Its deadline becomes nbgrader's; what was set in the formgrader meanwhile is that of the run it showed."""
    old, new, edited = (datetime(2098, month, 1, tzinfo=UTC) for month in (1, 2, 3))
    for is_edited in (False, True):
        with course.record() as connection:
            connection.execute(delete(run))
            for name, starts in (("old", "2024-01-01"), ("new", "2099-01-01")):
                runs.start(connection, name, starts_at=f"{starts}T00:00:00+00:00", place=course.quizzes)
            due_dates.put(connection, QUIZ, old, run="old")
            due_dates.put(connection, QUIZ, new, run="new")
            assert duedate(connection) == old.replace(tzinfo=None)
            if is_edited:
                in_formgrader(connection, edited)
            connection.execute(
                update(run).where(run.c.id == "new").values(starts_at="2025-01-01T00:00:00+00:00")
            )
        with course.record() as connection:
            assert duedate(connection) == new.replace(tzinfo=None)
            due = {each.id: dates.of_run(connection, each)[QUIZ] for each in runs.every(connection)}
            assert due == {"old": edited if is_edited else old, "new": new}
            assert not due_dates.is_behind(connection)


def test_a_record_of_version_four_is_brought_up_to_date(course):
    """A deadline that nbgrader alone has stays everybody's, may be changed by a blueprint, and is no later run's."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
        gradebook.find_assignment(QUIZ).duedate = datetime(2024, 6, 1)  # noqa: DTZ001  # as nbgrader has it
        gradebook.db.commit()
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    opening.prepare(url, course.quizzes)
    engine = tables.engine(url)
    with engine.begin() as connection:
        begin(connection, course.quizzes, new="2025-01-01")
        connection.execute(text("ALTER TABLE cpd_date DROP COLUMN from_blueprint"))
        connection.execute(delete(tables.version))
        connection.execute(insert(tables.version), [{"version": 4}])
    engine.dispose()

    with course.record() as connection:
        assert dates.due(connection, QUIZ, "ada") is None
        assert dates.general_due(connection, QUIZ) == datetime(2024, 6, 1, tzinfo=UTC)
        assert not dates.is_set(connection, QUIZ)
        assert duedate(connection) is None


@pytest.mark.parametrize("when", [datetime(2098, 2, 1, tzinfo=UTC), None])
def test_what_the_formgrader_had_in_version_four_stays(course, when):
    """There nbgrader's due date counted, also where the record had an older one for everybody."""
    with course.record() as connection:
        due_dates.put(connection, QUIZ, datetime(2098, 1, 1, tzinfo=UTC))
        in_formgrader(connection, when)
        connection.execute(text("ALTER TABLE cpd_date DROP COLUMN from_blueprint"))
        connection.execute(update(tables.version).values(version=4))
    with course.record() as connection:
        assert dates.general_due(connection, QUIZ) == when
        assert dates.is_set(connection, QUIZ)
        assert duedate(connection) == (when and when.replace(tzinfo=None))


def test_a_record_of_version_three_is_brought_up_to_date(course):
    """Flags and decisions get the time of the change: they stand as before, and the next run begins without."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    opening.prepare(url, course.quizzes)
    engine = tables.engine(url)
    with engine.begin() as connection:
        connection.execute(
            insert(flag), [{"person": "ada", "quiz": QUIZ, "question": "wri-note", "set_at": ""}]
        )
        connection.execute(text("ALTER TABLE cpd_kept_flag DROP COLUMN set_at"))
        resit.drop(connection)
        columns = "person VARCHAR(128), quiz VARCHAR(128), offered BOOLEAN, PRIMARY KEY (person, quiz)"
        connection.execute(text(f"CREATE TABLE cpd_resit ({columns})"))
        connection.execute(text("INSERT INTO cpd_resit VALUES ('ada', :quiz, TRUE)"), {"quiz": QUIZ})
        connection.execute(delete(tables.version))
        connection.execute(insert(tables.version), [{"version": 3}])
    engine.dispose()

    with course.record() as connection:
        assert connection.scalar(select(tables.version.c.version)) == opening.VERSION
        begin(connection, course.quizzes, old="2024-01-01")
        assert kept.read(connection, "ada", QUIZ).flags == ("wri-note",)
        assert resits.decided(connection, QUIZ) == {"ada": True}
        runs.start(connection, "next", starts_at="2025-01-01T00:00:00+00:00", place=course.quizzes)
        runs.join(connection, "next", ["ada"])
        connection.execute(update(flag).values(set_at="2024-05-01T00:00:00+00:00"))
        connection.execute(update(resit).values(decided_at="2024-05-01T00:00:00+00:00"))
        assert kept.read(connection, "ada", QUIZ).flags == ()
        assert resits.decided(connection, QUIZ) == {}
        assert resits.decided_of(connection, QUIZ, "ada", run_parts.of_person(connection, "ada")) is None
