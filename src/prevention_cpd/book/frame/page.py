"""What the templates of the theme know about a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from prevention_cpd.book import domain, registers
from prevention_cpd.book.directives import begin, modules
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame import contents
from prevention_cpd.book.strings import strings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from prevention_cpd.core.settings import Module


class Heading(NamedTuple):
    """A section of a page."""

    title: str
    anchor: str


class Place(NamedTuple):
    """Where a page stands in the course."""

    #: The title of its part; empty for the start page.
    part: str = ""
    #: Its number among the core pages of its module, or among those that go further, from 1; else 0.
    place: int = 0
    places: int = 0
    #: Of each page of the module whether it goes further, and which of them this one is, from 0.
    way: tuple[bool, ...] = ()
    here: int = 0
    headings: tuple[Heading, ...] = ()
    #: The module that the page belongs to, and whether the page tells the minutes of all of it.
    module: Module | None = None
    begins: bool = False
    neighbours: contents.Neighbours = contents.Neighbours()
    #: The pages of the part that go further.
    further: tuple[contents.Entry, ...] = ()


def _context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Add the words of the frame, the course's settings, the contents and the page's place."""
    env = app.env
    if env is None or app.builder.format != "html":
        return
    course = registers.of(env).settings
    found = contents.parts(app.config, env)
    context["t"] = strings("page")
    context["course"] = {**course.fields, "id": course.id}
    context["cpd_docnames"] = env.found_docs
    context["cpd_contents"] = [
        {
            "title": part.title,
            "pages": part.menu,
            "open": pagename in part.docnames,
            "module": course.module(part.module or ""),
        }
        for part in found
    ]
    context["cpd_page"] = _place(env, found, pagename)
    context["cpd_titles"] = {name: title.astext() for name, title in env.titles.items()}
    context["cpd_help"] = course.help_page
    logo = course.text("provider.logo")
    context["cpd_logo"] = f"_static/{Path(logo).name}" if logo else None
    context["cpd_footer_links"] = [
        (name, env.titles[name].astext()) for name in course.foot_pages if name in env.titles
    ]


def _place(env: BuildEnvironment, found: tuple[contents.Part, ...], pagename: str) -> Place:
    headings = tuple(_headings(env, pagename)) if pagename in env.tocs else ()
    part = next((part for part in found if pagename in part.docnames), None)
    place = Place(headings=headings, neighbours=_neighbours(env, found, pagename))
    if part is None:
        return place
    if not pagename.startswith("modules/"):
        return place._replace(part=part.title)
    here = part.docnames.index(pagename)
    way = tuple(entry.further for entry in contents.walk(part.pages))
    return place._replace(
        part=part.title,
        place=way[: here + 1].count(way[here]),
        places=way.count(way[here]),
        way=way,
        here=here,
        module=registers.of(env).settings.module(part.module or ""),
        begins=begin.begins(env, pagename),
        further=tuple(part.further),
    )


def _neighbours(
    env: BuildEnvironment, found: tuple[contents.Part, ...], pagename: str
) -> contents.Neighbours:
    """Return where the page leads; an overview of the modules leads to each of them already."""
    if any(use.id == modules.NAME for use in domain.of(env).on_page(pagename, Kind.OVERVIEW)):
        return contents.Neighbours()
    root = contents.Entry(str(env.config.root_doc), "", ())
    return contents.neighbours(
        [root, *(each for part in found for each in contents.walk(part.pages))], pagename
    )


def _headings(env: BuildEnvironment, pagename: str) -> list[Heading]:
    """Return the sections of a page below its title; one alone needs no list."""
    top = next(iter(env.tocs[pagename].children), None)
    below = [child for child in getattr(top, "children", ()) if isinstance(child, nodes.bullet_list)]
    found = [
        Heading(link.astext(), link["anchorname"])
        for items in below
        for item in items
        if (link := next(item.findall(nodes.reference), None)) is not None
    ]
    return found if len(found) > 1 else []


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("html-page-context", _context)
