"""The released papers of a course, as learners get them."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import receipt
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.take.answered import is_whole
from prevention_cpd.quiz.take.receipts import HandIn, past
from prevention_cpd.server.course_order import in_order

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.quiz.record.kept import Work

_NAME = re.compile(r"[\w.-]{1,128}")


def released(course: Path, quiz: str) -> dict[str, Any] | None:
    """Return `questions.json` of a quiz as learners have it; None where it was not released."""
    if not _NAME.fullmatch(quiz) or quiz.startswith("."):
        return None
    path = course / "release" / quiz / questions_file.FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


def all_released(course: Path) -> list[dict[str, Any]]:
    """Return every paper that was released, in the order of the course."""
    names = (path.parent.name for path in (course / "release").glob(f"*/{questions_file.FILE}"))
    return [paper for name in in_order(course, names) if (paper := released(course, name))]


def form_before(course: Path, paper: dict[str, Any]) -> dict[str, Any] | None:
    """Return the form that is taken before this one, as B comes after A; None for the first."""
    suffix = f"-{paper['form'].lower()}"
    if not paper["form"] or paper["form"] == "A" or not paper["quiz"].endswith(suffix):
        return None
    ordinary = paper["quiz"].removesuffix(suffix)
    letter = chr(ord(paper["form"]) - 1)
    return released(course, ordinary if letter == "A" else f"{ordinary}-{letter.lower()}")


@functools.lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    return questions_file.read(path.parent)


def hand_in_of(paper: dict[str, Any], work: Work, at: str, deadline: str | None) -> HandIn:
    """Return the receipt for answers that are handed in at a time."""
    questions = paper["questions"]
    whole = sum(is_whole(question, work.values.get(question["id"])) for question in questions)
    return HandIn(
        code=receipt.code(paper["quiz"], paper["form"], work.values),
        at=at,
        version=paper.get("version") or "",
        answered=whole,
        total=len(questions),
        late=past(deadline, at),
        replaces=work.hand_ins[-1].code if work.hand_ins else "",
    )


def as_file(paper: dict[str, Any], work: Work, learner: dict[str, str], done: HandIn) -> dict[str, Any]:
    """Return the hand-in as a file of the same learner would hold it."""
    answers = {name: {"value": value, "saved_at": work.saved_at[name]} for name, value in work.values.items()}
    data = {
        "schema": 1,
        "type": "cpd-hand-in",
        "quiz": paper["quiz"],
        "form": paper["form"],
        "version": done.version,
        "learner": learner,
        "answers": answers,
        "saved_at": done.at,
        "receipt": done.code,
    }
    # As it would come by file: what is no JSON cannot come in by another road.
    loaded: dict[str, Any] = json.loads(json.dumps(data, allow_nan=False))
    return loaded
