"""What taking a quiz leaves in its folder: in what is handed out it would be a trial's answers."""

from __future__ import annotations

from fnmatch import fnmatchcase

from prevention_cpd.questions import answers
from prevention_cpd.quiz.take import flags, receipts

#: Patterns of the names of such files.
NAMES = (answers.FILE, receipts.FILE, flags.FILE, "answers-unreadable-*.json", "receipt-unreadable-*.json")


def is_one(name: str) -> bool:
    """Tell whether a file of this name is left from taking a quiz."""
    return any(fnmatchcase(name, pattern) for pattern in NAMES)
