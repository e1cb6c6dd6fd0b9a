"""The whole course as one tagged PDF: contents, page numbers, bookmarks, and the answers at the back."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.book.editions import pages
from prevention_cpd.book.editions.paper import Paper
from prevention_cpd.book.strings import strings
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.frontend import palette_css

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prevention_cpd.book.editions.pages import Page
    from prevention_cpd.core.settings import Settings

_TEMPLATE = Path(__file__).with_name("handbook.typ")
_COLOUR = re.compile(r"--cpd-(accent|soft|muted|hair): (#[0-9a-f]{6})")


def make(book: Path, course: Sequence[Page], settings: Settings) -> bytes:
    """Return the handbook as PDF/UA-1.

    Args:
        book: the folder of the compiled book.
        course: its pages, in reading order.
        settings: of the course.

    Raises:
        CourseError: when typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415  # an extra
    except ImportError:
        words = strings("handbook")
        problem = Problem(
            file=Path(sys.prefix),
            line=0,
            code=Code.FILE_MISSING,
            what=words["missing"],
            fix=words["missing_fix"],
        )
        raise CourseError([problem]) from None
    pdf = typst.compile(
        _TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps(contents(book, course, settings), ensure_ascii=False)},
        ignore_system_fonts=True,  # fonts of this machine would set other pages elsewhere
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(settings.revised).replace(tzinfo=UTC),
    )
    return bytes(pdf)


def contents(book: Path, course: Sequence[Page], settings: Settings) -> dict[str, Any]:
    """Return everything that the handbook says, for the template beside this file."""
    words = strings("handbook")
    texts = {page.docname: pages.text_of(book / f"{page.docname}.html") for page in course}
    shown = texts.get(settings.help_page or "")
    paper = Paper(settings.help_page, len(shown.select(".cpd-help-lines > li")) if shown else 0)
    parts, answers = [], []
    for title, members in groupby(course, key=lambda page: page.part):
        sheets = [
            {
                "label": page.docname,
                "title": page.listed,
                "minutes": strings("notebook")["minutes"].format(n=page.minutes) if page.minutes else "",
                "blocks": paper.page(page.docname, page.listed, texts[page.docname]),
            }
            for page in members
        ]
        parts.append({"title": title, "pages": sheets})
        found = [{"label": label, "title": name, "blocks": blocks} for label, name, blocks in paper.answers]
        answers += [{"title": title, "answers": found}] if found else []
        paper.answers.clear()
    front = [words["made"], words["offline"]]
    if licence := settings.text("licence"):
        front.append(f"{strings('page')['licence']} {licence}.")
    return {
        "title": settings.title,
        "short_title": settings.short_title,
        "provider": settings.text("provider.name") or "",
        "lang": settings.language,
        "direction": settings.direction,
        "look": dict(reversed(_COLOUR.findall(palette_css()))),
        "labels": sorted(paper.labels),
        "parts": parts,
        "answers": answers,
        "words": {
            **words,
            "edition": words["edition"].format(version=settings.version, revised=settings.revised),
            "front": front,
        },
    }
