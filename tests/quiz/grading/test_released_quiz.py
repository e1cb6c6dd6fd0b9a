"""An answer that was given before is marked as if it were the first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_cpd.questions.answers import Answers
from prevention_cpd.quiz.format.key import ReleasedQuestion
from prevention_cpd.quiz.grading import answer_views, question_grader, released_quiz
from prevention_cpd.quiz.grading.notebook_template import written
from prevention_cpd.quiz.intake.received import Received

KEYS = {
    "single": {"right": "a", "options": ["a", "b", "1"]},
    "multiple": {"right": ["a", "b"], "options": ["a", "b", "c"]},
    "numeric": {"value": 1, "tolerance": 0, "unit": "m"},
}
#: Alike to Python, or to a reader, but not to the rules.
ALIKE = [
    1,
    1.0,
    True,
    "1",
    "1.0",
    "true",
    [1],
    ["1"],
    0,
    False,
    0.0,
    -0.0,
    None,
    "",
    [],
    {},
    "null",
    "\ud7ff",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
LONG = st.text(min_size=400, max_size=500)


def frozen(kind):
    """Return a question."""
    return ReleasedQuestion(
        id="q",
        quiz="z",
        number=1,
        kind=kind,
        points=2.0,
        key=KEYS[kind],
        review={"labels": {"a": "A", "b": "B"}},
        feedback="score",
    )


#: One of each, so that answers meet what was kept of those before.
QUESTIONS = {kind: frozen(kind) for kind in KEYS}


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.sampled_from(sorted(KEYS)),
    st.lists(st.sampled_from(ALIKE) | JSON | LONG, min_size=1, max_size=4),
    st.sampled_from(["", "2026-11-20T10:00:00+01:00"]),
)
def test_kept_or_not_the_mark_is_the_same(kind, values, saved_at):
    """Marked among others, an answer gets what it gets alone: score, view and record, to the letter."""
    question = QUESTIONS[kind]
    for value in values:
        answers = Answers(values={"q": value}, saved_at={"q": saved_at} if saved_at else {})
        found = Received(answers=answers, received=True, receipt="", problems=("one",))

        filled, score = released_quiz._marked(question, found)  # the one place where answers are kept

        alone = question_grader.grade_answer(question, answers)
        record = question_grader.record(value, alone.mark, saved_at)
        assert list(map(str, map(written_once, filled))) == [
            *map(written, record.values()),
            written(answer_views.marked(alone, ("one",))),
            written(alone.mark.state),
            written(repr(float(alone.mark.points))),
        ]
        assert (score.points, score.look) == (alone.mark.points, alone.mark.state == "unreadable")


def written_once(value):
    """Return a value as JSON, which it may be already."""
    return value if isinstance(value, released_quiz.Written) else written(str(value))


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_only_short_answers_are_kept(kind):
    """What is kept of a class is bounded in number and in size, whatever learners send."""
    released_quiz._outcome.cache_clear()
    long = Received(answers=Answers(values={"q": "x" * 400}), received=True, receipt="", problems=())

    released_quiz._marked(QUESTIONS[kind], long)

    kept = released_quiz._outcome.cache_info()
    assert kept.currsize == 0
    assert kept.maxsize <= 5000
