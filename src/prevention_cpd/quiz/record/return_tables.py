"""The tables of what went back to learners: what feedback told, and to whom a further form is offered."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table

from prevention_cpd.quiz.record.tables import METADATA, person

#: What was marked when the feedback page of somebody was written last; see `returned_marks.Marks`.
returned = Table(
    "cpd_returned",
    METADATA,
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("quiz", String(128), primary_key=True),
    Column("waiting", Integer, nullable=False),
    Column("points", Float, nullable=False),
    Column("said", String(64), nullable=False),
)

#: Where a trainer decides otherwise than the rule: whether somebody may take a further form of a quiz, in
#: each run once.
resit = Table(
    "cpd_resit",
    METADATA,
    Column("quiz", String(128), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("offered", Boolean, nullable=False),
    Column("decided_at", String(40), primary_key=True, default=""),
)
