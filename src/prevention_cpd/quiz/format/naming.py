"""The quizzes that there are, and the one that somebody meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.questions_file import FILE, STEPS
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from pathlib import Path


def ids(course: Path) -> tuple[str, ...]:
    """Return the names of all quizzes that are built, each form apart, in order."""
    found = {path.parent.name for step in STEPS for path in (course / step).glob(f"*/{FILE}")}
    return tuple(sorted(found))


def meant(course: Path, assignment: str) -> None:
    """Stop where a name is no quiz and nearly that of one; other assignments may have any name.

    Raises:
        CourseError: with the quiz that was probably meant.
    """
    names = ids(course)
    if assignment not in names and difflib.get_close_matches(assignment, names, n=1):
        known(course, assignment)


def known(course: Path, assignment: str) -> str:
    """Return the name of a quiz that there is.

    Raises:
        CourseError: when there is none of this name, with the one that was probably meant.
    """
    names = ids(course)
    if assignment in names:
        return assignment
    near = difflib.get_close_matches(assignment, names, n=1)
    if near:
        fix = say("gradebook", "meant", near=near[0])
    elif names:
        fix = say("gradebook", "which", names=", ".join(names))
    else:
        fix = words("gradebook")["none_built"]
    what = say("gradebook", "no_quiz", quiz=assignment)
    raise CourseError([Problem(file=course, line=0, code=Code.UNKNOWN_QUIZ, what=what, fix=fix)])


def given_out(course: Path, assignment: str, *, built_first: bool = False) -> dict[str, Any]:
    """Return what `questions.json` of a quiz holds: as it was released, else as it was built.

    Args:
        course: the folder of the nbgrader course.
        assignment: a form of a quiz.
        built_first: what was built counts before the release, for a trainer who tries it out.

    Raises:
        CourseError: when there is no quiz of this name, or its file cannot be read.
    """
    name = known(course, assignment)
    steps = STEPS[::-1] if built_first else STEPS
    folder = next(place for step in steps if ((place := course / step / name) / FILE).is_file())
    try:
        return questions_file.read(folder)
    except (OSError, ValueError):
        what, fix = say("gradebook", "bad_questions", quiz=name), words("gradebook")["bad_questions_fix"]
        raise CourseError(
            [Problem(file=folder / FILE, line=0, code=Code.FILE_FORMAT, what=what, fix=fix)]
        ) from None
