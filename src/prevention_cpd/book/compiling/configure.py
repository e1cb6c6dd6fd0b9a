"""Turn assets/course.yml into settings of Sphinx, so that a provider changes one file only."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from prevention_cpd.book.registers import Registers
from prevention_cpd.book.upstream import allow_parallel
from prevention_cpd.core.problems import CourseError
from prevention_cpd.core.tree import Tree

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Settings that Jupyter Book hands to extensions that this book does not load.
#: Sphinx warns of a setting that nobody knows, so they are made known here.
OF_OTHERS = ("comments_config", "thebe_config", "intersphinx_mapping", "use_jupyterbook_latex")
#: What Sphinx would otherwise add to each page and the course does not want there.
FIXED: dict[str, Any] = {
    "html_theme": "cpd",
    "html_theme_options": {},
    "html_permalinks": False,  # a "¶" too small to hit, after each heading
    "html_copy_source": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_show_search_summary": False,  # would fetch pages, which a browser refuses on file://
    "pygments_style": "none",
    "numfig": False,
    "nb_ipywidgets_js": {},  # MyST-NB would load two scripts from public servers
    "nb_mime_priority_overrides": [["html", "text/html", 1]],
}


def today(config: Config) -> date:
    """Return the day of the build; the setting `cpd_today` lets a test choose it."""
    return date.fromisoformat(config.cpd_today) if config.cpd_today else date.today()  # noqa: DTZ011  # a date of the reader's calendar


def setup(app: Sphinx) -> None:
    """Register the settings and the event."""
    app.add_config_value("cpd_today", "", "", [str])
    # A new version of the package makes other pages out of the same sources.
    app.add_config_value("cpd_package", "", "env", [str])
    for name in OF_OTHERS:
        if name not in app.config:
            app.add_config_value(name, None, "")
    # Before the others: MyST-NB makes its own copy of the settings in this event.
    app.connect("config-inited", _apply, priority=100)
    app.connect("builder-inited", allow_parallel)
    app.connect("builder-inited", _kernels)


def _apply(app: Sphinx, config: Config) -> None:
    # The kernels that run a page's cells inherit it: activities then print a placeholder.
    os.environ["PREVENTION_CPD_STATIC"] = "1"
    for name, value in FIXED.items():
        config[name] = value
    config.cpd_package = _digest()
    registers = Registers(Tree(Path(app.srcdir)))
    try:
        settings = registers.settings
        # A mistake in a register stops the build here, once, with every place named.
        _ = (
            registers.facts,
            registers.references,
            registers.terms,
            registers.questions,
            registers.jurisdictions,
        )
    except CourseError as error:
        raise ExtensionError(f"The course cannot be built:\n{error}") from None
    config.project = settings.title
    config.html_title = settings.title
    config.html_short_title = settings.short_title
    config.version = config.release = settings.version
    config.author = settings.text("provider.name") or ""
    config.copyright = config.author
    # Sphinx knows its own few words in "en"; the pages declare the exact language.
    config.language = settings.language.partition("-")[0]


def _kernels(app: Sphinx) -> None:
    """Give the kernels of the book a profile of their own.

    What a person has set up for their own IPython changes no page, and ipykernel's
    note about its transport does not stand between the messages of the build.
    """
    profile = Path(app.doctreedir) / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text("c.IPKernelApp.log_level = 'ERROR'\n", encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(profile.parent)


def _digest() -> str:
    """Return a digest of the package's own code and data."""
    package = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".js", ".css", ".html", ".yml", ".json", ".svg", ".toml"}:
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
