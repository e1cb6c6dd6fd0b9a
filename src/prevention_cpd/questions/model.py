"""What a question is, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Use = Literal["graded", "practice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that a single or multiple question offers."""

    id: str
    #: Markdown, one paragraph.
    text: str
    correct: bool
    #: Markdown; what a learner who ticked it should read.
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One side of a pair, or one item of a list to be put in order."""

    id: str
    #: Markdown, one paragraph.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What belongs together in a match question."""

    left: Choice
    right: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The right answer of a numeric question."""

    value: float
    #: How far off an answer may be and still be right; the ends count.
    tolerance: float
    #: Shown beside the field: "%", "people".
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of a rubric."""

    criterion: str
    #: The most that a marker can give for it.
    points: float
    #: What the marker looks for; never shown to the learner before marking.
    guidance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a bank.

    Which of `options`, `pairs`, `items`, `answer` and `rubric` is filled depends on `kind`; the
    kind's own file in `prevention_cpd/questions/kinds` says so.
    """

    #: Stable for ever: grade id, answer key and statistics hang on it.
    id: str
    kind: str
    use: Use
    #: The module that the bank belongs to.
    module: str
    #: An outcome of `assets/course.yml`.
    outcome: str
    #: 1 recall, 2 apply, 3 judge.
    difficulty: int
    points: float
    #: Markdown.
    stem: str
    #: Markdown; why the key is right.
    rationale: str
    #: Ids of the evidence register.
    evidence: tuple[str, ...]
    #: The page to read again.
    section: str
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    #: In the right order.
    items: tuple[Choice, ...] = ()
    answer: Number | None = None
    rubric: tuple[Criterion, ...] = ()
    #: Where the question stands.
    file: Path
    line: int
