"""The evidence register: figures in words, and problems with their line."""

from datetime import date

import pytest

from prevention_cpd import evidence
from prevention_cpd.core.problems import Code, CourseError

FACT = """
- id: {id}
  statement: A count.
  value: 113948
  unit: reports
  year: 2018
  population: Reports that industry sent, counted by the agency
  source: nca2019
  status: source
  caveat: A count of reports, not of people.
  checked: 2026-11-21
  review_by: {review_by}
"""


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a register of facts with the given ids."""

    def write(*ids, review_by="2027-11-21"):
        path = tmp_path / "evidence.yml"
        path.write_text("".join(FACT.format(id=name, review_by=review_by) for name in ids), encoding="utf-8")
        return path

    return write


def test_a_figure_is_put_into_words(write):
    """A number is grouped and takes its unit; a percentage takes its sign without a space."""
    assert evidence.load(write("a"))["a"].text == "113,948 reports"
    assert evidence.register.in_words(2.4, "%") == "2.4%"
    assert evidence.register.in_words("mid-2016", None) == "mid-2016"


def test_a_doubled_fact_is_told(write):
    """Two facts of one id are a problem at the second."""
    with pytest.raises(CourseError) as caught:
        evidence.load(write("a", "a"))

    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == (Code.DUPLICATE_ID, 14)


def test_a_date_that_is_none_is_told(write):
    """The thirtieth of February is told, not crashed on."""
    with pytest.raises(CourseError) as caught:
        evidence.load(write("a", review_by="2027-02-30"))

    assert "2027-02-30 is no date" in str(caught.value)


def test_a_fact_comes_due(write):
    """A fact past its `review_by` is a problem from the next day on."""
    register = evidence.load(write("a", review_by="2026-11-21"))

    assert register.expired(date(2026, 11, 21)) == []
    assert [found.code for found in register.expired(date(2026, 11, 22))] == [Code.FACT_EXPIRED]
