"""Marking on a real PostgreSQL server, where two transactions do go on at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from quiz.small_course import QUIZ, RIGHT

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.giving import ChangedError, give, undo
from prevention_cpd.quiz.marking.second import draw
from prevention_cpd.quiz.marking.state import answers
from prevention_cpd.quiz.marking.written import written
from prevention_cpd.quiz.record import tables

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]


def test_two_at_the_same_moment(on_postgresql, tmp_path):
    """Of two who were shown the same one is told of the other, however close they are; undo and a draw work."""
    course = on_postgresql(tmp_path / "course")
    course.submit("ada", RIGHT | {"wri-note": "A bicycle.", "wri-note-two": "An umbrella."})
    course.cpd("grade", QUIZ)
    engine = tables.engine(course.env["CPD_GRADEBOOK"].replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        (question,) = written(connection, course.quizzes, QUIZ)
        (shown,) = answers(connection, QUIZ, question.id)
    ready = threading.Barrier(2)

    def mark(marker):
        points = [line.points for line in question.rubric]
        with engine.begin() as connection:
            ready.wait(30)
            try:
                give(connection, question, shown.id, points, "", marker=marker, seen=shown.seen)
            except ChangedError:
                return "told"
        return "given"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(mark, ("Ann", "Bea"))) == ["given", "told"]

    with engine.begin() as connection:
        (now,) = answers(connection, QUIZ, question.id)
        assert now.given.points == question.points
        assert draw(connection, question, 1) == 1
        undo(connection, question, acts.last_of(connection, QUIZ, now.first.marker))
        (after,) = answers(connection, QUIZ, question.id)
    engine.dispose()
    assert (after.given.points, after.waits, after.drawn) == (None, True, True)
