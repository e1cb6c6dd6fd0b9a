"""How long a format takes; the time of other programs on the machine is not counted."""

import time

import pytest

from prevention_cpd.exports import FORMATS


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_three_hundred_questions_take_less_than_three_seconds(name, course):
    """All questions of the course, which are more than that."""
    start = time.process_time()
    FORMATS[name].write(course)

    assert len(course.questions) > 300
    assert time.process_time() - start < 3
