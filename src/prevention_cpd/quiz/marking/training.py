"""A short training on the anchors before the first answer: mark each, and see where you differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.quiz.marking import acts
from prevention_cpd.quiz.marking.acts import TRAINING, Act
from prevention_cpd.quiz.marking.giving import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from prevention_cpd.questions.model import Anchor
    from prevention_cpd.quiz.marking.written import Written

#: So many anchors are marked in a training, or all where there are fewer.
ANCHORS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An anchor as a marker marked it."""

    anchor: Anchor
    points: tuple[float, ...]

    @property
    def off(self) -> tuple[float, ...]:
        """For each criterion by how much the marker gave more, or less, than the anchor earned."""
        return tuple(given - right for given, right in zip(self.points, self.anchor.points, strict=True))


def tried(connection: Connection, question: Written, marker: str) -> tuple[Tried, ...]:
    """Return the anchors that a marker has marked, in the order of the training."""
    done = {
        each.answer: each.points
        for each in acts.standing(connection, question.quiz, question.id, marker=marker, part=TRAINING)
    }
    asked = question.anchors[:ANCHORS]
    return tuple(
        Tried(anchor=each, points=done[acts.digest(each.text)])
        for each in asked
        if acts.digest(each.text) in done
    )


def coming(question: Written, done: Sequence[Tried]) -> Anchor | None:
    """Return the anchor that comes next; None when the training is over or the question has no anchors."""
    marked = [each.anchor for each in done]
    return next((each for each in question.anchors[:ANCHORS] if each not in marked), None)


def mark(
    connection: Connection, question: Written, anchor: Anchor, points: Sequence[float], marker: str
) -> Tried:
    """Write down what a marker gives for an anchor.

    Raises:
        MarkingError: when the points do not fit the rubric.
    """
    check(question, points, "", marker)
    acts.add(
        connection,
        Act(
            quiz=question.quiz,
            question=question.id,
            person=None,
            answer=acts.digest(anchor.text),
            marker=marker,
            part=TRAINING,
            points=tuple(map(float, points)),
            total=math.fsum(points),
        ),
    )
    return Tried(anchor=anchor, points=tuple(map(float, points)))
