"""The figures of one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prevention_cpd.quiz.results.item_analysis.options import OptionUse


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """What the marks say about one question; shares are fractions of 1, None has no meaning here."""

    id: str
    #: Learners, with those who left it blank.
    n: int
    blanks: int
    points: float
    #: Mean mark as a share of the points, and its Wilson interval at 95 per cent.
    facility: float | None
    facility_low: float | None
    facility_high: float | None
    #: Of the marks, in points.
    sd: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    effective_weight: float | None
    #: Empty where options are not known.
    options: tuple[OptionUse, ...] = ()
