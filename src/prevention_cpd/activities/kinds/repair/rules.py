"""The harmful part stands in its sentence, and a good wording is on offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.activities.checks import some
from prevention_cpd.core.problems import Code

if TYPE_CHECKING:
    from prevention_cpd.activities.checks import Problems
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def check(file: YamlFile, _tree: Tree, _register: Register) -> Problems:
    """Yield what is wrong with the meaning of a file."""
    for number, passage in enumerate(file.data["passages"]):
        at = ("passages", number)
        if passage["harmful"] not in passage["text"]:
            what = f"{passage['id']}: the harmful part does not stand in the sentence, letter by letter"
            yield file.problem(Code.KIND_PARTS, what, "Copy it from the sentence", *at, "harmful")
        if passage["harmful"]:
            yield from some(file, passage["id"], passage["options"], "good: true", *at, "options")
