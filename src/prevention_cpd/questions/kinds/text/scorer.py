"""Reading and scoring a text, from the frozen key alone."""

from __future__ import annotations

from typing import Any

from prevention_cpd.questions.scoring import Scorer, UnreadableError

#: The longest answer that is read, in characters.
LONGEST = 20_000


def read(_key: dict[str, Any], value: object) -> str:
    """Read the text."""
    if not isinstance(value, str):
        raise UnreadableError("the answer is not a text")
    if len(value) > LONGEST:
        raise UnreadableError(f"the answer is longer than {LONGEST:,} characters")
    return value


SCORER = Scorer(read=read, share=None)
