"""The room for cases is no larger than their number."""

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
    room = file.data["capacity"]
    if not room["min"] <= room["start"] <= room["max"] <= len(file.data["cases"]):
        what = "min, start, max and the number of cases do not go up in this order"
        yield file.problem(Code.KIND_PARTS, what, "Correct the capacity", "capacity")
