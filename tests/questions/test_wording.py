"""The reader of wording finds what a planted bank gives away, and nothing in a fair one."""

import random

from prevention_cpd.questions.wording import (
    Choices,
    hedges,
    length,
    length_without_reason,
    pick,
    read_wording,
)

WORDS = [
    "call",
    "note",
    "desk",
    "file",
    "team",
    "visit",
    "plan",
    "week",
    "risk",
    "form",
    "log",
    "shift",
    "talk",
    "list",
    "stop",
    "wait",
    "read",
    "send",
    "keep",
    "meet",
]


def bank(count, plant=None):
    """Return choices of random words; `plant` changes the right option's text."""
    dice = random.Random(5)
    found = []
    for number in range(count):
        texts = [" ".join(dice.choices(WORDS, k=8)) for _ in range(4)]
        right = dice.randrange(4)
        if plant:
            texts[right] = plant(texts[right])
        found.append(
            Choices(id=f"q-{number}", texts=tuple(texts), right=tuple(at == right for at in range(4)))
        )
    return found


def test_a_fair_bank_gives_nothing_away():
    """On random words the reader scores what luck gives, within two standard deviations."""
    found = read_wording(bank(80))

    assert abs(found.above) < 2
    assert 0.15 < found.luck < 0.35


def test_a_planted_word_is_found_and_named():
    """A word that right options share is learnt from the others, and named with the questions."""
    found = read_wording(bank(80, lambda text: f"{text} safeguard"))

    assert found.score > 0.9
    assert found.above > 5
    assert any("safeguard" in word for _, words in found.told for word in words)


def test_the_same_bank_gives_the_same_figures():
    """The lots have a seed."""
    assert read_wording(bank(30)) == read_wording(bank(30))


def test_the_longest_option_is_found():
    """Where the right option is the longest, length alone scores everything; luck stays a quarter."""
    found = pick(bank(40, lambda text: text + " and so much more than any of the others say"), length)

    assert (found.score, found.luck) == (1.0, 0.25)
    assert found.above > 5


def test_options_that_weigh_the_same_are_taken_by_lot():
    """With no hedge anywhere the way of guessing scores luck exactly, and has no spread."""
    found = pick(bank(40), hedges)

    assert (found.score, found.luck, found.spread) == (0.25, 0.25, 0.0)


def test_a_reason_puts_an_option_behind():
    """An option with a reason is not taken for the longest without one."""
    texts = ("short", "rather longer, because it gives a reason", "middling one")
    found = pick([Choices(id="q", texts=texts, right=(False, False, True))], length_without_reason)

    assert found.score == 1.0


def test_siblings_with_the_same_options_mislead_nobody():
    """Where four questions share their options, one key each, what the others give away is still found."""
    shared = [
        Choices(
            id=f"s-{number}-{key}",
            texts=tuple(f"{word} {number}" for word in WORDS[:4]),
            right=tuple(at == key for at in range(4)),
            family=f"set {number}",
        )
        for number in range(10)
        for key in range(4)
    ]
    planted = bank(80, plant=lambda text: f"{text} kindly")

    assert abs(read_wording(shared).above) < 2
    assert read_wording([*planted, *shared]).above > 2
