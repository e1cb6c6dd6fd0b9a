"""Small books: a course about apples, changed by each test and built by Jupyter Book itself."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jupyter_book.sphinx import build_sphinx

ROOTS = Path(__file__).parent / "roots"
TODAY = "2026-06-01"


@dataclass
class Micro:
    """One small book in a folder of its own."""

    root: Path
    out: Path
    warnings: list[str] = field(default_factory=list)
    code: int | Exception = 0

    def write(self, name: str, text: str) -> None:
        """Write a file of the course."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def page(self, text: str, name: str = "modules/terminology/index") -> None:
        """Write a page; its title comes by itself."""
        self.write(f"{name}.md", f"# First page\n\n{text}\n")

    def add(self, pages: dict[str, str]) -> None:
        """Write more pages of the module, each under its name, into the contents too."""
        for name, text in pages.items():
            self.page(text, f"modules/terminology/{name}")
        first = "      - file: modules/terminology/index"
        self.replace("_toc.yml", first, "\n".join([first, *(f"{first[:-5]}{name}" for name in pages)]))

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file of the course; the old text has to be there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def build(
        self, *, out: str = "html", today: str = TODAY, jobs: int = 1, fresh: bool = False, **settings
    ) -> Micro:
        """Build the book, and keep its warnings."""
        errors = io.StringIO()
        target = self.out.parent / out
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            self.code = build_sphinx(
                str(self.root),
                str(target),
                path_config=str(self.root / "_config.yml"),
                noconfig=True,
                doctreedir=str(target.with_name(f"{out}.doctrees")),
                confoverrides={"latex_individualpages": False, "cpd_today": today, **settings},
                jobs=jobs,
                freshenv=fresh,
                keep_going=True,
            )
        self.out = target
        text = re.sub(r"\x1b\[[0-9;]*m", "", errors.getvalue())
        self.warnings = [
            line.replace(f"{self.root}/", "")
            for line in text.splitlines()
            if "WARNING: " in line or "ERROR: " in line
        ]
        if isinstance(self.code, Exception):
            self.warnings.append(str(self.code))
        return self

    def soup(self, name: str = "modules/terminology/index") -> BeautifulSoup:
        """Return a built page."""
        return BeautifulSoup((self.out / f"{name}.html").read_text(encoding="utf-8"), "html.parser")

    def main(self, name: str = "modules/terminology/index") -> BeautifulSoup:
        """Return the text of a built page, without its frame."""
        return self.soup(name).find("article")

    def cell(self, activity: str) -> str:
        """Return a page with one cell that shows an activity."""
        header = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n"
        header += "kernelspec:\n  display_name: Python 3\n  language: python\n  name: python3\n---\n\n# First page\n\n"
        code = f'from prevention_cpd.activities import activity\n\nactivity("{activity}")'
        return f"{header}```{{code-cell}} ipython3\n:tags: [remove-input]\n{code}\n```\n"


@pytest.fixture
def micro(tmp_path: Path) -> Micro:
    """Return the small book, not built yet."""
    return small_book(tmp_path)


def small_book(folder: Path) -> Micro:
    """Return a copy of the small book, not built yet."""
    shutil.copytree(ROOTS / "course", folder / "course")
    return Micro(folder / "course", folder / "html")


def text(element) -> str:
    """Return the words of an element on one line."""
    return " ".join(element.get_text(" ").split())
