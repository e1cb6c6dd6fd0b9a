"""What passes a quiz: rules that are written down, and the same wherever a result is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What sums of binary fractions may be off by: two thirds and a third are a little less than 1.
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRule:
    """The rules of a pass."""

    #: The least share of all points, from 0 to 1.
    share: float
    #: The least share of the points of each written answer, from 0 to 1.
    written: float = 0.0
    #: Whether every question that is marked `must` needs its full points.
    must: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What one question earned in an attempt."""

    question: str
    #: Whether a person marks it.
    written: bool
    must: bool
    points: float
    #: The most that it could earn.
    most: float


def rule_of(raw: Mapping[str, Any], default: PassRule | None = None) -> PassRule:
    """Return the rules that a file states.

    Args:
        raw: `{"share": 0.7, "written": 0.5, "must": "all"}`; each may be missing.
        default: the rules of the course, for what is missing.
    """
    base = default or PassRule(share=0.7)
    return PassRule(
        share=float(raw.get("share", base.share)),
        written=float(raw.get("written", base.written)),
        must=raw["must"] == "all" if "must" in raw else base.must,
    )


def missed(rule: PassRule, earned: Iterable[Earned], penalty: float = 0.0) -> tuple[str, ...]:
    """Return the rules that were missed; none means passed.

    Args:
        rule: what passes the quiz.
        earned: what each question earned, in the order of the quiz.
        penalty: the points that were taken off, for handing in late.

    Returns:
        `share`, then `written:<question>` and `must:<question>` in the order of the quiz.
    """
    all_of = list(earned)
    total = sum(one.points for one in all_of) - penalty
    found = [] if total >= rule.share * sum(one.most for one in all_of) - _ROUNDING else ["share"]
    for one in all_of:
        if one.written and one.points < rule.written * one.most - _ROUNDING:
            found.append(f"written:{one.question}")
        if rule.must and one.must and one.points < one.most - _ROUNDING:
            found.append(f"must:{one.question}")
    return tuple(found)
