"""To which run what a person does belongs: to one only, whatever the runs are."""

from datetime import UTC, datetime

from quiz.small_course import QUIZ
from sqlalchemy import delete, insert, select, text, update

from prevention_cpd.quiz.record import dates, kept, opening, resits, run_parts, runs, tables
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
        dates.put(connection, QUIZ, last, run="old")
        dates.put(connection, QUIZ, last, person="ada")
        dates.put(connection, QUIZ, last, person="bob")
        assert dates.dues(connection, QUIZ, ["ada", "bob", "cem"]) == {"ada": None, "bob": last, "cem": last}
        dates.put(connection, QUIZ, now, run="new")
        assert dates.dues(connection, QUIZ, ["ada", "cem"]) == {"ada": now, "cem": last}


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
        connection.execute(
            insert(resit), [{"person": "ada", "quiz": QUIZ, "offered": True, "decided_at": ""}]
        )
        for name, column in (("cpd_kept_flag", "set_at"), ("cpd_resit", "decided_at")):
            connection.execute(text(f"ALTER TABLE {name} DROP COLUMN {column}"))
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
