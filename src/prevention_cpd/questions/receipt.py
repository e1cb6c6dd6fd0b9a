"""A receipt: a short code that stands for the answers that were handed in.

Whoever has the answers can compute it anew, so a learner's claim need not be
believed: the trainer compares the code on paper with that of the submission.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from prevention_cpd.questions.scoring import is_blank

#: Crockford's base 32: no I, L, O or U, so that nothing is misread.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 60
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code(quiz: str, form: str, values: dict[str, Any]) -> str:
    """Return the receipt of some answers, as "XXXX-XXXX-XXXX".

    Args:
        quiz: the assignment.
        form: "A", "B", ...
        values: the raw value of each question, as `answers.json` holds it. Blank ones do not count.
    """
    answered = {name: value for name, value in values.items() if not is_blank(value)}
    data = {"quiz": quiz, "form": form, "answers": answered}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    number = int.from_bytes(hashlib.sha256(text.encode("ascii")).digest(), "big") >> (256 - _BITS)
    digits = "".join(DIGITS[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def same(first: str, second: str) -> bool:
    """Tell whether two codes are the same as people type them.

    Case, spaces and dashes do not matter, nor O for 0, nor I and L for 1.
    """
    return plain(first) == plain(second)


def plain(typed: str) -> str:
    """Return a code as it is compared: its digits alone, read as people mistake them."""
    return "".join(char for char in typed.upper().translate(_READ_AS) if char in DIGITS)


def answered(values: dict[str, Any]) -> int:
    """Return how many of the values are more than blank."""
    return sum(not is_blank(value) for value in values.values())
