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
class Item(Choice):
    """One item of a list to be put in order."""

    #: Neighbours with the same group may change places; empty where the place is fixed.
    group: str = ""


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
class Anchor:
    """An answer as somebody might write it, marked criterion by criterion, to train markers on."""

    text: str
    #: One number for each criterion of the rubric, in its order.
    points: tuple[float, ...]
    #: Why it earned these points.
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What only somebody who studied the course can know."""

    #: The page that holds it, such as `modules/risk/base-rates`.
    page: str
    #: The sentence of that page.
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A situation that several questions ask about; they stay together in a quiz."""

    id: str
    title: str
    #: Markdown.
    text: str
    #: Where it stands.
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of a bank.

    Which of `options`, `pairs`, `items`, `answer` and `rubric` is filled depends on `kind`; the
    kind's own folder in `prevention_cpd/questions/kinds` says so.
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
    #: Right-hand options of a match question that belong to nothing.
    spare: tuple[Choice, ...] = ()
    #: In the right order.
    items: tuple[Item, ...] = ()
    answer: Number | None = None
    rubric: tuple[Criterion, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    #: The scenario that it asks about; None where it stands by itself.
    scenario: Scenario | None = None
    needs: Needs | None = None
    #: Whether a quiz is not passed without full points here: somebody's safety, or a life.
    must: bool = False
    #: Where the question stands.
    file: Path
    line: int
