"""The one-time codes with which people of the class list sign in."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from prevention_cpd.quiz.record.tables import METADATA, person

#: A code itself is nowhere: only what it gives when it is hashed.
code = Table(
    "cpd_sign_in_code",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id), nullable=False, index=True),
    Column("made_at", String(40), nullable=False),
    # Empty while nobody has signed in with it.
    Column("used_at", String(40), nullable=False, default=""),
)
