"""Three cases, of which less and less is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register

#: What of each case is worked out, in the order of the cases.
FADING = ["full", "half", "none"]


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    given = [case["given"] for case in file.data["cases"]]
    if given != FADING:
        what = f"the cases are given {', '.join(given)}, and not {', '.join(FADING)}"
        yield file.problem(Code.KIND_PARTS, what, "Write three cases in this order", "cases")
