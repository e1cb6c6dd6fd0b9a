"""The map of everything that can be done in the course, for "My progress"."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from prevention_cpd.activities import static
from prevention_cpd.book import activity_cache, contents, domain, registers
from prevention_cpd.book.domain import Kind

if TYPE_CHECKING:
    from prevention_cpd.book.deferred import Page

#: Pages below it can be marked as done.
MODULES = "modules/"


def course_map(page: Page) -> dict[str, Any]:
    """Return every module with all that can be done in it, in the shape that `static.progress` takes."""
    settings = registers.of(page.env).settings
    return {
        "title": escape(settings.title),
        "language": settings.language,
        "direction": settings.direction,
        "modules": [
            _module(page, part)
            for part in contents.parts(page.env.config, page.env)
            if _pages_of_module(part)
        ],
    }


def _pages_of_module(part: contents.Part) -> list[str]:
    return [docname for docname in part.docnames if docname.startswith(MODULES)]


def _module(page: Page, part: contents.Part) -> dict[str, Any]:
    docnames = _pages_of_module(part)
    module = registers.of(page.env).settings.module(docnames[0].split("/")[1])
    return {
        "title": escape(part.title),
        "minutes": module.minutes if module else None,
        "pages": [_page(page, docname) for docname in docnames],
    }


def _page(page: Page, docname: str) -> dict[str, Any]:
    uses = domain.of(page.env)
    return {
        "doc": docname,
        "title": escape(page.title(docname)),
        "href": page.uri(docname),
        "tick": True,
        "activities": [_activity(page, use.id) for use in uses.on_page(docname, Kind.ACTIVITY)],
        "practice": [use.id for use in uses.on_page(docname, Kind.PRACTICE)],
        "reflections": [
            {"id": use.id, "prompt": use.anchor} for use in uses.on_page(docname, Kind.REFLECTION)
        ],
    }


def _activity(page: Page, name: str) -> dict[str, Any]:
    instance = activity_cache.activity(page.env, name).instance
    entry: dict[str, Any] = {"id": name, "title": instance.data["title"]}
    if statements := static.statements_of(instance):
        entry["statements"] = statements
    if texts := static.own_texts_of(instance):
        entry["texts"] = texts
    return entry
