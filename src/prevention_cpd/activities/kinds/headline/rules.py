"""The figure is in the register, and each question has exactly one right option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import one_right
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    for number, case in enumerate(file.data["cases"]):
        at = ("cases", number)
        if case["fact"] is not None and case["fact"] not in register:
            what = f"{case['id']}: there is no fact '{case['fact']}' in the evidence register"
            yield file.problem(Code.UNKNOWN_FACT, what, "Correct the id, or add the fact", *at, "fact")
        yield from one_right(file, case["questions"], *at, "questions")
