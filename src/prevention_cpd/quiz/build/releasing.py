"""Out through the exchange: into one that is there, without trial answers, and nothing in silence."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default.list import ExchangeList
from nbgrader.exchange.default.release_assignment import ExchangeReleaseAssignment
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.intake.collecting import KnownExchange
from prevention_cpd.quiz.take import traces
from prevention_cpd.quiz.words import say


class SafeRelease(KnownExchange, ExchangeReleaseAssignment):  # type: ignore[misc]
    """Releases a quiz as it was generated; other assignments as nbgrader does."""

    def copy_files(self) -> None:
        """Leave out answers, receipts and flags, and say so."""
        coursedir = self.coursedir
        found = sorted(name for path in Path(self.src_path).rglob("*") if traces.is_one(name := path.name))
        if found and questions_file.is_quiz(Path(coursedir.root), coursedir.assignment_id):
            self.log.warning(say("release", "left_out", files=", ".join(dict.fromkeys(found))))
            coursedir.ignore = [*coursedir.ignore, *traces.NAMES]
        super().copy_files()


class SafeReturn(KnownExchange, ExchangeReleaseFeedback):  # type: ignore[misc]
    """Hands feedback out."""

    def copy_files(self) -> None:
        """Copy the pages; where there is none, say so: nbgrader is silent."""
        if not list(Path(self.coursedir.root).glob(f"feedback/*/{self.coursedir.assignment_id}/*.html")):
            self.fail(say("exchange", "no_feedback", quiz=self.coursedir.assignment_id))
        super().copy_files()


class KnownList(KnownExchange, ExchangeList):  # type: ignore[misc]
    """Lists what lies in the exchange."""
