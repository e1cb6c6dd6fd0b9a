"""Outcomes are practised and graded, and banks are well mixed: seeded faults, each found."""

from datetime import date

import pytest
from questions_data import bank, match, options, question

from prevention_cpd import check
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

NAMES = ("ash", "beech", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "willow")
OPTIONS = [options("This", "That", "Both", right=n) for n in range(3)]


def found(root):
    """Return the file, line, code and wording of each problem."""
    problems = check.run(Tree(root), date(2026, 6, 1))
    return [(problem.file.name, problem.line, problem.code, problem.what) for problem in problems]


@pytest.mark.parametrize(
    ("left", "missing"), [(question(), "practice"), (question(use="practice"), "graded")]
)
def test_an_outcome_that_is_not_asked_for(course, left, missing):
    """It is told at its line of assets/course.yml, with the use that is missing."""
    root = course(m={"module": "m", "questions": [left]})

    untested = [problem for problem in found(root) if problem[2] == Code.OUTCOME_UNTESTED]

    lines = (root / "assets" / "course.yml").read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if '"T1"' in line)
    assert untested == [
        ("course.yml", at, Code.OUTCOME_UNTESTED, f"no {missing} question is about the outcome T1")
    ]


def test_a_module_without_a_bank_is_not_asked_for(course):
    """Orientation has outcomes and no quiz."""
    root = course(m={"module": "other", "questions": bank()["questions"]})

    assert Code.OUTCOME_UNTESTED not in {problem[2] for problem in found(root)}


def mixed(kinds, levels):
    """Return a bank with a graded question for each level, of the kinds by turns."""
    parts = {
        "single": {},
        "match": {"options": None, "pairs": match()["pairs"]},
        "numeric": {"options": None, "answer": {"value": 1, "tolerance": 0}},
        "multiple": {
            "options": [
                {"id": "a", "text": "This", "correct": True, "feedback": "Y."},
                {"id": "b", "text": "That", "correct": True, "feedback": "Y."},
                {"id": "c", "text": "None", "correct": False, "feedback": "N."},
            ]
        },
    }
    questions = []
    for n, level in enumerate(levels):
        kind = kinds[n % len(kinds)]
        stem = f"{NAMES[n % 12]} {NAMES[n // 12]} {n} {NAMES[-1 - n % 12]} {n} one two {n} three four"
        own = {"id": f"q-{n}", "kind": kind, "stem": stem, "difficulty": level}
        if kind == "single":
            own["options"] = OPTIONS[n // len(kinds) % 3]
        questions.append(question(**{**parts[kind], **own}))
    return bank(*questions)


KINDS = ("single", "match", "numeric", "multiple")
THIRDS = [1, 2, 3] * 10
MIXTURES = {
    "too few kinds": (KINDS[:3], THIRDS, "only 3: match, numeric, single"),
    "too little judgement": (KINDS, [1, 2, 2, *THIRDS[3:]], "9 of the 30 graded"),
    "too much recall": (KINDS, [1, 1, 3, *THIRDS[3:]], "11 of the 30 graded"),
}


@pytest.mark.parametrize(("kinds", "levels", "said"), MIXTURES.values(), ids=MIXTURES)
def test_a_bank_out_of_balance(course, kinds, levels, said):
    """Each lack is told with its numbers."""
    (problem,) = found(course(m=mixed(kinds, levels)))

    assert problem[2] == Code.BANK_BALANCE
    assert said in problem[3]


def test_a_bank_at_the_limits_is_sound(course):
    """Four kinds, a third of judgement and a third of recall will do."""
    assert found(course(m=mixed(KINDS, THIRDS))) == []


def test_a_small_bank_is_still_being_written(course):
    """Below thirty graded questions nothing is said."""
    assert found(course(m=mixed(KINDS[:2], [1] * 11))) == []
