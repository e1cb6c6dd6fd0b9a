"""The QR code that holds a whole certificate."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.records.signing.token import Token

#: Codes of a higher version are too fine for a phone and a printed page.
MOST = 25


def svg(token: Token, place: Path) -> str:
    """Return the code as a picture, with as much repair as its size allows.

    Args:
        token: the certificate.
        place: where it will go, for what is told of it.

    Raises:
        CourseError: when the certificate does not fit.
    """
    import segno  # noqa: PLC0415  # an extra: who only verifies does without

    for level in "m", "l":
        code = segno.make(token.short, error=level, micro=False)
        if int(code.version) <= MOST:
            out = io.BytesIO()
            code.save(out, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None)
            return out.getvalue().decode()
    what, fix = say("qr", "too_long", most=MOST, version=code.version), words("qr")["too_long_fix"]
    raise CourseError([Problem(file=place, line=0, code=Code.CERTIFICATE, what=what, fix=fix)])
