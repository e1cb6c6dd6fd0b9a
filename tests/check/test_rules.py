"""`cpd check` on a corpus of seeded faults: each is found, with its file and line, and nothing else."""

from datetime import date

import pytest
from check.conftest import COURSE
from questions_data import bank, match, options, question

from prevention_cpd import check
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree


def run(root, today=date(2026, 6, 1)):
    """Return the problems of the course at `root`."""
    return check.run(Tree(root), today)


def test_a_sound_course_has_no_problem(course):
    """The micro course that the other tests spoil is sound."""
    assert run(course()) == []


LONG = [
    question(
        id=f"q-{n}",
        stem=f"Which of them fits case {n} of twelve?",
        options=options("the longest by a bit", "shorter text here", "short text here too"),
    )
    for n in range(12)
]

#: In half of the choices the wanted one is the longest, however it is marked.
TALK = [
    {"choices": [{"text": "I ask first.", "tone": "good"}, {"text": "No.", "tone": "poor"}]},
    {"options": [{"text": "Wait and count.", "weight": "strong"}, {"text": "Buy.", "weight": "weak"}]},
    {"options": [{"text": "So.", "good": True}, {"text": "It is so.", "good": False}]},
    {"options": [{"text": "Four.", "correct": True}, {"text": "About five.", "correct": False}]},
] * 3

FAULTS = {
    "words for no kind of activity": ({"course": COURSE | {"words": {"talk": {}}}}, Code.KIND_PARTS),
    "unknown page in the settings": ({"course": COURSE | {"pages": {"help": "help"}}}, Code.UNKNOWN_PAGE),
    "unknown page at the foot": (
        {"course": COURSE | {"pages": {"foot": ["modules/m/page", "about"]}}},
        Code.UNKNOWN_PAGE,
    ),
    "unknown outcome": (
        {
            "m": bank(
                question(outcome="T9"), question(id="q-2", stem="Who?", options=options("I", "You", "We"))
            )
        },
        Code.UNKNOWN_OUTCOME,
    ),
    "unknown page": ({"m": bank(question(section="modules/m/pgae"))}, Code.UNKNOWN_PAGE),
    "unknown fact in a question": ({"m": bank(question(evidence=["nothing"]))}, Code.UNKNOWN_FACT),
    "unknown page in a rationale": (
        {"m": bank(question(rationale="See {doc}`It <modules/m/it>`."))},
        Code.UNKNOWN_PAGE,
    ),
    "unknown fact in a rationale": ({"m": bank(question(rationale="{fact}`nothing`"))}, Code.UNKNOWN_FACT),
    "unknown source in feedback": (
        {
            "m": bank(
                question(
                    options=[*options("x", "y")[:1], {"id": "b", "text": "y", "feedback": "{cite:p}`no`"}]
                )
            )
        },
        Code.UNKNOWN_SOURCE,
    ),
    "a key that stands out by length": (
        {
            "m": bank(
                question(
                    options=options("a very long option that says far more than the rest", "short", "brief")
                )
            )
        },
        Code.CUE,
    ),
    "keys that tend to be longest and first": ({"m": bank(*LONG)}, Code.CUE),
    "wanted choices that tend to be longest": ({"one": {"id": "m/one", "nodes": TALK}}, Code.CUE),
    "absolute words in every wrong option": (
        {"m": bank(question(options=options("It may be so.", "It is always so.", "It is never so.")))},
        Code.CUE,
    ),
    "unknown fact on a page": ({"page": "# P\n\n{fact}`nothing` {fact}`reports`\n"}, Code.UNKNOWN_FACT),
    "unknown source on a page": (
        {"page": "# P\n\n{cite:p}`nca2019, no` {fact}`reports`\n"},
        Code.UNKNOWN_SOURCE,
    ),
    "a fact used nowhere": ({"page": "# P\n"}, Code.FACT_UNUSED),
    "a link to nowhere": ({"page": "# P\n\n[x](gone.md) {fact}`reports`\n"}, Code.BROKEN_LINK),
    "an image without words": ({"page": "# P\n\n![](page.md) {fact}`reports`\n"}, Code.BROKEN_LINK),
    "a discouraged term on a page": ({"page": "# P\n\nA predator. {fact}`reports`\n"}, Code.DISCOURAGED_TERM),
    "a discouraged term in a stem": ({"m": bank(question(stem="A predator?"))}, Code.DISCOURAGED_TERM),
    "a discouraged term in an activity": (
        {"one": {"id": "m/one", "intro": "A predator."}},
        Code.DISCOURAGED_TERM,
    ),
    "a blueprint without a bank": ({"quizzes": {"quizzes": []}}, Code.SHAPE),
    "a page that is missing": (
        {"_toc": {"root": "modules/m/page", "chapters": [{"file": "gone"}]}},
        Code.FILE_MISSING,
    ),
}


@pytest.mark.parametrize(("changes", "code"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found(course, changes, code):
    """A seeded fault is found under its code and under no other."""
    found = run(course(**changes))

    assert {problem.code for problem in found} == {code}
    assert all(problem.what and problem.fix for problem in found)


def test_a_wanted_choice_may_be_the_longest_now_and_then(course):
    """Only a habit is a cue."""
    activity = {"id": "m/one", "nodes": [*TALK[2:4] * 6, *TALK[:2]]}

    assert run(course(one=activity)) == []


def test_wording_shown_as_wrong_is_let_pass(course):
    """Wrong options, passages to repair and the sample may hold what the course avoids."""
    wrong = options("A person.", "A predator.")
    activity = {
        "id": "m/one",
        "sample": "predator",
        "passages": [
            {"text": "a predator", "harmful": "predator", "options": [{"text": "predator", "good": False}]}
        ],
    }

    assert run(course(m=bank(question(options=wrong), match()), one=activity)) == []


def test_roles_code_and_addresses_are_no_wording(course):
    """A citation key, a code cell and an address are not the course's own words."""
    page = "# P\n\n{fact}`reports` [x](https://example.org/predator)\n\n```{code-cell}\npredator\n```\n"

    assert run(course(page=page)) == []


def test_a_finding_stands_at_its_line(course):
    """The line of a discouraged term is counted over front matter and code."""
    page = "---\na: 1\n---\n# P\n\n```{code-cell}\nx\n```\n\n{fact}`reports` A\npredator.\n"

    (problem,) = run(course(page=page))

    assert (problem.file.name, problem.line) == ("page.md", 11)


def test_a_fact_that_is_due_is_told(course):
    """A day after `review_by` the fact is named."""
    assert [problem.code for problem in run(course(), date(2027, 1, 2))] == [Code.FACT_EXPIRED]


def test_one_broken_file_does_not_hide_another(course):
    """Files that cannot be read are all told in one run."""
    found = run(course(evidence="- {", m="x: ["))

    assert [problem.code for problem in found] == [Code.YAML_SYNTAX, Code.YAML_SYNTAX]
