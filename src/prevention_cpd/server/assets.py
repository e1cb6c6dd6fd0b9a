"""What pages load: styles and modules, each under a name that changes with what it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from prevention_cpd.frontend import base_css, compose, palette_css

_HERE = Path(__file__).parent
#: The quiz's own modules and style.
TAKE = _HERE.parent / "quiz" / "take" / "js"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file that pages load."""

    name: str
    type: str
    raw: bytes


@cache
def everything() -> dict[str, Loaded]:
    """Return every file by its name: `server.css`, and `<part>/<file>` of each part's `js/` and `css/`."""
    texts = {"server.css": palette_css() + base_css() + (_HERE / "server.css").read_text(encoding="utf-8")}
    for path in sorted(_HERE.glob("*/css/*.css")):
        texts[_name(path)] = path.read_text(encoding="utf-8")
    texts["learner/quiz.css"] = (TAKE / "quiz.css").read_text(encoding="utf-8")
    for path in sorted(_HERE.glob("*/js/*.js")):
        texts[_name(path)] = compose(path, TAKE)
    return {name: _loaded(name, text.encode()) for name, text in texts.items()}


@cache
def by_address() -> dict[str, Loaded]:
    """Return every file by the name that its address has."""
    return {each.name: each for each in everything().values()}


def _name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


def _loaded(name: str, raw: bytes) -> Loaded:
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(raw).hexdigest()[:12]
    return Loaded(f"{stem}.{digest}.{ending}", _TYPES[f".{ending}"], raw)
