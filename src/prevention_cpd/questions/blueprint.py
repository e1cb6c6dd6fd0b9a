"""What a quiz draws from the banks, and the draw itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from prevention_cpd.questions.bank import Bank
    from prevention_cpd.questions.model import Question

Policy = Literal["score", "correctness", "rationale"]
#: Which attempt counts, over all forms of a quiz.
Counts = Literal["last", "best", "first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """So many questions of an outcome."""

    outcome: str
    difficulty: tuple[int, ...]
    count: int
    #: The kinds to draw from; empty for all but written answers, which are always asked for by name.
    kinds: tuple[str, ...]
    line: int

    def fits(self, question: Question) -> bool:
        """Tell whether the row may draw this question."""
        kind_fits = question.kind in self.kinds if self.kinds else question.kind != "text"
        return kind_fits and question.outcome == self.outcome and question.difficulty in self.difficulty


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A quiz as its author wants it."""

    id: str
    title: str
    #: The modules whose banks it draws from.
    bank: tuple[str, ...]
    #: The parallel papers; the first is the ordinary one.
    forms: tuple[str, ...]
    #: The share of the points, from 0 to 1; None takes the pass mark of the course.
    pass_mark: float | None
    #: How much the feedback tells: the score, also what was right, or also why.
    feedback: Policy
    minutes: int
    attempts: int
    seed: int
    #: Quizzes whose questions this one does not take.
    apart_from: tuple[str, ...]
    draw: tuple[Row, ...]
    file: Path
    line: int
    #: Until when to hand in, ISO 8601 with zone; None leaves it open.
    deadline: str | None = None
    #: Whether options may stand in another order for each learner.
    shuffle: bool = False
    counts: Counts = "last"


def assignment_id(blueprint: Blueprint, form: str) -> str:
    """Return the name of assignment and notebook: the quiz id, for form B with `-b` after it."""
    return blueprint.id if form == blueprint.forms[0] else f"{blueprint.id}-{form.lower()}"


def load_blueprints(path: Path) -> tuple[Blueprint, ...]:
    """Read the blueprints.

    Raises:
        CourseError: with every problem of the file.
    """
    file = yamlfile.read(path, "questions/quizzes")
    if problems := list(_no_dates(file)):
        raise CourseError(problems)
    found = []
    for number, raw in enumerate(file.data["quizzes"]):
        rows = tuple(
            Row(
                outcome=row["outcome"],
                difficulty=tuple(row["difficulty"]),
                count=row["count"],
                kinds=tuple(row.get("kind", ())),
                line=file.line("quizzes", number, "draw", at),
            )
            for at, row in enumerate(raw["draw"])
        )
        lists = {name: tuple(raw.get(name, ())) for name in ("bank", "forms", "apart_from")}
        line = file.line("quizzes", number, "id")
        given = {"pass_mark": None, **raw, **lists, "draw": rows}
        found.append(Blueprint(**given, file=path, line=line))
    return tuple(found)


def _no_dates(file: yamlfile.YamlFile) -> Iterator[Problem]:
    """Yield each deadline that has the form of a time but is none."""
    for number, raw in enumerate(file.data["quizzes"]):
        try:
            datetime.fromisoformat(raw.get("deadline", "2000-01-01"))
        except ValueError:
            what = f"quizzes.{number}.deadline: there is no such time as {raw['deadline']}"
            fix = "Write a day of the calendar, such as 2026-12-01T17:00:00+00:00"
            yield file.problem(Code.SHAPE, what, fix, "quizzes", number, "deadline")


def draw(
    blueprint: Blueprint, form: str, banks: Sequence[Bank], others: Sequence[Blueprint] = ()
) -> tuple[Question, ...]:
    """Draw the questions of one form, in the order of the blueprint's rows.

    The same seed and the same banks give the same questions on every machine.
    The forms are drawn one after the other, so no two share a question.

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
            what = f"{blueprint.id}: apart_from names '{name}', which is no quiz that stands by itself"
            fix = "Correct the id"
            code = Code.UNKNOWN_QUIZ
            problems.append(Problem(file=blueprint.file, line=blueprint.line, code=code, what=what, fix=fix))
            continue
        # What is wrong with the other quiz is told where that quiz is drawn.
        papers, _ = _papers(other, banks, others)
        taken |= {question.id for paper in papers.values() for question in paper}
    pool = [
        question
        for bank in banks
        if bank.module in blueprint.bank
        for question in bank.questions
        if question.use == "graded" and question.id not in taken
    ]
    pool.sort(key=lambda question: _lot(blueprint, question))
    return {form: tuple(_draw_form(blueprint, form, pool, problems)) for form in blueprint.forms}, problems


def _lot(blueprint: Blueprint, question: Question) -> bytes:
    return hashlib.sha256(f"{blueprint.seed}/{blueprint.id}/{question.id}".encode()).digest()


def _draw_form(
    blueprint: Blueprint, form: str, pool: list[Question], problems: list[Problem]
) -> Sequence[Question]:
    """Take the questions of one form out of the pool, the rows with the least choice first."""
    taken: dict[int, list[Question]] = {}
    rows = sorted(
        range(len(blueprint.draw)),
        key=lambda at: sum(map(blueprint.draw[at].fits, pool)) - blueprint.draw[at].count,
    )
    for at in rows:
        row = blueprint.draw[at]
        fitting = [question for question in pool if row.fits(question)][: row.count]
        taken[at] = fitting
        for question in fitting:
            pool.remove(question)
        if len(fitting) < row.count:
            what = f"form {form} of '{blueprint.id}' asks for {row.count} questions of {row.outcome}, "
            what += f"difficulty {', '.join(map(str, row.difficulty))}; {len(fitting)} are left in the bank"
            fix = "Write more questions, or ask for fewer"
            problems.append(
                Problem(file=blueprint.file, line=row.line, code=Code.DRAW_SHORT, what=what, fix=fix)
            )
    return [question for at in range(len(blueprint.draw)) for question in taken[at]]
