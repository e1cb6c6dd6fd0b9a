"""How much the wording of the options gives away to somebody who never sees a question.

A reader of wording learns from all questions but one which words, pairs of words, lengths, reasons and
hedges right options have, and then guesses that one from its options alone (leave one out; naive Bayes on
the presence of each feature, Laplace smoothing). What it scores is held against what it scores when the
keys are drawn by lot: a fair bank gives it no more than luck would.
"""

from __future__ import annotations

import functools
import itertools
import math
import random
import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: How often keys are drawn by lot to learn what luck gives.
_LOTS = 60
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_REASON = re.compile(
    r"\b(because|since|so that|as (?:it|they|the|he|she|we|you|this|that))\b|, (?:so|if|as)\b"
)
_HEDGE = re.compile(
    r"\b(may|might|can|could|some|often|usually|perhaps|likely|rather|about|not always|tends?|suggests?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is offered at one place, and which of it is right."""

    id: str
    texts: tuple[str, ...]
    right: tuple[bool, ...]
    #: What is left out together, because the same texts come back in it; empty where it stands by itself.
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """What a way of guessing scores over a group of choices, in [0, 1], and what luck gives."""

    score: float
    #: Mean and standard deviation of the same way of guessing when the keys are drawn by lot.
    luck: float
    spread: float
    #: For the reader of wording: the choices that give most away, each with the features that do it.
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def above(self) -> float:
        """How many standard deviations the score lies above luck."""
        return (self.score - self.luck) / self.spread if self.spread else 0.0


def read_wording(group: Sequence[Choices], seed: int = 2026) -> Guessed:
    """Let the reader of wording guess every member of a group from what it learnt of the others.

    Args:
        group: at least two choices.
        seed: of the lots; the same group and seed give the same figures.
    """
    found = [[_features(choice, at) for at in range(len(choice.texts))] for choice in group]
    families = [choice.family or choice.id for choice in group]
    score, told = _leave_one_out(found, [choice.right for choice in group], families)
    dice = random.Random(seed)  # noqa: S311  # a lot for statistics, no secret
    lots = [
        _leave_one_out(found, [_by_lot(choice, dice) for choice in group], families)[0] for _ in range(_LOTS)
    ]
    names = [(group[at].id, features) for at, features in told]
    return Guessed(score=score, luck=statistics.mean(lots), spread=statistics.stdev(lots), told=tuple(names))


def pick(group: Sequence[Choices], weight: Callable[[str], float]) -> Guessed:
    """Guess by one property alone: as many options as are right, those with the greatest weight.

    Where several weigh the same, each is as likely to be taken. Luck and spread are exact.
    """
    scores, lucks, variances = [], [], []
    for choice in group:
        weights = [weight(text) for text in choice.texts]
        wanted, total = sum(choice.right), len(choice.texts)
        taken = _shares(weights, wanted)
        scores.append(sum(share for share, right in zip(taken, choice.right, strict=True) if right) / wanted)
        lucks.append(wanted / total)
        mean = sum(taken) / total
        # The variance of a sum over a draw without replacement: hypergeometric, for fractional shares.
        spread = sum((share - mean) ** 2 for share in taken) / max(1, total - 1)
        variances.append(spread * wanted * (total - wanted) / total / wanted**2)
    count = len(group)
    return Guessed(
        score=sum(scores) / count, luck=sum(lucks) / count, spread=math.sqrt(sum(variances)) / count
    )


def length(text: str) -> float:
    """Weigh an option by its length in characters."""
    return len(text)


def length_without_reason(text: str) -> float:
    """Weigh an option by its length, those with a reason behind all others."""
    return len(text) - (10_000 if _REASON.search(text.lower()) else 0)


def hedges(text: str) -> float:
    """Weigh an option by how many hedging words it has."""
    return len(_HEDGE.findall(text.lower()))


def _shares(weights: list[float], wanted: int) -> list[float]:
    """Return for each option how likely it is to be among the `wanted` heaviest."""
    shares = [0.0] * len(weights)
    left = wanted
    for value in sorted(set(weights), reverse=True):
        tied = [at for at, weight in enumerate(weights) if weight == value]
        share = min(1.0, left / len(tied))
        for at in tied:
            shares[at] = share
        left = max(0, left - len(tied))
    return shares


def _features(choice: Choices, at: int) -> frozenset[str]:
    """Return what can be seen of one option without the question."""
    text = choice.texts[at].lower()
    words = [word.lower() for word in _WORD.findall(text)]
    rank = sorted(range(len(choice.texts)), key=lambda other: len(choice.texts[other])).index(at)
    found = {*words, *(f"{one} {two}" for one, two in itertools.pairwise(words))}
    found |= {f"[length rank {rank + 1} of {len(choice.texts)}]"}
    found |= {"[a reason]"} if _REASON.search(text) else set()
    found |= {f"[{min(2, len(_HEDGE.findall(text)))} hedges]"}
    return frozenset(found)


def _by_lot(choice: Choices, dice: random.Random) -> tuple[bool, ...]:
    right = list(choice.right)
    dice.shuffle(right)
    return tuple(right)


class _Seen:
    """In how many right and wrong options each feature stands."""

    def __init__(self) -> None:
        self.features: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        self.options: Counter[bool] = Counter()

    def learn(self, options: list[frozenset[str]], key: tuple[bool, ...]) -> None:
        """Add the options of one choice."""
        for features, right in zip(options, key, strict=True):
            self.features[right].update(features)
            self.options[right] += 1

    def weigh(self, feature: str, but: _Seen) -> float:
        """Return how much more likely a right option has a feature, as a logarithm; `but` is left out."""
        # `get` asks a Counter half as long as brackets do; this is called a million times for a course.
        right, wrong = (
            (self.features[side].get(feature, 0) - but.features[side].get(feature, 0) + 0.5)
            / (self.options[side] - but.options[side] + 1)
            for side in (True, False)
        )
        return math.log(right / wrong)


def _leave_one_out(
    found: list[list[frozenset[str]]], keys: list[tuple[bool, ...]], families: list[str]
) -> tuple[float, list[tuple[int, tuple[str, ...]]]]:
    """Return the mean score, and the choices that were guessed with most certainty, with why."""
    seen = _Seen()
    own: dict[str, _Seen] = defaultdict(_Seen)
    for options, key, family in zip(found, keys, families, strict=True):
        seen.learn(options, key)
        own[family].learn(options, key)
    score, sure = 0.0, []
    for at, (options, key, family) in enumerate(zip(found, keys, families, strict=True)):
        weight = functools.cache(functools.partial(seen.weigh, but=own[family]))
        sums = [sum(map(weight, features)) for features in options]
        taken = _shares(sums, sum(key))
        score += sum(share for share, right in zip(taken, key, strict=True) if right) / sum(key)
        best = max(range(len(sums)), key=sums.__getitem__)
        if key[best] and len(sums) > 1:
            words = sorted(options[best], key=weight, reverse=True)[:3]
            sure.append((sums[best] - sorted(sums)[-2], at, tuple(words)))
    sure.sort(reverse=True)
    return score / len(found), [(at, words) for _, at, words in sure[:5]]
