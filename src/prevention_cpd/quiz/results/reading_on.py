"""The pages of the course that feedback names: titles in its file, links where a host has the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.quiz.escape import as_text

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = re.compile(r"[\w-]+(?:/[\w-]+)*", re.ASCII)
_NAMED = re.compile(rf'<span data-page="({_PAGE.pattern})">(.*?)</span>'.encode())


def named(page: str, title: str) -> str:
    """Return the title of a page as HTML that remembers which page it is.

    Args:
        page: its path in the course without the ending, such as `modules/risk/base-rates`.
        title: its title, as plain text.
    """
    shown = as_text(title)
    return f'<span data-page="{page}">{shown}</span>' if _PAGE.fullmatch(page) else shown


def linked(html: bytes, address: Callable[[str], str | None]) -> bytes:
    """Return a feedback page with links to the pages that it names.

    Args:
        html: the page, as it was written down.
        address: gives the address of a page, escaped for HTML; None leaves its title without a link.
    """

    def link(found: re.Match[bytes]) -> bytes:
        to = address(found[1].decode())
        return b'<a href="%s">%s</a>' % (to.encode(), found[2]) if to else found[2]

    return _NAMED.sub(link, html)
