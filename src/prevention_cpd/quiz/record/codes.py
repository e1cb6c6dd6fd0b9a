"""One-time codes: made for people of the class list, and spent by signing in."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from prevention_cpd.questions.answers import now
from prevention_cpd.questions.receipt import DIGITS, plain
from prevention_cpd.quiz.record.code_tables import code

if TYPE_CHECKING:
    from collections.abc import Iterable

#: 40 bits: who may try 200 a minute guesses one of a thousand codes in ten years.
LENGTH = 8
_MADE = select(code.c.digest).where(code.c.person == bindparam("of"))
_MINE = (code.c.digest == bindparam("made"), code.c.used_at == "")
_OWNER, _SPEND = select(code.c.person).where(*_MINE), update(code).where(*_MINE)


def make(connection: Any, people: Iterable[str]) -> dict[str, str]:
    """Make a code for each of these people, such as `7K2M-QX4P`; their earlier ones end.

    Args:
        connection: to the gradebook, in a transaction.
        people: ids of the class list.
    """
    made = {name: "".join(secrets.choice(DIGITS) for _ in range(LENGTH)) for name in people}
    rows = [{"digest": digest(text), "person": name, "made_at": now()} for name, text in made.items()]
    for name in made:
        connection.execute(delete(code).where(code.c.person == name))
    if rows:
        connection.execute(insert(code), rows)
    return {name: f"{text[:4]}-{text[4:]}" for name, text in made.items()}


def is_current(connection: Any, name: str, made: str) -> bool:
    """Tell whether the code with this digest is still the person's: no later one was made."""
    found = connection.scalars(_MADE, {"of": name}).all()
    return bool(list(found) == [made])


def digests(connection: Any) -> dict[str, str]:
    """Return the digest of the code of each person who has one."""
    rows = connection.execute(select(code.c.person, code.c.digest))
    return {name: made for name, made in rows}  # noqa: C416  # a row is no pair


def owner(connection: Any, text: str) -> str | None:
    """Return whose code it is; None where it is nobody's, or spent. Nothing is changed."""
    found: str | None = connection.execute(_OWNER, {"made": digest(text)}).scalar_one_or_none()
    return found


def spend(connection: Any, text: str) -> str | None:
    """Spend a code, and return whose it was; of two who try at once one gets None."""
    name = owner(connection, text)
    done = connection.execute(_SPEND, {"made": digest(text), "used_at": now()})
    return name if done.rowcount == 1 else None


def digest(text: str) -> str:
    """Return what is kept of a code; capitals, dashes and letters that look like digits do not matter."""
    return hashlib.sha256(plain(text).encode()).hexdigest()
