"""What the tests share: a browser, the whole course as a book, a server for it, a page that tolerates nothing foreign.

Other folders of tests keep their own fixtures in a conftest.py of their own and use these.
"""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from watching import watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from playwright.sync_api import Browser, Page

    _T = TypeVar("_T")

ROOT = Path(__file__).parent.parent
#: What keeps Chromium from doing anything of its own accord.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make test-all` asks for."""
    parser.addoption("--all", action="store_true", help="run every case of what is sampled otherwise")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Try a browser test once more: on a busy machine Chromium may give a page what was stored a moment before.

    The summary tells what needed it; what fails twice fails. Of a test that is marked `sampled` some cases
    are kept, the first and the last among them, unless --all is given.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("flaky"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if config.getoption("--all"):
        return
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("sampled"):
            cases.setdefault(item.nodeid.split("[")[0], []).append(item)
    left_out = {id(item) for group in cases.values() for item in left_out_of(group)}
    config.hook.pytest_deselected(items=[item for item in items if id(item) in left_out])
    items[:] = [item for item in items if id(item) not in left_out]


def left_out_of(cases: list[pytest.Item]) -> list[pytest.Item]:
    """Return the cases of one sampled test that this run leaves out: evenly, and neither the first nor the last."""
    keep = cases[0].get_closest_marker("sampled").kwargs["keep"]
    if len(cases) <= keep:
        return []
    if not keep:
        return cases
    kept = {round(number * (len(cases) - 1) / (keep - 1)) for number in range(keep)}
    return [case for number, case in enumerate(cases) if number not in kept]


@pytest.fixture(scope="session")
def one_in(request: pytest.FixtureRequest) -> Callable[[Sequence[_T], int], Sequence[_T]]:
    """Return a function that gives every so-manieth of a list, and all of it with --all."""
    return lambda all_of, step: all_of if request.config.getoption("--all") else all_of[::step]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one that CPD_CHROMIUM names, else the system's, else Playwright's own."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415  # tests without a browser start faster
    from weighing import chromium as installed  # noqa: PLC0415  # the same

    # A busy machine is slow, not wrong.
    expect.set_options(timeout=20_000)
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the whole course as a book, built once for all workers, with warnings as errors.

    CPD_BOOK names a book that is built already.
    """
    if ready := os.environ.get("CPD_BOOK"):
        return Path(ready)
    folder = _shared(tmp_path_factory) / "book"
    with _lock(folder.with_suffix(".lock")):
        if not (folder / "built").exists():
            shutil.rmtree(folder, ignore_errors=True)
            command = [Path(sys.executable).with_name("cpd"), "build", "--to", folder]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
            if done.returncode:
                pytest.fail(
                    f"the course does not build:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}", pytrace=False
                )
            (folder / "built").touch()
    return folder / "_build" / "html"


@pytest.fixture(scope="session")
def npm_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of other people's implementations on npm, installed once where they are not yet."""
    import npm  # noqa: PLC0415  # of tools/

    folder = ROOT / "tests" / "npm"
    with _lock(_shared(tmp_path_factory) / "npm.lock"):
        npm.main(folder)
    return folder / "node_modules"


@pytest.fixture(scope="session")
def serve() -> Iterator[object]:
    """Return a function that serves a folder on this machine only, and gives its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site(book: Path, serve) -> str:
    """Return the address of the whole course on a web server."""
    return serve(book)


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page which tolerates nothing foreign, as `watching` does."""
    with watching(browser) as open_page:
        yield open_page


@pytest.fixture
def jupyter_page(browser: Browser) -> Iterator[Page]:
    """Return a page for Jupyter that notes every request to another machine in `foreign`."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.foreign = []
    opened.on(
        "request",
        lambda request: (
            re.match(r"(https?|wss?)://(?!127\.0\.0\.1)", request.url) and opened.foreign.append(request.url)
        ),
    )
    yield opened
    context.close()


@pytest.fixture
def page(watch) -> Page:
    """Return a page of 1280 by 800 pixels that tolerates nothing foreign."""
    return watch(viewport={"width": 1280, "height": 800})


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


class _lock:  # noqa: N801  # it is used like a function
    """Lets one process at a time through."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.file = self.path.open("w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_error: object) -> None:
        self.file.close()
