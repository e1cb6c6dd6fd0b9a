"""The form of an option must not give the key away: seeded cues, each found, and look-alikes that are none."""

from datetime import date

import pytest
from questions_data import bank, options, question

from prevention_cpd import check
from prevention_cpd.core.problems import Code
from prevention_cpd.core.tree import Tree

CUES = {
    "only the right one ends with a full stop": ({"texts": ("This one.", "That one", "Both")}, "with a full"),
    "only the right one ends without": ({"texts": ("This one", "“That one.”", "Both?")}, "without a full"),
    "only the right one starts with a capital": ({"texts": ("This", "that", "both")}, "a capital"),
    "only the right one starts small": ({"texts": ("this", "*That*", "“Both”")}, "a small letter"),
    "only the right one fits an": (
        {"stem": "A tool that flags is an …", "texts": ("aid", "verdict", "proof")},
        "“an”",
    ),
    "only the right one fits a": ({"stem": "This is a:", "texts": ("use", "aid", "hour")}, "“a”"),
    "only the right one fits an by its sound": (
        {"stem": "Write to an...", "texts": ("MP", "charity", "university")},
        "“an”",
    ),
}

SOUND = {
    "one wrong option ends like the right one": {"texts": ("This.", "That.", "Both")},
    "one wrong option starts like the right one": {"texts": ("This", "That", "both")},
    "figures have no case": {"texts": ("10 people", "Nobody", "Everyone")},
    "a wrong option fits the article too": {"stem": "It is an", "texts": ("aid", "error", "proof")},
    "a right option that does not fit is no cue": {"stem": "It is a", "texts": ("aid", "proof", "verdict")},
    "an article inside the stem": {"stem": "Is it an aid?", "texts": ("aid", "proof", "verdict")},
    "two options always differ": {"texts": ("This.", "that")},
}


def found(course, texts, stem="Which?"):
    """Return the problems of a bank with this one question."""
    root = course(m=bank(question(stem=stem, options=options(*texts))))
    return check.run(Tree(root), date(2026, 6, 1))


@pytest.mark.parametrize(("parts", "said"), CUES.values(), ids=CUES)
def test_a_cue_is_found(course, parts, said):
    """A right option that stands alone in its form is told, with the form."""
    problems = found(course, **parts)

    assert [problem.code for problem in problems] == [Code.CUE] * len(problems)
    assert any(said in problem.what for problem in problems)


@pytest.mark.parametrize("parts", SOUND.values(), ids=SOUND)
def test_what_is_no_cue_is_let_pass(course, parts):
    """A form that a wrong option shares points at nothing."""
    assert found(course, **parts) == []
