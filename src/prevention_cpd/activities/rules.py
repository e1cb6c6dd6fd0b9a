"""What an activity's data must mean where a schema cannot say it: the kinds beyond those of Module 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import Keys, YamlFile
    from prevention_cpd.evidence import Register

    Problems = Iterator[Problem]


def _repeated(file: YamlFile, value: Any, keys: Keys = ()) -> Problems:
    """No id stands twice in one list, however deep."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _repeated(file, part, (*keys, key))
    elif isinstance(value, list):
        seen: set[str] = set()
        for number, part in enumerate(value):
            yield from _repeated(file, part, (*keys, number))
            name = part.get("id") if isinstance(part, dict) else None
            if name in seen:
                what = f"the id '{name}' stands twice in {keys[-1]}"
                yield file.problem(Code.DUPLICATE_ID, what, "Give each its own id", *keys, number, "id")
            if name:
                seen.add(name)


def _unknown(file: YamlFile, names: Any, known: list[str], *keys: str | int) -> Problems:
    """Every name is one of those that exist."""
    for name in names:
        if name not in known:
            what = f"'{name}' is not there"
            yield file.problem(Code.KIND_PARTS, what, f"Write one of {', '.join(known)}", *keys)


def _complete(file: YamlFile, texts: dict[str, str], known: list[str], *keys: str | int) -> Problems:
    """There is a text for each id, and none for anything else."""
    yield from _unknown(file, texts, known, *keys)
    for name in known:
        if name not in texts:
            what = f"'{name}' has no text in {keys[-1]}"
            yield file.problem(Code.NO_FEEDBACK, what, "Add a sentence that teaches", *keys)


def _ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["id"] for item in items]


def _sort(file: YamlFile) -> Problems:
    buckets = _ids(file.data["buckets"])
    for number, card in enumerate(file.data["cards"]):
        at = ("cards", number)
        yield from _unknown(file, card["best"], buckets, *at, "best")
        yield from _complete(file, card["feedback"], buckets, *at, "feedback")
        if bool(card.get("disputed")) != bool(card.get("reasons")):
            what = f"{card['id']}: a disputed card has reasons to defend, and no other card has"
            yield file.problem(Code.KIND_PARTS, what, "Add reasons, or take them away", *at)


def _timeline(file: YamlFile) -> Problems:
    stages = _ids(file.data["stages"])
    for number, item in enumerate(file.data["items"]):
        yield from _unknown(file, item["best"], stages, "items", number, "best")


def _audit(file: YamlFile) -> Problems:
    yield from _complete(file, file.data["advice"], _ids(file.data["levels"]), "advice")
    # Ratings are kept under the id of the capability alone.
    every = [each for domain in file.data["domains"] for each in _ids(domain["capabilities"])]
    for name in sorted({name for name in every if every.count(name) > 1}):
        what = f"the id '{name}' stands in several domains"
        yield file.problem(Code.DUPLICATE_ID, what, "Give each its own id", "domains")


def _asked(file: YamlFile) -> Problems:
    """Each question has exactly one right option."""
    for number, question in enumerate(file.data["questions"]):
        right = sum(option["correct"] for option in question["options"])
        if right != 1:
            what = f"{question['id']}: {right} options are right"
            fix = "Mark exactly one with correct: true"
            yield file.problem(Code.KEY_COUNT, what, fix, "questions", number, "options")


def _norms(file: YamlFile) -> Problems:
    yield from _asked(file)
    first = [rate["score"] for rate in file.data["groups"][0]["rates"]]
    for number, group in enumerate(file.data["groups"]):
        at = ("groups", number, "rates")
        total = sum(rate["share"] for rate in group["rates"])
        if abs(total - 1) > 1e-6:
            what = f"{group['id']}: the shares add up to {total:g}, not to 1"
            yield file.problem(Code.KIND_PARTS, what, "Correct the shares", *at)
        if [rate["score"] for rate in group["rates"]] != first:
            what = f"{group['id']}: the scores are not those of the first group"
            yield file.problem(Code.KIND_PARTS, what, "Use the same scores in the same order", *at)


def _threshold(file: YamlFile) -> Problems:
    yield from _asked(file)
    room = file.data["capacity"]
    if not room["min"] <= room["start"] <= room["max"] <= len(file.data["cases"]):
        what = "min, start, max and the number of cases do not go up in this order"
        yield file.problem(Code.KIND_PARTS, what, "Correct the capacity", "capacity")


def _map(file: YamlFile) -> Problems:
    every = [each for step in file.data["steps"] for each in _ids(step["barriers"])]
    for name in sorted({name for name in every if every.count(name) > 1}):
        what = f"the barrier '{name}' stands in several steps"
        yield file.problem(Code.DUPLICATE_ID, what, "Give each its own id", "steps")


def _conversation(file: YamlFile) -> Problems:
    """Every node can be reached, leads on or ends, and no talk goes round in a circle."""
    nodes = {node["id"]: node for node in file.data["nodes"]}
    yield from _unknown(file, [file.data["start"]], list(nodes), "start")
    for number, node in enumerate(file.data["nodes"]):
        at = ("nodes", number)
        if bool(node.get("end")) == bool(node.get("choices")):
            what = f"{node['id']}: a node either has choices or is an end"
            yield file.problem(Code.KIND_PARTS, what, "Add choices, or write end: true", *at)
        for index, choice in enumerate(node.get("choices", [])):
            yield from _unknown(file, [choice["next"]], list(nodes), *at, "choices", index, "next")
    onward = {name: [each["next"] for each in node.get("choices", [])] for name, node in nodes.items()}
    reached: set[str] = set()
    waiting = [file.data["start"]]
    while waiting:
        name = waiting.pop()
        if name in nodes and name not in reached:
            reached.add(name)
            waiting += onward[name]
    for number, node in enumerate(file.data["nodes"]):
        at = ("nodes", number)
        if node["id"] not in reached:
            what = f"{node['id']}: no choice leads here"
            yield file.problem(Code.KIND_PARTS, what, "Lead a choice to it, or delete it", *at)
        elif node["id"] in _behind(node["id"], onward):
            what = f"{node['id']}: the conversation can come back here without end"
            yield file.problem(Code.KIND_PARTS, what, "Lead a choice elsewhere", *at)


def _behind(name: str, onward: dict[str, list[str]]) -> set[str]:
    """Give every node that can follow."""
    found: set[str] = set()
    waiting = list(onward[name])
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += onward.get(each, [])
    return found


def _lines(file: YamlFile) -> Problems:
    slots = _ids(file.data["slots"])
    named = re.findall(r"\{([\w-]+)\}", file.data["template"])
    yield from _unknown(file, named, slots, "template")
    for number, slot in enumerate(file.data["slots"]):
        if slot["id"] not in named:
            what = f"the template has no place for {{{slot['id']}}}"
            yield file.problem(Code.KIND_PARTS, what, "Add it to the template", "template")
        if not any(option["good"] for option in slot["options"]):
            what = f"{slot['id']}: no option is good"
            yield file.problem(Code.KEY_COUNT, what, "Mark one with good: true", "slots", number, "options")


def _decisions(file: YamlFile) -> Problems:
    for number, decision in enumerate(file.data["decisions"]):
        if not any(option["weight"] == "strong" for option in decision["options"]):
            what = f"{decision['id']}: no option is strong"
            fix = "Mark one with weight: strong"
            yield file.problem(Code.KEY_COUNT, what, fix, "decisions", number, "options")


def _nothing_more(_file: YamlFile) -> Problems:
    yield from ()


_OWN = {
    "sort": _sort,
    "timeline": _timeline,
    "audit": _audit,
    "base-rate": _asked,
    "norms": _norms,
    "threshold": _threshold,
    "map": _map,
    "conversation": _conversation,
    "lines": _lines,
    "plan": _nothing_more,
    "decisions": _decisions,
}
#: The kinds whose meaning is checked here.
KINDS = tuple(_OWN)


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file of one of these kinds."""
    yield from _repeated(file, file.data)
    yield from _OWN[file.data["kind"]](file)
