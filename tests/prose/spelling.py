"""The words of the course's own texts, each with its file and line, and the spellings that are right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from spellchecker import SpellChecker

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
WORDS = Path(__file__).with_name("words.txt")

#: Keys whose values are for programs (ids, kinds, addresses, patterns) or name a place in a source.
MACHINE = {
    "acceptable",
    "activity",
    "best",
    "concepts",
    "correct",
    "direction",
    "email",
    "evidence",
    "fact",
    "facts",
    "id",
    "ids",
    "key",
    "kind",
    "language",
    "locator",
    "module",
    "patterns",
    "phone",
    "section",
    "sections",
    "sign",
    "source",
    "sources",
    "status",
    "strength",
    "tiers",
    "url",
    "use",
    "web",
}
#: Roles other than {term} show a number, a name or a source that stands elsewhere.
_NO_PROSE = (
    re.compile(r"\A---\n.*?\n---\n", re.DOTALL),
    re.compile(r"^(`{3,}|~{3,})(?:\{code-cell\}|\w*(?: \S+/\S+)?$).*?^\1\s*$", re.DOTALL | re.MULTILINE),
    re.compile(r"^\s*[`:~]{3,}.*$", re.MULTILINE),
    re.compile(r"^:[a-z-]+:", re.MULTILINE),
    re.compile(r"\{(?!term)[a-z:]+\}`[^`]*`"),
    re.compile(r"\{term\}|<[^>\n]*>(?=`)"),
    re.compile(r"(?<!\})`[^`\n]+`"),
    re.compile(r"\]\([^)\s]+\)"),
    re.compile(r"https?://\S+|\S+@\S+|<[^>\n]+>|&\w+;|\{\.?[\w-]+\}"),
    re.compile(
        r"\b(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|uk|de|au|ie|gov|eu|html|md|yml|ipynb|json|zip|txt)\b\S*"
    ),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly")


def texts() -> Iterator[tuple[Path, int, str]]:
    """Yield file, first line and text of everything that the course says in its own words."""
    for path in [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "index.md")]:
        yield path, 1, path.read_text(encoding="utf-8")
    for folder in ("modules", "reference"):
        for path in sorted((ROOT / folder).rglob("*.md")):
            yield path, 1, path.read_text(encoding="utf-8")
    data = [
        ROOT / "assets" / f"{name}.yml"
        for name in ("course", "evidence", "initiatives", "terminology", "jurisdictions")
    ]
    data += [*(ROOT / "modules").rglob("*.yml"), *(ROOT / "quizzes/banks").glob("*.yml")]
    data += [*(ROOT / "src").rglob("strings.yml"), *(ROOT / "src").rglob("words.yml")]
    for path in sorted(data):
        source = path.read_text(encoding="utf-8")
        for line, text in _strings(yaml.compose(source), source):
            yield path, line, text


def _strings(node: yaml.Node, source: str) -> Iterator[tuple[int, str]]:
    """Yield line and source of every text below a node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in MACHINE:
                yield from _strings(value, source)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _strings(value, source)
    elif node.tag.endswith(":str"):
        yield node.start_mark.line + 1, source[node.start_mark.index : node.end_mark.index]


def words() -> Iterator[tuple[Path, int, str]]:
    """Yield file, line and every word of these texts."""
    for path, first, text in texts():
        prose = text
        for pattern in _NO_PROSE:
            prose = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), prose)
        for number, line in enumerate(prose.split("\n"), first):
            for found in _WORD.finditer(line):
                yield path, number, found.group()


class Spelling:
    """English, and the words that the course adds to it."""

    def __init__(self) -> None:
        lines = WORDS.read_text(encoding="utf-8").splitlines()
        self.own = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
        self.folded = {word.casefold() for word in self.own if word.islower()}
        self.english = SpellChecker(language="en")

    def knows(self, word: str) -> bool:
        """Whether a word is right: a name of the list needs its capitals."""
        word = re.sub(r"['’]s?$", "", word.replace("’", "'")) or word
        if len(word) == 1 or word in self.own or word.casefold() in self.folded:
            return True
        if word.casefold() in self.english or _contraction(word, self.english):
            return True
        stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        return any(stem in self.own or stem.casefold() in self.folded for stem in stems)


def _contraction(word: str, english: SpellChecker) -> bool:
    """Whether it is like don't or they've."""
    base, mark, rest = word.casefold().partition("'")
    return bool(mark) and (
        f"{base}'{rest}" in english or (rest in {"ll", "ve", "re", "d", "t"} and base in english)
    )
