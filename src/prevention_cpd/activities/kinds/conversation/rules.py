"""Every node can be reached, leads on or ends, and no talk goes round in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import unknown
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    nodes = {node["id"]: node for node in file.data["nodes"]}
    yield from unknown(file, [file.data["start"]], nodes, "start")
    flags = {choice.get("remember") for node in nodes.values() for choice in node.get("choices", [])} - {None}
    onward = {name: [each["next"] for each in node.get("choices", [])] for name, node in nodes.items()}
    reached = {file.data["start"], *_behind(file.data["start"], onward)}
    for number, node in enumerate(file.data["nodes"]):
        at = ("nodes", number)
        if bool(node.get("end")) == bool(node.get("choices")):
            what = f"{node['id']}: a node either has choices or is an end"
            yield file.problem(Code.KIND_PARTS, what, "Add choices, or write end: true", *at)
        for index, choice in enumerate(node.get("choices", [])):
            yield from unknown(file, [choice["next"]], nodes, *at, "choices", index, "next")
        for index, recall in enumerate(node.get("recall", [])):
            yield from unknown(file, [recall["when"]], sorted(flags), *at, "recall", index, "when")
        if node["id"] not in reached:
            what = f"{node['id']}: no choice leads here"
            yield file.problem(Code.KIND_PARTS, what, "Lead a choice to it, or delete it", *at)
        elif node["id"] in _behind(node["id"], onward):
            what = f"{node['id']}: the conversation can come back here without end"
            yield file.problem(Code.KIND_PARTS, what, "Lead a choice elsewhere", *at)
    recalled = {recall["when"] for node in nodes.values() for recall in node.get("recall", [])}
    for name in sorted(flags - recalled):
        what = f"'{name}' is remembered, and no node recalls it"
        yield file.problem(Code.KIND_PARTS, what, "Add a recall to a later node, or forget it", "nodes")
    for index, point in enumerate(file.data.get("debrief", [])):
        if not _page(tree, point["section"]):
            what = f"there is no page '{point['section']}'"
            fix = "Write its path without the ending, such as modules/<module>/<page>"
            yield file.problem(Code.UNKNOWN_PAGE, what, fix, "debrief", index, "section")


def _page(tree: Tree, section: str) -> bool:
    return any((tree.root / f"{section}{ending}").is_file() for ending in (".md", ".ipynb"))


def _behind(name: str, onward: dict[str, list[str]]) -> set[str]:
    """Give every node that can follow."""
    found: set[str] = set()
    waiting = list(onward.get(name, []))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += onward.get(each, [])
    return found
