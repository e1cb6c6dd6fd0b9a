"""The contents of the course: its parts and their pages, out of _toc.yml."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from prevention_cpd.book.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx_external_toc.api import Document, SiteMap


class Entry(NamedTuple):
    """A page in the contents, with the pages below it; without a docname a group of pages."""

    docname: str
    title: str
    pages: tuple[Entry, ...]
    #: Whether the outcomes and the quiz need it not, and whether a reader may well stop after it.
    further: bool = False
    last_of_sitting: bool = False


class Part(NamedTuple):
    """A part of the course."""

    #: Empty for pages that belong to no part.
    title: str
    pages: tuple[Entry, ...]

    @property
    def docnames(self) -> list[str]:
        """The pages of the part in reading order."""
        return [entry.docname for entry in walk(self.pages)]

    @property
    def module(self) -> str | None:
        """The id of the module that the part is; None for any other part."""
        folders = [docname.split("/") for docname in self.docnames]
        return next((names[1] for names in folders if names[0] == "modules" and len(names) > 2), None)

    @property
    def further(self) -> list[Entry]:
        """The pages that go further, under their short titles."""
        return [_short(entry) for entry in walk(self.pages) if entry.further]

    @property
    def sittings(self) -> list[list[Entry]]:
        """The core as its pages divide it, in reading order."""
        found: list[list[Entry]] = [[]]
        core = [entry for entry in walk(self.pages) if not entry.further]
        for entry in core:
            found[-1].append(entry)
            if entry.last_of_sitting and entry != core[-1]:
                found.append([])
        return found

    @property
    def menu(self) -> tuple[Entry, ...]:
        """The pages as a list of contents shows them: those that go further are one group."""
        found: list[Entry] = []
        for further, run in groupby(self.pages, lambda entry: entry.further):
            entries = tuple(run)
            found += [group(entries)] if further else entries
        return tuple(found)


class Neighbours(NamedTuple):
    """The pages that a page leads to."""

    before: str | None = None
    after: str | None = None
    #: After the last page of a core, the first one that goes further.
    beside: str | None = None


def walk(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield each page and the pages below it, in reading order."""
    for entry in entries:
        yield entry
        yield from walk(entry.pages)


def group(entries: Sequence[Entry]) -> Entry:
    """Return pages that go further as one entry, under their short titles."""
    title = strings("page")["further_pages"].format(n=len(entries))
    return Entry("", title, tuple(map(_short, entries)), further=True)


def _short(entry: Entry) -> Entry:
    """Return an entry without the words that its group says already."""
    title = entry.title.removeprefix(strings("page")["further_prefix"]).strip()
    return entry._replace(title=title[:1].upper() + title[1:])


def neighbours(order: Sequence[Entry], docname: str) -> Neighbours:
    """Return where a page leads: from core to core, so that nobody gets further by surprise.

    Args:
        order: all pages, in reading order.
        docname: one of them; any other page leads nowhere.
    """
    here = next((entry for entry in order if entry.docname == docname), None)
    if here is None:
        return Neighbours()
    way = [entry.docname for entry in order if here.further or not entry.further]
    at = way.index(docname)
    following = next((after for entry, after in pairwise(order) if entry is here), None)
    beside = following.docname if following and following.further and not here.further else None
    return Neighbours(way[at - 1] if at else None, next(iter(way[at + 1 :]), None), beside)


def parts(config: Config, env: BuildEnvironment) -> tuple[Part, ...]:
    """Return the parts of the course, with the titles of their pages as far as they have been read."""
    site: SiteMap = config.external_site_map
    return tuple(
        Part(tree.caption or "", _entries(site, env, tree.items))
        for tree in site.root.subtrees
        if _entries(site, env, tree.items)
    )


def _entries(site: SiteMap, env: BuildEnvironment, items: Iterable[object]) -> tuple[Entry, ...]:
    """Return the pages of a toctree; links to elsewhere have no place in the contents."""
    names = [str(item) for item in items if str(item) in site]
    return tuple(_entry(site, env, site[name]) for name in names)


def _entry(site: SiteMap, env: BuildEnvironment, document: Document) -> Entry:
    name = document.docname
    title = document.title or (env.titles[name].astext() if name in env.titles else name)
    below = [entry for tree in document.subtrees for entry in _entries(site, env, tree.items)]
    says = env.metadata[name]
    marks = {mark: str(says.get(mark)).lower() == "true" for mark in ("further", "last_of_sitting")}
    return Entry(name, title, tuple(below), **marks)
