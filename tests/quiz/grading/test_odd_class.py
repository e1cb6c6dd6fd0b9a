"""A class with every kind of oddity: each way to grade it leaves what was worked out once, question by question."""

import json
from pathlib import Path

import pytest
from quiz.grading.conftest import QUIZ, files, rows

pytestmark = pytest.mark.slow

#: What nbgrader's own pipeline wrote, with preprocessors that marked one notebook after the other.
EXPECTED = json.loads((Path(__file__).parent / "odd_class.json").read_text())


@pytest.fixture(scope="module")
def both(odd_class, tmp_path_factory):
    """The odd class, graded once by nbgrader's commands and once by `cpd grade`."""
    base = tmp_path_factory.mktemp("both")
    theirs, ours = odd_class(base / "theirs"), odd_class(base / "ours")
    theirs.nbgrader("autograde", QUIZ)
    theirs.nbgrader("generate_feedback", QUIZ)
    ours.done = ours.cpd("grade", QUIZ, "--jobs", "2", "--feedback")
    return theirs, ours


def test_rows(both):
    """The gradebook holds what it should of every learner: times, scores, a person's marks, comments, flags."""
    for course in both:
        found, counts = rows(course)

        assert json.loads(json.dumps(found, default=str)) == EXPECTED["rows"]
        assert counts == EXPECTED["counts"]


@pytest.mark.parametrize("folder", ["autograded", "feedback"])
def test_files(both, folder):
    """Nbgrader's commands hand over: they leave the same files, byte for byte, with the same permissions."""
    theirs, ours = (files(course.quizzes / folder) for course in both)

    assert ours == theirs
    assert len({name.partition("/")[0] for name in ours}) == len(EXPECTED["rows"])


def test_what_is_told(both):
    """What was not received and what cannot be read is told, each on a line with its file and what to do."""
    _theirs, ours = both

    lines = [line for line in ours.done.stdout.splitlines() if line.startswith("quizzes/submitted/")]

    assert ours.done.returncode == 1
    told = {line.split("/")[2]: line.split(": ")[1] for line in lines}
    assert told == {
        "no-notebook": "not-received",
        "no-answers": "not-received",
        "wrong-types": "unreadable",
        "truncated": "unreadable",
        "link": "unreadable",
        "pipe": "unreadable",
        "broken-notebook": "unreadable",
    }
