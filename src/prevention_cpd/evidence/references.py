"""The sources in `assets/references.bib`, as short labels and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pybtex.database
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.readonce import read_once
from prevention_cpd.core.yamlfile import read_text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One source."""

    key: str
    #: "Dombert et al.", "NCA".
    authors: str
    year: str
    title: str
    url: str | None

    @property
    def label(self) -> str:
        """What stands in brackets after a figure: `NCA, 2019`."""
        return f"{self.authors}, {self.year}"


class References(Mapping[str, Reference]):
    """The sources by key."""

    def __init__(self, path: Path, found: Mapping[str, Reference]) -> None:
        self.path = path
        self._found = dict(found)

    def __getitem__(self, key: str) -> Reference:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@read_once
def load(path: Path) -> References:
    """Read the sources.

    Raises:
        CourseError: when the file is missing or is not BibTeX.
    """
    text = read_text(path)
    try:
        data = pybtex.database.parse_string(text, "bibtex")
    except PybtexError as error:
        line = getattr(error, "lineno", None) or 0
        what = f"this is not valid BibTeX: {error}"
        fix = "Check the braces and commas of the entry"
        raise CourseError(
            [Problem(file=path, line=line, code=Code.BIBTEX_SYNTAX, what=what, fix=fix)]
        ) from None
    return References(path, {key: _reference(key, entry) for key, entry in data.entries.items()})


def _reference(key: str, entry: pybtex.database.Entry) -> Reference:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_plain(" ".join([*person.prelast_names, *person.last_names])) for person in people]
    # An organisation with a long name gives its abbreviation in `shortauthor`.
    short = entry.fields.get("shortauthor")
    return Reference(
        key=key,
        authors=_plain(short) if short else _listed(names),
        year=entry.fields.get("year", "no date"),
        title=_plain(entry.fields.get("title", "")),
        url=entry.fields.get("url"),
    )


def _listed(names: list[str]) -> str:
    match names:
        case []:
            return "No author"
        case [one]:
            return one
        case [one, two]:
            return f"{one} and {two}"
        case [first, *_]:
            return f"{first} et al."
    raise AssertionError(names)


def _plain(latex: str) -> str:
    # Reading TeX takes 5 ms a text, and most texts have no command in them.
    if "\\" not in latex:
        return " ".join(latex.replace("{", "").replace("}", "").split())
    return re.sub(r"\s+", " ", str(Text.from_latex(latex).render_as("text"))).strip()
