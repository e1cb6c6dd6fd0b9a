"""Compile the book in this process, and compile it again without starting anew."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Self

from prevention_cpd.core.startup import without_grammar

without_grammar()

from jupyter_book.config import get_final_config  # noqa: E402  # after the line above
from sphinx.application import Sphinx  # noqa: E402
from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: E402

from prevention_cpd.book import editions  # noqa: E402
from prevention_cpd.book.upstream import keep_settings  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from prevention_cpd.book.editions.pages import Page
    from prevention_cpd.core.tree import Tree

#: More processes than this have nothing to share out in a course of a hundred pages.
MOST_JOBS = 4


class Compiler:
    """Jupyter Book's Sphinx application for one course; use it in a `with` statement."""

    def __init__(
        self,
        tree: Tree,
        to: Path,
        *,
        everything: bool = False,
        strict: bool = True,
        told: TextIO | None = sys.stdout,
    ) -> None:
        """Take what to compile.

        Args:
            tree: the course.
            to: the folder for `html` and what is kept for the next time.
            everything: whether to forget what is kept.
            strict: whether a warning makes `compile` return False.
            told: where Sphinx says what it does; None for nowhere. Warnings go to standard error.
        """
        self.tree = tree
        self.to = to
        self.everything = everything
        self.strict = strict
        self.told = told
        self._open = contextlib.ExitStack()
        self._app: Sphinx | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.restart()

    def restart(self) -> None:
        """Let the next `compile` read the settings and the contents again."""
        self._app = None
        self._open.close()

    def compile(self) -> bool:
        """Compile what has changed; return False when a warning was told and warnings count.

        Raises:
            SphinxError: when the book cannot be compiled at all; its text says why.
        """
        app = self._app or self._start()
        try:
            app.build()
        except BaseException:
            self.restart()
            raise
        keep_settings(app.env)
        return app.statuscode == 0

    def pages(self) -> tuple[Page, ...]:
        """Return the pages of the book that has been compiled, in reading order."""
        return editions.pages.of(self._app or self._start())

    def _start(self) -> Sphinx:
        config, _ = get_final_config(
            user_yaml=self.tree.root / "_config.yml",
            cli_config={
                "external_toc_path": str(self.tree.contents),
                "latex_individualpages": False,
                "nitpicky": True,
            },
            sourcedir=self.tree.root,
        )
        self._open.enter_context(patch_docutils(None))
        self._open.enter_context(docutils_namespace())
        self._app = Sphinx(
            srcdir=self.tree.root,
            confdir=None,
            outdir=self.to / "html",
            doctreedir=self.to / ".doctrees",
            buildername="html",
            confoverrides=config,
            status=self.told,
            freshenv=self.everything,
            warningiserror=self.strict,
            keep_going=True,
            parallel=min(os.cpu_count() or 1, MOST_JOBS),
        )
        return self._app
