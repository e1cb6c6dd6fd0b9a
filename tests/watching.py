"""Pages in a browser that tolerate nothing foreign."""

from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request


@contextlib.contextmanager
def watching(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page which lets no foreign request out; it fails if one was tried.

    A message of the console above "info", and an exception in the page, make it fail too.
    """
    contexts: list[BrowserContext] = []
    seen: list[str] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.route("**/*", functools.partial(_no_foreign, seen))
        page = context.new_page()
        page.on("console", functools.partial(_no_message, seen))
        page.on("pageerror", lambda error: seen.append(f"exception: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not seen, "\n".join(seen)


def _no_foreign(seen: list[str], route, request: Request) -> None:
    address = urlsplit(request.url)
    if address.scheme in {"file", "data", "blob"} or address.hostname in {"127.0.0.1", "localhost"}:
        route.continue_()
    else:
        seen.append(f"foreign request: {request.url}")
        route.abort()


def _no_message(seen: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        seen.append(f"console {message.type}: {message.text} ({message.location.get('url')})")
