"""The file `answers.json`: a learner's answers, as data.

Reading it is reading a stranger's file: only a regular file is opened, only so
much of it is read, and nothing in it can raise. What cannot be read is told;
the answers that can be read still count.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.files import write_json
from prevention_cpd.questions.regular import RefusedError, read_regular

if TYPE_CHECKING:
    from pathlib import Path

#: The name of the file, beside the notebook.
FILE = "answers.json"
SCHEMA = 1
#: The most that is read, in bytes.
LARGEST = 1024 * 1024
#: How deep lists and mappings of an answer may be nested; it needs two levels.
_DEEPEST = 12
#: And how many parts it may have; it needs some twenty.
_MOST_PARTS = 2000
#: Longer numbers stay text: no answer needs them, and not every program can write them again.
_LONGEST_INTEGER = 300
#: The longest time that is kept, in characters.
_LONGEST_TIME = 40
#: How many problems are told, and how much of a name.
_MOST_TOLD, _LONGEST_TOLD = 20, 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a learner's file holds."""

    #: The raw value of each question that was answered.
    values: dict[str, Any] = field(default_factory=dict)
    #: When each was saved: ISO 8601 with zone.
    saved_at: dict[str, str] = field(default_factory=dict)
    #: What could not be read, each as a sentence for the trainer.
    problems: tuple[str, ...] = ()
    #: "A", "B", ...; empty where the file does not say.
    form: str = ""


def read_answers(path: Path, quiz: str) -> Answers:
    """Read the answers of the assignment `quiz`; never raises for what the file holds or is.

    A missing file is no problem: nothing was answered.
    """
    try:
        raw = read_regular(path, LARGEST)
        return parsed(load(raw), quiz, escapes=b"\\u" in raw)
    except FileNotFoundError:
        return Answers()
    except RefusedError as error:
        why = str(error)
    except OSError as error:
        why = f"it cannot be opened ({error.strerror})"
    return Answers(problems=(f"{FILE} was not read: {why}.",))


def read_value(raw: bytes) -> Any:
    """Return the value of one answer that somebody sent as JSON.

    Raises:
        RefusedError: when it is no JSON, or nested or long as no answer is; the message says why.
    """
    value = load(raw)
    if why := _unreadable("", {"value": value}, escapes=b"\\u" in raw):
        raise RefusedError(why)
    return value


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
    # A collected submission is read by the trainer.
    write_json(path, data, mode=0o644)


def now() -> str:
    """Return the time as `saved_at` has it: ISO 8601, to the second, with the zone of this machine."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise RefusedError("a name stands twice in it, so that it cannot be told which value counts")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_INTEGER else text


def _number(text: str) -> float | str:
    number = float(text)
    # An infinite number cannot be written as JSON again, and so would spoil the graded notebook.
    return number if math.isfinite(number) else text


def load(raw: bytes) -> Any:
    """Return the JSON data in a stranger's bytes: UTF-8, no name twice, no endless number.

    Raises:
        RefusedError: when they are not that; it says why.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("it is not UTF-8 text") from None
    if not text.strip():
        raise RefusedError("it is empty")
    try:
        return json.loads(
            text,
            object_pairs_hook=_no_doubles,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except RecursionError:
        raise RefusedError("it is nested too deeply") from None
    except ValueError:
        raise RefusedError("it is not valid JSON, or only part of it was saved") from None


def parsed(data: Any, quiz: str, *, escapes: bool = True) -> Answers:
    """Take what can be read out of the data of an answers.json.

    Args:
        data: what `load` gave.
        quiz: the assignment.
        escapes: whether the text had any; only then can it hold half a character.

    Raises:
        RefusedError: when nothing of it can be read; it says why.
    """
    answers = data.get("answers") if isinstance(data, dict) and data.get("schema") == SCHEMA else None
    if not isinstance(answers, dict):
        raise RefusedError("it does not have the form that the quiz saves")
    if data.get("quiz") != quiz:
        raise RefusedError("it belongs to another quiz")
    values: dict[str, Any] = {}
    saved_at: dict[str, str] = {}
    problems = []
    for name, entry in answers.items():
        if why := _unreadable(name, entry, escapes=escapes):
            problems.append(f"The answer to '{_printable(name)}' was not read: {why}.")
            continue
        values[name] = entry["value"]
        if time := _time(entry.get("saved_at")):
            saved_at[name] = time
    return Answers(values=values, saved_at=saved_at, problems=_few(problems), form=_form(data.get("form")))


def _unreadable(name: str, entry: Any, *, escapes: bool) -> str:
    """Say why an answer is not read; nothing when it is."""
    if not isinstance(entry, dict) or "value" not in entry:
        return "it has no value"
    if why := _tangled(entry["value"]):
        return why
    if escapes and not (_is_text(name) and _is_text(json.dumps(entry["value"], ensure_ascii=False))):
        return "it holds half of a character"
    return ""


def _tangled(value: Any) -> str:
    """Say whether lists and mappings are too many or too deep; level by level, and so without recursion."""
    level, parts = [value], 0
    for _ in range(_DEEPEST):
        level = [each for each in level if isinstance(each, dict | list)]
        if not level:
            return ""
        parts += sum(map(len, level))
        if parts > _MOST_PARTS:
            return "it has too many parts"
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
    return "it is nested too deeply"


def _is_text(text: str) -> bool:
    """Tell whether text can be written again: JSON lets half a surrogate pair through, UTF-8 does not."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _time(value: Any) -> str:
    """Return a time with its zone; anything else is no time, and only a learner's claim anyway."""
    if not isinstance(value, str) or len(value) > _LONGEST_TIME or not value.isascii():
        return ""
    try:
        return value if datetime.fromisoformat(value).tzinfo else ""
    except ValueError:
        return ""


def _form(value: Any) -> str:
    """Return the name of a form, which is a letter."""
    return value if isinstance(value, str) and len(value) == 1 and value.isascii() else ""


def _printable(name: str) -> str:
    """Return a name as a sentence can hold it."""
    return "".join(char if char.isprintable() else "?" for char in name[:_LONGEST_TOLD])


def _few(problems: list[str]) -> tuple[str, ...]:
    """Return the first problems, and how many more there are: a trainer reads no thousand lines."""
    more = len(problems) - _MOST_TOLD
    return (*problems[:_MOST_TOLD], *([f"{more} more answers were not read."] if more > 0 else []))
