"""The map of everything that can be done in the course, for "My progress"."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from prevention_cpd.activities import static
from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities import activity_cache
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents
from prevention_cpd.core.studytime import count

if TYPE_CHECKING:
    from prevention_cpd.book.deferred import Page

#: Pages below it can be marked as done.
MODULES = "modules/"
#: Where the number of words to read stands in a page's metadata.
WORDS = "cpd_words"


def course_map(page: Page) -> dict[str, Any]:
    """Return every module with all that can be done in it, in the shape that `static.progress` takes."""
    settings = registers.of(page.env).settings
    return {
        "title": settings.title,
        "version": settings.version,
        "provider": settings.text("provider.name"),
        "method": settings.text("study_time.method") or "",
        "language": settings.language,
        "direction": settings.direction,
        "per_practice": _minutes(page, practice=1),
        "per_reflection": _minutes(page, reflections=1),
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
    return {"title": escape(part.title), "pages": [_page(page, docname) for docname in docnames]}


def _page(page: Page, docname: str) -> dict[str, Any]:
    uses = domain.of(page.env)
    return {
        "doc": docname,
        "title": escape(page.title(docname)),
        "href": page.uri(docname),
        "tick": True,
        "minutes": _minutes(page, words=page.env.metadata[docname].get(WORDS, 0)),
        "activities": [_activity(page, use.id) for use in uses.on_page(docname, Kind.ACTIVITY)],
        "practice": [use.id for use in uses.on_page(docname, Kind.PRACTICE)],
        "reflections": [
            {"id": use.id, "prompt": use.anchor} for use in uses.on_page(docname, Kind.REFLECTION)
        ],
    }


def _activity(page: Page, name: str) -> dict[str, Any]:
    instance, minutes, _ = activity_cache.activity(page.env, name)
    entry: dict[str, Any] = {
        "id": name,
        "kind": instance.kind,
        "title": instance.data["title"],
        "minutes": round(minutes, 1),
        "private": bool(instance.data.get("private")),
    }
    if statements := static.statements_of(instance):
        entry["statements"] = statements
    if texts := static.own_texts_of(instance):
        entry["texts"] = texts
    return entry


def _minutes(page: Page, *, words: int = 0, practice: int = 0, reflections: int = 0) -> float:
    """Return the minutes of one part, to a tenth."""
    method = registers.of(page.env).settings.study_time
    counted = count(method, words=words, activities=0, practice=practice, reflections=reflections)
    return round(counted, 1)
