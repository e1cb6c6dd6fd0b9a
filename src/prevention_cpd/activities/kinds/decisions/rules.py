"""Each decision has a strong option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import some

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    for number, decision in enumerate(file.data["decisions"]):
        at = ("decisions", number, "options")
        yield from some(file, decision["id"], decision["options"], "weight: strong", *at)
