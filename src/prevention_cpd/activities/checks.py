"""What the rules of several kinds have in common: ids that are unique, known, and complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.yamlfile import Keys, YamlFile

    Problems: TypeAlias = Iterator[Problem]


def ids(items: Iterable[dict[str, Any]]) -> list[str]:
    """Give the id of each item."""
    return [item["id"] for item in items]


def repeated(file: YamlFile, value: Any, keys: Keys = ()) -> Problems:
    """No id stands twice in one list, however deep."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from repeated(file, part, (*keys, key))
    elif isinstance(value, list):
        seen: set[str] = set()
        for number, part in enumerate(value):
            yield from repeated(file, part, (*keys, number))
            name = part.get("id") if isinstance(part, dict) else None
            if name in seen:
                what = f"the id '{name}' stands twice in {keys[-1]}"
                yield file.problem(Code.DUPLICATE_ID, what, "Give each its own id", *keys, number, "id")
            if name:
                seen.add(name)


def only_once(file: YamlFile, groups: str, items: str) -> Problems:
    """No id of the inner lists stands in several of them: answers are kept under it alone."""
    every = [each for group in file.data[groups] for each in ids(group[items])]
    for name in sorted({name for name in every if every.count(name) > 1}):
        what = f"'{name}' stands in several {groups}"
        yield file.problem(Code.DUPLICATE_ID, what, "Give each its own id", groups)


def unknown(file: YamlFile, names: Iterable[str], known: Iterable[str], *keys: str | int) -> Problems:
    """Every name is one of those that exist."""
    known = list(known)
    for name in names:
        if name not in known:
            what = f"'{name}' is not there"
            yield file.problem(Code.KIND_PARTS, what, f"Write one of {', '.join(known)}", *keys)


def complete(file: YamlFile, texts: dict[str, str], known: list[str], *keys: str | int) -> Problems:
    """There is a text for each id, and none for anything else."""
    yield from unknown(file, texts, known, *keys)
    for name in known:
        if name not in texts:
            what = f"'{name}' has no text in {keys[-1]}"
            yield file.problem(Code.NO_FEEDBACK, what, "Add a sentence that teaches", *keys)


def some(file: YamlFile, name: str, options: list[dict[str, Any]], mark: str, *keys: str | int) -> Problems:
    """At least one option is marked; `mark` is how that is written, for instance `good: true`."""
    key, _, value = mark.partition(": ")
    if not any(str(option[key]).lower() == value for option in options):
        what = f"{name}: no option is {value if value != 'true' else key}"
        yield file.problem(Code.KEY_COUNT, what, f"Mark one with {mark}", *keys)


def one_right(file: YamlFile, questions: list[dict[str, Any]], *keys: str | int) -> Problems:
    """Each question has exactly one right option."""
    for number, question in enumerate(questions):
        right = sum(option["correct"] for option in question["options"])
        if right != 1:
            what = f"{question['id']}: {right} options are right"
            fix = "Mark exactly one with correct: true"
            yield file.problem(Code.KEY_COUNT, what, fix, *keys, number, "options")
