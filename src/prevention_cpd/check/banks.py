"""Questions and blueprints name only what exists, and each quiz can be drawn."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from prevention_cpd.core import markup
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.questions import draw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.questions import Blueprint, Question


def references(course: Course) -> Iterator[Problem]:
    """Yield each outcome, page, fact or source that a question names and the course does not have."""
    seen: dict[str, Question] = {}
    for question in course.questions:
        other = seen.setdefault(question.id, question)
        if other is not question and other.file != question.file:
            what = f"the question id '{question.id}' stands also in {other.file.name}:{other.line}"
            yield problem(question, Code.DUPLICATE_ID, what, "Give the newer question an id of its own")
        yield from _known(
            question, Code.UNKNOWN_OUTCOME, "outcome", question.outcome, course.settings.outcomes
        )
        yield from _known(question, Code.UNKNOWN_PAGE, "page", question.section, course.pages)
        for fact in question.evidence:
            yield from _known(question, Code.UNKNOWN_FACT, "fact", fact, course.register)
        for role, target in _roles(question):
            if role == "fact":
                yield from _known(question, Code.UNKNOWN_FACT, "fact", target, course.register)
            elif role.startswith("cite"):
                for key in target.split(","):
                    yield from _known(question, Code.UNKNOWN_SOURCE, "source", key.strip(), course.references)


def draws(course: Course) -> Iterator[Problem]:
    """Yield each blueprint that names a missing bank or outcome, or asks for more than there is."""
    modules = {bank.module for bank in course.banks}
    for blueprint in course.blueprints:
        for name in blueprint.bank:
            if name not in modules:
                what, fix = f"there is no bank of the module '{name}'", "Correct the name"
                yield _at(blueprint, blueprint.line, Code.UNKNOWN_BANK, what, fix)
        for row in blueprint.draw:
            if row.outcome not in course.settings.outcomes:
                what = f"assets/course.yml has no outcome '{row.outcome}'"
                yield _at(blueprint, row.line, Code.UNKNOWN_OUTCOME, what, "Correct the id")
        try:
            draw(blueprint, blueprint.forms[0], course.banks, course.blueprints)
        except CourseError as error:
            yield from error.problems


def problem(question: Question, code: Code, what: str, fix: str) -> Problem:
    """Return a problem at the line of a question."""
    return Problem(file=question.file, line=question.line, code=code, what=what, fix=fix)


def _at(blueprint: Blueprint, line: int, code: Code, what: str, fix: str) -> Problem:
    return Problem(file=blueprint.file, line=line, code=code, what=f"{blueprint.id}: {what}", fix=fix)


def _roles(question: Question) -> list[tuple[str, str]]:
    texts = [question.stem, question.rationale]
    for option in question.options:
        texts += [option.text, option.feedback]
    return [role for text in texts for role in markup.roles_in(text)]


def _known(question: Question, code: Code, noun: str, name: str, names: Collection[str]) -> Iterator[Problem]:
    if name not in names:
        near = difflib.get_close_matches(name, list(names), n=1)
        fix = f"Did you mean '{near[0]}'" if near else f"Correct the id, or add the {noun}"
        yield problem(question, code, f"{question.id}: there is no {noun} '{name}'", fix)
