"""The template has a place for each part, and each part a good wording."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import ids, some, unknown
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    slots = ids(file.data["slots"])
    named = re.findall(r"\{([\w-]+)\}", file.data["template"])
    yield from unknown(file, named, slots, "template")
    for number, slot in enumerate(file.data["slots"]):
        if slot["id"] not in named:
            what = f"the template has no place for {{{slot['id']}}}"
            yield file.problem(Code.KIND_PARTS, what, "Add it to the template", "template")
        yield from some(file, slot["id"], slot["options"], "good: true", "slots", number, "options")
