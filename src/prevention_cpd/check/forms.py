"""The forms of a quiz are parallel papers, and each holds what has to be passed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.questions import draw
from prevention_cpd.questions.drawing import words_to_read
from prevention_cpd.questions.passing import rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prevention_cpd.check.course import Course
    from prevention_cpd.questions import Blueprint, Question

#: Forms may differ in so many questions that need the course.
_NEEDS = 1
#: And by this share of what there is to read, or by a few lines where there is little.
_READING, _LINES = 0.15, 40


def alike(course: Course) -> Iterator[Problem]:
    """Yield each form that differs from the first in kinds, difficulty, needs, or words to read."""
    for blueprint in course.blueprints:
        first, *others = papers(course, blueprint)
        for form, paper in zip(blueprint.forms[1:], others, strict=False):
            for what in _differences(first, paper):
                said = f"{blueprint.id}: form {form} differs from form {blueprint.forms[0]}: {what}"
                fix = "Give the bank likes of what was drawn, or change a row"
                yield Problem(file=blueprint.file, line=blueprint.line, code=Code.FORMS, what=said, fix=fix)


def must(course: Course) -> Iterator[Problem]:
    """Yield each form without a question that must be right, where the course has such questions."""
    if not any(question.must for question in course.questions):
        return
    default = rule_of(course.settings.passing)
    for blueprint in course.blueprints:
        if not rule_of(blueprint.rule, default).must:
            continue
        for form, paper in zip(blueprint.forms, papers(course, blueprint), strict=False):
            if not any(question.must for question in paper):
                what = f"{blueprint.id}: form {form} has no question marked `must`"
                fix = "Make a row that draws one"
                yield Problem(file=blueprint.file, line=blueprint.line, code=Code.FORMS, what=what, fix=fix)


def papers(course: Course, blueprint: Blueprint) -> list[tuple[Question, ...]]:
    """Return the questions of each form; none where it cannot be drawn, which is told elsewhere."""
    try:
        return [draw(blueprint, form, course.banks, course.blueprints) for form in blueprint.forms]
    except CourseError:
        return [()]


def _differences(first: Sequence[Question], other: Sequence[Question]) -> Iterator[str]:
    for name in ("outcome", "kind", "difficulty"):
        one, two = (Counter(str(getattr(question, name)) for question in each) for each in (first, other))
        if one != two:
            yield f"{name} {_list(two - one)} in place of {_list(one - two)}"
    needs = [sum(question.needs is not None for question in each) for each in (first, other)]
    if abs(needs[0] - needs[1]) > _NEEDS:
        yield f"{needs[1]} questions need the course, not {needs[0]}"
    words = [_words(each) for each in (first, other)]
    if abs(words[0] - words[1]) > max(_READING * max(words), _LINES):
        yield f"{words[1]} words to read, not {words[0]}"


def _list(found: Counter[str]) -> str:
    return ", ".join(f"{count} of {name}" for name, count in sorted(found.items())) or "nothing"


def _words(paper: Sequence[Question]) -> int:
    """Return what there is to read, each scenario once."""
    scenarios = {question.scenario.id: question.scenario for question in paper if question.scenario}
    told = sum(len(scenario.text.split()) for scenario in scenarios.values())
    return told + sum(map(words_to_read, paper))
