"""The tables of the class record, in the same database as nbgrader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

METADATA = MetaData()

#: One row: which version of these tables the database has.
version = Table("cpd_schema_version", METADATA, Column("version", Integer, primary_key=True))

person = Table(
    "cpd_person",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("first_name", String(128)),
    Column("last_name", String(128)),
    Column("email", String(128)),
)

#: One thing that was handed in and graded. Lists and answers are JSON.
attempt = Table(
    "cpd_attempt",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id), nullable=False),
    Column("quiz", String(128), nullable=False),
    Column("form", String(8), nullable=False),
    Column("submitted_at", String(40), nullable=False),
    Column("receipt", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("received", Boolean, nullable=False),
    Column("problems", Text, nullable=False),
    Column("altered", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("penalty", Float, nullable=False),
    Column("recorded_at", String(40), nullable=False),
    # Whether the graded copy in `autograded/` is the one that was made from this row.
    Column("copied", Boolean, nullable=False),
    Index("cpd_attempt_of", "quiz", "person"),
)

#: The engine's mark has no marker; what was given in nbgrader's gradebook has the marker "gradebook".
mark = Table(
    "cpd_mark",
    METADATA,
    Column("attempt", String(32), ForeignKey(attempt.c.id), primary_key=True),
    Column("question", String(128), primary_key=True),
    Column("criterion", String(128), primary_key=True, default=""),
    Column("marker", String(128), primary_key=True, default=""),
    Column("points", Float),
    Column("extra", Float),
    Column("comment", Text, nullable=False, default=""),
    Column("most", Float, nullable=False),
    Column("waits", Boolean, nullable=False, default=False),
)
ENGINE, GRADEBOOK = "", "gradebook"


def engine(url: str, **more: Any) -> Engine:
    """Return an engine whose transactions take their turn from the start, also on SQLite.

    Args:
        url: of the database.
        more: for SQLAlchemy's `create_engine`.
    """
    made = create_engine(url, future=True, **more)
    if made.dialect.name == "sqlite":
        # Left to itself, a transaction would begin as a reader and fail when it wants to write.
        event.listen(made, "connect", _no_own_begin)
        event.listen(made, "begin", _begin)
    return made


def _no_own_begin(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
