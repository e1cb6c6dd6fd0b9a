"""What the class server keeps of a learner at work: answers, flags, hand-ins, and what they have read."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from prevention_cpd.quiz.record.tables import METADATA, person

#: The answers as they are now. A value is JSON; times are ISO 8601 with zone.
answer = Table(
    "cpd_kept_answer",
    METADATA,
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("quiz", String(128), primary_key=True),
    Column("question", String(128), primary_key=True),
    Column("value", Text, nullable=False),
    # In bytes, with what stands around it in answers.json.
    Column("size", Integer, nullable=False),
    Column("saved_at", String(40), nullable=False),
    # The page that sent it, and the how manieth of that page: one that was overtaken on its way must not win.
    Column("view", String(32), nullable=False),
    Column("turn", Integer, nullable=False),
)

#: The questions that a learner wants to look at again.
flag = Table(
    "cpd_kept_flag",
    METADATA,
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("quiz", String(128), primary_key=True),
    Column("question", String(128), primary_key=True),
    Column("set_at", String(40), nullable=False, default=""),
)

#: Every time that a learner handed in here; the fields are those of `receipts.HandIn`.
hand_in = Table(
    "cpd_kept_hand_in",
    METADATA,
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("quiz", String(128), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("code", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("version", String(80), nullable=False),
    Column("answered", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("replaces", String(40), nullable=False),
)

#: Who has read what is kept of them, and which text that was.
notice = Table(
    "cpd_kept_notice",
    METADATA,
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("text", String(64), nullable=False),
    Column("read_at", String(40), nullable=False),
)
