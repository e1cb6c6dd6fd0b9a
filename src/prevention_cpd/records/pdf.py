"""Records and certificates as tagged PDF: PDF/UA-1 for screen readers, PDF/A-3 for the archive."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARDS: list[Any] = ["ua-1", "a-3a"]
#: How typst says that no font has a sign.
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


class Press:
    """Sets pages. One for a whole run: fonts are read once.

    Args:
        fonts: a folder with fonts of the provider, for scripts that the built-in ones lack; None for none.
    """

    def __init__(self, fonts: Path | None = None) -> None:
        try:
            import typst  # noqa: PLC0415  # an extra: who only verifies does without
        except ImportError:
            what, fix = say("pdf", "missing"), say("pdf", "missing_fix")
            raise CourseError(
                [Problem(file=_TEMPLATES, line=0, code=Code.CERTIFICATE, what=what, fix=fix)]
            ) from None
        self._typst = typst
        # Fonts of this machine would make the same record look different elsewhere.
        own = [fonts] if fonts else []
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=own)
        self._families = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=own
        ).families()
        self._compilers: dict[str, Any] = {}

    def set(self, template: str, data: Mapping[str, Any], *, at: datetime, place: Path) -> bytes:
        """Return a PDF.

        Args:
            template: the name of a typst file in `templates/`.
            data: what it reads.
            at: the time that the file says it was made.
            place: where it will go, for what is told of it.

        Raises:
            CourseError: when no font has a sign that stands in it.
        """
        if template not in self._compilers:
            self._compilers[template] = self._typst.Compiler(
                _TEMPLATES / f"{template}.typ", font_paths=self._fonts, ignore_system_fonts=True
            )
        inputs = {"data": json.dumps({**data, "fonts": self._families}, ensure_ascii=False)}
        try:
            made = self._compilers[template].compile(
                sys_inputs=inputs, format="pdf", pdf_standards=_STANDARDS, timestamp=at
            )
        except self._typst.TypstError as error:
            if not (found := _NO_GLYPH.search(error.message)):
                raise
            what = say("pdf", "no_glyph", sign=found.group(1))
            fix = words("pdf")["no_glyph_fix"]
            raise CourseError(
                [Problem(file=place, line=0, code=Code.CERTIFICATE, what=what, fix=fix)]
            ) from None
        return bytes(made)
