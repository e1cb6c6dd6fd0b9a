"""Passed or not, and which rule was missed, in words for learners and trainers alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prevention_cpd.quiz.format.questions_file import Released


def outcome(*, passed: bool | None) -> str:
    """Say whether a quiz was passed."""
    return words("verdict")["open" if passed is None else "passed" if passed else "not_passed"]


def missed(form: Released, rules: Iterable[str], *, named: bool = True) -> Iterator[str]:
    """Say each rule that was missed.

    Args:
        form: the form of the quiz that was taken.
        rules: as `passing.missed` names them.
        named: whether to say which question, which tells how it was answered.
    """
    if form.rule is None:
        return
    shares = {"share": form.rule.share, "written": form.rule.written, "must": 1.0}
    for rule in rules:
        name, _, question = rule.partition(":")
        place = form.numbers.get(question, question)
        sentence = name if named or not question else f"some_{name}"
        yield say("verdict", sentence, percent=number(100 * shares[name]), number=place)
