"""The compiled book, as files."""

from __future__ import annotations

from typing import Any

from tornado.web import StaticFileHandler

from prevention_cpd.server.handler import POLICY, Handler
from prevention_cpd.server.person import Role

#: Activities are modules that the page itself holds, with their styles; nothing comes from elsewhere either.
_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' blob:").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)


class Book(Handler, StaticFileHandler):
    """Gives the files of the book to anybody."""

    roles = ()

    def initialize(self) -> None:  # type: ignore[override]
        """Find the book."""
        StaticFileHandler.initialize(self, path=str(self.application.cpd.book), default_filename="index.html")

    def set_default_headers(self) -> None:
        """Let activities run, and let the browser keep what has not changed."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("Cache-Control", "no-cache")


class Start(Handler):
    """Leads to the first page of the book, or tells that there is no book."""

    roles = ()
    part = "book"

    def get(self) -> None:
        """Lead to the first page."""
        if not (self.application.cpd.book / "index.html").is_file():
            self.page("book.html.j2")
            return
        self.redirect(self.link("book/index.html"))


HANDLERS: list[tuple[Any, ...]] = [(r"book/?", Start), (r"book/(.+)", Book)]
MENU = [(Role.LEARNER, "book/"), (Role.TRAINER, "book/")]
