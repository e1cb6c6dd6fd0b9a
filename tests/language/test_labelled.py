"""How well the language check finds what it should: precision and recall on texts labelled by hand, by kind of text."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from prevention_cpd import language

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Labelled:
    """A text, its kind, the terms that should be found, and whether it is held out."""

    kind: str
    text: str
    finds: frozenset
    held_out: bool
    suffix: str = ""


def held_out(text):
    """Draw half of the texts by a rule that nobody can steer."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 1


def read(name):
    """Return the data of a file."""
    return yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))


SENTENCES = [
    Labelled("mixed", one["text"], frozenset(one["finds"]), half == "held-out")
    for half, sentences in read("sentences").items()
    for one in sentences
] + [
    Labelled(kind, text, frozenset(finds), held_out(text))
    for kind, sentences in read("by-kind").items()
    for text, *finds in sentences
]
DOCUMENTS = [
    Labelled(
        one["kind"], one["text"], frozenset(one["finds"]), held_out(one["text"]), one.get("suffix", ".txt")
    )
    for one in read("documents")
]
#: What was reached, in precision and recall. Nothing is tuned to please the held-out half.
REACHED = {
    ("sentences", False): (0.98, 0.98),
    ("sentences", True): (0.95, 0.91),
    ("documents", False): (0.98, 0.98),
    ("documents", True): (0.95, 0.95),
}


@pytest.fixture(scope="module")
def terminology():
    """Return the list of the course."""
    return language.load(ROOT / "assets" / "terminology.yml")


def found_in(labelled, terminology):
    """Return the ids of the terms that the check finds."""
    if not labelled.suffix:
        return {finding.term.id for finding in language.find_terms(labelled.text, terminology)}
    document = language.read_bytes(labelled.text.encode(), labelled.suffix)
    return {finding.term.id for finding in language.find_terms(document.text, terminology, document.marked)}


def counted(texts, terminology):
    """Count pairs of a text and a term by kind: rightly found, wrongly found, missed."""
    counts = {}
    for labelled in texts:
        found = found_in(labelled, terminology)
        count = counts.setdefault(labelled.kind, Counter())
        count.update(
            right=len(found & labelled.finds),
            wrong=len(found - labelled.finds),
            missed=len(labelled.finds - found),
        )
    return counts


def shares(count):
    """Return precision and recall; with nothing to find both are whole."""
    right = count["right"]
    return right / ((right + count["wrong"]) or 1) if right else 1.0 - bool(count["wrong"]), (
        right / ((right + count["missed"]) or 1) if right else 1.0 - bool(count["missed"])
    )


def test_the_set_is_as_large_and_varied_as_it_says(terminology):
    """It holds enough of each kind, no text twice, only known terms, and each term often enough."""
    times = Counter(name for labelled in SENTENCES for name in labelled.finds)
    texts = [labelled.text for labelled in SENTENCES + DOCUMENTS]
    kinds = Counter(labelled.kind for labelled in SENTENCES)

    assert len(set(texts)) == len(texts)
    assert len(SENTENCES) >= 500
    assert len(DOCUMENTS) >= 40
    assert {kind for kind, times in kinds.items() if times >= 30} == {
        "mixed", "report", "press release", "letter", "slide", "minutes", "social post",
    }  # fmt: skip
    assert min(Counter(labelled.kind for labelled in DOCUMENTS).values()) >= 6
    assert 0.4 < sum(labelled.held_out for labelled in SENTENCES) / len(SENTENCES) < 0.6
    assert set(times) <= {term.id for term in terminology.watched}
    for term in terminology.watched:
        assert times[term.id] >= (2 if term.status == "avoid" else 1), term.id


@pytest.mark.parametrize(("name", "held"), REACHED)
def test_precision_and_recall_are_kept(terminology, name, held, capsys):
    """Neither falls below what was reached; the figures are printed by kind."""
    texts = [one for one in (SENTENCES if name == "sentences" else DOCUMENTS) if one.held_out == held]

    counts = counted(texts, terminology)
    total = sum(counts.values(), Counter())

    with capsys.disabled():
        print(f"\nlanguage check, {'held-out' if held else 'tuning'} half, {len(texts)} {name}")  # noqa: T201
        for kind, count in {**counts, "all": total}.items():
            precision, recall = shares(count)
            told = f"right {count['right']}, wrong {count['wrong']}, missed {count['missed']}"
            print(f"  {kind:14} precision {precision:.3f}  recall {recall:.3f}  ({told})")  # noqa: T201
    precision, recall = shares(total)
    assert precision >= REACHED[name, held][0]
    assert recall >= REACHED[name, held][1]
