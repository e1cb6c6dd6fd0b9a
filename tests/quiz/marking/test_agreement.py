"""Weighted kappa against a hand-worked table, a published one, and values of other programs."""

import math
from fractions import Fraction

import pytest

from prevention_cpd.quiz.marking.agreement import agreement


def pairs_of(table):
    """Return the pairs that a table of counts stands for: rows are the first marker's points."""
    return [(float(i), float(j)) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]


def test_by_hand():
    """Twelve answers of 0 to 2 points, each term of the formula written out."""
    table = [[3, 1, 0], [1, 3, 1], [0, 1, 2]]
    # Quadratic weights are 1, 3/4 and 0. Rows and columns are 4, 5, 3 of 12.
    seen = Fraction(8, 12) + Fraction(3, 4) * Fraction(4, 12)
    ends, middle = Fraction(4 * 4 + 5 * 5 + 3 * 3, 144), Fraction(2 * (4 * 5 + 5 * 3), 144)
    chance = ends + Fraction(3, 4) * middle

    found = agreement(pairs_of(table))

    assert found.kappa == pytest.approx(float((seen - chance) / (1 - chance)))
    assert (found.n, found.same, found.shift) == (12, pytest.approx(8 / 12), 0)


#: Satisfaction of husbands and wives, of Agresti (1990), Categorical Data Analysis, table 2.10.
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


@pytest.mark.parametrize(
    ("power", "kappa", "error"),
    [
        (0, 0.12933025404157042, 0.06859853248070859),
        (1, 0.23738062755798084, 0.07831633477837283),
        (2, 0.33204558624686120, 0.09729752195860462),
    ],
)
def test_against_other_programs(power, kappa, error):
    """Kappa and its standard error are those of statsmodels 0.15; kappa is also that of scikit-learn."""
    found = agreement(pairs_of(COUPLES), power=power)

    assert found.kappa == pytest.approx(kappa, abs=1e-12)
    assert (found.high - found.low) / 2 == pytest.approx(1.959963984540054 * error, abs=1e-12)


def test_the_scale_of_the_points_does_not_matter():
    """Half points and fives give the same kappa as whole points; names of points do not count, distances do."""
    pairs = pairs_of(COUPLES)
    five = agreement([(5 * one, 5 * other) for one, other in pairs])

    assert five.kappa == pytest.approx(agreement(pairs).kappa)
    # A marker who is always one point above agrees less than one who is the same.
    assert agreement([(one, one + 1) for one, _ in pairs]).kappa < 1


def test_where_there_is_nothing_to_compare():
    """No pairs, or the same points for everybody: no kappa, and never an error."""
    assert agreement([]).kappa is None
    assert agreement([(2.0, 2.0)] * 20).kappa is None
    assert agreement([(2.0, 2.0), (0.0, 0.0)] * 10).kappa == pytest.approx(1)
    found = agreement([(0.0, 2.0)] * 20)
    assert (found.kappa, found.same, found.shift) == (0, 0, 2)
    assert not math.isnan(found.low)
