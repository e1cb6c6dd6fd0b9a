"""The survey to compare with is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    earlier = file.data.get("compare")
    if earlier and not tree.activity(earlier).is_file():
        what = f"compare: '{earlier}' is not an activity of this course"
        yield file.problem(Code.FILE_MISSING, what, "Write the id of the earlier survey", "compare")
