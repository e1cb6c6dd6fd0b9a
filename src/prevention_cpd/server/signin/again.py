"""A code opens once more where it has just been spent: the answer may have been lost on its way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prevention_cpd.server.person import Person

#: For so many seconds.
WITHIN = 60


class Again:
    """Remembers for a minute who signed in by which code in which browser."""

    def __init__(self) -> None:
        self._entered: dict[tuple[str, str], tuple[float, Person]] = {}

    def note(self, made: str, browser: str, person: Person) -> None:
        """Note who signed in.

        Args:
            made: the digest of the code.
            browser: a secret that this browser alone sends; nothing is noted for one without.
            person: whose code it is.
        """
        now = time.monotonic()
        self._entered = {key: found for key, found in self._entered.items() if found[0] > now - WITHIN}
        if browser:
            self._entered[made, browser] = now, person

    def find(self, made: str, browser: str) -> Person | None:
        """Return who signed in by this code in this browser in the last minute, and has not signed out."""
        at, person = self._entered.get((made, browser), (0.0, None))
        return person if at > time.monotonic() - WITHIN else None

    def forget(self, browser: str) -> None:
        """Forget a browser, in which somebody signs out."""
        self._entered = {key: found for key, found in self._entered.items() if key[1] != browser}
