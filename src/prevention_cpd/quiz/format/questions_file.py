"""The file `questions.json`: what a quiz asks, without keys, in `source/` and with learners."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions.passing import PassRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "questions.json"
SCHEMA = 1
#: What was handed out goes before what has been built since.
STEPS = ("release", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One form of a quiz."""

    #: The assignment.
    id: str
    title: str = ""
    form: str = ""
    #: How often it may be handed in; 0 where that is not said.
    attempts: int = 0
    #: Which attempt counts, over all forms: `last`, `best` or `first`.
    counts: str = "last"
    #: ISO 8601 with zone; empty if there is none.
    deadline: str = ""
    version: str = ""
    #: Of its pages: a tag such as `en-GB`, and `ltr` or `rtl`.
    language: str = "en"
    direction: str = "ltr"
    #: What passes it; None for an assignment that is no quiz.
    rule: PassRule | None = None
    #: The place of each question, from 1.
    numbers: Mapping[str, int] = field(default_factory=dict)


def dump(data: dict[str, Any]) -> str:
    """Return the text of a generated file; the same data gives the same text."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(folder: Path) -> dict[str, Any]:
    """Read the file in a fetched quiz's folder: at least `quiz`, `form` and `questions`, each with its id.

    Raises:
        OSError: when it is not there.
        ValueError: when it is not what was released.
    """
    data = json.loads((folder / FILE).read_bytes())
    if not isinstance(data, dict):
        raise ValueError(FILE)  # noqa: TRY004  # it is the file that is wrong
    names, questions = (data.get("quiz"), data.get("form")), data.get("questions")
    if not all(isinstance(name, str) for name in names) or not isinstance(questions, list):
        raise ValueError(FILE)
    if not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in questions):
        raise ValueError(FILE)
    return dict(data)


def questions(course: Path, assignment: str) -> dict[str, dict[str, Any]]:
    """Return what learners got of each question, by its id: as it was released, or else as it is built."""
    for step in STEPS:
        try:
            return {each["id"]: each for each in read(course / step / assignment)["questions"]}
        except (OSError, ValueError):
            continue
    return {}


def is_quiz(course: Path, assignment: str) -> bool:
    """Tell whether an assignment has such a file that names it."""
    return _data(course, assignment, "source").get("quiz") == assignment


def load(course: Path, assignment: str, *, steps: tuple[str, ...] = STEPS) -> Released:
    """Return what is known of an assignment; with a file that is missing or broken that is its name only.

    Args:
        course: the folder of the nbgrader course.
        assignment: its name.
        steps: the folders of the course to look in, the first that has it counts.
    """
    data = next(filter(None, (_data(course, assignment, step) for step in steps)), {})
    return Released(
        id=assignment,
        title=data.get("title") or assignment,
        form=data.get("form") or "",
        attempts=data.get("attempts") or 0,
        counts=data.get("counts") or "last",
        deadline=data.get("deadline") or "",
        version=data.get("version") or "",
        language=data.get("language") or "en",
        direction=data.get("direction") or "ltr",
        rule=_rule(data.get("pass")),
        numbers={each.get("id"): at for at, each in enumerate(data.get("questions", ()), start=1)},
    )


def _rule(stated: Any) -> PassRule | None:
    try:
        return PassRule(**stated)
    except TypeError:
        return None


def _data(course: Path, assignment: str, step: str) -> dict[str, Any]:
    try:
        found = json.loads((course / step / assignment / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def forms(course: Path, assignment: str) -> tuple[Released, ...]:
    """Return all forms of the quiz that an assignment is a form of, the ordinary one first.

    A form B of `words` is the assignment `words-b`.
    """
    own = load(course, assignment)
    source = course / "source"
    ordinary = assignment.removesuffix(f"-{own.form.lower()}") if own.form else assignment
    if not (source / ordinary / FILE).is_file():
        ordinary = assignment
    others = [load(course, path.parent.name) for path in sorted(source.glob(f"*/{FILE}"))]
    parallel = [each for each in others if each.form and each.id == f"{ordinary}-{each.form.lower()}"]
    first = own if ordinary == assignment else load(course, ordinary)
    return (first, *(each for each in parallel if each.id != ordinary))
