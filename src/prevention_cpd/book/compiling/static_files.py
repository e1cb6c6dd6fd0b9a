"""Style sheets and scripts: what the book ships, and what it leaves out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.activities import static
from prevention_cpd.book import registers
from prevention_cpd.book.frame import contents, emblems
from prevention_cpd.book.upstream import UNUSED_FILES, lean
from prevention_cpd.frontend import palette_css

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

THEME = Path(__file__).parents[1] / "theme"
#: In assets/styles: the provider's own colours.
PROVIDER_STYLE = "course.css"
#: The contents of the course, once for all pages.
CONTENTS = "cpd-contents.js"
#: What brings activities to life.
LIVE = ("cpd-modules.js", "cpd-host.js")


def _builder(app: Sphinx) -> None:
    """Add the scripts of every page, and the provider's own style sheet where there is one."""
    if app.builder.format != "html":
        return
    app.config.html_static_path.append(str(_generated(app)))
    for name in (CONTENTS, "cpd-page.js", "cpd-notes.js", "cpd-paper.js", *LIVE):
        app.add_js_file(name, loading_method="defer")
    app.add_css_file("cpd-activities.css")
    data = registers.of(app.env)
    if logo := data.settings.text("provider.logo"):
        app.config.html_static_path.append(str(data.tree.root / logo))
    styles = data.tree.root / "assets" / "styles"
    if (styles / PROVIDER_STYLE).is_file():
        app.config.html_static_path.append(str(styles))
        app.add_css_file(PROVIDER_STYLE, priority=900)


def _generated(app: Sphinx) -> Path:
    """Write the files that the activities put together, and return their folder.

    The modules are in one plain script: a browser imports no module from a
    file:// address, and what one page has loaded the next one need not.
    """
    folder = _folder(app)
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "cpd-host.js": static.host_script(),
        "cpd-modules.js": static.modules_script(),
        "cpd-activities.css": static.css(),
        "cpd-palette.css": palette_css() + emblems.hues(registers.of(app.env).settings.modules),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _folder(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "cpd-static"


def _contents(app: Sphinx, env: BuildEnvironment) -> None:
    """Write the contents, now that all titles are known: of each page its name, title, pages below.

    A group of pages has no name.
    """
    if app.builder.format == "html":
        parts = [_named(part.menu) for part in contents.parts(app.config, env) if part.title]
        text = f"self.cpdContents = {json.dumps(parts, separators=(',', ':'))};\n"
        (_folder(app) / CONTENTS).write_text(text, encoding="utf-8")


def _named(entries: tuple[contents.Entry, ...]) -> list[list[Any]]:
    return [[entry.docname, entry.title, _named(entry.pages)] for entry in entries]


def _page(
    _app: Sphinx, name: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Leave out what nothing on the page uses, and what the layout says already."""
    # The search has no activity, and its own index to fetch.
    unused = (*UNUSED_FILES, *(LIVE if name == "search" else ()))

    def used(file: str) -> bool:
        return not any(Path(file).match(pattern) for pattern in unused)

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if used(str(file.filename))]
    context["metatags"] = ""
    if "body" in context:
        context["body"] = lean(context["body"])


def _finish(app: Sphinx, error: Exception | None) -> None:
    """Delete what no page uses."""
    if error is None and app.builder.format == "html":
        for pattern in UNUSED_FILES:
            for path in (Path(app.outdir) / "_static").glob(pattern):
                path.unlink()


def setup(app: Sphinx) -> None:
    """Register the theme and the events."""
    app.add_html_theme("cpd", str(THEME))
    app.connect("builder-inited", _builder)
    app.connect("env-updated", _contents)
    # After the others, so that it sees what they have added.
    app.connect("html-page-context", _page, priority=900)
    app.connect("build-finished", _finish, priority=900)
