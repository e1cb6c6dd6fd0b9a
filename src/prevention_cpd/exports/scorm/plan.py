"""What the launch page has to know of a compiled book: its parts in their order, and when it is complete."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

from prevention_cpd.activities import static

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.core.settings import Settings

_STATE = re.compile(r'<script type="[a-z/]+" class="cpd-state">(.*?)</script>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
#: The kinds of parts by the names that the rule in the course settings gives them.
_COUNTED = {"sections": "section", "activities": "activity", "practice": "practice"}
#: A title longer than this tells nothing more.
_LONGEST_TITLE = 250


@dataclass(frozen=True, slots=True)
class Section:
    """A page of a module."""

    module: str
    #: Its address below the book.
    page: str
    title: str


def sections(book: Path) -> tuple[Section, ...]:
    """Return the pages of all modules in reading order, from the contents of the first page."""
    first = BeautifulSoup((book / "index.html").read_text(encoding="utf-8"), "html.parser")
    return tuple(
        Section(str(part["data-cpd-part"]), str(link["href"]), link.get_text(" ", strip=True))
        for part in first.select("#cpd-contents details[data-cpd-part]")
        for link in part.select("a[href]")
    )


def plan(settings: Settings, book: Path, edition: str, module: str | None) -> dict[str, Any]:
    """Return the plan, as `js/launch.js` reads it.

    Args:
        settings: the course settings; `learning_platform` holds the rule.
        book: the folder of the compiled book.
        edition: `1.2` or `2004`.
        module: the module to count; None for all.
    """
    pages = [each for each in sections(book) if module in {None, each.module}]
    parts = list(_parts(book, pages))
    names = json.dumps([[part["key"], part["ids"]] for part in parts])
    return {
        "course": settings.id,
        "language": settings.language,
        "edition": edition,
        # The whole course opens at its first page, a module at its own.
        "start": pages[0].page if module else "index.html",
        # What is kept names parts by their place: it fits only a course with the same ones.
        "digest": hashlib.sha256(names.encode()).hexdigest()[:8],
        "rule": _rule(settings),
        "parts": parts,
    }


def _rule(settings: Settings) -> dict[str, Any]:
    stated = settings.fields.get("learning_platform", {})
    complete = {"sections": 1, **stated.get("complete", {})}
    return {
        "complete": {kind: complete.get(name, 0) for name, kind in _COUNTED.items()},
        "score": stated.get("score", "none"),
        "pass": stated.get("pass"),
    }


def _parts(book: Path, pages: list[Section]) -> Iterator[dict[str, Any]]:
    seen = set()
    for page in pages:
        text = (book / page.page).read_text(encoding="utf-8")
        for found in _STATE.finditer(text):
            state = static.state_of(found.group(1))
            if state["key"] not in seen:
                seen.add(state["key"])
                yield _part(state, page)


def _part(state: dict[str, Any], page: Section) -> dict[str, Any]:
    data = state["data"]
    kind = state["key"].partition(":")[0]
    question = data.get("question") if kind == "practice" else None
    title = question["stem"] if question else data.get("title") or page.title
    part = {
        "key": state["key"],
        "kind": kind,
        "title": _plain(page.title if kind in {"section", "reflection"} else title)[:_LONGEST_TITLE],
        "ids": list(dict.fromkeys(_ids(data))),
    }
    if question:
        part["question"] = {name: question[name] for name in ("id", "kind", "points")}
    return part


def _ids(data: Any) -> Iterator[str]:
    """Yield every id within the data of an activity: by these it keeps what a learner did."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        data = data.values()
    if not isinstance(data, str | int | float | None):
        for each in data:
            yield from _ids(each)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())
