"""Every warning of the extension: type "cpd", a subtype of its own, a place.

An author may silence one kind with `suppress_warnings: [cpd.fact-expired]`;
with `-W` each of them fails the build.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

LOGGER = logging.getLogger(__name__)


class Warn(StrEnum):
    """The subtypes."""

    #: {fact} or {chart} names a fact that assets/evidence.yml does not have.
    UNKNOWN_FACT = "unknown-fact"
    #: A fact names a source that assets/references.bib does not have.
    UNKNOWN_SOURCE = "unknown-source"
    #: A fact is past its `review_by`.
    FACT_EXPIRED = "fact-expired"
    #: A chart is asked for a fact whose value is no number.
    FACT_NOT_A_NUMBER = "fact-not-a-number"
    #: {begin}, {module-pages} or {outcomes} stands on a page of no module.
    NO_MODULE = "no-module"
    #: {outcomes} names an outcome that the course does not have.
    UNKNOWN_OUTCOME = "unknown-outcome"
    #: {evidence-register} names a module that the course does not have.
    UNKNOWN_MODULE = "unknown-module"
    #: {jurisdiction} names a topic that assets/jurisdictions.yml does not have.
    UNKNOWN_TOPIC = "unknown-topic"
    #: {jurisdiction} names an audience that no service of assets/jurisdictions.yml has.
    UNKNOWN_AUDIENCE = "unknown-audience"
    #: {course} names a field that assets/course.yml does not have.
    UNKNOWN_FIELD = "unknown-field"
    #: {practice} names a question that no bank has, or a page without questions.
    UNKNOWN_QUESTION = "unknown-question"
    #: {practice} names a graded question: its key would stand in the book.
    GRADED_QUESTION = "graded-question"
    #: An activity cannot be read.
    BAD_ACTIVITY = "bad-activity"
    #: {drawing} names a file that is not there or is no safe SVG.
    BAD_DRAWING = "bad-drawing"
    #: A drawing, chart or image has no text alternative.
    NO_ALT = "no-alt"
    #: A page would ask another site for something.
    FOREIGN = "foreign-request"
    #: Two reflections have one id, so one would overwrite the other.
    DUPLICATE_ID = "duplicate-id"


def warn(code: Warn, message: str, location: str | Node | None) -> None:
    """Report a mistake of an author: what is wrong, and how to mend it."""
    LOGGER.warning("%s [cpd.%s]", message, code, type="cpd", subtype=str(code), location=location)
