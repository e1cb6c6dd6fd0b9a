"""How far a run has come, in a line that is written over on a terminal and now and then elsewhere."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

#: Seconds between two lines that cannot be written over; a program that shows them asks for more.
_PAUSE = float(os.environ.get("CPD_PROGRESS_PAUSE", "10"))


class Run(Protocol):
    """Work on many things, one after the other."""

    @property
    def total(self) -> int:
        """How many there are."""

    @property
    def done(self) -> int:
        """How many have been dealt with."""

    @property
    def rate(self) -> float:
        """How many a second."""


@dataclass(slots=True)
class _Count:
    total: int
    done: int = 0
    _started: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        seconds = time.monotonic() - self._started
        return self.done / seconds if seconds else 0.0


def told(each: Iterable[T], total: int, stream: TextIO, what: str) -> Iterator[T]:
    """Yield what comes, and tell how far it is.

    Args:
        each: the things, one after the other.
        total: how many there will be.
        stream: where to tell it.
        what: what has become of those that are done: `written`.
    """
    progress, count = Progress(stream, what), _Count(total)
    try:
        for one in each:
            yield one
            count.done += 1
            progress(count)
    finally:
        progress.close()


class Progress:
    """Writes progress to a stream, mostly standard error."""

    def __init__(self, stream: TextIO, what: str = "graded") -> None:
        self._stream, self._what = stream, what
        self._over = stream.isatty()
        self._next = time.monotonic() + _PAUSE
        self._width = 0

    def __call__(self, run: Run) -> None:
        """Tell how far a run is."""
        if self._over:
            text = line(run, self._what)
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._stream.write(line(run, self._what) + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the line."""
        if self._over and self._width:
            self._stream.write("\n")


def line(run: Run, what: str = "graded") -> str:
    """Return count, share, rate and time left."""
    share = 100 * run.done // run.total if run.total else 100
    text = f"{run.done:,} of {run.total:,} {what} ({share}%), {run.rate:.0f} a second"
    if run.rate and run.done < run.total:
        text += f", {duration((run.total - run.done) / run.rate)} left"
    return text


def duration(seconds: float) -> str:
    """Write a time as people do: "8 s", "2 min 5 s", "1 h 3 min"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
