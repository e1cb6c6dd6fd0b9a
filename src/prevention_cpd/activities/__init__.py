"""Activities: practice in the page and in the notebook. Nothing here counts for a grade.

In a notebook: ``activity("terminology/choose-the-term")``.
To delete everything that is kept on this computer: ``forget()``.
The book uses `prevention_cpd.activities.static`.
"""

from __future__ import annotations

import os
from html import escape
from typing import Any

__all__ = ["activity", "forget", "from_copy"]

#: Set by the book for its kernels: an activity then prints its id and nothing else.
STATIC = "PREVENTION_CPD_STATIC"


class _Shown:
    """Something that a notebook shows as HTML, and a terminal as text."""

    def __init__(self, html: str, text: str | None = None) -> None:
        self._html = html
        self._text = text

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return (
            {"text/html": self._html}
            if self._text is None
            else {"text/html": self._html, "text/plain": self._text}
        )

    def __repr__(self) -> str:
        return self._text or self._html


def activity(activity_id: str) -> Any:
    """Give the activity ``<module>/<name>``, ready to be shown as the last line of a cell.

    What is wrong with its data file is shown as a list of ``file:line: what``, not as a traceback.
    """
    if os.environ.get(STATIC):
        # Its id alone: a copy of its data would grow old in the book's cache.
        return _Shown(f'<div data-cpd-activity="{escape(activity_id)}"></div>')
    # Only here: a kernel that places activities needs none of it, and one that shows a copy little.
    from prevention_cpd.activities import compiled  # noqa: PLC0415
    from prevention_cpd.activities.widget import Activity  # noqa: PLC0415
    from prevention_cpd.core.problems import CourseError  # noqa: PLC0415
    from prevention_cpd.core.tree import find  # noqa: PLC0415

    try:
        tree = find()
    except CourseError as error:
        copy = compiled.read(activity_id, None)
        return Activity(copy) if copy else _told(error)
    if copy := compiled.read(activity_id, tree):
        return Activity(copy)
    from prevention_cpd.activities.loading import load  # noqa: PLC0415  # the checks, and all that they need

    try:
        instance = load(activity_id, tree)
    except CourseError as error:
        return _told(error)
    compiled.write(instance, tree)
    return Activity(instance)


def from_copy(copy: dict[str, Any]) -> Any:
    """Give an activity from the copy that a notebook of the course carries, wherever the notebook lies.

    Args:
        copy: ``kind``, ``course``, ``key``, ``data``, ``strings``, ``face``. Of a kind that this version of
            the package does not know, the readable ``face`` is shown.
    """
    from prevention_cpd.activities.compiled import Compiled  # noqa: PLC0415  # as above
    from prevention_cpd.activities.widget import Activity  # noqa: PLC0415

    try:
        return Activity(Compiled(**copy))
    except (KeyError, TypeError):
        return _Shown(copy["face"])


def _told(error: Exception) -> _Shown:
    return _Shown(f"<pre>{escape(str(error))}</pre>", str(error))


def forget() -> None:
    """Delete every answer, reflection and progress that Jupyter keeps for you, of every course."""
    from prevention_cpd.activities import store  # noqa: PLC0415  # see above

    store.forget()
