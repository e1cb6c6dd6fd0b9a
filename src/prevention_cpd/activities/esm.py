"""Joining the small ES modules of an activity into one text, without a build step.

An activity's file imports its helpers with plain lines such as ``import { h } from "./kit.js";``.
anywidget and the static page both want one self-contained text, so the helpers themselves take the place of
those lines.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "js"
#: Classic scripts of a static page, which stand beside the modules.
SCRIPTS = frozenset({"host", "bundle"})

# Only the plainest form of import is allowed: it can be inlined without understanding JavaScript.
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_ANY_IMPORT = re.compile(r"^\s*import\b.*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_RENAMED = re.compile(r"^import \{[^}]*\bas\b[^}]*\}", re.MULTILINE)


@cache
def compose(name: str, folder: Path = FOLDER) -> str:
    """Give the self-contained text of the module ``name`` (no ``.js``), each relative import inlined once.

    A helper is looked for beside the module first, then among the activities' own: the quiz borrows them.
    """
    parts: list[str] = []
    _collect(name, folder, parts, done=set(), main=True)
    return "\n".join(parts)


def names(folder: Path = FOLDER) -> tuple[str, ...]:
    """Name every module that can be shown by itself: those with a default export."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    return tuple(sorted(name for name, text in texts.items() if "\nexport default " in text))


def sources(folder: Path = FOLDER) -> dict[str, str]:
    """Give the text of each module and helper by its name, without the scripts that are no modules."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    return {name: text for name, text in texts.items() if name not in SCRIPTS}


def _collect(name: str, folder: Path, parts: list[str], *, done: set[str], main: bool = False) -> None:
    """Append the text of ``name`` after the texts it imports."""
    if name in done:
        return
    done.add(name)
    beside = folder / f"{name}.js"
    source = (beside if beside.exists() else FOLDER / beside.name).read_text(encoding="utf-8")
    if _RENAMED.search(source):
        raise ValueError(f"{name}.js renames an import with `as`; composing inlines names as they are")
    for helper in _IMPORT.findall(source):
        _collect(helper, folder, parts, done=done)
    text = _IMPORT.sub("", source)
    left = _ANY_IMPORT.search(text)
    if left:
        line = left.group().strip()
        raise ValueError(f'{name}.js: cannot inline `{line}`; write import {{ a, b }} from "./file.js";')
    parts.append(text if main else _EXPORT.sub("", text))
