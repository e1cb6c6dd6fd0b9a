"""What a learner has answered in Jupyter, kept between visits in one file of the user's own folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from prevention_cpd.core.files import write_json

Answer = dict[str, Any]
#: Somebody else's large file under this name is not ours to read.
LARGEST = 16 * 1024 * 1024


def state_file() -> Path:
    """Name the file; it holds nothing but what the learner typed and ticked."""
    return user_data_path("prevention-cpd") / "state.json"


def records(course: str) -> dict[str, Answer]:
    """Give everything that is kept of a course, by key, for instance ``activity:terminology/opener``."""
    own = _read().get(course, {})
    if not isinstance(own, dict):
        return {}
    return {key: answer for key, answer in own.items() if isinstance(answer, dict)}


def keep(course: str, key: str, answer: Mapping[str, Any]) -> bool:
    """Keep one answer, or delete it when it is empty; tell whether the file could be written."""
    own = records(course)
    if answer:
        own[key] = dict(answer)
    else:
        own.pop(key, None)
    if not own:
        # Nothing is left to keep: after "forget everything" there is no file either.
        return forget(course)
    return _write(_read() | {course: own})


def forget(course: str | None = None) -> bool:
    """Delete what is kept of a course, or, without a course, the whole file."""
    everything = {} if course is None else {name: own for name, own in _read().items() if name != course}
    if everything:
        return _write(everything)
    try:
        state_file().unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _read() -> dict[str, Any]:
    """Read the file; a broken one counts as empty, for a learner's activity must open all the same."""
    path = state_file()
    try:
        if path.stat().st_size > LARGEST:
            return {}
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _write(data: Mapping[str, Any]) -> bool:
    """Write the file whole or not at all; tell whether that could be done."""
    path = state_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, data)
    except (OSError, ValueError):
        return False
    return True
