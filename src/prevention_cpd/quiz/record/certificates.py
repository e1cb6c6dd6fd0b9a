"""The certificates that were issued: read, kept, and forgotten with the person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from prevention_cpd.quiz.record import people
from prevention_cpd.quiz.record.certificate_tables import certificate

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate as it was issued."""

    id: str
    person: str
    #: ISO 8601 with zone.
    issued_at: str
    #: The public key that it was signed with.
    key: str
    #: Its SHA-256.
    digest: str
    #: The signed credential.
    token: str
    #: What it stands on.
    facts: dict[str, Any]


def of(db: Any, persons: Collection[str]) -> dict[str, tuple[Certificate, ...]]:
    """Return the certificates of some people, a few hundred at most, the earliest first."""
    found: dict[str, tuple[Certificate, ...]] = {}
    query = select(certificate).where(certificate.c.person.in_(list(persons)))
    for row in db.execute(query.order_by(certificate.c.issued_at)).mappings():
        one = Certificate(**{**row, "facts": json.loads(row["facts"])})
        found[one.person] = (*found.get(one.person, ()), one)
    return found


def keep(connection: Connection, new: Collection[Certificate]) -> None:
    """Write certificates down."""
    people.enrol(connection, [each.person for each in new])
    names = ("id", "person", "issued_at", "key", "digest", "token")
    rows = [{name: getattr(each, name) for name in names} | {"facts": json.dumps(each.facts)} for each in new]
    if rows:
        connection.execute(insert(certificate), rows)


def existing(db: Any, ids: Collection[str]) -> set[str]:
    """Return which of these ids, a few hundred at most, certificates have."""
    return set(db.scalars(select(certificate.c.id).where(certificate.c.id.in_(list(ids)))))


def latest(db: Any) -> str:
    """Return when the last certificate was issued; empty for never."""
    query = select(certificate.c.issued_at).order_by(certificate.c.issued_at.desc()).limit(1)
    return db.scalar(query) or ""


def digests(db: Any, key: str) -> tuple[str, ...]:
    """Return the digest of each certificate that was signed with a key."""
    return tuple(db.scalars(select(certificate.c.digest).where(certificate.c.key == key)))


def forget(connection: Connection, persons: Collection[str]) -> None:
    """Take what is personal out of the certificates of some people, a few hundred at most.

    Their certificates go on to hold: what is kept of each is its number and its digest.
    """
    query = update(certificate).where(certificate.c.person.in_(list(persons)))
    connection.execute(query.values(person=None, token="", facts="{}"))
