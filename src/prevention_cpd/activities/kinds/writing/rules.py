"""The fewest words wanted are no more than the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    wanted = file.data["words"]
    if wanted["least"] > wanted["most"]:
        what = "least is more than most"
        yield file.problem(Code.KIND_PARTS, what, "Correct the number of words", "words")
