"""The shares of each group add up, over the same scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import one_right
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    yield from one_right(file, file.data["questions"], "questions")
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
