"""The register behind "Who is who": what an entry knows, and problems with their line."""

from datetime import date

import pytest

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.evidence import load_initiatives

ENTRY = """
- id: {id}
  name: Orchard Helpline
  short: OH
  kind: service
  tiers: {tiers}
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
    ):
        path = tmp_path / "initiatives.yml"
        values = {"tiers": tiers, "effect": effect, "strength": strength, "checked": checked}
        path.write_text("".join(ENTRY.format(id=name, **values) for name in ids or ("a",)), encoding="utf-8")
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
    assert entry.line == 2


def test_all_stands_for_each_tier(write):
    """An entry of all tiers is found under each."""
    assert load_initiatives(write(tiers="[all]"))["a"].tiers == (
        "primary",
        "secondary",
        "tertiary",
        "quaternary",
    )


@pytest.mark.parametrize(
    ("strength", "rung"),
    [("none", 0), ("descriptive", 1), ("trial", 5), ("review", None), ("not-applicable", None)],
)
def test_rungs(write, strength, rung):
    """Five strengths are rungs, no study is none of them, and a review is as strong as its studies."""
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
    assert problems(write("a", "a")) == [(17, Code.DUPLICATE_ID)]


def test_a_date_that_is_none_is_told(write):
    """The thirtieth of February is told, not crashed on."""
    assert problems(write(checked="2026-02-30")) == [(15, Code.SHAPE)]


def test_all_beside_another_tier_is_told(write):
    """All and one more is a contradiction."""
    assert problems(write(tiers="[all, primary]")) == [(6, Code.SHAPE)]


def test_evidence_without_a_text_is_told(write):
    """Who claims evidence says what it showed; who has none need not."""
    assert problems(write(effect="")) == [(10, Code.SHAPE)]
    assert load_initiatives(write(effect="", strength="none"))["a"].effect == ""


def test_an_unknown_strength_is_told(write):
    """The strengths are a fixed list."""
    assert problems(write(strength="strong")) == [(10, Code.SHAPE)]
