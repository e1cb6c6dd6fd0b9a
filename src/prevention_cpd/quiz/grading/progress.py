"""How far a run has come, in a line that is written over on a terminal and now and then elsewhere."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from prevention_cpd.quiz.grading.grade_class import Run

#: Seconds between two lines that cannot be written over; a program that shows them asks for more.
_PAUSE = float(os.environ.get("CPD_PROGRESS_PAUSE", "10"))


class Progress:
    """Writes progress to a stream, mostly standard error."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._over = stream.isatty()
        self._next = time.monotonic() + _PAUSE
        self._width = 0

    def __call__(self, run: Run) -> None:
        """Tell how far a run is."""
        if self._over:
            text = line(run)
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._stream.write(line(run) + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Leave the line."""
        if self._over and self._width:
            self._stream.write("\n")


def line(run: Run) -> str:
    """Return count, share, rate and time left."""
    share = 100 * run.done // run.total if run.total else 100
    text = f"{run.done:,} of {run.total:,} graded ({share}%), {run.rate:.0f} a second"
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
