"""A page of the course as its author wrote it: prose, roles and links, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core import markup
from prevention_cpd.core.yamlfile import read_text

if TYPE_CHECKING:
    from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CODE_CELL = re.compile(r"^(`{3,}|~{3,})\{code-cell\}.*?^\1\s*$", re.DOTALL | re.MULTILINE)
_DIRECTIVE = re.compile(r"^[`:~]{3,}.*$|^:[a-z-]+:", re.MULTILINE)
_ROLE = re.compile(r"\{[a-z:]+\}`[^`]*`")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown page."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Page:
        """Read a page.

        Raises:
            CourseError: when it is missing or is not UTF-8.
        """
        return cls(path, read_text(path))

    @property
    def further(self) -> bool:
        """Whether its front matter marks it as not needed for the outcomes and the quiz."""
        head = _FRONT_MATTER.match(self.text)
        return bool(head and re.search(r"^further:\s*true\s*$", head.group(), re.MULTILINE))

    @property
    def prose(self) -> str:
        """The text without front matter, code, roles and addresses; every character keeps its line."""
        text = self.text
        for pattern in (_FRONT_MATTER, _CODE_CELL, _ROLE, _DIRECTIVE):
            text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
        return _LINK.sub(
            lambda found: found.group(2) + " " * (len(found.group()) - len(found.group(2))), text
        )

    def roles(self) -> list[tuple[int, str, str]]:
        """Return the line, name and target of each role."""
        return [
            (self._line(found.start()), found.group(1), markup.target(found.group(2)))
            for found in markup.ROLE.finditer(self.text)
        ]

    def charted(self) -> list[tuple[int, str]]:
        """Return the line and id of each fact that a chart is drawn from."""
        return [
            (self._line(found.start()), name)
            for found in re.finditer(r"^[`:]{3,}\{chart\}[ \t]+(.*)$", self.text, re.MULTILINE)
            for name in found.group(1).split()
        ]

    def links(self) -> list[tuple[int, bool, str, str]]:
        """Return for each link the line, whether it is an image, its text and its address."""
        return [
            (self._line(found.start()), bool(found.group(1)), found.group(2), found.group(3))
            for found in _LINK.finditer(self.text)
        ]

    def _line(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1
