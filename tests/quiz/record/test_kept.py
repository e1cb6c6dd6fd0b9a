"""What the class server keeps of a learner at work, from one run to the next."""

from quiz.small_course import QUIZ
from sqlalchemy import select, update

from prevention_cpd.quiz.record import kept, runs
from prevention_cpd.quiz.record.kept_tables import answer, flag
from prevention_cpd.quiz.take.receipts import HandIn

LAST_YEAR = "2024-05-01T00:00:00+00:00"


def keep(connection, question, value, quiz=QUIZ):
    """Keep one answer of Ada's."""
    change = kept.Change(person="ada", quiz=quiz, question=question, value=value, view=question, turn=1)
    assert kept.keep(connection, [change]) != [""]


def test_what_was_never_handed_in_goes_when_the_quiz_is_begun_anew(course):
    """All of that quiz at once, with its flags; what was begun of another quiz stays until that is begun anew."""
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    with course.record() as connection:
        runs.start(connection, "old", starts_at="2024-01-01T00:00:00+00:00", place=course.quizzes)
        runs.join(connection, "old", ["ada"])
        for question, quiz in (("one", QUIZ), ("two", QUIZ), ("one", "other")):
            keep(connection, question, '"of last year"', quiz)
        kept.set_flag(connection, "ada", QUIZ, "two", on=True)
        connection.execute(update(answer).values(saved_at=LAST_YEAR))
        connection.execute(update(flag).values(set_at=LAST_YEAR))
        runs.start(connection, "new", starts_at="2025-01-01T00:00:00+00:00", place=course.quizzes)
        runs.join(connection, "new", ["ada"])
        kept.set_flag(connection, "ada", QUIZ, "one", on=True)
        keep(connection, "one", '"of this year"')

        assert kept.read(connection, "ada", QUIZ).values == {"one": "of this year"}
        rows = connection.execute(select(answer.c.quiz, answer.c.question).order_by(answer.c.quiz))
        assert [tuple(row) for row in rows] == [("other", "one"), (QUIZ, "one")]
        assert [*connection.scalars(select(flag.c.question))] == ["one"]


def test_what_was_kept_before_the_first_run_goes_on_in_it(course):
    """A run that is started late takes no answer and no flag away; hand-ins of before are none of it."""
    early = "2024-12-01T00:00:00+00:00"
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("ada")
    with course.record() as connection:
        for question in ("one", "two"):
            keep(connection, question, '"early"')
        kept.set_flag(connection, "ada", QUIZ, "two", on=True)
        connection.execute(update(answer).values(saved_at=early))
        connection.execute(update(flag).values(set_at=early))
        runs.start(connection, "only", starts_at="2025-01-01T00:00:00+00:00", place=course.quizzes)
        runs.join(connection, "only", ["ada"])
        handed_in = HandIn(code="x", at=early, version="", answered=2, total=2, late=False, replaces="")
        kept.note_hand_in(connection, "ada", QUIZ, handed_in)
        change = kept.Change(person="ada", quiz=QUIZ, question="one", value='"late"', view="next", turn=1)
        assert kept.keep(connection, [change]) != [""]

        work = kept.read(connection, "ada", QUIZ)
        assert (work.values, work.flags) == ({"one": "late", "two": "early"}, ("two",))
        assert (work.hand_ins, kept.handed_in(connection, "ada")) == ((), {})
        assert kept.counts(connection) == {QUIZ: (1, 0)}
        assert list(kept.started(connection, "ada")) == [QUIZ]

        runs.start(connection, "next", starts_at="2025-02-01T00:00:00+00:00", place=course.quizzes)
        runs.join(connection, "next", ["ada"])
        connection.execute(update(answer).values(saved_at=early))
        keep(connection, "three", '"new"')
        assert list(connection.scalars(select(answer.c.question))) == ["three"]
        assert list(connection.scalars(select(flag.c.question))) == []
