"""What a learner is told about an answer, as HTML on one line.

The policy decides, and what it does not name is not told.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from prevention_cpd.quiz.escape import as_text, one_line
from prevention_cpd.quiz.grading import answer_views
from prevention_cpd.quiz.grading.answer_views import earned
from prevention_cpd.quiz.results import reading_on
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.quiz.format.key import ReleasedQuestion
    from prevention_cpd.quiz.record.grades import QuestionGrade


def review(
    question: ReleasedQuestion,
    policy: str,
    record: dict[str, Any],
    marks: QuestionGrade,
    by_criterion: str = "",
) -> str:
    """Return the review of one question.

    Args:
        question: the question as released.
        policy: `score`, `correctness` or `rationale`.
        record: the answer, as the grader noted it.
        marks: what the gradebook says, a trainer's changes included.
        by_criterion: from `criteria`; empty where it is not known or not to be told.
    """
    text = words("review")
    state = record.get("state", "blank")
    parts = [(text["your_answer"], answer_views.given(question, record.get("value"), state))]
    told = "told"
    if policy in {"correctness", "rationale"}:
        told = verdict(question, state, marks)
        parts.append((text["result"], result(told, marks)))
    if by_criterion:
        parts.append((text["by_criterion"], by_criterion))
    if marks.comment:
        parts.append((text["comment"], said(marks.comment)))
    if policy == "rationale":
        parts += _why(question, record, state)
    if again := read_again(question, told, marks):
        parts.append((text["again"], again))
    body = "".join(f"<dt>{name}</dt><dd>{content}</dd>" for name, content in parts)
    return f'<div class="cpd-review cpd-{told}"><dl>{body}</dl></div>'


def criteria(question: ReleasedQuestion, given: Sequence[float]) -> str:
    """Return what a written answer earned for each criterion of its rubric; empty where that is not known.

    Args:
        question: the question as released.
        given: one number a criterion, in the order of the rubric; empty where only the total is known.
    """
    rubric = question.key["rubric"]
    if len(given) != len(rubric):
        return ""
    lines = (
        f"<li>{as_text(line['criterion'])}: {earned(points, line['points'])}</li>"
        for line, points in zip(rubric, given, strict=True)
    )
    return f"<ul>{''.join(lines)}</ul>"


def read_again(question: ReleasedQuestion, told: str, marks: QuestionGrade) -> str:
    """Return the page to read again, as HTML; empty where there is none, or no need."""
    if told in {"told", "full", "waiting"} or marks.points >= marks.of:
        return ""
    return reading_on.named(question.review.get("section", ""), question.review.get("section_title", ""))


def said(comment: str) -> str:
    """Return a marker's comment, which may be Markdown; all else in it is text, and nothing is loaded."""
    return one_line(f'<div dir="auto">{_comments().render(comment)}</div>')


@functools.cache
def _comments() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "link", "autolink"])


def verdict(question: ReleasedQuestion, state: str, marks: QuestionGrade) -> str:
    """Return the verdict: `blank`, `unreadable`, `waiting`, `marked`, `full`, `part` or `none`."""
    by_hand = marks.manual is not None
    if not by_hand and (state == "blank" or (state == "unreadable" and question.kind != "text")):
        return state
    if marks.waits and not by_hand:
        return "waiting"
    if question.kind == "text":
        return "marked"
    return "full" if marks.points >= marks.of else "part" if marks.points > 0 else "none"


def result(told: str, marks: QuestionGrade) -> str:
    """Return the verdict in words, with the points."""
    words_for_it = f"<strong>{words('review')[told]}</strong>"
    return words_for_it if told == "waiting" else f"{words_for_it}, {earned(marks.points, marks.of)}"


def _why(question: ReleasedQuestion, record: dict[str, Any], state: str) -> list[tuple[str, str]]:
    """Return the right answer, the reasons, and what there is to say about the learner's choice."""
    text = words("review")
    parts = []
    if question.kind != "text":
        parts.append((text["right_answer"], answer_views.right(question)))
    told = question.review.get("options", {})
    value = record.get("value")
    chosen = value if isinstance(value, list) else [value]
    if state == "scored" and told:
        known = [each for each in chosen if isinstance(each, str) and each in told]
        lines = "".join(f"<p>{one_line(told[each])}</p>" for each in known)
        if lines:
            parts.append((text["about_options"], lines))
    parts.append((text["why"], one_line(question.review.get("rationale", ""))))
    return parts
