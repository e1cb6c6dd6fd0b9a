"""A class of thousands in seconds: the rows and folders of some who were graded, copied for others."""

import hashlib
import shutil

from nbgrader.api import Assignment, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert, select

from prevention_cpd.quiz.record import tables

#: Tables from what is named to what names it, each with the columns that hold a name or an id of the copy.
TABLES = (
    (Student.__table__, "id", ()),
    (tables.person, "id", ()),
    (SubmittedAssignment.__table__, "student_id", ("id",)),
    (SubmittedNotebook.__table__, "", ("id", "assignment_id")),
    (Grade.__table__, "", ("id", "notebook_id")),
    (Comment.__table__, "", ("id", "notebook_id")),
    (tables.attempt, "person", ("id",)),
    (tables.mark, "", ("attempt",)),
)


def copy(course, quiz, graded, names):
    """Let each of these names, who are new, have what one of those has who were graded, in turn."""
    of_one = {each: _rows(course, quiz, each) for each in graded}
    pairs = [(name, graded[at % len(graded)]) for at, name in enumerate(names)]
    with course.record() as connection:
        for at, (table, owner, ids) in enumerate(TABLES):
            new = [
                {**row, **({owner: name} if owner else {}), **{each: _id(row[each], name) for each in ids}}
                for name, source in pairs
                for row in of_one[source][at]
            ]
            if new:
                connection.execute(insert(table), new)
    for name, source in pairs:
        for step in ("submitted", "autograded"):
            folder = course.quizzes / step / source / quiz
            shutil.copytree(folder, course.quizzes / step / name / quiz, copy_function=shutil.copyfile)


def _rows(course, quiz, person):
    """Return the rows of one, by table."""
    with course.record() as connection:
        mine = (SubmittedAssignment.student_id == person, Assignment.name == quiz)
        handed_in = select(SubmittedAssignment.id).join(Assignment).where(*mine)
        notebook = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(handed_in))
        attempts = select(tables.attempt.c.id).where(
            tables.attempt.c.person == person, tables.attempt.c.quiz == quiz
        )
        found = (
            Student.id == person,
            tables.person.c.id == person,
            SubmittedAssignment.id.in_(handed_in),
            SubmittedNotebook.id.in_(notebook),
            Grade.notebook_id.in_(notebook),
            Comment.notebook_id.in_(notebook),
            tables.attempt.c.id.in_(attempts),
            tables.mark.c.attempt.in_(attempts),
        )
        return [
            [dict(row) for row in connection.execute(select(table).where(where)).mappings()]
            for (table, _owner, _ids), where in zip(TABLES, found, strict=True)
        ]


def _id(old, name):
    return hashlib.md5(f"{old} {name}".encode(), usedforsecurity=False).hexdigest()
