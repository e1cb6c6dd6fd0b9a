"""The words of the course: the terminology list and the check that it drives. Knows no host."""

from prevention_cpd.language.check import Finding, export, find_terms
from prevention_cpd.language.documents import (
    MOST_BYTES,
    Document,
    Place,
    Unreadable,
    files_in,
    read,
    read_bytes,
)
from prevention_cpd.language.excuses import Marked
from prevention_cpd.language.readability import Reading
from prevention_cpd.language.runningtext import reading_of
from prevention_cpd.language.terminology import Term, Terminology, load

__all__ = [
    "MOST_BYTES",
    "Document",
    "Finding",
    "Marked",
    "Place",
    "Reading",
    "Term",
    "Terminology",
    "Unreadable",
    "export",
    "files_in",
    "find_terms",
    "load",
    "read",
    "read_bytes",
    "reading_of",
]
