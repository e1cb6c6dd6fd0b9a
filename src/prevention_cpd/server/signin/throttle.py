"""A limit to guessing."""

from __future__ import annotations

import time
from collections import deque

#: So many wrong tries are allowed within so many seconds; a class that shares one address does not reach it.
MOST, WITHIN = 200, 60
#: So many senders are remembered; more than a class has.
_SENDERS = 10_000


class Throttle:
    """Counts the wrong tries of each sender."""

    def __init__(self) -> None:
        self._wrong: dict[str, deque[float]] = {}

    def is_closed(self, sender: str) -> bool:
        """Tell whether the sender has to wait."""
        wrong = self._wrong.get(sender)
        while wrong and wrong[0] < time.monotonic() - WITHIN:
            wrong.popleft()
        return wrong is not None and len(wrong) >= MOST

    def note(self, sender: str) -> None:
        """Count a try before it is known whether it is right, so that none slips through beside others."""
        if len(self._wrong) >= _SENDERS:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong.setdefault(sender, deque(maxlen=MOST)).append(time.monotonic())

    def right(self, sender: str) -> None:
        """Take back a try that was right."""
        if wrong := self._wrong.get(sender):
            wrong.pop()
