"""The table of marks that were changed in nbgrader's gradebook after they had been read once."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, String, Table, Text

from prevention_cpd.quiz.record.tables import METADATA, person

change = Table(
    "cpd_mark_change",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id), nullable=False),
    Column("quiz", String(128), nullable=False, index=True),
    Column("question", String(128), nullable=False),
    # None where there was no mark, or is none any more.
    Column("points_before", Float),
    Column("points_after", Float),
    Column("comment_before", Text, nullable=False),
    Column("comment_after", Text, nullable=False),
    # ISO 8601 in UTC: when it was found, which is later than it was done.
    Column("noticed_at", String(40), nullable=False),
)
