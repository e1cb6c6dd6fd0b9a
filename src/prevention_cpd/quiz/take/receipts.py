"""The file `receipt.json`: what the learner has handed in, beside the answers.

It is the learner's own note. The trainer never believes it: the code is
computed anew from the answers that came in.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.files import write_json

if TYPE_CHECKING:
    from pathlib import Path

FILE = "receipt.json"
SCHEMA = 1
#: More than any learner hands in; a larger file is not read.
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """One time that the quiz was handed in."""

    code: str
    #: ISO 8601 with zone.
    at: str
    #: The version of the questions.
    version: str = ""
    answered: int = 0
    total: int = 0
    late: bool = False
    #: The receipt of the hand-in that this one stands in for; empty for the first.
    replaces: str = ""
    course: str = ""
    #: The folder in the exchange; empty where the exchange has none.
    folder: str = ""
    #: When it was taken back; empty while it counts.
    taken_back: str = ""


def read(folder: Path, quiz: str) -> tuple[HandIn, ...]:
    """Return every hand-in of the quiz, the oldest first; what cannot be read is left out, nothing raises."""
    path = folder / FILE
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return ()
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    if not isinstance(data, dict) or data.get("quiz") != quiz or not isinstance(data.get("hand_ins"), list):
        return ()
    return hand_ins(data["hand_ins"])


def hand_ins(raw: Any) -> tuple[HandIn, ...]:
    """Return the hand-ins in a list of data; what is none is left out, nothing raises."""
    return tuple(found for each in raw if (found := _hand_in(each))) if isinstance(raw, list) else ()


def same(first: HandIn, second: HandIn) -> bool:
    """Tell whether two are one and the same hand-in, taken back or not."""
    return _key(first) == _key(second)


def merged(kept: tuple[HandIn, ...], known: tuple[HandIn, ...]) -> tuple[HandIn, ...]:
    """Return what the file holds and what a page remembers, the oldest first.

    The file lacks what could not be written; what is taken back in one of them is taken back.
    """
    found = {_key(each): each for each in kept}
    missing = [each for each in known if _key(each) not in found]
    found |= {_key(each): each for each in known if each.taken_back or each in missing}
    found |= {_key(each): each for each in kept if each.taken_back}
    return tuple(sorted(found.values(), key=_time) if missing else found.values())


def write(folder: Path, quiz: str, hand_ins: tuple[HandIn, ...]) -> None:
    """Write all hand-ins, whole or not at all; a file that cannot be read is kept under another name.

    Raises:
        OSError: when it cannot be written; what stood there before is still whole.
    """
    path = folder / FILE
    if (path.exists() or path.is_symlink()) and not read(folder, quiz):
        path.rename(_free_name(folder))
    data = {"schema": SCHEMA, "quiz": quiz, "hand_ins": [asdict(each) for each in hand_ins]}
    write_json(path, data)


def counting(hand_ins: tuple[HandIn, ...]) -> tuple[HandIn, ...]:
    """Return those that were not taken back."""
    return tuple(each for each in hand_ins if not each.taken_back)


def past(deadline: str | None, time: str) -> bool:
    """Tell whether a time lies after the deadline; both ISO 8601 with zone. Without a deadline none does."""
    if not deadline:
        return False
    try:
        return datetime.fromisoformat(time) > datetime.fromisoformat(deadline)
    except (TypeError, ValueError):
        return False


def _key(each: HandIn) -> tuple[str, str, str]:
    return each.at, each.code, each.folder


def _time(each: HandIn) -> float:
    try:
        return datetime.fromisoformat(each.at).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _hand_in(raw: Any) -> HandIn | None:
    """Read one entry; None where code or time are missing or anything has another type."""
    if not isinstance(raw, dict) or not raw.get("code") or not raw.get("at"):
        return None
    known = {field.name: raw[field.name] for field in fields(HandIn) if field.name in raw}
    kinds = {"answered": int, "total": int, "late": bool}
    if not all(type(value) is kinds.get(name, str) for name, value in known.items()):
        return None
    return HandIn(**known)


def _free_name(folder: Path) -> Path:
    number = 1
    while (folder / f"receipt-unreadable-{number}.json").exists():
        number += 1
    return folder / f"receipt-unreadable-{number}.json"
