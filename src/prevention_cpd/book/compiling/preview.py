"""Show the book while it is being written: what is saved is compiled, and the page reloads."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from typing import TYPE_CHECKING, Self

from sphinx.errors import SphinxError

from prevention_cpd.book.compiling.compiler import Compiler
from prevention_cpd.core.problems import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prevention_cpd.core.tree import Tree

#: Seconds between two looks at the files.
PAUSE = 0.2
#: What the book is made of, below the folder of the course.
SOURCES = ("*.md", "*.yml", "modules/**/*", "reference/**/*", "assets/**/*", "quizzes/banks/*.yml")
#: The address that a page asks, with its own version: the answer comes when there is a newer one.
NEXT = "/.newer-than/"
RELOAD = "<script>fetch('{address}').then(answer => answer.ok && location.reload())</script>"


class Versions:
    """Counts the versions of the book, and lets others wait for the next."""

    def __init__(self) -> None:
        self.current = 0
        self._changed = threading.Condition()

    def add(self) -> None:
        """Tell that there is a new version."""
        with self._changed:
            self.current += 1
            self._changed.notify_all()

    def wait_for_newer(self, version: str) -> None:
        """Return when the current version is another one."""
        with self._changed:
            self._changed.wait_for(lambda: str(self.current) != version)


class Preview:
    """A web server for the book, and what keeps the book new; use it in a `with` statement."""

    def __init__(self, tree: Tree, port: int) -> None:
        """Take the port.

        Args:
            tree: the course.
            port: a port on this machine; 0 takes a free one.

        Raises:
            OSError: when the port cannot be used.
        """
        self.tree = tree
        self.versions = Versions()
        handler = functools.partial(_Handler, self.versions, directory=str(tree.root / "_build" / "html"))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.compiler = Compiler(tree, tree.root / "_build", strict=False, told=None)

    @property
    def address(self) -> str:
        """Where the book is shown."""
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.compiler.restart()

    def follow(self, tell: Callable[[str], object]) -> None:
        """Compile, and compile again whenever a file changes, for ever; tell what went wrong and go on."""
        before: dict[Path, int] = {}
        while True:
            now = self._times()
            if now == before:
                time.sleep(PAUSE)
                continue
            edited = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
            before = now
            tell(self._compile(edited))
            self.versions.add()

    def _compile(self, edited: set[Path]) -> str:
        """Compile the book and return what to tell."""
        # Sphinx reads these when it starts, and never again.
        if edited & {self.tree.settings, self.tree.contents, self.tree.root / "_config.yml"}:
            self.compiler.restart()
        start = time.perf_counter()
        try:
            self.compiler.compile()
        except (SphinxError, CourseError) as error:
            return f"{error}\nThe pages stay as they were."
        return f"Compiled in {time.perf_counter() - start:.1f} s."

    def _times(self) -> dict[Path, int]:
        """Return when each source was changed last."""
        times: dict[Path, int] = {}
        for pattern in SOURCES:
            for path in self.tree.root.glob(pattern):
                try:
                    times[path] = path.stat().st_mtime_ns
                except OSError:  # an editor replaces a file: the next look finds it
                    continue
        return times


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the book; each page reloads itself when there is a new version."""

    def __init__(self, versions: Versions, *args: object, **kwargs: object) -> None:
        self.versions = versions
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, or with the news that the book has changed."""
        if self.path.startswith(NEXT):
            self.versions.wait_for_newer(self.path.removeprefix(NEXT))
            self.send_response(http.HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def copyfile(self, source: object, outputfile: object) -> None:
        """Send a file, and after a page the line that waits for the next version."""
        super().copyfile(source, outputfile)  # type: ignore[arg-type]
        if getattr(source, "name", "").endswith(".html"):
            address = f"{NEXT}{self.versions.current}"
            outputfile.write(RELOAD.format(address=address).encode())  # type: ignore[attr-defined]

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out the length of a page, which is longer than its file; and let nothing be kept."""
        if keyword == "Last-Modified":
            keyword, value = "Cache-Control", "no-store"
        if keyword != "Content-Length":
            super().send_header(keyword, value)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
