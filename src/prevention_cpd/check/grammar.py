"""A key must not be guessed from the form of the options: full stop, capital, article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.check.banks import problem
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.check.course import Course

#: Quotation marks, brackets and emphasis, which stand around a sentence and say nothing of its form.
_AROUND = " \t\n\"'“”‘’()[]*_`"
#: A stem that breaks off after an article, for the option to go on.
_ARTICLE = re.compile(r"\b(an?)\s*(?::|…|\.\.\.)?\s*\Z", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{2,}s?\b")
#: Letters whose names start with a vowel.
_SPELT_VOWELS = "AEFHILMNORSX"
#: Words that are written with a vowel and spoken with a consonant, and the other way round.
_SPOKEN_CONSONANT = re.compile(r"(one\b|once\b|eu|ub|uni|usa|use|usu|ut[ei])", re.IGNORECASE)
_SPOKEN_VOWEL = re.compile(r"(heir|honest|honou?r|hour)", re.IGNORECASE)


def form(course: Course) -> Iterator[Problem]:
    """Yield single questions whose right option alone has a form that every wrong one lacks."""
    for question in course.questions:
        right = [option.text for option in question.options if option.correct]
        wrong = [option.text for option in question.options if not option.correct]
        if question.kind == "single" and right and len(wrong) > 1:
            for said, fix in _cues(question.stem, right[0], wrong):
                yield problem(question, Code.CUE, f"{question.id}: only the right option {said}", fix)


def _cues(stem: str, right: str, wrong: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what only the right option does, and how to mend it."""
    if _alone(_stopped, right, wrong):
        what = "ends with a full stop" if _stopped(right) else "ends without a full stop"
        yield what, "End all options alike"
    if _alone(_capital, right, wrong):
        what = "starts with a capital" if _capital(right) else "starts with a small letter"
        yield what, "Start all options alike"
    article = _ARTICLE.search(stem.rstrip(_AROUND))
    # A right option that disagrees is a slip; only one that agrees is pointed at.
    if article and _alone(_vowel, right, wrong) and _vowel(right) == (article.group(1).lower() == "an"):
        what = f"agrees with the “{article.group(1)}” at the end of the stem"
        yield what, "Move the article from the stem to the options"


def _alone(tell: Callable[[str], bool | None], right: str, wrong: list[str]) -> bool:
    """Tell whether the right option differs in this from every wrong one."""
    here = tell(right)
    return here is not None and {tell(text) for text in wrong} == {not here}


def _stopped(text: str) -> bool:
    """Tell whether a text ends as a sentence does; a question mark does for a full stop."""
    return text.rstrip(_AROUND).endswith((".", "?", "!"))


def _capital(text: str) -> bool | None:
    """Tell whether a text starts with a capital; None where it starts with a figure or a role."""
    bare = text.lstrip(_AROUND)
    return bare[0].isupper() if bare and bare[0].isalpha() else None


def _vowel(text: str) -> bool | None:
    """Tell whether a text is spoken with a vowel first; None where it does not start with a letter."""
    bare = text.lstrip(_AROUND)
    if not bare or not bare[0].isalpha():
        return None
    if _ABBREVIATION.match(bare):
        return bare[0] in _SPELT_VOWELS
    if _SPOKEN_CONSONANT.match(bare):
        return False
    return bare[0].lower() in "aeiou" or bool(_SPOKEN_VOWEL.match(bare))
