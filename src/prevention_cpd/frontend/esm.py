"""Joining small ES modules into one text, without a build step.

A module imports its helpers with plain lines such as ``import { h } from "./dom.js";``. anywidget and the
static page both want one self-contained text, so the helpers themselves take the place of those lines. A
helper is named by its file alone: it stands beside the module, in a folder of the caller, or in this one.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
#: The controls, rules and reviews of each kind of question stand in its own folder.
_KINDS = tuple(sorted(path.parent for path in (FOLDER.parent / "questions" / "kinds").glob("*/scorer.py")))
#: Modules that list what every kind of question has, made from the folders: a new kind is a new folder.
_LISTS = {f"kinds-{part}": part for part in ("control", "rule", "review")}

# Only the plainest form of import is allowed: it can be inlined without understanding JavaScript.
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_ANY_IMPORT = re.compile(r"^\s*import\b.*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_RENAMED = re.compile(r"^import \{[^}]*\bas\b[^}]*\}", re.MULTILINE)


@cache
def compose(module: Path, *folders: Path) -> str:
    """Give the self-contained text of a module, each helper once and before its users.

    Args:
        module: the file; it keeps its exports.
        folders: where helpers are looked for, after the module's own folder and before this one.

    Raises:
        ValueError: for an import that cannot be inlined.
        FileNotFoundError: for a helper that is nowhere.
    """
    found: dict[Path, str] = {}
    _collect(module, folders, found)
    parts = [text if path == module else _EXPORT.sub("", text) for path, text in found.items()]
    return "\n".join(_IMPORT.sub("", text) for text in parts)


def sources(modules: Mapping[str, Path], *folders: Path) -> dict[str, str]:
    """Give what `bundle.js` joins in the browser: the text of each module and helper by its name.

    Raises:
        ValueError: when a module and a helper have the same name.
    """
    names = {path: name for name, path in modules.items()}
    found: dict[Path, str] = {}
    for path in modules.values():
        _collect(path, folders, found)
    texts = {names.get(path, path.stem): text for path, text in found.items()}
    if len(texts) < len(found):
        raise ValueError("two modules or helpers of one page have the same name")
    return texts


def _list(part: str) -> str:
    """Give a module that exports one part of every kind of question, by the name of the kind."""
    names = [folder.name for folder in _KINDS]
    imports = "".join(f'import {{ {name}{part.title()} }} from "./{name}-{part}.js";\n' for name in names)
    table = ", ".join(f"{name}: {name}{part.title()}" for name in names)
    return f"{imports}export const {part.upper()}S = {{ {table} }};\n"


def _collect(path: Path, folders: tuple[Path, ...], found: dict[Path, str]) -> None:
    """Add the text of a module after the texts that it imports."""
    if path in found:
        return
    found[path] = ""  # so that two modules that need each other come to an end
    source = _list(_LISTS[path.stem]) if path.stem in _LISTS else path.read_text(encoding="utf-8")
    if _RENAMED.search(source):
        raise ValueError(f"{path.name} renames an import with `as`; composing inlines names as they are")
    left = _ANY_IMPORT.search(_IMPORT.sub("", source))
    if left:
        line = left.group().strip()
        raise ValueError(f'{path.name}: cannot inline `{line}`; write import {{ a, b }} from "./file.js";')
    for helper in _IMPORT.findall(source):
        places = (folder / f"{helper}.js" for folder in (path.parent, *folders, FOLDER, *_KINDS))
        _collect(next((each for each in places if each.exists()), FOLDER / f"{helper}.js"), folders, found)
    del found[path]
    found[path] = source
