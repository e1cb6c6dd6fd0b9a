"""Every card has a place and feedback for each bucket; only a disputed one has reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import complete, ids, unknown
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    buckets = ids(file.data["buckets"])
    for number, card in enumerate(file.data["cards"]):
        at = ("cards", number)
        yield from unknown(file, card["best"], buckets, *at, "best")
        yield from complete(file, card["feedback"], buckets, *at, "feedback")
        if bool(card.get("disputed")) != bool(card.get("reasons")):
            what = f"{card['id']}: a disputed card has reasons to defend, and no other card has"
            yield file.problem(Code.KIND_PARTS, what, "Add reasons, or take them away", *at)
