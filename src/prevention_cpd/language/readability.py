"""How hard a text is to read, counted from the length of its sentences and words.

Flesch reading ease: R. Flesch, "A new readability yardstick", Journal of Applied
Psychology 32 (1948), 221-233. About 60 to 70 is plain English; higher is easier.

Flesch-Kincaid grade: J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom,
"Derivation of new readability formulas for Navy enlisted personnel", Research Branch
Report 8-75 (1975). It names the year of an American school that the text suits.

Both see length only. They know nothing of sense, order or layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Shorter texts give a chance figure; Flesch took samples of this length.
FEWEST_WORDS = 100

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=[\s\"'”’)\]*]|$)|\n")
_VOWELS = re.compile(r"[aeiouyé]+")
_ENDINGS = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
#: Endings of `_ENDINGS` that are spoken: table, wanted, houses.
_SPOKEN = re.compile(r"(?:[^aeiouy]les?|[td]ed|(?:[sxz]|[cs]h|c|g)es)$")
#: Vowels side by side that are spoken apart: being, material, client; but not nation, friend.
_APART = re.compile(r"[aeiouy]ing$|(?<![tcsg])(?<!fr)i(?:[ao](?!u)|en)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The counts of a text."""

    words: int
    sentences: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        """The mean length of a sentence."""
        return self.words / self.sentences

    @property
    def ease(self) -> float:
        """The Flesch reading ease."""
        return 206.835 - 1.015 * self.words_a_sentence - 84.6 * self.syllables / self.words

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade."""
        return 0.39 * self.words_a_sentence + 11.8 * self.syllables / self.words - 15.59


def measure(text: str) -> Reading | None:
    """Return the counts of a plain text, or None when it is too short to say anything.

    A sentence ends with a full stop, a question or exclamation mark, a colon or a line break.
    Hyphens part words.
    """
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    return Reading(words=len(words), sentences=len(sentences), syllables=sum(map(syllables, words)))


def syllables(word: str) -> int:
    """Return about how many syllables a word has.

    Each run of vowels is one, or two where it is spoken apart, without a silent e, es or ed at
    the end; each digit is one, and each letter of an abbreviation in capitals.
    English has exceptions that this does not know.
    """
    plain = re.sub(r"['’]\w*$", "", word)
    if digits := sum(character.isdigit() for character in plain):
        return digits
    if 1 < len(plain) <= 5 and plain.isupper():
        return len(plain)
    plain = plain.casefold()
    count = len(_VOWELS.findall(plain)) + len(_APART.findall(plain))
    if _ENDINGS.search(plain) and not _SPOKEN.search(plain):
        count -= 1
    return max(1, count)
