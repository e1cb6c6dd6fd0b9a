"""Whether a page that was returned tells what is marked now: by question, criterion and comment, not by sums."""

from dataclasses import replace

import pytest
from quiz.marking.test_giving import in_formgrader, mark, most
from quiz.small_course import QUIZ
from sqlalchemy import delete, insert, select, text, update

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.giving import undo
from prevention_cpd.quiz.record import opening, returned_marks, tables
from prevention_cpd.quiz.record.return_tables import returned


def write_pages(course):
    """Note what pages of now would tell."""
    with course.record() as connection:
        returned_marks.note(connection, QUIZ, returned_marks.now(connection, QUIZ)[QUIZ])


def outdated(course):
    """Return whose page tells other marks."""
    with course.record() as connection:
        return {person for _quiz, person in returned_marks.others(connection, returned_marks.now(connection))}


@pytest.fixture
def told(course, question, of):
    """Mark p01 and p02, and write the pages."""
    for person in ("p01", "p02"):
        mark(course, question, of(person), [1, 0.5, *most(question)[2:]], "Well put.")
    write_pages(course)
    assert outdated(course) == set()


@pytest.mark.usefixtures("told")
def test_points_between_criteria_and_a_comment_as_long_are_seen(course, question, of):
    """What leaves the sums as they were is another page all the same; undone, it is the page that went out."""
    points = [0.5, 1, *most(question)[2:]]
    mark(course, question, of("p01"), points, "Well put.")
    assert outdated(course) == {"p01"}
    with course.record() as connection:
        undo(connection, question, acts.last_of(connection, QUIZ, "Ann"))
    assert outdated(course) == set()
    in_formgrader(course, question, "p02", of("p02").given.points, "Well cut.")
    assert outdated(course) == {"p02"}
    write_pages(course)
    assert outdated(course) == set()


@pytest.mark.usefixtures("told")
def test_points_between_questions_are_seen_when_the_engine_gives_others(course):
    """Graded again with the same points it is the page that went out; with others of the same sum it is not."""
    last = course.attempts("p01")[-1]
    course.keep(last)
    assert outdated(course) == set()
    one, other = [name for name, each in last.marks.items() if each.auto][:2]
    less, more = last.marks[one], last.marks[other]
    changed = {one: replace(less, auto=less.auto - 0.5), other: replace(more, auto=more.auto + 0.5)}
    course.keep(replace(last, marks=last.marks | changed))
    assert outdated(course) == {"p01"}


@pytest.mark.usefixtures("told")
def test_pages_of_before_version_five_are_brought_up_to_date(course):
    """A page that told the sums and as much comment as now is up to date; one that told others is not."""
    url = f"sqlite:///{course.quizzes / 'gradebook.db'}"
    engine = tables.engine(url)
    with engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(select(returned)).mappings()]
        returned.drop(connection)
        columns = "person VARCHAR(128), quiz VARCHAR(128), waiting INTEGER, points FLOAT, comments INTEGER"
        connection.execute(text(f"CREATE TABLE cpd_returned ({columns}, PRIMARY KEY (person, quiz))"))
        names = "person, quiz, waiting, points, comments"
        given = ":person, :quiz, :waiting, :points, :comments"
        lengths = {"p01": len("Well put."), "p02": len("Well put."), "p03": 5}
        rows = [{**row, "comments": lengths.get(row["person"], 0)} for row in rows]
        connection.execute(text(f"INSERT INTO cpd_returned ({names}) VALUES ({given})"), rows)
        connection.execute(update(returned).where(returned.c.person == "p02").values(points=0.0))
        connection.execute(delete(tables.version))
        connection.execute(insert(tables.version), [{"version": 4}])
    engine.dispose()
    opening.prepare(url, course.quizzes)
    assert outdated(course) == {"p02", "p03"}
