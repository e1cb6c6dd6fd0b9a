"""The analysis as people read it: a table in a terminal, or a CSV file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import TYPE_CHECKING

from prevention_cpd.quiz.escape import printable, spreadsheet_cell
from prevention_cpd.quiz.results.item_analysis.figures import QuestionFigures
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prevention_cpd.quiz.results.item_analysis.analysis import Analysis, QuizFigures

#: The columns of the table in a terminal; the CSV has them all.
SHOWN = (
    "n",
    "blanks",
    "points",
    "facility",
    "facility_low",
    "facility_high",
    "sd",
    "discrimination_index",
    "discriminative_efficiency",
    "effective_weight",
)
#: What is a number of people or points; the rest are shares, and correlations.
_PLAIN = {"n", "blanks", "points"}


def text(analysis: Analysis, notes: Sequence[str]) -> str:
    """Return the analysis as lines: the quiz, the questions, the options, what to look at, notes."""
    parts = [list(figures(analysis.quiz)), _table(analysis.questions), list(_options(analysis.questions))]
    parts += [list(_findings(analysis)), list(notes)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def as_csv(analysis: Analysis) -> str:
    """Return the questions as CSV, one row a question, findings at the end."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    names = [each.name for each in fields(QuestionFigures) if each.name != "options"]
    writer.writerow([*names, "findings"])
    for question in analysis.questions:
        told = " ".join(
            f"{each.what}. {each.fix}." for each in analysis.findings if each.question == question.id
        )
        writer.writerow([spreadsheet_cell(getattr(question, name)) for name in names] + [told])
    return out.getvalue()


def figures(quiz: QuizFigures) -> Iterator[str]:
    """Say what the marks tell about the quiz as a whole."""
    yield say("item_report", "size", learners=quiz.learners, questions=quiz.questions)
    if quiz.mean is not None and quiz.sd is not None:
        mean, points, sd = number(quiz.mean), number(quiz.points), number(quiz.sd)
        yield say("item_report", "mean", mean=mean, points=points, sd=sd)
    if quiz.alpha is not None and quiz.alpha_low is not None and quiz.alpha_high is not None:
        yield say(
            "item_report",
            "alpha" if quiz.kr20 is None else "kr20",
            alpha=f"{quiz.alpha:.2f}",
            low=f"{quiz.alpha_low:.2f}",
            high=f"{quiz.alpha_high:.2f}",
            method=quiz.alpha_interval,
        )
    if quiz.standard_error is not None:
        yield say("item_report", "error", error=number(quiz.standard_error))


def _table(questions: Sequence[QuestionFigures]) -> list[str]:
    """Return the table, headings first; names to the left and figures to the right."""
    names = words("item_report_columns")
    rows = [[names["id"], *(names[name] for name in SHOWN)]]
    rows += [
        [printable(each.id), *(shown(name, getattr(each, name)) for name in SHOWN)] for each in questions
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]


def _options(questions: Sequence[QuestionFigures]) -> Iterator[str]:
    for question in questions:
        for option in question.options:
            yield say(
                "item_report",
                "right_option" if option.correct else "option",
                question=printable(question.id),
                option=printable(option.id),
                share=percent(option.share),
                strong=percent(option.strong),
                middle=percent(option.middle),
                weak=percent(option.weak),
            )


def _findings(analysis: Analysis) -> Iterator[str]:
    if not analysis.quiz.judged:
        yield say("item_report", "too_few", least=analysis.quiz.least)
    elif not analysis.findings:
        yield words("item_report")["sound"]
    for found in analysis.findings:
        yield f"{printable(found.question)}: {found.what}. {found.fix}."


def shown(name: str, value: float | None) -> str:
    """Write a figure of a question for reading; a dash where it has no meaning."""
    if value is None:
        return "-"
    return number(value) if name in _PLAIN else f"{value:.2f}"


def percent(share: float | None) -> str:
    """Write a share in per cent; a dash where it has no meaning."""
    return "-" if share is None else f"{100 * share:.0f}%"
