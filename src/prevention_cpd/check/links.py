"""Links, images and the pages that the settings name lead somewhere, and images say what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from prevention_cpd.core import markup
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.core.yamlfile import Keys


def targets(course: Course) -> Iterator[Problem]:
    """Yield each relative link or image without a file behind it, and each image without a text."""
    for page in course.pages.values():
        for line, is_image, text, address in page.links():
            parts = urlsplit(address)
            if is_image and not text.strip():
                what, fix = f"the image '{address}' has no text", "Say in the square brackets what it shows"
                yield Problem(file=page.path, line=line, code=Code.BROKEN_LINK, what=what, fix=fix)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = (page.path.parent / parts.path).resolve()
            if not target.is_file() and not target.with_suffix(".md").is_file():
                what, fix = f"'{address}' leads nowhere", "Correct the path"
                yield Problem(file=page.path, line=line, code=Code.BROKEN_LINK, what=what, fix=fix)


def mentioned(course: Course) -> Iterator[Problem]:
    """Yield each page that {doc} names in an activity or a bank, and that is not in the contents."""
    for path in [*(file.path for file in course.activities), *course.tree.banks]:
        text = path.read_text(encoding="utf-8")
        for found in markup.ROLE.finditer(text):
            name = markup.target(found[2])
            if found[1] == "doc" and name not in course.pages:
                line = text.count("\n", 0, found.start()) + 1
                what, fix = f"_toc.yml has no page '{name}'", "Write {doc}`Title <path without its ending>`"
                yield Problem(file=path, line=line, code=Code.UNKNOWN_PAGE, what=what, fix=fix)


def pages(course: Course) -> Iterator[Problem]:
    """Yield each page of `pages` in the settings that the table of contents does not have."""
    foot = enumerate(course.settings.foot_pages)
    named: list[tuple[Keys, str | None]] = [(("pages", "foot", number), name) for number, name in foot]
    for keys, name in [(("pages", "help"), course.settings.help_page), *named]:
        if name and name not in course.pages:
            what, fix = f"_toc.yml has no page '{name}'", "Correct the path, or add the page to _toc.yml"
            yield course.settings.file.problem(Code.UNKNOWN_PAGE, what, fix, *keys)
