"""`cpd report QUIZ`: what the marks of a class say about the questions of a quiz, as page, CSV and JSON."""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.escape import printable, spreadsheet_cell
from prevention_cpd.quiz.results import pictures
from prevention_cpd.quiz.results.item_analysis import Analysis, analyse, printed
from prevention_cpd.quiz.results.item_analysis.comparing import difference
from prevention_cpd.quiz.results.page import render
from prevention_cpd.quiz.times import spoken
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from prevention_cpd.quiz.results.item_analysis.marks import Marks
    from prevention_cpd.quiz.results.taken import Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One form in one version, or a table of marks from elsewhere."""

    title: str
    marks: Marks
    analysis: Analysis
    #: What a reader should know of how the marks were come by, in sentences.
    notes: tuple[str, ...]
    #: The least share that passes; None where that is not known.
    passed_from: float | None
    #: The form, and whether learners get this version now; empty for a table from elsewhere.
    form: str = ""
    is_present: bool = True

    @property
    def shares(self) -> list[float]:
        """Each learner's share of the points, from 0 to 1."""
        most = self.analysis.quiz.points
        return [total / most for total in self.marks.totals()] if most else []


def part_of(taken: Taken) -> Part:
    """Analyse one form in one version."""
    notes = [say("item_report", "waiting", count=taken.waiting)] if taken.waiting else []
    if not taken.is_present:
        notes.append(words("item_report")["old_version"])
    title = say("item_report", "form", form=taken.form.form or taken.form.id, version=taken.version)
    return Part(
        title=title,
        marks=taken.marks,
        analysis=analyse(taken.marks),
        notes=tuple(notes),
        passed_from=taken.form.rule.share if taken.form.rule else None,
        form=taken.form.form,
        is_present=taken.is_present,
    )


def groups(part: Part, about: Mapping[str, str]) -> list[tuple[str, int, float | None]]:
    """Return for each outcome or difficulty how many questions it has, and the mean share of their points.

    Args:
        part: what was analysed.
        about: the outcome or difficulty of each question that is known.
    """
    found: dict[str, list[int]] = {}
    for at, question in enumerate(part.marks.questions):
        if question.id in about:
            found.setdefault(about[question.id], []).append(at)
    rows = []
    for name, places in sorted(found.items()):
        most = sum(part.marks.questions[at].points for at in places) * len(part.marks.rows)
        earned = sum(row[at] or 0.0 for row in part.marks.rows for at in places)
        rows.append((name, len(places), earned / most if most else None))
    return rows


def compared(parts: Sequence[Part]) -> Iterator[str]:
    """Say how the forms differ, each with each, as far as learners get them now."""
    forms = [part for part in parts if part.is_present and part.form]
    for first, second in itertools.combinations(forms, 2):
        found = difference(first.marks, second.marks)
        if found is None:
            continue
        told = {"first": first.form, "second": second.form}
        ends = {name: f"{100 * getattr(found, name):+.0f}" for name in ("value", "low", "high")}
        yield say("item_report", "difference", **told, **ends)
        verdict = "differ" if found.is_clear else "alike" if found.judged else "too_few_to_compare"
        yield words("item_report")[verdict]


def page(
    title: str, quiz: Any, parts: Sequence[Part], about: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """Return the report as an HTML page that stands alone.

    Args:
        title: of the quiz.
        quiz: what the page takes language and direction from.
        parts: from `part_of`.
        about: under `outcome` and `difficulty`, those of the questions that are known.
    """
    sections = [
        {
            "part": part,
            "figures": list(printed.figures(part.analysis.quiz)),
            "distribution": _distribution(part),
            "separation": _separation(part),
            "numbers": {each.id: at for at, each in enumerate(part.analysis.questions, start=1)},
            "groups": [(name, groups(part, found)) for name, found in (about or {}).items()],
        }
        for part in parts
    ]
    return render(
        "item_report.html.j2",
        "item_report",
        quiz=quiz,
        title=f"{words('item_report')['title']}: {title}",
        made=say("item_report", "made", time=spoken(datetime.now(UTC).isoformat())),
        sections=sections,
        compared=list(compared(parts)),
        columns=printed.SHOWN,
        names=words("item_report_columns"),
        shown=printed.shown,
        percent=printed.percent,
    )


def as_csv(parts: Sequence[Part]) -> str:
    """Return the questions of all parts as one table; of several, the first column names the part."""
    if len(parts) == 1 and not parts[0].form:
        return printed.as_csv(parts[0].analysis)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for at, part in enumerate(parts):
        head, *rows = csv.reader(io.StringIO(printed.as_csv(part.analysis), newline=""))
        if at == 0:
            writer.writerow(["part", *head])
        writer.writerows([spreadsheet_cell(part.title), *row] for row in rows)
    return out.getvalue()


def as_data(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Return all of it as plain data."""
    return [
        {
            "title": part.title,
            "form": part.form,
            "released_now": part.is_present,
            **part.analysis.as_data(),
            "notes": list(part.notes),
        }
        for part in parts
    ]


def differences(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Return how the forms differ, as plain data."""
    forms = [part for part in parts if part.is_present and part.form]
    return [
        {"forms": [first.form, second.form], **asdict(found)}
        for first, second in itertools.combinations(forms, 2)
        if (found := difference(first.marks, second.marks))
    ]


def text(parts: Sequence[Part]) -> str:
    """Return the report for a terminal."""
    shown = [
        "\n\n".join(
            [*([printable(part.title)] if part.form else []), printed.text(part.analysis, part.notes)]
        )
        for part in parts
    ]
    return "\n\n".join([*shown, *(["\n".join(compared(parts))] if len(parts) > 1 else [])])


def _distribution(part: Part) -> Markup:
    text = words("item_report")
    names = {"label": text["distribution"], "learners": text["learners"], "share": text["share"]}
    percent = "" if part.passed_from is None else f"{100 * part.passed_from:.0f}"
    names["pass"] = say("item_report", "pass", percent=percent)
    return pictures.distribution(part.shares, part.passed_from, words=names)


def _separation(part: Part) -> Markup:
    text = words("item_report")
    placed = [
        (at, each.facility, each.discrimination_index)
        for at, each in enumerate(part.analysis.questions, start=1)
        if each.facility is not None and each.discrimination_index is not None
    ]
    names = {"label": text["separation"], "facility": text["facility"], "discrimination": text["index"]}
    return pictures.separation(placed, words=names)
