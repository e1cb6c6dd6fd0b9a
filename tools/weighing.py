"""Weigh pages as a server sees it: every byte that a browser asks for and gets."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass
class Weight:
    """What one page cost."""

    #: Bytes sent, uncompressed.
    total: int = 0
    #: Requests to other servers; none is let through.
    foreign: int = 0


class _Counting(http.server.SimpleHTTPRequestHandler):
    """Serves files and counts their bytes; what a browser keeps in its cache is not asked for again."""

    sent = 0

    def copyfile(self, source: object, outputfile: object) -> None:
        """Send a file, counting."""
        data = source.read()
        type(self).sent += len(data)
        outputfile.write(data)

    def end_headers(self) -> None:
        """Let the browser keep everything for this run, as a server with a sane configuration would."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def weigh(book: Path, pages: Sequence[str]) -> list[Weight]:
    """Open the pages one after the other in a browser with an empty cache; return what each cost."""
    weights = []
    with _served(book) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        page = browser.new_context().new_page()
        foreign: list[str] = []
        page.on(
            "request",
            lambda request: foreign.append(request.url) if _is_foreign(request.url) else None,
        )
        for name in pages:
            _Counting.sent, foreign[:] = 0, []
            # Routing would switch the browser's cache off, so foreign hosts are made unknown instead.
            page.goto(address + name, wait_until="load")
            page.wait_for_timeout(1500)
            weights.append(Weight(total=_Counting.sent, foreign=len(foreign)))
        browser.close()
    return weights


def chromium() -> str | None:
    """Return the Chromium to use: the one that CPD_CHROMIUM names, else the system's, else None."""
    names = (os.environ.get("CPD_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def arguments() -> list[str]:
    """Return the arguments that keep Chromium to this machine."""
    keep_quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    closed = ["--disable-component-update", "--disable-sync"]
    unknown = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    return [*keep_quiet, *closed, unknown, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and parts.hostname != "127.0.0.1"


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Counting, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
