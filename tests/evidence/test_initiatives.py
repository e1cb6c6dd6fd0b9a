"""The register behind "Who is who": what an entry knows, and problems with their line."""

from datetime import date

import pytest

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.evidence import load_initiatives

HEAD = """\
groups: {key: tiers, choose: Tier of apples, label: Tier, names: {primary: first, secondary: second}}
kinds: {service: Help}
ladder: {descriptive: reach, trial: divided by chance}
beside: {review: a review}
entries:
"""
ENTRY = """
- id: {id}
  name: Orchard Helpline
  short: OH
  kind: {kind}
  {key}: {tiers}
  countries: [Ireland]
  what: A line for people who worry, with {{fact}}`calls`.
  {effect}
  strength: {strength}
  facts: [years]
  sources: [nca2019]
  names: [orchard line]
  status: current
  checked: {checked}
"""


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a register of entries with the given ids."""

    def write(
        *ids,
        tiers="[secondary]",
        effect="effect: Nobody knows what followed.",
        strength="descriptive",
        checked="2026-11-21",
        kind="service",
        key="tiers",
        head=HEAD,
    ):
        path = tmp_path / "initiatives.yml"
        values = {"tiers": tiers, "effect": effect, "strength": strength, "checked": checked}
        values |= {"kind": kind, "key": key}
        path.write_text(
            head + "".join(ENTRY.format(id=name, **values) for name in ids or ("a",)), encoding="utf-8"
        )
        return path

    return write


def problems(path):
    """Return line and code of each problem of a file."""
    with pytest.raises(CourseError) as caught:
        load_initiatives(path)
    return [(problem.line, problem.code) for problem in caught.value.problems]


def test_what_an_entry_knows(write):
    """Name and abbreviation make the title; facts of the text are kept apart from those beside it."""
    entry = load_initiatives(write())["a"]

    assert entry.title == "Orchard Helpline (OH)"
    assert entry.printed == ("calls",)
    assert entry.facts == ("years",)
    assert entry.checked == date(2026, 11, 21)
    assert entry.line == 7


def test_all_stands_for_each_group(write):
    """An entry of all groups is found under each."""
    assert load_initiatives(write(tiers="[all]"))["a"].groups == ("primary", "secondary")


@pytest.mark.parametrize(
    ("strength", "rung"),
    [("none", 0), ("descriptive", 1), ("trial", 2), ("review", None), ("not-applicable", None)],
)
def test_rungs(write, strength, rung):
    """The strengths of the ladder are rungs, no study is none of them, and a review is as strong as its studies."""
    assert load_initiatives(write(strength=strength))["a"].rung == rung


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Orchard Helpline rang.", True),
        ("OHs and others", True),
        ("oh, dear", False),
        ("OHIO", False),
        ("Orchard lines, and more", True),
        ("an orchard", False),
    ],
)
def test_names_in_a_text(write, text, found):
    """A name with capitals is found as it stands, one without in any case, and neither within a word."""
    assert bool(load_initiatives(write())["a"].pattern.search(text)) is found


def test_a_doubled_entry_is_told(write):
    """Two entries of one id are a problem at the second."""
    assert problems(write("a", "a")) == [(22, Code.DUPLICATE_ID)]


def test_a_date_that_is_none_is_told(write):
    """The thirtieth of February is told, not crashed on."""
    assert problems(write(checked="2026-02-30")) == [(20, Code.SHAPE)]


def test_all_beside_another_group_is_told(write):
    """All and one more is a contradiction."""
    assert problems(write(tiers="[all, primary]")) == [(11, Code.SHAPE)]


def test_evidence_without_a_text_is_told(write):
    """Who claims evidence says what it showed; who has none need not."""
    assert problems(write(effect="")) == [(15, Code.SHAPE)]
    assert load_initiatives(write(effect="", strength="none"))["a"].effect == ""


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ({"strength": "strong"}, 15),
        ({"kind": "orchard"}, 10),
        ({"tiers": "[secondary, third]"}, 11),
        ({"tiers": "[]"}, 11),
        ({"tiers": "secondary"}, 11),
    ],
)
def test_what_the_head_does_not_know_is_told(write, entry, line):
    """Strengths, kinds and groups are those that the head of the file names, and a wrong one is told at its line."""
    assert problems(write(**entry)) == [(line, Code.SHAPE)]


def test_an_unknown_key_is_told(write):
    """The groups stand under the key that the head names, and no other key is known."""
    assert problems(write(key="teirs")) == [(7, Code.SHAPE), (11, Code.SHAPE)]


def test_a_head_may_not_take_the_names_that_every_course_has(write):
    """`all` and `none` are no groups, `none` and `not-applicable` are no rungs."""
    assert problems(write(head=HEAD.replace("primary: first", "all: first"))) == [(1, Code.SHAPE)]
    assert problems(write(head=HEAD.replace("trial: divided", "none: divided"))) == [(3, Code.SHAPE)]
