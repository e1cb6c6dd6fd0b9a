"""The analysis of a quiz: figures of each question, of the whole, and what to look at."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.results.item_analysis import formulas
from prevention_cpd.quiz.results.item_analysis.figures import QuestionFigures
from prevention_cpd.quiz.results.item_analysis.findings import LEAST, Finding, findings
from prevention_cpd.quiz.results.item_analysis.options import use
from prevention_cpd.quiz.results.item_analysis.reliability import Reliability, reliability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.quiz.results.item_analysis.marks import Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFigures(Reliability):
    """What the marks say about the quiz; points, but for the reliability."""

    learners: int
    questions: int
    points: float
    mean: float | None
    sd: float | None
    #: How the interval of alpha, at 95 per cent, was worked out.
    alpha_interval: str = "Feldt"
    #: Whether there are learners enough to judge questions, and how many that takes.
    judged: bool
    least: int = LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All of it, in the order of the quiz; findings the most pressing first."""

    quiz: QuizFigures
    questions: tuple[QuestionFigures, ...]
    findings: tuple[Finding, ...]

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def analyse(marks: Marks) -> Analysis:
    """Return the item analysis of a class."""
    columns = [marks.column(at) for at in range(len(marks.questions))]
    totals = marks.totals()
    weights = formulas.effective_weights(columns, totals)
    questions = tuple(
        _question(marks, at, columns[at], totals, weights[at]) for at in range(len(marks.questions))
    )
    return Analysis(quiz=_quiz(marks, columns, totals), questions=questions, findings=findings(questions))


def _question(
    marks: Marks, at: int, column: Sequence[float], totals: Sequence[float], weight: float | None
) -> QuestionFigures:
    question, n = marks.questions[at], len(column)
    rest = [total - mark for total, mark in zip(totals, column, strict=True)]
    share = formulas.facility(column, question.points)
    low, high = (None, None) if share is None else formulas.wilson(share, n)
    choices = marks.choices.get(question.id)
    return QuestionFigures(
        id=question.id,
        n=n,
        blanks=sum(row[at] is None for row in marks.rows),
        points=question.points,
        facility=share,
        facility_low=low,
        facility_high=high,
        sd=formulas.sd(column) if question.points > 0 else None,
        discrimination_index=formulas.correlation(column, rest),
        discriminative_efficiency=formulas.efficiency(column, rest),
        effective_weight=weight,
        options=use(choices, rest) if choices else (),
    )


def _quiz(marks: Marks, columns: Sequence[Sequence[float]], totals: Sequence[float]) -> QuizFigures:
    # A question without points is none of the sum, and would only change the number of questions.
    counted = [at for at, question in enumerate(marks.questions) if question.points > 0]
    points = [marks.questions[at].points for at in counted]
    relied = reliability([columns[at] for at in counted], points, totals)
    return QuizFigures(
        **asdict(relied),
        learners=len(totals),
        questions=len(marks.questions),
        points=sum(points),
        mean=formulas.mean(totals) if totals else None,
        sd=formulas.sd(totals),
        judged=len(totals) >= LEAST,
    )
