"""Out through the exchange: into one that is there, without trial answers, and nothing in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.exchange.default.release_assignment import ExchangeReleaseAssignment
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback

from prevention_cpd.quiz.intake.collecting import KnownExchange
from prevention_cpd.quiz.words import say

#: What the quiz writes beside its notebook: a learner must not find what somebody else answered.
TRIED = ("answers.json", "flags.json", "receipt.json")


class SafeRelease(KnownExchange, ExchangeReleaseAssignment):  # type: ignore[misc]
    """Hands a quiz out."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a quiz, without answers that were given to try it."""
        coursedir = self.coursedir
        before, coursedir.ignore = coursedir.ignore, [*coursedir.ignore, *TRIED]
        try:
            super().do_copy(src, dest, log)
        finally:
            coursedir.ignore = before


class SafeReturn(KnownExchange, ExchangeReleaseFeedback):  # type: ignore[misc]
    """Hands feedback out."""

    def copy_files(self) -> None:
        """Copy the pages; where there is none, say so: nbgrader is silent."""
        if not list(Path(self.coursedir.root).glob(f"feedback/*/{self.coursedir.assignment_id}/*.html")):
            self.fail(say("exchange", "no_feedback", quiz=self.coursedir.assignment_id))
        super().copy_files()
