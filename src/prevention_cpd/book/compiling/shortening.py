"""Pages as short as they can be without a change to what a browser makes of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.jinja2glue import BuiltinTemplateLoader

from prevention_cpd.book.upstream import SPELT_OUT

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Where white space counts, and what is no markup.
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
#: A browser shows white space of any length as one space; one that may not break is none.
_INDENT = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def shortened(page: str) -> str:
    """Return HTML without indents, empty lines and attributes that say what goes without saying."""
    head, end, body = page.rpartition("</head>")
    parts = _KEPT.split(f"{SPELT_OUT.sub('', head)}{end}{body}")
    # The two groups of the pattern come along: what is kept, and its name.
    parts[::3] = [_INDENT.sub("\n", part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)


class ShortPages(BuiltinTemplateLoader):
    """Renders the templates of the theme, and shortens the pages."""

    def render(self, template: str, context: dict[str, object]) -> str:  # type: ignore[override]  # Sphinx says dict
        """Return one page."""
        page = super().render(template, context)
        return shortened(page) if template.endswith(".html") else page


def _bridge(_app: Sphinx, config: Config) -> None:
    config.template_bridge = f"{__name__}.{ShortPages.__name__}"


def setup(app: Sphinx) -> None:
    """Let Sphinx render with it."""
    app.connect("config-inited", _bridge)
