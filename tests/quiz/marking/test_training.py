"""Training on anchors, and what markers keep."""

from dataclasses import replace

import pytest

from prevention_cpd.questions.model import Anchor
from prevention_cpd.quiz.marking import settings, training
from prevention_cpd.quiz.marking.giving import MarkingError


@pytest.fixture
def with_anchors(question):
    """The question with five anchors; a training takes four."""
    anchors = [Anchor(text=f"Anchor {at}", points=(2.0, 1.0), why=f"Why {at}.") for at in range(5)]
    return replace(question, rubric=question.rubric[:2], anchors=tuple(anchors))


def test_training(course, with_anchors):
    """Four anchors, each with where the marker differs by criterion; another marker begins anew."""
    if len(with_anchors.rubric) < 2:
        pytest.fail("the form with two criteria is wanted here")
    with course.record() as connection:
        for expected in with_anchors.anchors[:4]:
            done = training.tried(connection, with_anchors, "Ann")
            anchor = training.coming(with_anchors, done)
            assert anchor == expected
            found = training.mark(connection, with_anchors, anchor, [1, 1], "Ann")
            assert found.off == (-1, 0)
        done = training.tried(connection, with_anchors, "Ann")
        assert (len(done), training.coming(with_anchors, done)) == (4, None)
        assert training.tried(connection, with_anchors, "Bea") == ()
        with pytest.raises(MarkingError):
            training.mark(connection, with_anchors, anchor, [9, 1], "Ann")


def test_settings_and_comments_are_kept(course, question):
    """Names are hidden unless somebody says otherwise; a comment is kept once and can go."""
    with course.record() as connection:
        assert settings.load(connection, "writing") == settings.Setting()
        settings.save(connection, "writing", settings.Setting(names_hidden=False, second_share=0.2))
        for text in ("Say when.", " Say when. ", "", "Say where."):
            settings.keep(connection, question.id, text, "Ann")
    with course.record() as connection:
        assert settings.load(connection, "writing") == settings.Setting(names_hidden=False, second_share=0.2)
        kept = settings.comments(connection, question.id)
        assert [text for _, text in kept] == ["Say when.", "Say where."]
        settings.forget(connection, kept[0][0])
        assert [text for _, text in settings.comments(connection, question.id)] == ["Say where."]
