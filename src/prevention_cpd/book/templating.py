"""HTML of the book's own parts, out of the templates beside this file; whatever is put in is escaped."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from prevention_cpd.book.deferred import html
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from docutils import nodes


def render(template: str, **values: object) -> nodes.raw:
    """Return a template of `book/templates`, filled, as a node.

    Args:
        template: its name without `.html.j2`.
        values: what it prints; `Markup` is HTML already, anything else is text.
    """
    return html(filled(template, **values))


def filled(template: str, **values: object) -> str:
    """Return the same as text."""
    return _templates().get_template(f"{template}.html.j2").render(values)


@functools.cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("prevention_cpd.book", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    templates.filters |= {"inline": inline, "digits": digits, "site": site, "whole": whole}
    return templates


def inline(text: str) -> Markup:
    """Return one paragraph of Markdown as HTML."""
    return Markup(markup.to_inline_html(text))  # noqa: S704  # the parser lets no HTML through


def whole(text: object) -> Markup:
    """Return a date that no line may break."""
    return Markup("<time>{}</time>").format(text)


def digits(phone: str) -> str:
    """Return a telephone number as an address takes it."""
    return re.sub(r"[^0-9+]", "", phone)


def site(address: str) -> str:
    """Return a web address as people say it."""
    return re.sub(r"^https?://(www\.)?|/$", "", address)
