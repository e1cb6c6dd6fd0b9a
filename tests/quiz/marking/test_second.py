"""The second marker: drawn by lot, blind, somebody else; what differs waits until it is settled."""

import pytest
from quiz.marking.conftest import CLASS
from quiz.marking.test_giving import grade_of, in_formgrader, mark, most
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.quiz.marking import acts, settings
from prevention_cpd.quiz.marking.acts import SECOND, SETTLED
from prevention_cpd.quiz.marking.giving import MarkingError, undo
from prevention_cpd.quiz.marking.second import compare, draw, drawn_answers
from prevention_cpd.quiz.marking.state import answers


def chosen(course, question, share):
    """Draw, and return who is drawn."""
    with course.record() as connection:
        draw(connection, question, share)
        return {each.person for each in answers(connection, QUIZ, question.id) if each.drawn}


def test_a_share_is_drawn_by_lot(course, question):
    """A quarter of twelve is three; a larger share keeps them, all takes all, none takes none."""
    few = chosen(course, question, 0.25)
    more = chosen(course, question, 0.5)

    assert (len(few), len(more)) == (3, 6)
    assert few < more
    assert chosen(course, question, 1) == set(CLASS)
    assert chosen(course, question, 0) == set()


@pytest.mark.parametrize(("share", "drawn"), [(1, 13), (0.25, 4), (0, 0)])
def test_a_share_counts_later_answers_too(course, question, share, drawn):
    """What is handed in after the share was set takes part in the draw when the answers are looked at."""
    with course.record() as connection:
        settings.save(connection, QUIZ, settings.Setting(second_share=share))
    before = chosen(course, question, share)
    course.submit("p13", {**RIGHT, "wri-note": "Came later."})
    course.grade()

    with course.record() as connection:
        every = drawn_answers(connection, question)
    after = {each.person for each in every if each.drawn}
    assert len(every) == 13
    assert len(after) == drawn
    assert before <= after


def test_what_was_marked_waits_again_when_it_is_drawn(course, question, of):
    """Results and feedback wait with it; taken back from the draw, they do not."""
    mark(course, question, of("p01"), most(question))
    chosen(course, question, 1)
    waiting = grade_of(course, question, "p01")
    chosen(course, question, 0)

    assert waiting == (question.points, True, None)
    assert grade_of(course, question, "p01") == (question.points, False, None)


def test_agreement_lands_and_difference_waits(course, question, of):
    """Same points by both: done. Other points: it waits until a third act settles it."""
    chosen(course, question, 1)
    nothing = [0 for _ in question.rubric]
    for person, second in (("p01", most(question)), ("p02", nothing)):
        mark(course, question, of(person), most(question), "Good.", marker="Ann")
        assert of(person).waits
        mark(course, question, of(person), second, marker="Bea", part=SECOND)

    assert grade_of(course, question, "p01") == (question.points, False, "Good.")
    assert grade_of(course, question, "p02") == (question.points, True, "Good.")
    with course.record() as connection:
        found = compare(question, answers(connection, QUIZ, question.id))
    assert [each.person for each in found.differing] == ["p02"]
    assert (found.total.n, found.total.same, found.total.shift) == (2, 0.5, -question.points / 2)

    half = [points / 2 for points in most(question)]
    mark(course, question, of("p02"), half, "Agreed.", marker="Ann", part=SETTLED)
    assert grade_of(course, question, "p02") == (question.points / 2, False, "Agreed.")
    assert not of("p02").differs


def test_nobody_is_their_own_second_marker(course, question, of):
    """Nor does anybody mark as second what was not drawn, or settle what one person marked."""
    mark(course, question, of("p01"), most(question), marker="Ann")
    with pytest.raises(MarkingError, match="not drawn"):
        mark(course, question, of("p01"), most(question), marker="Bea", part=SECOND)
    chosen(course, question, 1)
    with pytest.raises(MarkingError, match="somebody else"):
        mark(course, question, of("p01"), most(question), marker="Ann", part=SECOND)
    with pytest.raises(MarkingError, match="settle"):
        mark(course, question, of("p01"), most(question), marker="Bea", part=SETTLED)
    mark(course, question, of("p02"), most(question), marker="Bea", part=SECOND)
    with pytest.raises(MarkingError, match="somebody else"):
        mark(course, question, of("p02"), most(question), marker="Bea")


def undo_last(course, question, marker):
    """Take back what a marker did last."""
    with course.record() as connection:
        undo(connection, question, acts.last_of(connection, QUIZ, marker))


@pytest.mark.parametrize("points", [3.0, None])
def test_a_second_mark_leaves_what_the_formgrader_gave(course, question, of, points):
    """Given and undone, with no first mark here, it changes neither points nor comment of the formgrader."""
    in_formgrader(course, question, "p01", points)
    before = grade_of(course, question, "p01")
    chosen(course, question, 1)

    mark(course, question, of("p01"), most(question), marker="Bea", part=SECOND)
    given = grade_of(course, question, "p01")
    undo_last(course, question, "Bea")

    assert given == grade_of(course, question, "p01") == before


def test_undoing_a_second_mark_leaves_a_change_in_the_formgrader(course, question, of):
    """What was changed there since the first mark still stands."""
    chosen(course, question, 1)
    mark(course, question, of("p01"), most(question), marker="Ann")
    mark(course, question, of("p01"), most(question), marker="Bea", part=SECOND)
    in_formgrader(course, question, "p01", 2.0)
    undo_last(course, question, "Bea")

    assert grade_of(course, question, "p01") == (2.0, False, "Seen elsewhere.")


@pytest.mark.parametrize(("points", "differs"), [(None, False), (1.5, True)])
def test_a_total_of_the_formgrader_is_compared_as_a_total(course, question, of, points, differs):
    """The same total is no difference, though the formgrader knows no criteria."""
    in_formgrader(course, question, "p01", question.points if points is None else points)
    mark(course, question, of("p01"), [0 for _ in question.rubric], marker="Ann")
    undo_last(course, question, "Ann")
    chosen(course, question, 1)
    mark(course, question, of("p01"), most(question), marker="Bea", part=SECOND)

    assert of("p01").differs is differs
