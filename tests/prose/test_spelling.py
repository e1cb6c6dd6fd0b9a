"""The course's own texts are spelt right, and in British English."""

from __future__ import annotations

import re

import pytest
from prose.spelling import ROOT, Spelling, texts, words

#: American spellings, and what stands here instead. Not decided: practice and practise, judgment (of a court).
AMERICAN = {
    r"(?:behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum|vap|vig)or(?!i?ous|ar|at|if)\w*": "-our",
    r"\w*?(?<!s)(?<!se)(?<!pr)(?<!caps)iz(?:e[sd]?|ers?|ing|ations?|ational)": "-ise, -isation",
    r"(?:anal|paral|catal)yz\w+": "-yse",
    r"(?:cent|fib|lit|met|theat)er(?:s|ed)?": "-re",
    r"(?:def|off|pret)enses?": "-ce",
    r"licenses?": "licence (the verb licensed, licensing may stand)",
    r"programs?": "programme (a program runs on a computer)",
    r"(?:cancel|counsel|label|model|signal|travel|tunnel)(?:ed|ing|ors?|ers?)": "-ll-",
    r"(?:enroll|fulfill|instill)(?:s|ment|ments)?|(?:skill|will)ful(?:ly)?": "one l",
    r"(?:anesth|orthoped|pediatr|pedophil)\w+": "ae",
    r"skeptic\w*|gray\w*|gotten|airplanes?|aluminum|catalogs?|dialogs|mom": "the British word",
}
#: Official names and titles keep their spelling.
NAMES = (
    "National Center for Missing",
    "Moore Center for the Prevention of Child Sexual Abuse",
    "Moore Center",
    "World Health Organization",
    "Apache License",
)
#: Where a program is software.
SOFTWARE = {"reference/accessibility.md", "src/prevention_cpd/activities/strings.yml"}

_AMERICAN = re.compile(
    "|".join(rf"(?P<_{at}>\b(?:{form})\b)" for at, form in enumerate(AMERICAN)), re.IGNORECASE
)


def american(text: str, file: str = "") -> list[tuple[int, str, str]]:
    """Return offset, word and advice for each American spelling of a text."""
    for name in NAMES:
        text = text.replace(name, " " * len(name))
    text = re.sub(r"`[^`\n]*`|https?://\S+|\]\([^)\s]+\)", lambda found: " " * len(found.group()), text)
    advice = list(AMERICAN.values())
    return [
        (found.start(), found.group(), advice[int((found.lastgroup or "_0")[1:])])
        for found in _AMERICAN.finditer(text)
        if not (file in SOFTWARE and found.group().startswith("program"))
    ]


def test_every_word_is_known():
    """Each word of a page, an activity, a bank, a register or a list of strings is English or in words.txt."""
    spelling = Spelling()

    unknown = [
        f"{path.relative_to(ROOT)}:{line}: {word}" for path, line, word in words() if not spelling.knows(word)
    ]

    assert not unknown, "\n".join(
        ["words that neither the dictionary nor tests/prose/words.txt has:", *unknown]
    )


def test_no_american_spelling():
    """The course is written in British English, official names excepted."""
    found = [
        f"{path.relative_to(ROOT)}:{first + text.count(chr(10), 0, start)}: {word}: write {advice}"
        for path, first, text in texts()
        for start, word, advice in american(text, str(path.relative_to(ROOT)))
    ]

    assert not found, "\n".join(found)


def test_the_list_holds_what_is_needed():
    """Each word of the list stands in a text and not in the dictionary, once, and sorted within its group."""
    spelling = Spelling()
    used = {word.replace("’", "'").casefold() for _path, _line, word in words()}
    groups = (ROOT / "tests/prose/words.txt").read_text(encoding="utf-8").split("\n\n")
    listed = [[line for line in group.splitlines() if line and not line.startswith("#")] for group in groups]
    flat = [word for group in listed for word in group]

    assert [word for word in flat if word.casefold() in spelling.english] == []
    assert [word for word in flat if not any(form.startswith(word.casefold()) for form in used)] == []
    assert len(flat) == len(set(flat))
    assert listed == [sorted(group, key=lambda word: (word.casefold(), word)) for group in listed]


@pytest.mark.parametrize("word", ["reofending", "recieve", "csem", "ofcom", "behaviuor", "teh"])
def test_a_slip_is_found(word):
    """A misspelt word is unknown, and so is a name without its capitals."""
    assert not Spelling().knows(word)


@pytest.mark.parametrize(
    "word", ["Behaviour", "NCMEC’s", "PDFs", "don't", "police's", "offenders’", "programmes"]
)
def test_forms_of_a_known_word_are_known(word):
    """Capitals at the start, possessives, contractions and plurals need no entry of their own."""
    assert Spelling().knows(word)


AMERICAN_WORDS = """
behavior behavioral Color neighbors organize organizations prioritizing analyzed center offenses defense
license program counselor labeled traveling fulfill pedophile skeptical
"""
BRITISH_WORDS = """
honorary humorous laborious collaborate vigorous size seized prize capsized skilled installs installed
fulfilled licensed programme programmed labelled metre parameter
"""


@pytest.mark.parametrize("word", AMERICAN_WORDS.split())
def test_an_american_word_is_found(word):
    """The table knows the usual differences."""
    assert [found for _start, found, _advice in american(f"The {word} of it.")] == [word]


@pytest.mark.parametrize("word", BRITISH_WORDS.split())
def test_a_british_word_is_left_alone(word):
    """Words that only look American may stand."""
    assert american(f"The {word} of it.") == []


def test_official_names_keep_their_spelling():
    """A body spells its name as it likes; the same word elsewhere is found."""
    assert american("The World Health Organization has an organization.") == [
        (37, "organization", "-ise, -isation")
    ]
