"""What trainers and learners read about an answer, as HTML on one line."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.shown import as_text, block, one_line, quoted
from prevention_cpd.quiz.words import number, points, say, words

if TYPE_CHECKING:
    from prevention_cpd.quiz.marking.grading import Graded
    from prevention_cpd.quiz.release.frozen import Frozen


def marked(graded: Graded, problems: tuple[str, ...]) -> str:
    """Return the trainer's view of a marked answer."""
    frozen, text = graded.frozen, words("grading")
    rows = [
        (text["answer"], given(frozen, graded.value, graded.mark.state)),
        (text["right_answer"], right(frozen)),
        (text["result"], f"{text[graded.mark.state]}, {earned(graded.mark.points, frozen.points)}"),
    ]
    if graded.mark.reason:
        rows.append((text["reason"], as_text(graded.mark.reason)))
    if graded.saved_at:
        rows.append((text["saved_at"], as_text(graded.saved_at[:40])))
    told = "".join(f"<p><strong>{text['problem']}</strong> {as_text(problem)}</p>" for problem in problems)
    return f"<div>{heading(frozen)}{told}{_table(rows)}</div>"


def written(graded: Graded, problems: tuple[str, ...]) -> str:
    """Return the trainer's view of a written answer: the text, and the rubric beside it."""
    text = words("grading")
    told = "".join(f"<p><strong>{text['problem']}</strong> {as_text(problem)}</p>" for problem in problems)
    if graded.mark.state == "unreadable":
        told += f"<p><strong>{text['unreadable']}</strong> {as_text(graded.mark.reason)}</p>"
    answer = f"<p>{text['blank']}</p>" if graded.mark.state == "blank" else block(_string(graded.value))
    saved = f"<p>{text['saved_at']}: {as_text(graded.saved_at[:40])}</p>" if graded.saved_at else ""
    return f"<div>{heading(graded.frozen)}{told}{answer}{saved}{rubric(graded.frozen)}</div>"


def heading(frozen: Frozen) -> str:
    """Return the heading of a question's review."""
    return f"<h4>{say('grading', 'question', number=frozen.number)}</h4>"


def given(frozen: Frozen, value: Any, state: str) -> str:
    """Return the answer in the words of the question."""
    if state == "blank":
        return words("grading")["blank"]
    if state == "unreadable":
        return f"{words('grading')['unreadable']} {quoted(value)}"
    if frozen.kind == "text":
        return block(_string(value))
    return _answer(frozen, value)


def right(frozen: Frozen) -> str:
    """Return the right answer in the words of the question."""
    if frozen.kind == "numeric":
        return _range(frozen)
    names = [name for name in ("pairs", "items", "right", "value") if name in frozen.key]
    return _answer(frozen, frozen.key[names[0]]) if names else ""


def rubric(frozen: Frozen) -> str:
    """Return the rubric with the marker's guidance."""
    text = words("grading")
    head = "".join(f'<th scope="col">{text[name]}</th>' for name in ("criterion", "points_for", "guidance"))
    rows = "".join(
        f"<tr><td>{escape(line['criterion'])}</td><td>{points(line['points'])}</td>"
        f"<td>{escape(line['guidance'])}</td></tr>"
        for line in frozen.key["rubric"]
    )
    caption = f"<caption>{text['rubric']}</caption>"
    return one_line(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _answer(frozen: Frozen, value: Any) -> str:
    """Return the labels of one id, a list of ids, or pairs of ids."""
    labels = frozen.review.get("labels", {})

    def label(name: Any) -> str:
        return one_line(labels[name]) if isinstance(name, str) and name in labels else quoted(name)

    if isinstance(value, dict):
        pairs = "".join(f"<li>{label(left)} → {label(choice)}</li>" for left, choice in sorted(value.items()))
        return f"<ul>{pairs}</ul>"
    if isinstance(value, list):
        rows = "".join(f"<li>{label(item)}</li>" for item in value)
        return f"<ol>{rows}</ol>" if frozen.kind == "order" else f"<ul>{rows}</ul>"
    return f"{label(value)} {_unit(frozen)}".rstrip()


def _range(frozen: Frozen) -> str:
    """Return the right number, and between which numbers an answer is right."""
    value, tolerance = frozen.key["value"], frozen.key.get("tolerance", 0)
    exact = f"{value:.10g} {_unit(frozen)}".rstrip()
    if not tolerance:
        return exact
    low, high = f"{value - tolerance:.10g}", f"{value + tolerance:.10g}"
    return say("review", "range", value=exact, low=low, high=high)


def _unit(frozen: Frozen) -> str:
    return as_text(frozen.key.get("unit") or "") if frozen.kind == "numeric" else ""


def earned(got: float, most: float) -> str:
    """Write what a question earned."""
    return say("review", "points", points=number(got), total=number(most))


def _string(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)[:20_000]


def _table(rows: list[tuple[str, str]]) -> str:
    body = "".join(f'<tr><th scope="row">{name}</th><td>{content}</td></tr>' for name, content in rows)
    return f"<table><tbody>{body}</tbody></table>"
