"""The looks of the activities."""

from functools import cache
from pathlib import Path


@cache
def css() -> str:
    """Give them, for ``_static/cpd-activities.css`` and for Jupyter."""
    folder = Path(__file__).parent
    names = ("activities.css", "activities-more.css")
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)
