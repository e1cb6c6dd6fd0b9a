"""Read a question bank: shape first, then meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.readonce import read_once
from prevention_cpd.questions.kinds import NAMES
from prevention_cpd.questions.kinds import kind as kind_of
from prevention_cpd.questions.model import (
    Anchor,
    Choice,
    Criterion,
    Item,
    Needs,
    Number,
    Option,
    Pair,
    Question,
    Scenario,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PARTS = ("options", "pairs", "spare", "items", "answer", "rubric", "anchors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The questions of one module."""

    module: str
    questions: tuple[Question, ...]
    scenarios: tuple[Scenario, ...] = ()
    #: Ids of questions that are asked no more; nothing else may take them.
    retired: tuple[str, ...] = ()


@read_once
def load_bank(path: Path) -> Bank:
    """Read one bank.

    Raises:
        CourseError: with every problem of shape, or else every problem of meaning.
    """
    file = yamlfile.read(path, "questions/bank")
    module = file.data["module"]
    if problems := list(_unknown_kinds(file)):
        raise CourseError(problems)
    scenarios = {
        raw["id"]: Scenario(**raw, line=file.line("scenarios", number, "id"))
        for number, raw in enumerate(file.data.get("scenarios", ()))
    }
    retired = tuple(raw["id"] for raw in file.data.get("retired", ()))
    questions = tuple(
        _question(file, module, number, raw, scenarios) for number, raw in enumerate(file.data["questions"])
    )
    problems = [found for question in questions for found in _problems(question)]
    problems += [*_doubles(questions), *_retired(questions, retired), *_unknown(file, scenarios)]
    if problems:
        raise CourseError(problems)
    return Bank(module=module, questions=questions, scenarios=tuple(scenarios.values()), retired=retired)


def _question(
    file: yamlfile.YamlFile, module: str, number: int, raw: dict[str, Any], scenarios: dict[str, Scenario]
) -> Question:
    return Question(
        id=raw["id"],
        kind=raw["kind"],
        use=raw["use"],
        module=module,
        outcome=raw["outcome"],
        difficulty=raw["difficulty"],
        points=float(raw["points"]),
        stem=raw["stem"].strip(),
        rationale=raw["rationale"].strip(),
        evidence=tuple(raw.get("evidence", ())),
        section=raw["section"],
        options=tuple(_option(option) for option in raw.get("options", ())),
        pairs=tuple(
            Pair(left=Choice(**pair["left"]), right=Choice(**pair["right"])) for pair in raw.get("pairs", ())
        ),
        spare=tuple(Choice(**choice) for choice in raw.get("spare", ())),
        items=tuple(Item(**item) for item in raw.get("items", ())),
        answer=_number(raw["answer"]) if "answer" in raw else None,
        rubric=tuple(
            Criterion(**{**line, "points": float(line["points"])}) for line in raw.get("rubric", ())
        ),
        anchors=tuple(
            Anchor(text=anchor["text"].strip(), points=tuple(map(float, anchor["points"])), why=anchor["why"])
            for anchor in raw.get("anchors", ())
        ),
        scenario=scenarios.get(raw.get("scenario", "")),
        needs=Needs(**raw["needs"]) if "needs" in raw else None,
        must=raw.get("must", False),
        file=file.path,
        line=file.line("questions", number, "id"),
    )


def _option(raw: dict[str, Any]) -> Option:
    return Option(id=raw["id"], text=raw["text"], correct=raw.get("correct", False), feedback=raw["feedback"])


def _number(raw: dict[str, Any]) -> Number:
    return Number(value=float(raw["value"]), tolerance=float(raw["tolerance"]), unit=raw.get("unit", ""))


def _problems(question: Question) -> Iterator[Problem]:
    """Yield parts that the kind cannot use, ids that stand twice, and what the kind itself finds."""
    kind = kind_of(question.kind)

    def problem(code: Code, what: str, fix: str) -> Problem:
        return Problem(
            file=question.file, line=question.line, code=code, what=f"{question.id}: {what}", fix=fix
        )

    for part in _PARTS:
        if getattr(question, part) and part not in kind.parts:
            yield problem(Code.KIND_PARTS, f"a {question.kind} question has no {part}", f"Delete `{part}`")
    for name, count in Counter(option.id for option in question.options).items():
        if count > 1:
            yield problem(
                Code.DUPLICATE_ID, f"the option id '{name}' stands {count} times", "Give each its own"
            )
    if question.must and kind.scorer.share is None:
        what, fix = "a question that must be passed has a key", "Take `must` away, or ask with options"
        yield problem(Code.KIND_PARTS, what, fix)
    yield from kind.problems(question)


def _unknown_kinds(file: yamlfile.YamlFile) -> Iterator[Problem]:
    """Yield each question of a kind that has no folder."""
    for number, raw in enumerate(file.data["questions"]):
        if raw["kind"] not in NAMES:
            what = f"questions.{number}.kind: '{raw['kind']}' is no kind of question"
            fix = f"Write one of {', '.join(NAMES)}"
            yield file.problem(Code.SHAPE, what, fix, "questions", number, "kind")


def _unknown(file: yamlfile.YamlFile, scenarios: dict[str, Scenario]) -> Iterator[Problem]:
    """Yield each question whose scenario is not in the bank, and each scenario that nobody asks about."""
    named = [raw.get("scenario") for raw in file.data["questions"]]
    for number, name in enumerate(named):
        if name is not None and name not in scenarios:
            what = f"{file.data['questions'][number]['id']}: the bank has no scenario '{name}'"
            yield file.problem(Code.UNKNOWN_SCENARIO, what, "Correct the id", "questions", number, "scenario")
    for number, name in enumerate(scenarios):
        if name not in named:
            what = f"no question asks about the scenario '{name}'"
            yield file.problem(Code.UNKNOWN_SCENARIO, what, "Delete it, or ask", "scenarios", number, "id")


def _retired(questions: tuple[Question, ...], retired: tuple[str, ...]) -> Iterator[Problem]:
    """Yield each question that takes the id of one that is asked no more."""
    for question in questions:
        if question.id in retired:
            what = f"the question id '{question.id}' is retired"
            fix = "Give the question an id of its own"
            yield Problem(file=question.file, line=question.line, code=Code.DUPLICATE_ID, what=what, fix=fix)


def _doubles(questions: tuple[Question, ...]) -> Iterator[Problem]:
    """Yield each id that more than one question has."""
    first: dict[str, int] = {}
    for question in questions:
        if question.id in first:
            what = f"the question id '{question.id}' stands also in line {first[question.id]}"
            fix = "Give the newer question an id of its own"
            yield Problem(file=question.file, line=question.line, code=Code.DUPLICATE_ID, what=what, fix=fix)
        first.setdefault(question.id, question.line)
