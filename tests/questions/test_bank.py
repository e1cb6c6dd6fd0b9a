"""Banks: what is wrong is told with file and line, all at once."""

import json

import pytest
from questions_data import match, question

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.questions import key_of, load_bank, public, review

ORDER = [{"id": "report", "text": "1"}, {"id": "arrest", "text": "2"}, {"id": "trial", "text": "3"}]


def codes(path):
    """Return the codes of the problems that a bank has."""
    with pytest.raises(CourseError) as caught:
        load_bank(path)
    return [problem.code for problem in caught.value.problems]


def test_a_sound_bank_is_read(write_bank):
    """Kind, key and place of each question are kept."""
    bank = load_bank(write_bank(question(), match()))

    assert [found.id for found in bank.questions] == ["q-one", "q-match"]
    assert bank.questions[0].line > 0


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (question(options=[{"id": "a", "text": "x", "feedback": "f"}] * 2), Code.KEY_COUNT),
        (question(options=[{"id": "a", "text": "x", "correct": True, "feedback": "f"}]), Code.KEY_COUNT),
        (
            question(
                kind="multiple",
                options=[{"id": c, "text": "x", "correct": True, "feedback": "f"} for c in "ab"],
            ),
            Code.KEY_COUNT,
        ),
        (question(options=[{"id": "a", "text": "x", "correct": True}]), Code.SHAPE),
        (question(pairs=match()["pairs"]), Code.KIND_PARTS),
        (question(kind="text", options=None), Code.KIND_PARTS),
        (
            question(
                kind="text", options=None, points=3, rubric=[{"criterion": "c", "points": 2, "guidance": "g"}]
            ),
            Code.RUBRIC_SUM,
        ),
        (match(pairs=match()["pairs"][:1]), Code.KIND_PARTS),
        (question(kind="numeric", options=None), Code.KIND_PARTS),
        (question(kind="order", options=None, items=ORDER[:2]), Code.KIND_PARTS),
        (question(kind="order", options=None, items=[{"id": c, "text": c} for c in "abc"]), Code.CUE),
        (question(kind="essay"), Code.SHAPE),
        (question(points=0), Code.SHAPE),
        (question(id="Q One"), Code.SHAPE),
        (question(difficulty=4), Code.SHAPE),
    ],
)
def test_a_faulty_question_is_told(write_bank, raw, code):
    """Each fault has its own code."""
    assert code in codes(write_bank(raw))


def test_ids_that_pair_up_are_told(write_bank):
    """A match whose ids sort alike on both sides gives itself away."""
    pairs = [{"left": {"id": f"l{n}", "text": "x"}, "right": {"id": f"r{n}", "text": "y"}} for n in range(3)]

    assert codes(write_bank(match(pairs=pairs))) == [Code.CUE]


def test_faults_of_all_questions_are_told_at_once(write_bank):
    """An id that stands twice and a missing key are told in one run."""
    found = codes(write_bank(question(), question(), question(id="q-two", options=question()["options"][1:])))

    assert sorted(found) == [Code.DUPLICATE_ID, Code.KEY_COUNT]


def test_the_public_face_holds_no_key(write_bank):
    """What a learner may see has no mark of the right answer, no feedback and no rationale."""
    bank = load_bank(
        write_bank(question(), match(), question(id="q-order", kind="order", options=None, items=ORDER))
    )

    for one in bank.questions:
        shown = json.dumps(public(one))
        assert "correct" not in shown
        assert "Because" not in shown
        assert "Yes." not in shown
    assert [item["id"] for item in public(bank.questions[2])["items"]] != [item["id"] for item in ORDER]
    rights = [right["id"] for right in public(bank.questions[1])["right"]]
    assert rights != list(key_of(bank.questions[1])["pairs"].values())


def test_the_review_tells_why(write_bank):
    """After marking a learner can be told why, what each option means and where to read again."""
    told = review(load_bank(write_bank(question())).questions[0])

    assert told == {
        "rationale": "<p>Because.</p>",
        "options": {"a": "Yes.", "b": "No.", "c": "No."},
        "section": "modules/m/page",
    }
