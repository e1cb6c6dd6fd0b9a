"""One page as a notebook: text in Markdown, activities as cells that carry what they need."""

from __future__ import annotations

import json
import re
from itertools import count
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING, Any

from prevention_cpd.book.editions import pages
from prevention_cpd.book.editions.markdown import Markdown
from prevention_cpd.book.strings import strings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from bs4.element import Tag

    from prevention_cpd.book.editions.pages import Page

    Cell = dict[str, Any]

# A raw string holds any JSON: three quotation marks never follow each other in it.
_CODE = '''\
# {comment}
import json

data = json.loads(r"""
{data}
""")
try:
    from prevention_cpd.activities import from_copy
except ImportError:  # {without}
    from IPython.display import HTML

    def from_copy(copy):
        return HTML(copy["face"])

from_copy(data)'''
#: Without a kernel's name JupyterLab would ask for one as soon as the notebook opens.
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
#: The headings that start a cell, with the mark of their place.
_SECTION = re.compile(r'(?:<a id="[^"]*"></a>\s+)?##? ')
_HREF = re.compile(r'href="([^"]+)"')
_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>')


def of(page: Page, source: Path, known: Collection[str]) -> str:
    """Return the notebook of a page as the text of its file.

    Args:
        page: the page.
        source: its compiled form.
        known: the pages that have a notebook; links to others become plain words.
    """
    article = pages.text_of(source)
    cells = list(_cells(page, article, _links(page, known)))
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}, "title": page.title}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cells(page: Page, article: Tag, link: Callable[[str], str | None]) -> Iterator[Cell]:
    """Yield a cell for each section and for each activity."""
    live = article.find("div", attrs={"data-cpd-module": True}) is not None
    order = count(1)
    text: list[str] = []
    for piece in [*Markdown(link).blocks(article), _around(page)]:
        if isinstance(piece, str) and not _SECTION.match(piece):
            text.append(piece)
            continue
        if text:
            yield _markdown(text)
        text = []
        if isinstance(piece, str):
            text = [piece, *_place(page, live=live)] if piece.startswith("# ") else [piece]
        else:
            yield _activity(piece, next(order), link)
    yield _markdown(text)


def _place(page: Page, *, live: bool) -> list[str]:
    """Say where the page stands, how long it takes, and how its activities come alive."""
    words = strings("notebook")
    says = [words["place"].format(part=page.part, n=page.place, all=page.places)] if page.part else []
    says += [words["minutes"].format(n=page.minutes)] if page.minutes else []
    says += [words["run"]] if live else []
    return [f"*{' '.join(says)}*"] if says else []


def _around(page: Page) -> str:
    """Return links to the notebooks before and after."""
    words = strings("notebook")
    links = [
        f"{words[name]} [{near.title}]({relpath(near.docname, dirname(page.docname) or '.')}.ipynb)"
        for name, near in (("before", page.before), ("after", page.after), ("beside", page.beside))
        if near
    ]
    return "---\n\n" + "  \n".join(links)


def _activity(tag: Tag, number: int, link: Callable[[str], str | None]) -> Cell:
    """Return the cell of an activity, run already: what it left behind is its readable face alone."""
    words = strings("notebook")
    live = pages.live(tag)
    record = {**_relinked(live.record, _within), "face": _relinked(live.record["face"], link)}
    code = _CODE.format(
        comment=words["comment"].format(title=" ".join(live.title.split())),
        data=json.dumps(record, ensure_ascii=False),
        without=words["without"],
    )
    face = {"text/html": f'<div class="cpd-fallback">{record["face"]}</div>', "text/plain": live.title}
    result = {"output_type": "execute_result", "data": face, "metadata": {}, "execution_count": number}
    return {
        "cell_type": "code",
        "source": code,
        "execution_count": number,
        "outputs": [result],
        "metadata": {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]},
    }


def _markdown(blocks: list[str]) -> Cell:
    return {"cell_type": "markdown", "source": "\n\n".join(blocks), "metadata": {}}


def _links(page: Page, known: Collection[str]) -> Callable[[str], str | None]:
    """Return what turns an address of the compiled page into one of its notebook."""

    def link(address: str) -> str | None:
        path, hash_sign, anchor = address.partition("#")
        if not path or ":" in path:
            return address
        if anchor.startswith("use-"):  # where a figure stands in running text, which Markdown cannot mark
            hash_sign = anchor = ""
        docname = normpath(join(dirname(page.docname), path)).removesuffix(".html")
        return f"{path.removesuffix('.html')}.ipynb{hash_sign}{anchor}" if docname in known else None

    return link


def _within(address: str) -> str | None:
    """Keep no link to another page: from a living activity JupyterLab looks in the wrong folder."""
    path = address.partition("#")[0]
    return address if not path or ":" in path else None


def _relinked(value: Any, link: Callable[[str], str | None]) -> Any:
    """Return the data of an activity with its links changed; what has no address becomes its words."""
    if isinstance(value, dict):
        return {
            key: (link(each) or "") if key == "href" else _relinked(each, link) for key, each in value.items()
        }
    if isinstance(value, list):
        return [_relinked(each, link) for each in value]
    if isinstance(value, str):
        value = _LINK.sub(lambda found: found[0] if link(found[1]) else f"“{found[2]}”", value)
        return _HREF.sub(lambda found: f'href="{link(found[1]) or "#"}"', value)
    return value
