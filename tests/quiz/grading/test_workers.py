"""Workers share a class, and one that is lost costs nobody else anything."""

import os
import time

import pytest

from prevention_cpd.quiz.grading import workers


def double(items):
    """Return each number twice as large, and by whom."""
    return [(2 * item, os.getpid()) for item in items]


def die_of_seven(items):
    """End as the system would end a process for want of memory."""
    if 7 in items:
        os._exit(9)
    return [(2 * item, os.getpid()) for item in items]


def fail(items):
    """Fail as a gradebook that cannot be reached."""
    raise OSError(f"no gradebook for {len(items)}")


def die(_items):
    """End at any item."""
    os._exit(9)


def here(items):
    """Do what a lost worker had."""
    return [("here", item) for item in items]


@pytest.mark.parametrize("count", [0, 1, 5, 6, 61])
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_everything_is_done_once(count, jobs):
    """Whatever the number of items and of workers, each item is done once, in batches no larger than asked."""
    parts = list(workers.results(double, range(count), jobs, most=5, lost=here))

    assert sorted(number for part in parts for number, _ in part) == [2 * item for item in range(count)]
    assert all(len(part) <= 5 for part in parts)
    if jobs == 1:
        assert {pid for part in parts for _, pid in part} <= {os.getpid()}
    elif count > 20:
        assert os.getpid() not in {pid for part in parts for _, pid in part}


@pytest.mark.parametrize("pause", [0, 0.02])
def test_a_lost_worker_costs_nobody_else_anything(pause):
    """When an item ends its worker, only that one is given up, however slow the caller is."""
    parts = []
    for part in workers.results(die_of_seven, range(30), 2, most=3, lost=here):
        parts.append(part)
        time.sleep(pause)

    assert [part for part in parts if part[0][0] == "here"] == [[("here", 7)]]
    done = sorted(number for part in parts for number, _ in part if number != "here")
    assert done == [2 * item for item in range(30) if item != 7]


def test_workers_that_cannot_start():
    """Where no worker lives long enough to do anything, all is told and nothing waits for ever."""
    parts = list(workers.results(die, range(6), 2, most=2, lost=here))

    assert sorted(item for part in parts for _, item in part) == list(range(6))


def test_an_error_reaches_the_caller():
    """What a worker cannot do is not swallowed."""
    with pytest.raises(OSError, match="no gradebook for 3"):
        list(workers.results(fail, range(30), 2, most=3, lost=here))
