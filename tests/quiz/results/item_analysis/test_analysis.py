"""The figures of questions and quiz, worked by hand, and as Moodle has them."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_cpd.quiz.results.item_analysis import Marks, Question, analyse
from prevention_cpd.quiz.results.item_analysis.formulas import fisher, wilson
from prevention_cpd.quiz.results.item_analysis.marks_file import read
from prevention_cpd.quiz.results.item_analysis.reliability import f_quantile, feldt

PROJECT = next(parent for parent in Path(__file__).parents if (parent / "pyproject.toml").is_file())
MOODLE = PROJECT.parent / "shared" / "vectors" / "moodle-statistics"


def marks(rows, points=None):
    """Return marks with questions q1, q2, ... of one point each, or of the points given."""
    points = points or [1] * len(rows[0])
    questions = tuple(Question(id=f"q{at}", points=worth) for at, worth in enumerate(points, start=1))
    return Marks(questions=questions, rows=tuple(map(tuple, rows)))


#: Four learners with totals 3, 2, 1 and 0. Variances: 1/4, 1/3, 1/4 of the questions, 5/3 of the totals.
LADDER = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_a_question_worked_by_hand():
    """Of q2 the rest is 2, 1, 1, 0: covariance 1/3, variances 1/3 and 2/3; no order could separate better."""
    first, second, third = analyse(marks(LADDER)).questions

    assert second.facility == 0.5
    assert (second.facility_low, second.facility_high) == pytest.approx((0.15004, 0.84996), abs=1e-5)
    assert second.sd == pytest.approx((1 / 3) ** 0.5)
    assert second.discrimination_index == pytest.approx(0.5**0.5)
    assert second.discriminative_efficiency == pytest.approx(1)
    # Covariances with the total: 1/2, 2/3, 1/2.
    roots = [0.5**0.5, (2 / 3) ** 0.5, 0.5**0.5]
    weights = [each.effective_weight for each in (first, second, third)]
    assert weights == pytest.approx([root / sum(roots) for root in roots])


def test_a_quiz_worked_by_hand():
    """Alpha is 3/2 of 1 - (5/6) / (5/3), and every question is right or wrong, so KR-20 is the same."""
    quiz = analyse(marks(LADDER)).quiz

    assert (quiz.mean, quiz.points, quiz.learners, quiz.questions) == (1.5, 3, 4, 3)
    assert quiz.sd == pytest.approx((5 / 3) ** 0.5)
    assert quiz.alpha == pytest.approx(0.75)
    assert quiz.kr20 == pytest.approx(0.75)
    assert quiz.standard_error == pytest.approx((5 / 12) ** 0.5)
    assert quiz.alpha_low < 0.75 < quiz.alpha_high


def test_a_blank_is_no_points_and_is_counted():
    """A blank changes no figure that a 0 would not change, but is told apart."""
    blank = analyse(marks([[1, 1, 1], [1, 1, None], [1, None, 0], [0, 0, 0]])).questions
    zero = analyse(marks(LADDER)).questions

    assert [each.blanks for each in blank] == [0, 1, 1]
    assert [each.facility for each in blank] == [each.facility for each in zero]
    assert [each.n for each in blank] == [4, 4, 4]


def test_part_marks_and_unequal_points_have_no_kr20():
    """KR-20 is for questions that are right or wrong for the same points."""
    assert analyse(marks([[1, 0.5], [0, 1], [1, 1]])).quiz.kr20 is None
    assert analyse(marks([[1, 2], [0, 2], [1, 0]], points=[1, 2])).quiz.kr20 is None
    assert analyse(marks([[2, 2], [0, 2], [2, 0]], points=[2, 2])).quiz.kr20 is not None


@pytest.mark.parametrize(
    "rows", [[[1, 1]], [[1, 1], [1, 1]], [[0.3, 0.6]] * 7], ids=["one", "alike", "thirds"]
)
def test_what_has_no_meaning_has_no_figure(rows):
    """One learner, or learners who are all alike, say nothing of discrimination or reliability."""
    found = analyse(marks(rows))

    assert found.quiz.alpha is None
    assert {each.discrimination_index for each in found.questions} == {None}
    assert {each.effective_weight for each in found.questions} == {None}


def test_a_question_without_points_is_no_part_of_the_reliability():
    """A text between questions has no facility and does not make the quiz longer."""
    bare = analyse(marks(LADDER))
    longer = analyse(marks([[*row, None] for row in LADDER], points=[1, 1, 1, 0]))

    assert longer.questions[3].facility is None
    assert longer.quiz.alpha == bare.quiz.alpha


def test_marks_above_the_points_are_refused():
    """What cannot be a mark is a mistake of whoever calls."""
    with pytest.raises(ValueError, match="q2: 2 of 1 points"):
        marks([[1, 2]])


def test_learners_by_name_are_put_in_order():
    """Points by learner and question, as a class record has them, give the same analysis."""
    points = {
        "ana": {"q1": 1, "q2": 1, "q3": 1},
        "ben": {"q1": 1, "q2": 1, "q3": 0},
        "eve": {"q1": 1, "q2": 0, "q3": 0},
        "jo": {"q1": 0, "q2": 0, "q3": 0, "other": 1},
    }

    assert analyse(Marks.of(points, {"q1": 1, "q2": 1, "q3": 1})) == analyse(marks(LADDER))


def test_bounds_are_those_of_the_books():
    """F as printed tables have it; Wilson's interval of 0 of 10 and Fisher's of 0.5 among 28."""
    assert f_quantile(0.95, 5, 10) == pytest.approx(3.3258, abs=1e-4)
    assert f_quantile(0.975, 10, 20) == pytest.approx(2.7737, abs=1e-4)
    assert f_quantile(0.025, 20, 10) == pytest.approx(1 / 2.7737, abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0, 0.27753), abs=1e-5)
    # atanh 0.5 = 0.549306, half the width 1.959964 / 5 = 0.391993; tanh of 0.157313 and of 0.941299.
    assert fisher(0.5, 28, z=1.959964) == pytest.approx((0.156028, 0.735818), abs=1e-5)
    low, high = feldt(0.8, 11, 3)
    assert low == pytest.approx(1 - 0.2 * 2.7737, abs=1e-4)
    assert high == pytest.approx(1 - 0.2 * f_quantile(0.025, 10, 20))


#: Section 7 of the Law School Admission Test (Bock and Aitkin, Psychometrika 46, 1981, 443-459): how many
#: of 1,000 people gave each pattern of right and wrong, from 00000 to 11111.
LSAT7 = (
    12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28,
    7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308,
)  # fmt: skip


def test_figures_are_those_of_an_independent_implementation():
    """On a data set that is often used, figures are those of mirt 1.2.0, and the interval that of pingouin 0.7.0."""
    rows = [[int(bit) for bit in f"{at:05b}"] for at, count in enumerate(LSAT7) for _ in range(count)]

    found = analyse(marks(rows))

    assert [each.facility for each in found.questions] == pytest.approx([0.828, 0.658, 0.772, 0.606, 0.843])
    indices = [each.discrimination_index for each in found.questions]
    assert indices == pytest.approx(
        [0.2457316499, 0.2466735767, 0.3131792534, 0.2227512541, 0.1747863009], abs=1e-8
    )
    assert found.quiz.alpha == pytest.approx(0.4534087353874262)
    assert (found.quiz.alpha_low, found.quiz.alpha_high) == pytest.approx((0.398, 0.505), abs=5e-4)


@pytest.mark.skipif(not MOODLE.is_dir(), reason="../shared/vectors/moodle-statistics is not at hand")
def test_figures_are_those_of_moodle(tmp_path):
    """On the marks of Moodle's own tests every figure is what Moodle expects."""
    expected = yaml.safe_load((MOODLE / "expected.yml").read_text(encoding="utf-8"))
    head, *rows = (MOODLE / "marks.csv").read_text(encoding="utf-8").splitlines()
    worth = {f"s{at}": points for at, points in enumerate(expected["most"], start=1)}
    most = ",".join(["most", "", *(str(worth[name]) for name in head.split(",")[2:])])
    (tmp_path / "marks.csv").write_text("\n".join([head, most, *rows]), encoding="utf-8")

    found = {each.id: each for each in analyse(read(tmp_path / "marks.csv").marks).questions}

    for key, name, unit in (
        ("facility_per_cent", "facility", 100),
        ("standard_deviation_thousandths", "sd", 1000),
        ("effective_weight_per_cent", "effective_weight", 100),
        ("discrimination_index_per_cent", "discrimination_index", 100),
        ("discriminative_efficiency_per_cent", "discriminative_efficiency", 100),
    ):
        ours = [getattr(found[question], name) for question in worth]
        assert [value is None for value in ours] == [value is None for value in expected[key]], name
        shown = [value * unit for value in ours if value is not None]
        assert shown == pytest.approx([value for value in expected[key] if value is not None], abs=1e-6), name


MARK = st.none() | st.sampled_from([0, 0.1, 0.3, 0.5, 1]) | st.floats(-1, 1)


@given(
    st.integers(1, 5).flatmap(
        lambda k: st.lists(st.lists(MARK, min_size=k, max_size=k), min_size=1, max_size=40)
    )
)
@settings(deadline=None, max_examples=200)
def test_figures_keep_their_bounds(rows):
    """Whatever the marks, nothing fails, and every figure that there is lies where it can."""
    found = analyse(marks(rows))

    for each in found.questions:
        assert each.facility_low <= max(0, each.facility) + 1e-9
        assert each.facility <= each.facility_high + 1e-9
        assert each.discrimination_index is None or -1 <= each.discrimination_index <= 1
        assert each.discriminative_efficiency is None or each.discriminative_efficiency <= 1 + 1e-6
    weights = [each.effective_weight for each in found.questions if each.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(1)
    quiz = found.quiz
    assert quiz.alpha is None or quiz.alpha_low <= quiz.alpha <= quiz.alpha_high <= 1
