"""Reading the data file of an activity: its shape first, then its meaning; all problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from prevention_cpd.activities import rules
from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register

Rule: TypeAlias = "Callable[[YamlFile, Tree, Register], Iterator[Problem]]"

#: The kinds that an author can write as a data file. Each has a schema, a module and a fallback.
KINDS = ("opener", "confidence", "choose", "repair", "language", "headline", *rules.KINDS)


def read(activity_id: str, tree: Tree, register: Register) -> dict[str, Any]:
    """Read and check the data of the activity ``<module>/<name>``.

    Raises:
        CourseError: with every problem of the file.
    """
    path = tree.activity(activity_id)
    file = yamlfile.read(path)
    kind = file.data.get("kind") if isinstance(file.data, dict) else None
    if kind not in KINDS:
        what = f"'{kind}' is not a kind of activity" if kind else "the kind of activity is missing"
        raise CourseError(
            [file.problem(Code.SHAPE, what, f"Write kind: with one of {', '.join(KINDS)}", "kind")]
        )
    file = yamlfile.read(path, f"activities/schemas/{kind}")
    problems = [*_identity(file, activity_id)]
    if kind in _RULES:
        problems += _RULES[kind](file, tree, register)
    if problems:
        raise CourseError(problems)
    data: dict[str, Any] = file.data
    if kind == "confidence" and "statements" not in data:
        # The same statements before and after, typed once.
        data["statements"] = read(data["compare"], tree, register)["statements"]
    return data


def _identity(file: YamlFile, activity_id: str) -> Iterator[Problem]:
    """Answers are kept under the id, so it has to be the one that pages use; so have the ids within."""
    if file.data["id"] != activity_id:
        what = f"the id is '{file.data['id']}', the file stands for '{activity_id}'"
        yield file.problem(Code.SHAPE, what, f"Write id: {activity_id}", "id")
    for name in ("statements", "cases", "passages", "options"):
        yield from _doubles(file, name)


def _doubles(file: YamlFile, *keys: str | int) -> Iterator[Problem]:
    items: Any = file.data
    for key in keys:
        items = items.get(key, []) if isinstance(items, dict) else items[key]
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item["id"] in seen:
            what = f"the id '{item['id']}' stands twice in {keys[-1]}"
            yield file.problem(Code.DUPLICATE_ID, what, "Give each its own id", *keys, number, "id")
        seen.add(item["id"])


def _confidence(file: YamlFile, tree: Tree, _register: Register) -> Iterator[Problem]:
    """The survey to compare with is there."""
    earlier = file.data.get("compare")
    if earlier and not tree.activity(earlier).is_file():
        what = f"compare: '{earlier}' is not an activity of this course"
        yield file.problem(Code.FILE_MISSING, what, "Write the id of the earlier survey", "compare")


def _choose(file: YamlFile, _tree: Tree, _register: Register) -> Iterator[Problem]:
    """Each case names options that exist, and has feedback for every one of them."""
    known = {option["id"] for option in file.data["options"]}
    for number, case in enumerate(file.data["cases"]):
        at = ("cases", number)
        for key in ("best", "acceptable"):
            for name in sorted(set(case.get(key, [])) - known):
                what = f"{case['id']}: '{name}' is not one of the options"
                yield file.problem(
                    Code.KIND_PARTS, what, f"Write one of {', '.join(sorted(known))}", *at, key
                )
        for name in sorted(set(case["feedback"]) - known):
            what = f"{case['id']}: feedback for '{name}', which is not one of the options"
            yield file.problem(Code.KIND_PARTS, what, "Correct the id", *at, "feedback", name)
        for name in sorted(known - set(case["feedback"])):
            what = f"{case['id']}: the option '{name}' has no feedback"
            yield file.problem(Code.NO_FEEDBACK, what, "Add a sentence that teaches", *at, "feedback")


def _repair(file: YamlFile, _tree: Tree, _register: Register) -> Iterator[Problem]:
    """The harmful part stands in its sentence, and a good wording is on offer."""
    for number, passage in enumerate(file.data["passages"]):
        at = ("passages", number)
        if passage["harmful"] not in passage["text"]:
            what = f"{passage['id']}: the harmful part does not stand in the sentence, letter by letter"
            yield file.problem(Code.KIND_PARTS, what, "Copy it from the sentence", *at, "harmful")
        if passage["harmful"] and not any(option["good"] for option in passage["options"]):
            what = f"{passage['id']}: no option is a good wording"
            yield file.problem(Code.KEY_COUNT, what, "Mark one with good: true", *at, "options")
        yield from _doubles(file, *at, "options")


def _headline(file: YamlFile, _tree: Tree, register: Register) -> Iterator[Problem]:
    """The figure is in the register, and each question has exactly one right option."""
    for number, case in enumerate(file.data["cases"]):
        if case["fact"] is not None and case["fact"] not in register:
            what = f"{case['id']}: there is no fact '{case['fact']}' in the evidence register"
            yield file.problem(
                Code.UNKNOWN_FACT, what, "Correct the id, or add the fact", "cases", number, "fact"
            )
        yield from _doubles(file, "cases", number, "questions")
        for index, question in enumerate(case["questions"]):
            at = ("cases", number, "questions", index)
            yield from _doubles(file, *at, "options")
            right = sum(option["correct"] for option in question["options"])
            if right != 1:
                what = f"{case['id']}/{question['id']}: {right} options are right"
                yield file.problem(
                    Code.KEY_COUNT, what, "Mark exactly one with correct: true", *at, "options"
                )


_RULES: dict[str, Rule] = {
    "confidence": _confidence,
    "choose": _choose,
    "repair": _repair,
    "headline": _headline,
    **dict.fromkeys(rules.KINDS, rules.check),
}
