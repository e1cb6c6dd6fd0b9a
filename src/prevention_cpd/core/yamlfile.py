"""YAML files that know the line of every value.

Shape is checked against the JSON Schema file that stands beside whoever reads it, and which editors
can use too; meaning is checked by whoever asked for the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The way from the top of a file to one value.
Keys: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """The data of a YAML file and where each part of it stands."""

    path: Path
    data: Any
    lines: dict[Keys, int]

    def line(self, *keys: str | int) -> int:
        """Return the line (from 1) of the value under `keys`, or of its nearest parent."""
        while keys not in self.lines and keys:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def problem(self, code: Code, what: str, fix: str, *keys: str | int) -> Problem:
        """Return a problem that stands at the value under `keys`."""
        return Problem(file=self.path, line=self.line(*keys), code=code, what=what, fix=fix)


#: The parser in C is about nine times as fast and keeps the same marks; PyYAML's wheels have it.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]  # which of the two is known at run time only
    """Safe YAML in which only `true` and `false` are booleans, a date stays text, and a number is decimal."""


#: YAML 1.1 reads 010 as 8, 1:30 as 90, no as false, and .nan as a number; here they are text.
_GUESSED = (":timestamp", ":bool", ":int", ":float")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(_GUESSED)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _form, _first in (
    ("bool", r"^(true|false)$", "tf"),
    ("int", r"^[-+]?(0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)$", "-+0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), list(_first))


def read(path: Path, schema: str | None = None) -> YamlFile:
    """Read a YAML file and check its shape.

    Args:
        path: the file, in UTF-8.
        schema: the path of a JSON Schema file below `prevention_cpd`, without `.json`: `questions/bank`.

    Raises:
        CourseError: with every problem of the file.
    """
    text = read_text(path)
    lines: dict[Keys, int] = {}
    data = None
    try:
        loader = _Loader(text)
        if node := loader.get_single_node():
            # Aliases are refused before anything is unfolded.
            if problems := list(_walk(path, node, lines)):
                raise CourseError(problems)
            data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"this is not valid YAML: {error.problem or error.context}"
        fix = "Check the indentation, and put text that holds a colon in quotation marks"
        raise _syntax(path, mark.line + 1 if mark else 1, what, fix) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"the character number {error.character} is not allowed in YAML"
        raise _syntax(path, line, what, "Delete it") from None
    except ValueError as error:
        raise _syntax(path, 1, f"a value cannot be read: {error}", "Take its tag away") from None
    found = YamlFile(path=path, data=data, lines=lines)
    if schema:
        check(found, schema)
    return found


def check(file: YamlFile, schema: str) -> None:
    """Check the shape of a file that has been read.

    Raises:
        CourseError: with every problem of its shape.
    """
    from prevention_cpd.core.schema import complaints  # noqa: PLC0415  # jsonschema: only for who checks

    problems = [
        file.problem(Code.SHAPE, what, fix, *keys) for keys, what, fix in complaints(file.data, schema)
    ]
    if problems:
        raise CourseError(problems)


def _syntax(path: Path, line: int, what: str, fix: str) -> CourseError:
    return CourseError([Problem(file=path, line=line, code=Code.YAML_SYNTAX, what=what, fix=fix)])


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file.

    Raises:
        CourseError: when it is missing, cannot be opened or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        code, what, fix = Code.FILE_ENCODING, "this is not UTF-8 text", "Save the file as UTF-8"
    except OSError as error:
        line, code = 0, Code.FILE_MISSING
        what = f"the file cannot be read ({error.strerror})"
        fix = "Restore it, or take its name out of the file that asks for it"
    raise CourseError([Problem(file=path, line=line, code=code, what=what, fix=fix)])


def _walk(path: Path, node: yaml.Node, lines: dict[Keys, int]) -> Iterator[Problem]:
    """Note the line of every node under `node`; yield keys that stand twice, and aliases."""
    seen: set[int] = set()
    waiting: list[tuple[Keys, yaml.Node]] = [((), node)]
    while waiting:
        keys, node = waiting.pop()
        line = node.start_mark.line + 1
        if id(node) in seen:
            what, fix = "aliases are not used here", "Write the value out"
            yield Problem(file=path, line=line, code=Code.YAML_ALIAS, what=what, fix=fix)
            continue
        seen.add(id(node))
        lines.setdefault(keys, line)
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(((*keys, i), child) for i, child in enumerate(node.value))
        elif isinstance(node, yaml.MappingNode):
            names: set[str] = set()
            for key, child in node.value:
                name = str(key.value)
                if name in names:
                    what = f"the key '{name}' stands twice"
                    at = key.start_mark.line + 1
                    fix = "Keep one of the two"
                    yield Problem(file=path, line=at, code=Code.YAML_DUPLICATE_KEY, what=what, fix=fix)
                names.add(name)
                lines.setdefault((*keys, name), key.start_mark.line + 1)
                waiting.append(((*keys, name), child))
