"""What was received of a learner's answers, read where it was handed in and not from nbgrader's copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import FILE, Answers, read_answers
from prevention_cpd.quiz.intake.quarantine import set_aside, told
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The answers of one submission."""

    answers: Answers
    #: Whether there was a file at all.
    received: bool
    #: Computed anew from the answers, whatever the learner says; empty when there was no file.
    receipt: str
    #: What could not be read, as sentences for the trainer.
    problems: tuple[str, ...]

    def record(self, altered: list[str]) -> dict[str, Any]:
        """Return what the metadata of the graded notebook says about the submission."""
        return {
            "altered": altered,
            "problems": list(self.problems),
            "receipt": self.receipt,
            "received": self.received,
        }


def read(folder: Path, quiz: str, kept: Path) -> Received:
    """Read `answers.json` of a submission that was prepared; never raises for what it holds or is.

    Args:
        folder: the learner's folder in `submitted/`.
        quiz: the assignment.
        kept: where parts of it were set aside.
    """
    path = folder / FILE
    answers = read_answers(path, quiz)
    received = path.exists() or set_aside(path, kept) is not None
    problems = [*told(folder, kept), *answers.problems]
    if not received:
        problems.append(words("grading")["not_received"])
    code = receipt.code(quiz, answers.form, answers.values) if received else ""
    return Received(answers=answers, received=received, receipt=code, problems=tuple(problems))
