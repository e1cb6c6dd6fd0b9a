"""What a learner is told about an answer, as HTML on one line.

The policy decides, and what it does not name is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz import views
from prevention_cpd.quiz.shown import as_text, block, one_line
from prevention_cpd.quiz.views import earned
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from prevention_cpd.quiz.frozen import Frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the gradebook says about one question, a trainer's changes included."""

    points: float | None
    of: float
    comment: str


def review(frozen: Frozen, policy: str, record: dict[str, Any], score: Score) -> str:
    """Return the review of one question.

    Args:
        frozen: the question as released.
        policy: `score`, `correctness` or `rationale`.
        record: the answer, as the grader noted it.
        score: what the gradebook says.
    """
    text = words("review")
    state = record.get("state", "blank")
    parts = [(text["your_answer"], views.given(frozen, record.get("value"), state))]
    if policy in {"correctness", "rationale"}:
        parts.append((text["result"], _result(frozen, state, score)))
    if score.comment:
        parts.append((text["comment"], block(score.comment)))
    if policy == "rationale":
        parts += _why(frozen, record, state)
    complete = score.points is not None and score.points >= score.of
    if policy in {"correctness", "rationale"} and not complete:
        parts.append((text["again"], as_text(frozen.review.get("section_title", ""))))
    body = "".join(f"<dt>{name}</dt><dd>{content}</dd>" for name, content in parts)
    return f'<div class="cpd-review"><dl>{body}</dl></div>'


def summary(grades: dict[str, Any]) -> dict[str, str]:
    """Return the lines above the questions, from what `GetGrades` found."""
    score, total = max(0.0, grades["score"]), grades["max_score"]
    percent = number(100 * score / total) if total else "0"
    late = grades.get("late_penalty") or 0
    return {
        "score": say("review", "score", points=number(score), total=number(total), percent=percent),
        "questions": words("review")["questions"],
        "late": say("review", "late", points=number(late)) if late else "",
    }


def _result(frozen: Frozen, state: str, score: Score) -> str:
    """Return the verdict in words, with the points."""
    text = words("review")
    if state == "blank" or (state == "unreadable" and frozen.kind != "text"):
        verdict = text[state]
    elif score.points is None:
        verdict = text["waiting"]
    elif frozen.kind == "text":
        verdict = text["marked"]
    else:
        share = score.points / score.of
        verdict = text["full"] if share >= 1 else text["part"] if share > 0 else text["none"]
    if score.points is None:
        return f"<strong>{verdict}</strong>"
    return f"<strong>{verdict}</strong>, {earned(score.points, score.of)}"


def _why(frozen: Frozen, record: dict[str, Any], state: str) -> list[tuple[str, str]]:
    """Return the right answer, the reasons, and what there is to say about the learner's choice."""
    text = words("review")
    parts = []
    if frozen.kind != "text":
        parts.append((text["right_answer"], views.right(frozen)))
    told = frozen.review.get("options", {})
    value = record.get("value")
    chosen = value if isinstance(value, list) else [value]
    if state == "scored" and told:
        known = [each for each in chosen if isinstance(each, str) and each in told]
        lines = "".join(f"<p>{one_line(told[each])}</p>" for each in known)
        if lines:
            parts.append((text["about_options"], lines))
    parts.append((text["why"], one_line(frozen.review.get("rationale", ""))))
    return parts
