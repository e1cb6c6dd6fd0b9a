"""A compiled copy of an activity: everything that a kernel shows, so that it starts without parsing a course.

It is written when an activity has been loaded with all its checks, and holds for as long as no file behind it
changes. A copy under ``activities/`` beside a notebook that left the course holds for ever.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prevention_cpd.activities.instance import Instance
    from prevention_cpd.core.tree import Tree

SCHEMA = 1


class Compiled(NamedTuple):
    """What `widget.Activity` needs, as `instance.Instance` has it."""

    kind: str
    course: str
    key: str
    data: dict[str, Any]
    strings: dict[str, Any]
    face: str


def write(instance: Instance, tree: Tree) -> None:
    """Keep a copy for the next kernel; where nothing can be written, nothing is."""
    copy = Compiled(
        instance.kind, instance.course, instance.key, instance.data, instance.strings, instance.face
    )
    own = Path(__file__).parent.rglob("*.*")
    record = {"schema": SCHEMA, "versions": _versions([*instance.files, *own]), **copy._asdict()}
    path = _place(tree.root / "_build", instance.id)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def read(activity_id: str, tree: Tree | None) -> Compiled | None:
    """Give the copy of an activity, or None when there is none that still holds.

    Args:
        activity_id: ``<module>/<name>``.
        tree: the course; None looks beside the notebook.
    """
    path = _place(tree.root / "_build" if tree else Path.cwd(), activity_id)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        versions = record["versions"]
        if record["schema"] != SCHEMA or (tree and _versions(map(Path, versions)) != versions):
            return None
        return Compiled(**{name: record[name] for name in Compiled._fields})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _place(folder: Path, activity_id: str) -> Path:
    return folder / "activities" / f"{activity_id}.json"


def _versions(files: Iterable[Path]) -> dict[str, list[int]]:
    """Give size and time of each file; of one that is gone, nothing."""
    found = {}
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            state = path.stat()
            found[str(path)] = [state.st_size, state.st_mtime_ns]
    return found
