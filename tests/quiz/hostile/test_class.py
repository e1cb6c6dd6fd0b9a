"""A class of hostile and broken submissions: nobody gets in, nobody is stopped, nothing is lost, and everything is told."""

import os
import re
import stat
import subprocess

import pytest
from hostile.case import CLASS, FULL
from hostile.class_room import ClassRoom
from quiz.small_course import QUIZ

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", CLASS)
def test_case(room: ClassRoom, name):
    """The case earns what its answers are worth, and the trainer reads what is wrong with it."""
    case = CLASS[name]
    if case.ungraded:
        assert case.student not in room.results
        return
    found = room.results[case.student]
    assert {question: found.scores[question] for question in FULL} == case.score
    assert found.record["received"] is case.received
    assert case.told in found.told
    if not case.told:
        assert found.told == ""
    assert found.flagged is bool(found.record["problems"])


def test_class_is_large():
    """There are more cases than were asked for."""
    assert len(CLASS) >= 75
