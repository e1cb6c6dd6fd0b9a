"""The class list as a page: first what needs a person, then everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.results.class_row import NEEDS
from prevention_cpd.quiz.results.page import render
from prevention_cpd.quiz.times import spoken
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from prevention_cpd.quiz.record.changes import Change, Given
    from prevention_cpd.quiz.results.class_row import Row


def page(course: Path, quiz: str, rows: Sequence[Row], changed: Sequence[Change] = ()) -> str:
    """Return the class list as an HTML page that stands alone."""
    text, own = words("class_list"), questions_file.load(course, quiz)
    counts = {need: sum(need in row.needs for row in rows) for need in NEEDS}
    handed_in = sum(row.state != "not_submitted" for row in rows)
    lines = [say("class_list", "handed_in", count=handed_in, of=len(rows))]
    lines += [f"{text[need]}: {count}" for need, count in counts.items() if count]
    needing = sorted((row for row in rows if row.needs), key=lambda row: NEEDS.index(row.needs[0]))
    html = render(
        "class_list.html.j2",
        "class_list",
        quiz=own,
        title=f"{text['title']}: {own.title}" + (f" ({own.form})" if own.form else ""),
        made=say("class_list", "made", time=spoken(datetime.now(UTC).isoformat())),
        deadline=say("class_list", "deadline", time=spoken(own.deadline)) if own.deadline else "",
        counts=lines,
        needing=needing,
        changes=[(each, _mark(each.before), _mark(each.after), spoken(each.noticed_at)) for each in changed],
        missing=[row for row in rows if row.state == "not_submitted" and not row.counting_quiz],
        rows=rows,
    )
    # The name of a folder need not be text, and then could not be written.
    return html.encode("utf-8", "replace").decode()


def _mark(given: Given) -> str:
    points, comment = given
    shown = words("class_list")["no_mark"] if points is None else number(points)
    return f"{shown}. {comment}" if comment else shown
