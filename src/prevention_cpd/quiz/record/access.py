"""Open the class record: to read, or to write all or nothing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.record import opening, tables
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine


def address(course: Path) -> str:
    """Return the address of the gradebook of a course: the one that is named, or the file in its folder."""
    return gradebook.address() or f"sqlite:///{course / 'gradebook.db'}"


@contextlib.contextmanager
def reading(course: Path) -> Iterator[Connection]:
    """Open the record to read it; nobody who writes has to wait.

    Args:
        course: the folder of the nbgrader course.

    Raises:
        CourseError: when there is no gradebook yet, or it cannot be used.
    """
    with _opened(course, create_engine) as engine, engine.connect() as connection:
        yield connection


@contextlib.contextmanager
def writing(course: Path) -> Iterator[Connection]:
    """Open the record in one transaction, which is kept when the block ends well.

    Args:
        course: the folder of the nbgrader course.

    Raises:
        CourseError: when there is no gradebook yet, or it cannot be used.
    """
    with _opened(course, tables.engine) as engine, engine.begin() as connection:
        yield connection


@contextlib.contextmanager
def _opened(course: Path, make: Callable[[str], Engine]) -> Iterator[Engine]:
    """Make the record ready, and let go of it in the end."""
    place, url = course / "gradebook.db", address(course)
    with gradebook.told(place):
        if gradebook.absent(url):
            text = words("gradebook")
            problem = Problem(
                file=place, line=0, code=Code.NOT_RELEASED, what=text["absent"], fix=text["absent_fix"]
            )
            raise CourseError([problem])
        opening.prepare(url, course)
        engine = make(url)
        try:
            yield engine
        finally:
            engine.dispose()
