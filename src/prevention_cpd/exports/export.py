"""An exported file, and what did not fit into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.exports.wording import everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing of one question that the file cannot say."""

    question: Question
    #: What is lost, as a sentence without its full stop.
    what: str
    #: What the trainer can do about it, as a sentence without its full stop.
    fix: str
    #: Whether the same answer may earn other points than in the course.
    marks: bool = False

    @property
    def problem(self) -> Problem:
        """The loss at the place where the question stands."""
        what = f"{self.question.id}: {self.what}"
        return Problem(
            file=self.question.file, line=self.question.line, code=Code.EXPORT_LOSS, what=what, fix=self.fix
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What a format made of a selection."""

    data: bytes
    losses: tuple[Loss, ...]
    #: What the trainer should know of the file as a whole; sentences with their full stop.
    notes: tuple[str, ...] = ()


def common_losses(question: Question, resolve: Resolver) -> Iterator[Loss]:
    """Yield what no format holds: a question that must be right, and what lies beside the course's pages."""
    html = everything(question, resolve)
    if question.must:
        what = "the file cannot say that a quiz is not passed without this question; a tag says it"
        yield Loss(question=question, what=what, fix="Look at this question before you decide")
    if "<img " in html:
        what, fix = "its picture is not in the file", "Add the picture by hand after the import"
        yield Loss(question=question, what=what, fix=fix)
    if 'href="' in html.replace('href="http', "").replace('href="mailto', ""):
        what, fix = "a link to a page of the course leads nowhere", "Change the link after the import"
        yield Loss(question=question, what=what, fix=fix)
