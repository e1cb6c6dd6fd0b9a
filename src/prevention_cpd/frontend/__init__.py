"""What runs in the reader's browser and is shared: controls of questions, scoring, saving, a page's host.

`esm` puts modules together. The words of the controls stand in `strings.yml`, no sentence of a course does.
"""

from prevention_cpd.core.strings import strings
from prevention_cpd.frontend.esm import FOLDER, compose, sources

__all__ = ["FOLDER", "compose", "controls_words", "sources"]


def controls_words() -> dict[str, str]:
    """Give the words that the controls of a question need."""
    return dict(strings(__name__))
