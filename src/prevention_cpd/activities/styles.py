"""The looks of the activities."""

from functools import cache
from pathlib import Path

from prevention_cpd.frontend import base_css


@cache
def css() -> str:
    """Give them, for ``_static/cpd-activities.css`` and for Jupyter."""
    folder = Path(__file__).parent
    names = ("activities.css", "activities-more.css")
    return base_css() + "".join((folder / name).read_text(encoding="utf-8") for name in names)
