"""The questions that a learner wants to look at again: a small file beside the answers.

It is no part of the work, so losing it must not matter: nothing here raises.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from prevention_cpd.core.files import write_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = ".flags.json"
_LARGEST = 100_000


def read(folder: Path, quiz: str, questions: Iterable[str]) -> list[str]:
    """Return the flagged questions, as far as they can be read and the quiz has them."""
    path = folder / FILE
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return []
        data = json.loads(path.read_bytes())
        return [name for name in questions if data["quiz"] == quiz and name in data["flags"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []


def write(folder: Path, quiz: str, flags: list[str]) -> None:
    """Keep the flags if that is possible."""
    with contextlib.suppress(OSError):
        write_json(folder / FILE, {"quiz": quiz, "flags": flags})
