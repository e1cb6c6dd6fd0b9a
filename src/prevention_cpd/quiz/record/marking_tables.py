"""The tables of marking: acts of markers, what is drawn for a second one, comments kept, settings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, String, Table, Text

from prevention_cpd.quiz.record.tables import METADATA, person

#: One act of one marker. Never changed but for `undone_at`: what stands is the last act that was not undone.
act = Table(
    "cpd_marking_act",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("quiz", String(128), nullable=False),
    Column("question", String(128), nullable=False),
    # Nobody for an anchor that was marked in training.
    Column("person", String(128), ForeignKey(person.c.id)),
    # Which answer it was given for, so that it counts for the same answer handed in again, and for no other.
    Column("answer", String(64), nullable=False),
    Column("marker", String(128), nullable=False),
    # One of `marking.acts.PARTS`.
    Column("part", String(16), nullable=False),
    # JSON: one number a criterion, in the order of the rubric; none where only the total is known.
    Column("points", Text, nullable=False),
    Column("total", Float, nullable=False),
    Column("comment", Text, nullable=False),
    # ISO 8601 in UTC; `undone_at` is empty while the act stands.
    Column("at", String(40), nullable=False),
    Column("undone_at", String(40), nullable=False, default=""),
    Index("cpd_marking_act_of", "quiz", "question", "person"),
)

#: An answer that a second person marks too.
drawn = Table(
    "cpd_marking_drawn",
    METADATA,
    Column("quiz", String(128), primary_key=True),
    Column("question", String(128), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
)

comment = Table(
    "cpd_marking_comment",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("question", String(128), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("kept_by", String(128), nullable=False),
    Column("kept_at", String(40), nullable=False),
)

#: How a quiz is marked; a quiz without a row hides names and has no second marker.
setting = Table(
    "cpd_marking_setting",
    METADATA,
    Column("quiz", String(128), primary_key=True),
    Column("names_hidden", Boolean, nullable=False),
    # From 0 to 1: how many of the answers a second person marks.
    Column("second_share", Float, nullable=False),
)
