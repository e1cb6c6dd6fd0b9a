"""What can be wrong in a course, and how it is told.

A rule yields `Problem`s and goes on; whoever runs the rules reports all of
them at once. `Code` is the catalogue: each member's value is what is printed,
each comment is what it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Code(StrEnum):
    """Every kind of problem, by the code that is printed."""

    #: No course tree holds the current folder.
    NO_COURSE = "no-course"
    #: A file that the course needs is not there, or cannot be opened.
    FILE_MISSING = "file-missing"
    #: A file is not UTF-8 text.
    FILE_ENCODING = "file-encoding"
    #: A file is damaged, encrypted, too large, or of a kind that cannot be read.
    FILE_FORMAT = "file-format"
    #: A part of a file was not read: a scan, a drawing, an attachment.
    NOT_READ = "not-read"
    #: A file is not valid YAML.
    YAML_SYNTAX = "yaml-syntax"
    #: A key stands twice in one YAML mapping.
    YAML_DUPLICATE_KEY = "yaml-duplicate-key"
    #: A YAML alias, which hides where a value comes from.
    YAML_ALIAS = "yaml-alias"
    #: A value has the wrong shape: missing, unknown or mistyped.
    SHAPE = "shape"
    #: A BibTeX file cannot be read.
    BIBTEX_SYNTAX = "bibtex-syntax"
    #: An id is used twice.
    DUPLICATE_ID = "duplicate-id"
    #: A fact is named that the evidence register does not have.
    UNKNOWN_FACT = "unknown-fact"
    #: A source is named that `assets/references.bib` does not have.
    UNKNOWN_SOURCE = "unknown-source"
    #: An outcome is named that `assets/course.yml` does not have.
    UNKNOWN_OUTCOME = "unknown-outcome"
    #: A page is named that the table of contents does not have.
    UNKNOWN_PAGE = "unknown-page"
    #: A question is named that no bank has.
    UNKNOWN_QUESTION = "unknown-question"
    #: A bank is named that does not exist.
    UNKNOWN_BANK = "unknown-bank"
    #: A quiz is named that does not exist.
    UNKNOWN_QUIZ = "unknown-quiz"
    #: A run of the course is named that does not exist, or one is to be made that does.
    UNKNOWN_RUN = "unknown-run"
    #: A fact is past its `review_by` date.
    FACT_EXPIRED = "fact-expired"
    #: A fact is used nowhere, and `assets/left-out.yml` does not say why.
    FACT_UNUSED = "fact-unused"
    #: Something of the documents behind the course is neither used nor left out with a reason, or is both.
    COVERAGE = "coverage"
    #: A question has no right answer, or more than its kind allows.
    KEY_COUNT = "key-count"
    #: A question lacks what its kind needs, or has what it cannot use.
    KIND_PARTS = "kind-parts"
    #: An option has no feedback that teaches.
    NO_FEEDBACK = "no-feedback"
    #: A key can be guessed from the ids, the length, the position or the form.
    CUE = "cue"
    #: A question is asked twice, or offers one option twice.
    DOUBLE = "double"
    #: No graded question, or no practice question, is about an outcome of a module that has a bank.
    OUTCOME_UNTESTED = "outcome-untested"
    #: The graded questions of a bank have too few kinds, too much recall or too little judgement.
    BANK_BALANCE = "bank-balance"
    #: A module states other minutes than the method of the course counts.
    MINUTES = "minutes"
    #: The criteria of a rubric do not add up to the points of the question.
    RUBRIC_SUM = "rubric-sum"
    #: A question names a scenario that its bank does not hold, or a scenario has no question.
    UNKNOWN_SCENARIO = "unknown-scenario"
    #: The wording of the options gives keys away.
    GIVEN_AWAY = "given-away"
    #: A question says that it needs a sentence that its page does not hold.
    NEEDS = "needs"
    #: Two forms of a quiz are not alike.
    FORMS = "forms"
    #: A blueprint asks for more questions than the bank can give.
    DRAW_SHORT = "draw-short"
    #: A regular expression in a YAML file is not valid.
    BAD_PATTERN = "bad-pattern"
    #: A term that the course avoids stands outside a quotation, law or title.
    DISCOURAGED_TERM = "discouraged-term"
    #: An idiom or a clipped phrase that `assets/plain-english.yml` lists.
    PLAIN_ENGLISH = "plain-english"
    #: A dated figure or law is typed into a page, and not printed from the evidence register.
    UNSOURCED_DATE = "unsourced-date"
    #: A link or an image leads nowhere.
    BROKEN_LINK = "broken-link"
    #: The configuration of nbgrader cannot be used for grading a class.
    GRADING_SETUP = "grading-setup"
    #: The quiz was never released from this course, so there are no keys to grade with.
    NOT_RELEASED = "not-released"
    #: A learner's folder was handed in without the notebook of the quiz.
    NOT_RECEIVED = "not-received"
    #: Something that a learner handed in could not be read.
    UNREADABLE = "unreadable"
    #: A submission could not be graded.
    NOT_GRADED = "not-graded"
    #: A row of a class list cannot be used, or the list cannot be read.
    CLASS_LIST = "class-list"
    #: A deadline cannot be set as it was asked for.
    DATES = "dates"
    #: A cell of a table of marks cannot be used, or the table cannot be read.
    MARKS = "marks"
    #: Generated files are missing or not what the sources give.
    STALE = "stale"
    #: Something of a question that an exported file cannot say.
    EXPORT_LOSS = "export-loss"
    #: A record or a certificate cannot be made, or is not what its issuer made.
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong, where, and what to do about it."""

    #: The file that the author has to change.
    file: Path
    #: Its line, counted from 1; 0 stands for the file as a whole.
    line: int
    code: Code
    #: What is wrong, as a sentence without its full stop.
    what: str
    #: How to mend it, as a sentence without its full stop.
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.what}. {self.fix}."


class CourseError(Exception):
    """Work cannot go on; holds every problem that was found, never just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
