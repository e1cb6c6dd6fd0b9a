"""The tables of runs and dates: who is in which run and group, and until when what may be handed in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, String, Table

from prevention_cpd.quiz.record.tables import METADATA, person

#: A run (cohort) of the course. Times are ISO 8601 with zone; empty where there is none.
run = Table(
    "cpd_run",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("title", String(256), nullable=False),
    Column("starts_at", String(40), nullable=False),
    Column("archived_at", String(40), nullable=False, default=""),
    # The day on which its data are to be erased, ISO 8601.
    Column("delete_on", String(10), nullable=False, default=""),
)

#: Who is in a run, in which group of it, and since when somebody has left; "" is a class without runs.
member = Table(
    "cpd_member",
    METADATA,
    Column("run", String(64), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id), primary_key=True),
    Column("team", String(128), nullable=False, default=""),
    Column("left_at", String(40), nullable=False, default=""),
)

#: A deadline; what is empty stands for everybody. The most narrow one counts.
date = Table(
    "cpd_date",
    METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("run", String(64), primary_key=True, default=""),
    Column("team", String(128), primary_key=True, default=""),
    Column("person", String(128), primary_key=True, default=""),
    # ISO 8601 with zone; empty where a trainer has taken the deadline for everybody away.
    Column("due_at", String(40), nullable=False),
    # Whether no trainer has set it, so that a blueprint that says another goes before it.
    Column("from_blueprint", Boolean, nullable=False, default=False),
)

#: The run whose deadlines nbgrader has as its due dates, in one row at most; "" for those of everybody.
shown = Table("cpd_shown_run", METADATA, Column("run", String(64), primary_key=True))
