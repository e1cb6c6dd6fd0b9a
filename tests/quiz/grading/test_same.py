"""`cpd grade` leaves what nbgrader's own commands leave: the same rows, the same notebooks, the same feedback."""

import json

import pytest
from quiz.grading.conftest import QUIZ, files, rows

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def both(odd_class, tmp_path_factory):
    """The odd class, graded once by nbgrader and once by `cpd grade`."""
    base = tmp_path_factory.mktemp("both")
    theirs, ours = odd_class(base / "theirs"), odd_class(base / "ours")
    theirs.nbgrader("autograde", QUIZ)
    ours.done = ours.cpd("grade", QUIZ, "--jobs", "2", "--feedback")
    theirs.nbgrader("generate_feedback", QUIZ)
    return theirs, ours


def test_same_rows(both):
    """The gradebook holds the same of every learner: times, scores, marks of a person, comments, flags."""
    theirs, ours = both

    assert rows(ours) == rows(theirs)
    assert len(rows(ours)[0]) == 21


def test_same_notebooks(both):
    """Each folder of `autograded/` holds the same files, byte for byte, with the same permissions."""
    theirs, ours = both

    found, expected = (files(course.quizzes / "autograded") for course in (ours, theirs))

    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []


def test_same_feedback(both):
    """Each learner's page, and what nbgrader puts beside it, is the same to the byte."""
    theirs, ours = both

    found, expected = (files(course.quizzes / "feedback") for course in (ours, theirs))

    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []


def test_same_history(both):
    """Both keep the same attempts, those that were taken over with a person's marks."""
    theirs, ours = both

    found, expected = (history(course) for course in (ours, theirs))

    assert found == expected
    marked = [name for name, attempt in found.items() if attempt["marks"]["kin-text"].get("manual")]
    assert len(marked) == 2


def test_same_things_set_aside(both):
    """What may not be copied is set aside by both."""
    theirs, ours = both

    found, expected = (files(course.quizzes / "set-aside") for course in (ours, theirs))

    assert found.keys() == expected.keys() != set()


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
        "renamed": "unreadable",
        "broken-notebook": "unreadable",
    }


def history(course):
    """Return every attempt that was kept, without the time at which it was written down."""
    folder = course.quizzes / "attempts"
    kept = {str(path.relative_to(folder)): json.loads(path.read_text()) for path in folder.rglob("*.json")}
    for attempt in kept.values():
        del attempt["recorded_at"]
    return kept
