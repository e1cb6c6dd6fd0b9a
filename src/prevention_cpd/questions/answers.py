"""The file `answers.json`: a learner's answers, as data.

Reading it is reading a stranger's file: only a regular file is opened, only so
much of it is read, and nothing in it can raise. What cannot be read is told;
the answers that can be read still count.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: The name of the file, beside the notebook.
FILE = "answers.json"
SCHEMA = 1
#: The most that is read, in bytes.
LARGEST = 1024 * 1024
#: How deep lists and mappings may be nested; an answer needs two levels below its question.
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a learner's file holds."""

    #: The raw value of each question that was answered.
    values: dict[str, Any] = field(default_factory=dict)
    #: When each was saved: ISO 8601 with zone.
    saved_at: dict[str, str] = field(default_factory=dict)
    #: What could not be read, each as a sentence for the trainer.
    problems: tuple[str, ...] = ()


class _RefusedError(Exception):
    """The file as a whole is not read; the message says why."""


def read_answers(path: Path, quiz: str) -> Answers:
    """Read the answers of the assignment `quiz`; never raises for what the file holds or is.

    A missing file is no problem: nothing was answered.
    """
    try:
        return _parse(_load(_read_regular(path)), quiz)
    except FileNotFoundError:
        return Answers()
    except _RefusedError as error:
        why = str(error)
    except OSError as error:
        why = f"it cannot be opened ({error.strerror})"
    return Answers(problems=(f"{FILE} was not read: {why}.",))


def write_answers(path: Path, *, quiz: str, form: str, answers: dict[str, dict[str, Any]]) -> None:
    """Write the file whole or not at all.

    Args:
        path: where to; its folder must exist.
        quiz: the assignment.
        form: "A" or "B".
        answers: for each question `{"value": ..., "saved_at": ...}`.

    Raises:
        OSError: when it cannot be written; what stood there before is still whole.
    """
    data = {"schema": SCHEMA, "quiz": quiz, "form": form, "answers": answers}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE}-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            # Without this a power cut can leave an empty file under the final name.
            os.fsync(file.fileno())
        # mkstemp makes files that only their owner reads; a collected submission is read by the trainer.
        os.chmod(name, 0o644)  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def now() -> str:
    """Return the time as `saved_at` has it: ISO 8601, to the second, with the zone of this machine."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _read_regular(path: Path) -> bytes:
    """Return the bytes of a regular file; a link, pipe, device or folder is refused, not followed."""
    # A pipe would block an ordinary open for ever; the flags below make open() return at once.
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    if path.is_symlink():
        raise _RefusedError("it is a link, not a file")
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _RefusedError("it is not a regular file")
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise _RefusedError("it is larger than 1 MiB")
    return raw


def _depth(text: str) -> int:
    """Return how deep brackets are nested, without those in strings: the parser itself would recurse."""
    deepest = depth = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RefusedError("a name stands twice in it, so that it cannot be told which value counts")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _load(raw: bytes) -> Any:
    """Return the JSON data in the bytes."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _RefusedError("it is not UTF-8 text") from None
    if not text.strip():
        raise _RefusedError("it is empty")
    if _depth(text) > _DEEPEST:
        raise _RefusedError("it is nested too deeply")
    try:
        return json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except _RefusedError:
        raise
    except ValueError:
        raise _RefusedError("it is not valid JSON, or only part of it was saved") from None


def _parse(data: Any, quiz: str) -> Answers:
    """Take what can be read out of the file's data."""
    if (
        not isinstance(data, dict)
        or data.get("schema") != SCHEMA
        or not isinstance(data.get("answers"), dict)
    ):
        raise _RefusedError("it does not have the form that the quiz saves")
    if data.get("quiz") != quiz:
        raise _RefusedError("it belongs to another quiz")
    values: dict[str, Any] = {}
    saved_at: dict[str, str] = {}
    problems = []
    for name, entry in data["answers"].items():
        if not isinstance(entry, dict) or "value" not in entry:
            problems.append(f"The answer to '{name[:80]}' was not read: it has no value.")
            continue
        if not _is_text(json.dumps([name, entry["value"]], ensure_ascii=False)):
            problems.append("An answer was not read: it holds half of a character.")
            continue
        values[name] = entry["value"]
        if isinstance(entry.get("saved_at"), str):
            saved_at[name] = entry["saved_at"]
    return Answers(values=values, saved_at=saved_at, problems=tuple(problems))


def _is_text(text: str) -> bool:
    """Tell whether text can be written again: JSON lets half a surrogate pair through, UTF-8 does not."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
