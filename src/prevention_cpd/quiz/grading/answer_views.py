"""What trainers and learners read about an answer, as HTML on one line."""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.escape import as_text, block, one_line, quoted
from prevention_cpd.quiz.words import number, points, say, words

if TYPE_CHECKING:
    from prevention_cpd.questions import Mark
    from prevention_cpd.quiz.format.key import ReleasedQuestion
    from prevention_cpd.quiz.grading.question_grader import GradedQuestion

#: How many questions' texts are kept that are the same for a whole class.
_KEPT = 512


def marked(graded: GradedQuestion, problems: tuple[str, ...]) -> str:
    """Return the trainer's view of a marked answer."""
    return framed(
        graded.question, outcome(graded.question, graded.value, graded.mark), graded.saved_at, problems
    )


def outcome(question: ReleasedQuestion, value: Any, mark: Mark) -> str:
    """Return the part of that view that is the same for all who gave the same answer: rows of a table."""
    text = words("grading")
    rows = [
        _row(text["answer"], given(question, value, mark.state)),
        _row(text["right_answer"], right(question)),
        _row(text["result"], f"{text[mark.state]}, {earned(mark.points, question.points)}"),
    ]
    if mark.reason:
        rows.append(_row(text["reason"], as_text(mark.reason)))
    return "".join(rows)


def framed(question: ReleasedQuestion, outcome: str, saved_at: str, problems: tuple[str, ...]) -> str:
    """Return the view, from what `outcome` gave."""
    saved = _row(words("grading")["saved_at"], as_text(saved_at[:40])) if saved_at else ""
    table = f"<table><tbody>{outcome}{saved}</tbody></table>"
    return f"<div>{heading(question)}{_told(problems)}{table}</div>"


def written(graded: GradedQuestion, problems: tuple[str, ...]) -> str:
    """Return the trainer's view of a written answer: the text, and the rubric beside it."""
    text, told = words("grading"), _told(problems)
    if graded.mark.state == "unreadable":
        told += f"<p><strong>{text['unreadable']}</strong> {as_text(graded.mark.reason)}</p>"
    answer = f"<p>{text['blank']}</p>" if graded.mark.state == "blank" else block(_string(graded.value))
    saved = f"<p>{text['saved_at']}: {as_text(graded.saved_at[:40])}</p>" if graded.saved_at else ""
    return f"<div>{heading(graded.question)}{told}{answer}{saved}{rubric(graded.question)}</div>"


@functools.lru_cache(_KEPT)
def heading(question: ReleasedQuestion) -> str:
    """Return the heading of a question's review."""
    return f"<h4>{say('grading', 'question', number=question.number)}</h4>"


def given(question: ReleasedQuestion, value: Any, state: str) -> str:
    """Return the answer in the words of the question."""
    if state == "blank":
        return words("grading")["blank"]
    if state == "unreadable":
        return f"{words('grading')['unreadable']} {quoted(value)}"
    if question.kind == "text":
        return block(_string(value))
    return _answer(question, value)


@functools.lru_cache(_KEPT)
def right(question: ReleasedQuestion) -> str:
    """Return the right answer in the words of the question."""
    if question.kind == "numeric":
        return _range(question)
    names = [name for name in ("pairs", "items", "right", "value") if name in question.key]
    return _answer(question, question.key[names[0]]) if names else ""


@functools.lru_cache(_KEPT)
def rubric(question: ReleasedQuestion) -> str:
    """Return the rubric with the marker's guidance."""
    text = words("grading")
    head = "".join(f'<th scope="col">{text[name]}</th>' for name in ("criterion", "points_for", "guidance"))
    rows = "".join(
        f"<tr><td>{escape(line['criterion'])}</td><td>{points(line['points'])}</td>"
        f"<td>{escape(line['guidance'])}</td></tr>"
        for line in question.key["rubric"]
    )
    caption = f"<caption>{text['rubric']}</caption>"
    return one_line(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _answer(question: ReleasedQuestion, value: Any) -> str:
    """Return the labels of one id, a list of ids, or pairs of ids."""
    labels = question.review.get("labels", {})

    def label(name: Any) -> str:
        return one_line(labels[name]) if isinstance(name, str) and name in labels else quoted(name)

    if isinstance(value, dict):
        pairs = "".join(f"<li>{label(left)} → {label(choice)}</li>" for left, choice in sorted(value.items()))
        return f"<ul>{pairs}</ul>"
    if isinstance(value, list):
        rows = "".join(f"<li>{label(item)}</li>" for item in value)
        return f"<ol>{rows}</ol>" if question.kind == "order" else f"<ul>{rows}</ul>"
    return f"{label(value)} {_unit(question)}".rstrip()


def _range(question: ReleasedQuestion) -> str:
    """Return the right number, and between which numbers an answer is right."""
    value, tolerance = question.key["value"], question.key.get("tolerance", 0)
    exact = f"{value:.10g} {_unit(question)}".rstrip()
    if not tolerance:
        return exact
    low, high = f"{value - tolerance:.10g}", f"{value + tolerance:.10g}"
    return say("review", "range", value=exact, low=low, high=high)


def _unit(question: ReleasedQuestion) -> str:
    return as_text(question.key.get("unit") or "") if question.kind == "numeric" else ""


def earned(got: float, most: float) -> str:
    """Write what a question earned."""
    total = number(most)
    return say("review", "point" if total == "1" else "points", points=number(got), total=total)


def _string(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)[:20_000]


def _row(name: str, content: str) -> str:
    return f'<tr><th scope="row">{name}</th><td>{content}</td></tr>'


def _told(problems: tuple[str, ...]) -> str:
    name = words("grading")["problem"]
    return "".join(f"<p><strong>{name}</strong> {as_text(problem)}</p>" for problem in problems)
