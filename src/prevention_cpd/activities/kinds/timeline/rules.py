"""Every item stands at stages that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import ids, unknown

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    stages = ids(file.data["stages"])
    for number, item in enumerate(file.data["items"]):
        yield from unknown(file, item["best"], stages, "items", number, "best")
