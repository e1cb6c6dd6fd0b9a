"""Nothing of the documents behind the course gets lost, and "Who is who" is sound: seeded faults, each found."""

import json
from datetime import date

import pytest

from prevention_cpd import check
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

ENTRY = {
    "id": "helpline",
    "name": "A helpline",
    "kind": "service",
    "tiers": ["secondary"],
    "countries": ["Ireland"],
    "what": "A helpline for people who worry.",
    "effect": "It had {fact}`reports`.",
    "strength": "descriptive",
    "sources": ["nca2019"],
    "status": "current",
    "checked": "2026-01-01",
}
HEAD = {
    "groups": {"key": "tiers", "choose": "Tier", "label": "Tier", "names": {"secondary": "second"}},
    "kinds": {"service": "Help"},
    "ladder": {"descriptive": "reach"},
}
LISTS = {"figures": ["reports", "visits"], "initiatives": ["helpline", "fund"]}
LEFT_OUT = [
    {"id": "visits", "list": "facts", "reason": "Visits are not outcomes."},
    {"id": "fund", "list": "initiatives", "reason": "Nothing is known of it."},
]


@pytest.fixture
def problems(course):
    """Return a function that checks the micro course with these lists and this one entry."""

    def run(lists=None, left_out=None, entries=None, **entry):
        root = course(left_out=LEFT_OUT if left_out is None else left_out)
        entries = [ENTRY | entry] if entries is None else entries
        files = {"coverage": lists or LISTS, "initiatives": HEAD | {"entries": entries}}
        for name, data in files.items():
            (root / "assets" / f"{name}.yml").write_text(json.dumps(data, indent=1), encoding="utf-8")
        return [
            (problem.file.name, problem.line, problem.code, problem.what)
            for problem in check.run(Tree(root), date(2026, 6, 1))
        ]

    return run


def only(found):
    """Return the one problem."""
    assert len(found) == 1, found
    return found[0]


def test_an_accounted_course_has_no_problem(problems):
    """Each id is used, or left out with a reason."""
    assert problems() == []


def test_a_course_without_the_lists_has_nothing_to_account_for(course):
    """A provider's own course may ship neither lists nor "Who is who"."""
    assert check.run(Tree(course(left_out=LEFT_OUT)), date(2026, 6, 1)) == []


@pytest.mark.parametrize(("name", "line"), [("figures", 5), ("initiatives", 9)])
def test_an_id_that_got_lost(problems, name, line):
    """What is neither used nor left out is told at its line of the list."""
    found = only(problems(lists=LISTS | {name: [*LISTS[name], "lost"]}))

    assert found[:3] == ("coverage.yml", line, Code.COVERAGE)
    assert "'lost'" in found[3]


@pytest.mark.parametrize(
    ("name", "used"), [("facts", "reports"), ("initiatives", "helpline")], ids=["figure", "initiative"]
)
def test_an_id_that_is_used_and_left_out(problems, name, used):
    """One of the two has to go."""
    found = only(problems(left_out=[*LEFT_OUT, {"id": used, "list": name, "reason": "Of no use to anyone."}]))

    assert found[:3] == ("left-out.yml", 12, Code.COVERAGE)
    assert "left out here and used" in found[3]


def test_an_unknown_id_that_is_left_out(problems):
    """An id of neither list is a slip of the pen."""
    entry = {"id": "vists", "list": "facts", "reason": "Of no use to anyone."}

    assert only(problems(left_out=[*LEFT_OUT, entry]))[:3] == ("left-out.yml", 12, Code.COVERAGE)


def test_an_id_of_the_other_list(problems):
    """A figure that is left out as an initiative is still missing as a figure."""
    left_out = [LEFT_OUT[0] | {"list": "initiatives"}, LEFT_OUT[1]]

    assert [problem[:3] for problem in problems(left_out=left_out)] == [
        ("coverage.yml", 4, Code.COVERAGE),
        ("left-out.yml", 2, Code.COVERAGE),
    ]


def test_an_id_that_is_left_out_twice(problems):
    """Two reasons for one id are one too many."""
    assert only(problems(left_out=[*LEFT_OUT, LEFT_OUT[0]]))[:3] == ("left-out.yml", 12, Code.DUPLICATE_ID)


def test_a_left_out_id_without_a_reason(problems):
    """The reason is the point of the list."""
    left_out = [{"id": "visits", "list": "facts"}, LEFT_OUT[1]]

    assert only(problems(left_out=left_out))[:3] == ("left-out.yml", 2, Code.SHAPE)


FAULTS = {
    "unknown fact in the text": ({"effect": "It had {fact}`nothing`."}, Code.UNKNOWN_FACT),
    "unknown fact beside it": ({"facts": ["nothing"]}, Code.UNKNOWN_FACT),
    "unknown source": ({"sources": ["nca2019", "nobody"]}, Code.UNKNOWN_SOURCE),
    "a term to avoid": ({"what": "A helpline against every predator."}, Code.DISCOURAGED_TERM),
}


@pytest.mark.parametrize(("entry", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_an_entry(problems, entry, code):
    """Facts, sources and words of an entry are held to the rules of the course."""
    assert only(problems(**entry))[:3] == ("initiatives.yml", 18, code)


def test_a_figure_without_its_source(problems):
    """An entry that prints a figure names where it comes from."""
    found = problems(sources=["nca2020"])

    assert {problem[2] for problem in found} == {Code.UNKNOWN_SOURCE}
    assert any("without its source" in problem[3] for problem in found)


def test_a_register_that_cannot_be_read_is_told_once(problems):
    """Two rules read the file; the author hears of it once."""
    assert only(problems(strength="strong"))[:3] == ("initiatives.yml", 29, Code.SHAPE)
