"""`nbgrader release_assignment` without what a trial of the quiz has left in its folder."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default.release_assignment import ExchangeReleaseAssignment

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.take import traces
from prevention_cpd.quiz.words import say


class SafeRelease(ExchangeReleaseAssignment):  # type: ignore[misc]
    """Releases a quiz as it was generated; other assignments as nbgrader does."""

    def copy_files(self) -> None:
        """Leave out answers, receipts and flags, and say so."""
        coursedir = self.coursedir
        found = sorted(name for path in Path(self.src_path).rglob("*") if traces.is_one(name := path.name))
        if found and questions_file.is_quiz(Path(coursedir.root), coursedir.assignment_id):
            self.log.warning(say("release", "left_out", files=", ".join(dict.fromkeys(found))))
            coursedir.ignore = [*coursedir.ignore, *traces.NAMES]
        super().copy_files()
