"""What a quiz draws from the banks, as its author wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.questions.kinds import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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
        fits = question.outcome == self.outcome and question.difficulty in self.difficulty
        return fits and kind_fits and question.scenario is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """One scenario, whose questions stay together."""

    #: Its id; None takes any of the bank.
    scenario: str | None
    #: The module of its bank; None takes any bank of the quiz.
    bank: str | None
    #: How many of its questions, the first of the bank first.
    take: int
    line: int

    def fits(self, question: Question) -> bool:
        """Tell whether the row may draw the scenario of this question."""
        return (
            question.scenario is not None
            and self.scenario in (None, question.scenario.id)
            and self.bank in (None, question.module)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A quiz as its author wants it."""

    id: str
    title: str
    #: The modules whose banks it draws from.
    bank: tuple[str, ...]
    #: The parallel papers; the first is the ordinary one.
    forms: tuple[str, ...]
    #: The rules of a pass that are the quiz's own; the course says the rest.
    rule: Mapping[str, Any]
    #: How much the feedback tells: the score, also what was right, or also why.
    feedback: Policy
    minutes: int
    attempts: int
    seed: int
    #: Quizzes whose questions this one does not take.
    apart_from: tuple[str, ...]
    draw: tuple[Row, ...]
    #: Scenarios, which stand after the questions by themselves and before the written answers.
    scenarios: tuple[ScenarioRow, ...]
    #: Questions that the trainer changes for others: the one that was drawn to the one that takes its place.
    swap: Mapping[str, str]
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
    if problems := [*_no_dates(file), *_no_folders(file), *_no_kinds(file)]:
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
        scenarios = tuple(
            ScenarioRow(
                scenario=row.get("scenario"),
                bank=row.get("bank"),
                take=row["take"],
                line=file.line("quizzes", number, "scenarios", at),
            )
            for at, row in enumerate(raw.get("scenarios", ()))
        )
        given = {**raw, **lists, "draw": rows, "scenarios": scenarios, "swap": raw.get("swap", {})}
        given["rule"] = given.pop("pass", {})
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


def _no_kinds(file: yamlfile.YamlFile) -> Iterator[Problem]:
    """Yield each kind of question that a row asks for and that has no folder."""
    for number, raw in enumerate(file.data["quizzes"]):
        for at, row in enumerate(raw["draw"]):
            for kind in row.get("kind", ()):
                if kind not in NAMES:
                    what = f"quizzes.{number}.draw.{at}: '{kind}' is no kind of question"
                    fix = f"Write one of {', '.join(NAMES)}"
                    yield file.problem(Code.SHAPE, what, fix, "quizzes", number, "draw", at, "kind")


def _no_folders(file: yamlfile.YamlFile) -> Iterator[Problem]:
    """Yield each further folder of banks that is not there."""
    for number, name in enumerate(file.data.get("banks", ())):
        if not (file.path.parent / name).is_dir():
            what = f"banks.{number}: there is no folder {file.path.parent / name}"
            fix = "Correct the path; it starts from the folder of quizzes.yml"
            yield file.problem(Code.FILE_MISSING, what, fix, "banks", number)
