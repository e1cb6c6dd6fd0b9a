"""Reading the data file of an activity: its shape first, then its meaning; all problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.activities.checks import repeated
from prevention_cpd.activities.kinds import authored, kinds
from prevention_cpd.core import settings, yamlfile
from prevention_cpd.core.problems import Code, CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.core.yamlfile import YamlFile
    from prevention_cpd.evidence import Register


def read(activity_id: str, tree: Tree, register: Register) -> dict[str, Any]:
    """Read and check the data of the activity ``<module>/<name>``.

    Raises:
        CourseError: with every problem of the file.
    """
    file = yamlfile.read(tree.activity(activity_id))
    kind = file.data.get("kind") if isinstance(file.data, dict) else None
    if kind not in authored():
        what = f"'{kind}' is not a kind of activity" if kind else "the kind of activity is missing"
        fix = f"Write kind: with one of {', '.join(authored())}"
        raise CourseError([file.problem(Code.SHAPE, what, fix, "kind")])
    yamlfile.check(file, kinds()[kind].schema)
    rule = kinds()[kind].check
    problems = [
        *_identity(file, activity_id),
        *repeated(file, file.data),
        *_own_words(file, {*kinds()[kind].words, *settings.load(tree.settings).words.get(kind, ())}),
        *(rule(file, tree, register) if rule else ()),
    ]
    if problems:
        raise CourseError(problems)
    data: dict[str, Any] = file.data
    if kind == "confidence" and "statements" not in data:
        # The same statements before and after, typed once.
        data["statements"] = read(data["compare"], tree, register)["statements"]
    return data


def _identity(file: YamlFile, activity_id: str) -> Iterator[Problem]:
    """Answers are kept under the id, so it has to be the one that pages use."""
    if file.data["id"] != activity_id:
        what = f"the id is '{file.data['id']}', the file stands for '{activity_id}'"
        yield file.problem(Code.SHAPE, what, f"Write id: {activity_id}", "id")


def _own_words(file: YamlFile, known: set[str]) -> Iterator[Problem]:
    """An activity may say something in its own words, in place of words that its kind has."""
    for name in file.data.get("own_words", {}):
        if name not in known:
            fix = "See words.yml of the kind, and words in assets/course.yml"
            what = f"there is no word '{name}' in this kind of activity"
            yield file.problem(Code.KIND_PARTS, what, fix, "own_words", name)
