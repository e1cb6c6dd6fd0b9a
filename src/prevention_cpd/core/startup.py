"""Lighter loading of jsonschema, which nbformat and nbgrader load too."""

from __future__ import annotations

import sys


def without_grammar() -> None:
    """Let jsonschema do without one of its optional packages; call it before anything loads jsonschema.

    It compiles the grammar of rfc3987-syntax when it is imported: a second or two of every command,
    for a format that none of our schemas has, nor any of nbformat's.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
