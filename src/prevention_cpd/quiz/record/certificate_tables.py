"""The certificates that were issued, in the class record."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from prevention_cpd.quiz.record.tables import METADATA, person

#: Whether one is withdrawn is said by its issuer. When a person is erased, `person` and `token` become empty;
#: the digest stays, by which a certificate still holds when the key that signed it is stolen.
certificate = Table(
    "cpd_certificate",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("person", String(128), ForeignKey(person.c.id)),
    Column("issued_at", String(40), nullable=False),
    Column("key", String(128), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("token", Text, nullable=False),
    # What it stands on, as JSON: the name and the results.
    Column("facts", Text, nullable=False),
    Index("cpd_certificate_of", "person"),
)
