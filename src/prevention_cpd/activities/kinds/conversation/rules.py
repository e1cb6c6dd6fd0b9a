"""Every node can be reached, leads on or ends; no talk goes round in a circle or on for too long.

One role is the learner's own, and everybody with an ending has a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import unknown
from prevention_cpd.activities.longest import most_decisions
from prevention_cpd.core import settings
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register

#: Decisions on the longest way through a conversation.
MOST = 12


#: The speaker of a node in which nobody speaks.
NOTE = "note"


def check(file: YamlFile, tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    wrong = [*_ways(file)]
    yield from wrong
    if not wrong and most_decisions(file.data) > MOST:
        what = f"the longest way has {most_decisions(file.data)} decisions"
        yield file.problem(Code.KIND_PARTS, what, f"Shorten it to {MOST} at most", "nodes")
    yield from _roles(file)
    words = settings.load(tree.settings).words.get(file.data["kind"], {})
    yield from _headings(file, {*words, *file.data.get("own_words", {})})
    yield from _flags(file)
    for index, point in enumerate(file.data.get("debrief", [])):
        if not (tree.root / f"{point['section']}.md").is_file():
            what = f"there is no page '{point['section']}'"
            fix = "Write its path without the ending, such as modules/<module>/<page>"
            yield file.problem(Code.UNKNOWN_PAGE, what, fix, "debrief", index, "section")


def _ways(file: YamlFile) -> Problems:
    """Hold together which node leads where."""
    nodes = {node["id"]: node for node in file.data["nodes"]}
    yield from unknown(file, [file.data["start"]], nodes, "start")
    onward = {name: [each["next"] for each in node.get("choices", [])] for name, node in nodes.items()}
    reached = {file.data["start"], *_behind(file.data["start"], onward)}
    for number, node in enumerate(file.data["nodes"]):
        at = ("nodes", number)
        if bool(node.get("end")) == bool(node.get("choices")):
            what = f"{node['id']}: a node either has choices or is an end"
            yield file.problem(Code.KIND_PARTS, what, "Add choices, or write end: true", *at)
        for index, choice in enumerate(node.get("choices", [])):
            yield from unknown(file, [choice["next"]], nodes, *at, "choices", index, "next")
        if node["id"] not in reached:
            what = f"{node['id']}: no choice leads here"
            yield file.problem(Code.KIND_PARTS, what, "Lead a choice to it, or delete it", *at)
        elif node["id"] in _behind(node["id"], onward):
            what = f"{node['id']}: the conversation can come back here without end"
            yield file.problem(Code.KIND_PARTS, what, "Lead a choice elsewhere", *at)


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


def _roles(file: YamlFile) -> Problems:
    """Who speaks has a role; the one role that nobody speaks is the learner's."""
    roles, nodes = file.data["roles"], file.data["nodes"]
    for number, node in enumerate(nodes):
        yield from unknown(file, [node["speaker"]], [*roles, NOTE], "nodes", number, "speaker")
    if NOTE in roles:
        what = f"'{NOTE}' is who speaks when nobody does, and cannot be a role"
        yield file.problem(Code.KIND_PARTS, what, "Give the role another id", "roles", NOTE)
    silent = [role for role in roles if role not in {node["speaker"] for node in nodes}]
    if len(silent) != 1:
        what = f"{len(silent)} roles are spoken by no node ({', '.join(silent) or 'none'})"
        yield file.problem(Code.KIND_PARTS, what, "Leave exactly one, which is the learner's own", "roles")


def _headings(file: YamlFile, words: set[str]) -> Problems:
    """Whoever has an ending has a name."""
    for name in file.data.get("ending", {}):
        if f"ending_{name}" not in words and name not in file.data["roles"]:
            what = f"the ending of '{name}' has no heading"
            fix = f"Add ending_{name} to words, conversation in assets/course.yml, or write the id of a role"
            yield file.problem(Code.KIND_PARTS, what, fix, "ending", name)


def _flags(file: YamlFile) -> Problems:
    """What a node recalls, a choice remembers; and what is remembered comes back."""
    nodes = file.data["nodes"]
    kept = {each["remember"] for node in nodes for each in node.get("choices", []) if "remember" in each}
    for number, node in enumerate(nodes):
        for index, recall in enumerate(node.get("recall", [])):
            yield from unknown(file, [recall["when"]], sorted(kept), "nodes", number, "recall", index, "when")
    recalled = {recall["when"] for node in nodes for recall in node.get("recall", [])}
    for name in sorted(kept - recalled):
        what = f"'{name}' is remembered, and no node recalls it"
        yield file.problem(Code.KIND_PARTS, what, "Add a recall to a later node, or forget it", "nodes")
