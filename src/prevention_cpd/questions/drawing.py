"""Drawing the questions of a quiz: reproducible, no question in common between forms, and forms alike."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.questions.bank import Bank
    from prevention_cpd.questions.blueprint import Blueprint, Row, ScenarioRow
    from prevention_cpd.questions.model import Question


def draw(
    blueprint: Blueprint, form: str, banks: Sequence[Bank], others: Sequence[Blueprint] = ()
) -> tuple[Question, ...]:
    """Draw the questions of one form: questions by themselves, then scenarios, then written answers.

    The same seed and the same banks give the same questions on every machine. The forms are drawn
    together: for each question of one there is another, alike in kind, difficulty and what it needs,
    for each of the others.

    Args:
        blueprint: the quiz.
        form: one of its forms.
        banks: all banks.
        others: all blueprints; needed where the quiz stands apart from others.

    Raises:
        CourseError: with each row that the banks cannot fill, and each quiz that is not there.
    """
    papers, problems = _papers(blueprint, banks, others)
    if problems:
        raise CourseError(problems)
    return papers[form]


def _papers(
    blueprint: Blueprint, banks: Sequence[Bank], others: Sequence[Blueprint]
) -> tuple[dict[str, tuple[Question, ...]], list[Problem]]:
    """Return the papers of all forms, and what is wrong with the blueprint."""
    taken: set[str] = set()
    problems: list[Problem] = []
    for name in blueprint.apart_from:
        other = next((other for other in others if other.id == name and not other.apart_from), None)
        if other is None:
            what = f"apart_from names '{name}', which is no quiz that stands by itself"
            problems.append(_at(blueprint, blueprint.line, Code.UNKNOWN_QUIZ, what, "Correct the id"))
            continue
        # What is wrong with the other quiz is told where that quiz is drawn.
        papers, _ = _papers(other, banks, others)
        taken |= {_unit(question) for paper in papers.values() for question in paper}
    graded = [question for bank in banks for question in bank.questions if question.use == "graded"]
    order = {question.id: at for at, question in enumerate(graded)}
    pool = [each for each in graded if each.module in blueprint.bank and _unit(each) not in taken]
    pool.sort(key=lambda question: _lot(blueprint, _unit(question)))
    drawn = _Drawn(blueprint, pool, problems)
    papers = {form: drawn.paper(form, order) for form in blueprint.forms}
    return {form: _swapped(blueprint, paper, graded, problems) for form, paper in papers.items()}, problems


class _Drawn:
    """What each row of a blueprint has drawn, for all forms at once."""

    def __init__(self, blueprint: Blueprint, pool: list[Question], problems: list[Problem]) -> None:
        self.blueprint, self.pool, self.problems = blueprint, pool, problems
        self.rows: dict[tuple[int, str], list[Question]] = {}
        self.sets: dict[tuple[int, str], list[Question]] = {}
        # The rows with the least choice first.
        for at in sorted(range(len(blueprint.draw)), key=lambda at: self._choice(blueprint.draw[at])):
            self._fill(at, blueprint.draw[at])
        for at, wanted in enumerate(blueprint.scenarios):
            self._fill_set(at, wanted)

    def _choice(self, row: Row) -> int:
        return sum(map(row.fits, self.pool)) - row.count

    def paper(self, form: str, order: dict[str, int]) -> tuple[Question, ...]:
        """Return the questions of one form in the order of the rows, written answers last."""
        rows = [question for at, _ in enumerate(self.blueprint.draw) for question in self.rows[at, form]]
        sets = [
            question
            for at, _ in enumerate(self.blueprint.scenarios)
            for question in sorted(self.sets[at, form], key=lambda each: order[each.id])
        ]
        alone = [question for question in rows if question.kind != "text"]
        return (*alone, *sets, *(question for question in rows if question.kind == "text"))

    def _fill(self, at: int, row: Row) -> None:
        """Take the questions of a row for every form, alike where the bank has such."""
        forms = self.blueprint.forms
        for form in forms:
            self.rows[at, form] = []
        for _ in range(row.count):
            fitting = [question for question in self.pool if row.fits(question)]
            for form, question in zip(forms, _alike(fitting, len(forms)), strict=False):
                self.rows[at, form].append(question)
                self.pool.remove(question)
        for form in forms:
            if (got := len(self.rows[at, form])) < row.count:
                what = f"form {form} asks for {row.count} questions of {row.outcome}, difficulty "
                what += f"{', '.join(map(str, row.difficulty))}; {got} are left in the bank"
                self._short(row.line, what)

    def _fill_set(self, at: int, row: ScenarioRow) -> None:
        """Take one scenario for every form; whatever is not asked of it is not asked elsewhere."""
        for form in self.blueprint.forms:
            sets: dict[str, list[Question]] = defaultdict(list)
            for question in self.pool:
                if row.fits(question):
                    sets[_unit(question)].append(question)
            chosen = next((each for each in sets.values() if len(each) >= row.take), [])
            self.sets[at, form] = sorted(chosen, key=lambda question: question.line)[: row.take]
            if not chosen:
                name = f"the scenario '{row.scenario}'" if row.scenario else "a scenario"
                what = f"form {form} asks for {name} with {row.take} questions; none is left"
                self._short(row.line, what)
            self.pool = [question for question in self.pool if question not in chosen]

    def _short(self, line: int, what: str) -> None:
        fix = "Write more questions, or ask for fewer"
        self.problems.append(_at(self.blueprint, line, Code.DRAW_SHORT, what, fix))


def _alike(fitting: list[Question], count: int) -> list[Question]:
    """Return `count` questions that are alike, the first in the lot's order that have their likes."""
    groups: dict[tuple[object, ...], list[Question]] = defaultdict(list)
    for each in fitting:
        groups[each.kind, each.difficulty, each.needs is not None, each.must, each.points].append(each)
    enough = [group for group in groups.values() if len(group) >= count]
    if not enough:
        return fitting[:count]
    first, *rest = enough[0]
    # Of all that are alike, those of the nearest length.
    rest.sort(key=lambda question: abs(words_to_read(question) - words_to_read(first)))
    return [first, *rest[: count - 1]]


def words_to_read(question: Question) -> int:
    """Return how much there is to read, in words."""
    parts = (question.options, question.items, question.spare)
    offered = [choice.text for part in parts for choice in part] + [pair.left.text for pair in question.pairs]
    return len(" ".join([question.stem, *offered]).split())


def _unit(question: Question) -> str:
    """Return what is drawn as one: a scenario, or a question by itself."""
    return f"{question.module}/{question.scenario.id}" if question.scenario else question.id


def _lot(blueprint: Blueprint, unit: str) -> bytes:
    return hashlib.sha256(f"{blueprint.seed}/{blueprint.id}/{unit}".encode()).digest()


def _swapped(
    blueprint: Blueprint, paper: tuple[Question, ...], graded: list[Question], problems: list[Problem]
) -> tuple[Question, ...]:
    """Put the questions in place that the trainer wants instead of drawn ones."""
    by_id = {question.id: question for question in graded}
    found = []
    for question in paper:
        name = blueprint.swap.get(question.id, question.id)
        other = by_id.get(name)
        if other is None or (other.points, other.outcome) != (question.points, question.outcome):
            what = f"swap: '{name}' is no graded question with the outcome and points of '{question.id}'"
            problems.append(_at(blueprint, blueprint.line, Code.UNKNOWN_QUESTION, what, "Name another"))
            other = question
        found.append(other)
    return tuple(found)


def _at(blueprint: Blueprint, line: int, code: Code, what: str, fix: str) -> Problem:
    return Problem(file=blueprint.file, line=line, code=code, what=f"{blueprint.id}: {what}", fix=fix)
