"""What is likely to be wrong with a question, and what to do; nothing below a stated number of learners."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.quiz.results.item_analysis.formulas import fisher
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prevention_cpd.quiz.results.item_analysis.figures import QuestionFigures
    from prevention_cpd.quiz.results.item_analysis.options import OptionUse

#: With fewer learners nothing is judged: the 95 per cent bound of a correlation lies 0.3 and more away.
LEAST = 30
#: What is found, the most pressing first.
CODES = ("miskey", "wrong_way", "no_points", "unused_option")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at."""

    question: str
    #: One of `CODES`.
    code: str
    #: What the figures show, and what to do, each a sentence.
    what: str
    fix: str


def findings(questions: Sequence[QuestionFigures]) -> tuple[Finding, ...]:
    """Return what is to be looked at, likely mis-keys first, then the question that separates worst."""
    indices = [each.discrimination_index for each in questions if each.discrimination_index is not None]
    usual = max(0.0, statistics.median(indices)) if indices else 0.0
    found = [
        (each, question) for question in questions if question.n >= LEAST for each in _of(question, usual)
    ]
    found.sort(key=lambda pair: (CODES.index(pair[0].code), pair[1].discrimination_index or 0.0))
    return tuple(finding for finding, _ in found)


def _of(question: QuestionFigures, usual: float) -> Iterator[Finding]:
    """Yield what is to be looked at in one question.

    It separates the wrong way where its index is negative and clearly (at 95 per cent) below the usual one
    of this quiz. To ask for clearly below 0 would miss two wrong keys in five in a class of 30.
    """
    index = question.discrimination_index
    wrong_way = index is not None and index < 0 and fisher(index, question.n)[1] < usual
    if better := _better_than_the_key(question):
        yield _finding(question, "miskey", "miskey_option", option=better.id, strong=_percent(better.strong))
    elif wrong_way and question.facility is not None and question.facility < 0.5:
        yield _finding(question, "miskey", "miskey")
    elif wrong_way:
        yield _finding(question, "wrong_way", "wrong_way")
    elif question.facility == 0 and question.blanks < question.n:
        yield _finding(question, "no_points", "no_points")
    for option in question.options:
        if option.share == 0:
            yield _finding(question, "unused_option", "unused_option", option=option.id)


def _better_than_the_key(question: QuestionFigures) -> OptionUse | None:
    """Return the wrong option that the strong choose, more of them than choose any right one."""
    keys = [option.strong or 0.0 for option in question.options if option.correct]
    rivals = [
        option
        for option in question.options
        if not option.correct
        and option.discrimination is not None
        and fisher(option.discrimination, question.n)[0] > 0
        and (option.strong or 0.0) > max(keys, default=1.0)
    ]
    return max(rivals, key=lambda option: option.strong or 0.0, default=None)


def _finding(question: QuestionFigures, code: str, sentence: str, **values: str) -> Finding:
    figures = {
        "facility": _percent(question.facility),
        "index": "" if question.discrimination_index is None else f"{question.discrimination_index:.2f}",
    }
    return Finding(
        question=question.id,
        code=code,
        what=say("item_analysis", sentence, **figures, **values),
        fix=words("item_analysis")[f"{code}_fix"],
    )


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0):.0f}%"
