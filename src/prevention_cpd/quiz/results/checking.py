"""Which hand-in a receipt belongs to: the trainer's answer to "but I did hand it in"."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import FILE, read_answers
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.intake.timestamps import handed_in
from prevention_cpd.quiz.record import access, reading
from prevention_cpd.quiz.times import iso, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ReceiptHolder:
    """One submission that was collected."""

    student: str
    quiz: str
    #: ISO 8601 with zone; empty if not known.
    submitted_at: str
    receipt: str

    @property
    def time(self) -> str:
        """When it was handed in, for reading."""
        return spoken(self.submitted_at)

    def as_data(self) -> dict[str, str]:
        """Return it as plain data, for JSON."""
        return asdict(self)


def find(course: Path, code: str) -> Iterator[ReceiptHolder]:
    """Yield each hand-in with this receipt, from what lies in `submitted/` and from the class record.

    Args:
        course: the folder of the nbgrader course.
        code: as somebody typed it.

    Raises:
        CourseError: when the gradebook cannot be used.
    """
    with gradebook.told(course / "gradebook.db"):
        every = {*_collected(course), *_kept(course)}
    return (each for each in sorted(every) if each.receipt and receipt.same(each.receipt, code))


def _collected(course: Path) -> Iterator[ReceiptHolder]:
    """Compute the receipt of each submission that is there now."""
    for folder in (course / "submitted").glob("*/*"):
        answers = read_answers(folder / FILE, folder.name)
        code = receipt.code(folder.name, answers.form, answers.values) if answers.form else ""
        time = iso(handed_in(folder))
        yield ReceiptHolder(student=folder.parent.name, quiz=folder.name, submitted_at=time, receipt=code)


def _kept(course: Path) -> Iterator[ReceiptHolder]:
    """Return what the record says of earlier ones; the grader computed their receipts."""
    if gradebook.absent(access.address(course)):
        return
    with access.reading(course) as connection:
        for each in reading.with_receipts(connection):
            found = {"student": each.student, "quiz": each.quiz, "receipt": each.receipt}
            yield ReceiptHolder(**found, submitted_at=each.submitted_at)
