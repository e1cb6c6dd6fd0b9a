"""What runs in the reader's browser and is shared: controls of questions, scoring, saving, a page's host.

`esm` puts modules together. The words of the controls stand in `strings.yml`, no sentence of a course does.
"""

from prevention_cpd.core.strings import strings
from prevention_cpd.frontend.esm import FOLDER, compose, sources

__all__ = ["FOLDER", "base_css", "compose", "controls_words", "palette_css", "sources"]


def controls_words() -> dict[str, str]:
    """Give the words that the controls of a question need."""
    return dict(strings(__name__))


def base_css() -> str:
    """Give the looks that activities and the quiz have in common."""
    return (FOLDER / "base.css").read_text(encoding="utf-8")


def palette_css() -> str:
    """Give the colours of the course, for pages that are all ours; Jupyter has those of its theme."""
    return (FOLDER / "palette.css").read_text(encoding="utf-8")
