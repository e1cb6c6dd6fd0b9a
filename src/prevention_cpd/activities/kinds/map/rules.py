"""Every barrier has an id of its own, and a kind that the activity names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import ids, only_once, unknown

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    yield from only_once(file, "steps", "barriers")
    known = ids(file.data["kinds"])
    for number, step in enumerate(file.data["steps"]):
        for index, barrier in enumerate(step["barriers"]):
            yield from unknown(file, [barrier["kind"]], known, "steps", number, "barriers", index, "kind")
