"""What a run tells while it works."""

import io

import pytest

from prevention_cpd.quiz.grading.grade_class import Run
from prevention_cpd.quiz.grading.progress import Progress, duration, line, told


class Terminal(io.StringIO):
    """A stream whose lines can be written over."""

    def isatty(self):
        """Say yes."""
        return True


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (8.4, "8 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"), (3780, "1 h 3 min")],
)
def test_times_as_people_write_them(seconds, text):
    """Seconds, minutes and hours, never more than two of them."""
    assert duration(seconds) == text


def test_line_has_count_share_rate_and_time_left():
    """One line says how many, how fast, and how long still."""
    run = Run(total=1000, graded=250, seconds=2.0)

    assert line(run) == "250 of 1,000 graded (25%), 125 a second, 6 s left"


def test_a_terminal_has_one_line():
    """On a terminal the line is written over; a shorter one leaves nothing of a longer one."""
    stream = Terminal()
    progress = Progress(stream)
    progress(Run(total=1000, graded=900, seconds=3.0))
    progress(Run(total=1000, graded=1000, seconds=3.5))
    progress.close()

    last = stream.getvalue().split("\r")[-1]
    assert stream.getvalue().count("\n") == 1
    assert last.rstrip() == "1,000 of 1,000 graded (100%), 286 a second"
    assert len(last) > len(last.rstrip()) + 1


def test_a_log_is_not_flooded():
    """Where lines cannot be written over, a quick run writes none."""
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(100):
        progress(Run(total=100, graded=done, seconds=1.0))
    progress.close()

    assert stream.getvalue() == ""


def test_things_that_come_one_by_one_are_told():
    """Each is handed on, and counted in words of its own; what breaks off leaves the line."""
    stream = Terminal()

    def three():
        yield from "ab"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # the one that is raised here
        list(told(three(), 4, stream, "written"))

    assert "\r1 of 4 written (25%)" in stream.getvalue()
    assert "\r2 of 4 written (50%)" in stream.getvalue()
    assert stream.getvalue().endswith("\n")
