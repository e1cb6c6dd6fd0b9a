"""Taking over what was set in the formgrader, on a real PostgreSQL server."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from nbgrader.api import Assignment
from quiz.small_course import QUIZ
from sqlalchemy import update

from prevention_cpd.quiz.record import dates, due_dates, opening, runs, tables

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]


def test_two_servers_take_over_the_same_date(on_postgresql, tmp_path):
    """Each comes to the same end, and neither stumbles over the other."""
    course = on_postgresql(tmp_path / "course")
    url = course.env["CPD_GRADEBOOK"].replace("postgresql:", "postgresql+psycopg:")
    opening.prepare(url, course.quizzes)
    engine = tables.engine(url)
    with engine.begin() as connection:
        runs.start(connection, "autumn", starts_at="2025-01-01T00:00:00+00:00", place=course.quizzes)
        due_dates.put(connection, QUIZ, datetime(2098, 1, 1, tzinfo=UTC))
    ready = threading.Barrier(2)

    def take_over(_number):
        with engine.begin() as connection:
            assert due_dates.is_behind(connection)
            ready.wait(30)
            due_dates.read_back(connection)

    for month in range(2, 7):
        with engine.begin() as connection:
            set_there = datetime(2098, month, 1)  # noqa: DTZ001  # as nbgrader has it
            connection.execute(update(Assignment).where(Assignment.name == QUIZ).values(duedate=set_there))
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(take_over, range(2)))
        with engine.begin() as connection:
            assert dates.of_run(connection, runs.every(connection)[0])[QUIZ].month == month
            assert not due_dates.is_behind(connection)
    engine.dispose()
