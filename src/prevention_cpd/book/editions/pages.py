"""The pages of the book as other editions read them: in order, without what works in a browser only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from prevention_cpd.activities import static
from prevention_cpd.book.directives import begin
from prevention_cpd.book.editions.drawings import as_images
from prevention_cpd.book.frame import contents, studytime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4.element import PageElement
    from sphinx.application import Sphinx

_START, _END = '<article class="cpd-text">', "</article>"
#: Controls of the page, and ways back that paper and notebooks do not have.
_CONTROLS = frozenset({"form", "button", "noscript"})
_BROWSER_ONLY = frozenset(
    {"cpd-needs-script", "cpd-failed", "cpd-back", "cpd-column", "cpd-notes", "cpd-emblem"}
    | {"cpd-start", "cpd-jump", "cpd-card-go"}
    | {"toctree-wrapper", "cpd-activity-section-done"}
)
#: What runs on in a line.
_INLINE = frozenset(
    {"a", "abbr", "b", "br", "cite", "code", "em", "i", "mark", "q"}
    | {"s", "small", "span", "strong", "sub", "sup"}
)
#: What stands in a box.
BOXES = frozenset({"admonition", "cpd-panel"})


class Neighbour(NamedTuple):
    """The page before or after."""

    docname: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its place in the course."""

    docname: str
    title: str
    #: The title under which the contents list it.
    listed: str
    #: The title of its part; empty for the start page.
    part: str
    #: Its number within the part, from 1.
    place: int
    places: int
    #: Minutes to study it; 0 where they are not counted, or where the page tells those of its module.
    minutes: int
    before: Neighbour | None
    after: Neighbour | None
    #: After the last page of a core, the first one that goes further.
    beside: Neighbour | None


class Live(NamedTuple):
    """An activity of a page: what `prevention_cpd.activities.from_copy` takes."""

    record: dict[str, object]
    title: str


def of(app: Sphinx) -> tuple[Page, ...]:
    """Return the pages of the course in reading order, but for those that work in a browser only."""
    env = app.env
    root = str(app.config.root_doc)
    places = [("", 1, 1, contents.Entry(root, env.titles[root].astext(), ()))]
    for part in contents.parts(app.config, env):
        entries = list(contents.walk(part.pages))
        places += [(part.title, number, len(entries), entry) for number, entry in enumerate(entries, start=1)]
    book = Path(app.outdir)
    places = [place for place in places if can_leave((book / f"{place[-1].docname}.html").read_text("utf-8"))]
    order = [entry for *_, entry in places]

    def near(name: str | None) -> Neighbour | None:
        return Neighbour(name, env.titles[name].astext()) if name else None

    return tuple(
        Page(
            docname=entry.docname,
            title=env.titles[entry.docname].astext(),
            listed=entry.title,
            part=part_title,
            place=number,
            places=count,
            minutes=0
            if begin.begins(env, entry.docname)
            else int(env.metadata[entry.docname].get(studytime.KEY, 0)),
            **{
                where: near(name)
                for where, name in contents.neighbours(order, entry.docname)._asdict().items()
            },
        )
        for part_title, number, count, entry in places
    )


def text_of(path: Path) -> Tag:
    """Return the text of a compiled page as a tree, without what works in a browser only."""
    source = path.read_text(encoding="utf-8")
    start = source.index(_START)
    html = as_images(source[start : source.index(_END, start)])
    # Classes stay one string: splitting them all takes longer than reading the page.
    article = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    for element in [each for each in article.descendants if isinstance(each, Tag)]:
        if element.decomposed:
            continue
        if element.name in _CONTROLS or not _BROWSER_ONLY.isdisjoint(classes(element)):
            element.decompose()
    return article


def classes(tag: Tag) -> list[str]:
    """Return the classes of an element."""
    return str(tag.attrs.get("class", "")).split()


def is_title(tag: Tag) -> bool:
    """Whether a paragraph is the title of a box, an activity or a part that folds."""
    return tag.name == "summary" or any(name.endswith("-title") for name in classes(tag))


def runs(parent: Tag) -> Iterator[Tag | list[PageElement]]:
    """Yield each block of an element, and what runs on in a line between two of them as one list."""
    run: list[PageElement] = []
    for child in parent.children:
        if isinstance(child, Tag) and child.name not in _INLINE:
            yield run
            run = []
            yield child
        else:
            run.append(child)
    yield run


def live(activity: Tag) -> Live:
    """Return the activity that an element of a page holds."""
    state = activity.select_one("script.cpd-state")
    face = activity.select_one("div.cpd-fallback")
    if state is None or face is None:
        raise ValueError(
            f"the activity {activity['data-cpd-activity']} has lost its data or its readable face"
        )
    record = {
        "kind": activity["data-cpd-module"],
        **static.state_of(state.text),
        "face": face.decode_contents(),
    }
    title = face.find("p", class_="cpd-title")
    return Live(record, title.get_text(" ", strip=True) if title else "")


def can_leave(html: str) -> bool:
    """Whether a page says something outside the browser: the page on a reader's progress does not."""
    return 'data-cpd-module="progress"' not in html
