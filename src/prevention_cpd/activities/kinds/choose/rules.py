"""Each case names options that exist, and has feedback for every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import complete, ids, unknown

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    options = ids(file.data["options"])
    for number, case in enumerate(file.data["cases"]):
        at = ("cases", number)
        for key in ("best", "acceptable"):
            yield from unknown(file, case.get(key, []), options, *at, key)
        yield from complete(file, case["feedback"], options, *at, "feedback")
