"""Which certificates of a person still hold, by what the issuer makes known."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.quiz.record.certificates import Certificate
    from prevention_cpd.records.signing.published import Published, Withdrawal


def holding(own: Sequence[Certificate], known: Published) -> Certificate | None:
    """Return the certificate of a person that still holds.

    Args:
        own: all that the person ever had, the earliest first.
        known: what the issuer makes known.
    """
    found = good(own, known)
    return found[-1] if found else None


def good(own: Sequence[Certificate], known: Published) -> list[Certificate]:
    """Return the certificates of a person that still hold, as `holding` does; more than one is an accident.

    Args:
        own: all that the person ever had, the earliest first.
        known: what the issuer makes known.
    """
    withdrawn = {each.id for each in known.withdrawn}
    keys = {key.id: key for key in known.keys}
    return [
        each
        for each in own
        if each.id not in withdrawn
        and not (each.key in keys and keys[each.key].fault(each.digest, _seconds(each.issued_at)))
    ]


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def taken_back(own: Sequence[Certificate], known: Published) -> Withdrawal | None:
    """Return the withdrawal of the last certificate, unless it was because of a correction.

    Args:
        own: all that the person ever had, the earliest first.
        known: what the issuer makes known.
    """
    last = own[-1].id if own else ""
    return next((each for each in known.withdrawn if each.id == last and each.reason != "corrected"), None)
