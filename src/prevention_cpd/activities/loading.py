"""Making activities ready to be shown: from their data files, from the banks, and for the parts of a page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from prevention_cpd import evidence, language, questions
from prevention_cpd.activities import render
from prevention_cpd.activities.instance import Instance
from prevention_cpd.activities.kinds import kinds
from prevention_cpd.activities.longest import longest_words
from prevention_cpd.activities.source import read
from prevention_cpd.core import settings, studytime
from prevention_cpd.core.markup import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.questions import Question


def load(activity_id: str, tree: Tree, resolve: Resolver | None = None) -> Instance:
    """Load an activity of the course by its id, ``<module>/<name>``.

    Raises:
        CourseError: with every problem of its file.
    """
    register = evidence.load(tree.evidence)
    raw = read(activity_id, tree, register)
    files = [tree.activity(activity_id), tree.settings, tree.evidence, tree.references]
    if resolve is None:
        resolve = evidence.resolver(register, evidence.load_references(tree.references))
    data = render.rendered(raw, resolve)
    if data["kind"] == "language":
        files.append(tree.terminology)
        data.update(language.export(language.load(tree.terminology)))
    if data.get("compare"):
        files.append(tree.activity(data["compare"]))
    for point in data.get("debrief", []):
        page = tree.root / f"{point['section']}.md"
        files.append(page)
        point["title"] = resolve("doc", f"{_title(page)} <{point['section']}>")
    for case in data.get("cases", []):
        if case.get("fact"):
            case["fact"] = render.fact(register[case["fact"]], resolve)
    course = settings.load(tree.settings)
    if "minutes" in raw:
        # What the course counts is never less than what the activity states.
        data["minutes"] = math.ceil(
            studytime.of_activity(course.study_time, raw["minutes"], longest_words(raw))
        )
    return Instance(
        id=activity_id,
        kind=data["kind"],
        course=course.id,
        key=f"activity:{activity_id}",
        data=data,
        words=course.words.get(data["kind"], {}),
        files=tuple(files),
    )


def _title(page: Path) -> str:
    """Give the heading of a page."""
    lines = page.read_text(encoding="utf-8").splitlines() if page.is_file() else []
    return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), page.stem)


def practice(  # noqa: PLR0913  # what a page knows of a question
    question: Question,
    *,
    course: str,
    number: int = 1,
    total: int = 1,
    resolve: Resolver = plain,
    section: tuple[str, str] | None = None,
) -> Instance:
    """Make a practice question of the bank into an activity.

    Args:
        question: one with ``use: practice``; its key goes into the page.
        course: the id of the course.
        number: its number on the page.
        total: how many the page has.
        resolve: puts roles into words.
        section: address and title of the page to read again, where that is another page.

    Raises:
        ValueError: for a graded question, whose key may be in no page.
    """
    if question.use != "practice":
        raise ValueError(f"{question.id} is not a practice question: its key may not be in a page")
    words = kinds()["practice"].words
    title = words["title_n"].format(n=number, total=total) if total > 1 else words["title"]
    data = {
        "id": question.id,
        "kind": "practice",
        "title": title,
        "footer": False,
        "question": questions.public(question, resolve),
        "key": questions.key_of(question),
        "review": questions.review(question, resolve),
        "section": {"href": section[0], "title": section[1]} if section else None,
    }
    key = f"practice:{question.id}"
    return Instance(
        id=question.id, kind="practice", course=course, key=key, data=data, files=(question.file,)
    )


def reflection(reflection_id: str, prompt: str, *, course: str) -> Instance:
    """Make a reflection; ``prompt`` is HTML."""
    title = kinds()["reflection"].words["title"]
    data = {"id": reflection_id, "kind": "reflection", "title": title, "prompt": prompt}
    key = f"reflection:{reflection_id}"
    return Instance(id=reflection_id, kind="reflection", course=course, key=key, data=data)


def section_done(docname: str, *, course: str, parts: Sequence[str] = ()) -> Instance:
    """Make the box to tick at the end of a section; it tells how many of `parts` (keys) are done."""
    data = {"id": docname, "kind": "section-done", "parts": list(parts)}
    return Instance(id=docname, kind="section-done", course=course, key=f"section:{docname}", data=data)


def progress(course_map: dict[str, Any], *, course: str) -> Instance:
    """Make the page "My progress".

    Args:
        course_map: ``{"title", "version", "provider", "method": how minutes are counted, "language": "en",
            "direction": "ltr", "per_practice", "per_reflection": minutes, "modules": [{"title",
            "pages": [{"doc", "title", "href", "tick": bool, "minutes": of reading,
            "practice": [question ids],
            "activities": [{"id", "kind", "title", "minutes", "private": bool, "statements"?, "texts"?}],
            "reflections": [{"id", "prompt"}]}]}]}``.
            Titles of modules, pages and activities, and prompts, are HTML; `statements_of` gives the
            ``statements`` of a confidence survey, `own_texts_of` the ``texts`` that a learner writes.
        course: the id of the course.
    """
    data = {
        "id": "progress",
        "kind": "progress",
        "title": kinds()["progress"].words["title"],
        "footer": False,
        "course": course,
        "course_title": course_map.get("title", ""),
        "language": "en",
        "direction": "ltr",
        **{key: value for key, value in course_map.items() if key != "title"},
    }
    return Instance(id="progress", kind="progress", course=course, key="page:progress", data=data)


def own_texts_of(activity: Instance) -> list[dict[str, str]] | None:
    """Give what a learner writes in an activity, for the map of the course; None where that is nothing.

    Each is ``{"id", "label"}``; the text is kept by that id under ``texts`` of the answer, or ``private``.
    """
    if activity.kind == "writing":
        return [{"id": "own", "label": activity.data["task"]}]
    if activity.kind == "plan":
        return [{"id": item["id"], "label": item["label"]} for item in activity.data["prompts"]]
    return None


def statements_of(activity: Instance) -> list[dict[str, str]] | None:
    """Give the statements of a confidence survey for the map of the course; None for any other activity."""
    if activity.kind != "confidence":
        return None
    return [{"id": item["id"], "text": item["text"]} for item in activity.data["statements"]]
