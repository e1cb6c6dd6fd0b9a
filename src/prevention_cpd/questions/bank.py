"""Read a question bank: shape first, then meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.readonce import read_once
from prevention_cpd.questions.kinds import KINDS
from prevention_cpd.questions.model import Choice, Criterion, Number, Option, Pair, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PARTS = ("options", "pairs", "items", "answer", "rubric")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The questions of one module."""

    module: str
    questions: tuple[Question, ...]


@read_once
def load_bank(path: Path) -> Bank:
    """Read one bank.

    Raises:
        CourseError: with every problem of shape, or else every problem of meaning.
    """
    file = yamlfile.read(path, "questions/bank")
    module = file.data["module"]
    questions = tuple(
        _question(file, module, number, raw) for number, raw in enumerate(file.data["questions"])
    )
    problems = [found for question in questions for found in _problems(question)]
    problems += list(_doubles(questions))
    if problems:
        raise CourseError(problems)
    return Bank(module=module, questions=questions)


def _question(file: yamlfile.YamlFile, module: str, number: int, raw: dict[str, Any]) -> Question:
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
        items=tuple(Choice(**item) for item in raw.get("items", ())),
        answer=_number(raw["answer"]) if "answer" in raw else None,
        rubric=tuple(
            Criterion(**{**line, "points": float(line["points"])}) for line in raw.get("rubric", ())
        ),
        file=file.path,
        line=file.line("questions", number, "id"),
    )


def _option(raw: dict[str, Any]) -> Option:
    return Option(id=raw["id"], text=raw["text"], correct=raw.get("correct", False), feedback=raw["feedback"])


def _number(raw: dict[str, Any]) -> Number:
    return Number(value=float(raw["value"]), tolerance=float(raw["tolerance"]), unit=raw.get("unit", ""))


def _problems(question: Question) -> Iterator[Problem]:
    """Yield parts that the kind cannot use, ids that stand twice, and what the kind itself finds."""
    kind = KINDS[question.kind]

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
    yield from kind.problems(question)


def _doubles(questions: tuple[Question, ...]) -> Iterator[Problem]:
    """Yield each id that more than one question has."""
    first: dict[str, int] = {}
    for question in questions:
        if question.id in first:
            what = f"the question id '{question.id}' stands also in line {first[question.id]}"
            fix = "Give the newer question an id of its own"
            yield Problem(file=question.file, line=question.line, code=Code.DUPLICATE_ID, what=what, fix=fix)
        first.setdefault(question.id, question.line)
