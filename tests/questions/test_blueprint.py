"""The draw: reproducible, forms without a question in common, shortages told."""

import pytest
import yaml
from questions_data import question

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.questions import assignment_id, draw, load_bank, load_blueprints


@pytest.fixture
def quiz(tmp_path):
    """Return a function that writes a blueprint with rows and loads it."""

    def load(*rows, **changes):
        raw = {
            "id": "terminology",
            "title": "Quiz",
            "bank": ["terminology"],
            "forms": ["A", "B"],
            "pass": {"share": 0.7},
            "feedback": "rationale",
            "minutes": 20,
            "attempts": 2,
            "seed": 7,
            "draw": list(rows),
            **changes,
        }
        path = tmp_path / "quizzes.yml"
        path.write_text(yaml.safe_dump({"quizzes": [raw]}), encoding="utf-8")
        return load_blueprints(path)[0]

    return load


@pytest.fixture
def bank(write_bank):
    """Return a bank of ten graded questions, one practice question and one written one."""
    graded = [question(id=f"q-{n}", difficulty=1 + n % 3) for n in range(10)]
    rubric = [{"criterion": "c", "points": 1, "guidance": "g"}]
    written = question(id="q-text", kind="text", options=None, rubric=rubric)
    return load_bank(write_bank(*graded, question(id="q-practice", use="practice"), written))


ROW = {"outcome": "T1", "difficulty": [1, 2, 3], "count": 4}


def test_the_same_seed_draws_the_same_questions(quiz, bank):
    """Two draws agree, and another seed gives another paper."""
    first = draw(quiz(ROW), "A", [bank])

    assert first == draw(quiz(ROW), "A", [bank])
    assert first != draw(quiz(ROW, seed=8), "A", [bank])


def test_forms_share_no_question(quiz, bank):
    """Form B is a paper of its own, as long as form A."""
    papers = [draw(quiz(ROW), form, [bank]) for form in "AB"]

    assert [len(paper) for paper in papers] == [4, 4]
    assert not {found.id for found in papers[0]} & {found.id for found in papers[1]}


def test_practice_and_written_questions_are_not_drawn_unasked(quiz, bank):
    """Practice questions are never graded; written ones come only by name."""
    drawn = draw(quiz({**ROW, "count": 10}, forms=["A"]), "A", [bank])

    assert {found.id for found in drawn} == {f"q-{n}" for n in range(10)}
    assert draw(quiz({**ROW, "count": 1, "kind": ["text"]}, forms=["A"]), "A", [bank])[0].id == "q-text"


def test_narrow_rows_are_filled_first(quiz, bank):
    """A row with little choice gets its questions even when a wide row stands before it."""
    rows = ({**ROW, "count": 6}, {"outcome": "T1", "difficulty": [1], "count": 4})

    assert len(draw(quiz(*rows, forms=["A"]), "A", [bank])) == 10


def test_a_shortage_is_told_with_its_line(quiz, bank):
    """A row that the bank cannot fill is a problem at the line of the row."""
    with pytest.raises(CourseError) as caught:
        draw(quiz({**ROW, "count": 8}), "A", [bank])

    assert [found.code for found in caught.value.problems] == [Code.DRAW_SHORT] * 2
    assert "5 are left" in str(caught.value)


def test_form_b_has_a_name_of_its_own(quiz):
    """The first form has the quiz's id, the second its id with the letter."""
    assert [assignment_id(quiz(ROW), form) for form in "AB"] == ["terminology", "terminology-b"]


def test_an_attempt_counts_and_a_deadline_stands_as_the_author_says(quiz):
    """Without a word the last attempt counts, there is no deadline, and the order is the same for all."""
    plain = quiz(ROW)
    assert (plain.counts, plain.deadline, plain.shuffle) == ("last", None, False)
    given = {"counts": "best", "deadline": "2026-12-01T17:00:00+01:00", "shuffle": True}
    full = quiz(ROW, **given)
    assert {"counts": full.counts, "deadline": full.deadline, "shuffle": full.shuffle} == given


@pytest.mark.parametrize(
    "wrong",
    [
        {"deadline": "2026-12-01"},
        {"deadline": "2026-12-01T17:00:00"},
        {"deadline": "2026-02-30T17:00:00+00:00"},
        {"counts": "worst"},
        {"shuffle": "yes"},
    ],
)
def test_a_deadline_needs_its_zone_and_must_exist(quiz, wrong):
    """A deadline without a zone, a day that no calendar has and an unknown word are told, with the line."""
    with pytest.raises(CourseError) as caught:
        quiz(ROW, **wrong)

    assert [found.code for found in caught.value.problems] == [Code.SHAPE]
    assert next(iter(wrong)) in str(caught.value)
    assert caught.value.problems[0].line > 1
