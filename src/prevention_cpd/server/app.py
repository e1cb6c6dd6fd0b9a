"""The application, put together from its parts."""

from __future__ import annotations

import importlib
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import Application

from prevention_cpd.core import settings as course_settings
from prevention_cpd.quiz.grading import gradebook
from prevention_cpd.quiz.record import due_dates, opening, tables
from prevention_cpd.server.handler import Asset, Health, Nothing
from prevention_cpd.server.learner.keeping import Keeping
from prevention_cpd.server.person import Role
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    import ssl

    from prevention_cpd.server.settings import Settings

#: The largest request, in bytes; a handler that takes files asks for more.
LARGEST = 2 * 1024 * 1024
#: Seconds until a browser that sends nothing, or no more of what it began, is hung up on.
PATIENCE = 60
#: Work with the disk and the database goes on beside the network in so many threads.
_THREADS, _FILING = 8, 2
#: Seconds until a due date of the formgrader counts for learners, at most.
_READ_BACK = 60
_log = logging.getLogger("prevention_cpd.server")


class Server(Application):
    """The application, with what its handlers share."""

    def __init__(self, settings: Settings) -> None:
        """Put the parts together.

        Raises:
            CourseError: when the course or its record cannot be used.
        """
        self.cpd = settings
        gradebook.configure()
        with gradebook.told(settings.course / "gradebook.db"):
            opening.prepare(settings.db_url, settings.course)
        self.course = course_settings.load(settings.tree.settings)
        # SQLite has one writer: in a queue here each has its turn; SQLite would let all sleep and try.
        one = {"pool_size": 1, "max_overflow": 0} if settings.db_url.startswith("sqlite") else {}
        self.engine = tables.engine(settings.db_url, **one)
        # What is only read takes no turn among those who write.
        self.reader = create_engine(settings.db_url)
        #: What leads to the parts, by role: pairs of a path and its name.
        self.menu: dict[Role, list[tuple[str, str]]] = {role: [] for role in Role}
        self.pool = ThreadPoolExecutor(_THREADS, "cpd-server")
        # What is handed in is written file by file; no answer waits behind a class that hands in at once.
        self.filing = ThreadPoolExecutor(_FILING, "cpd-filing")
        cookie = {
            "path": settings.base_url,
            "samesite": "Lax",
            "httponly": True,
            "secure": settings.encrypted,
        }
        self.keeping = Keeping(self.engine, self.pool)
        self.reading_back = PeriodicCallback(self.read_back, 1000 * _READ_BACK)
        #: Who is handing in at this moment: one hand-in of each at a time, so that nobody takes all threads.
        self.handing_in: set[str] = set()
        super().__init__(
            [
                (rf"{settings.base_url}static/(.+)", Asset),
                (rf"{settings.base_url}health", Health),
                *self._handlers(),
            ],
            default_handler_class=Nothing,
            log_function=_log_request,
            cookie_secret=settings.secret,
            xsrf_cookies=True,
            xsrf_cookie_name="cpd-xsrf",
            xsrf_cookie_kwargs=cookie,
            cookie_kwargs=cookie,
        )

    def _handlers(self) -> list[tuple[str, Any]]:
        """Gather what every part answers to."""
        found = []
        for folder in sorted(each.parent.name for each in Path(__file__).parent.glob("*/handlers.py")):
            part = importlib.import_module(f"prevention_cpd.server.{folder}.handlers")
            found += [(self.cpd.base_url + pattern, *rest) for pattern, *rest in part.HANDLERS]
            for role, path in getattr(part, "MENU", ()):
                # The book comes last.
                self.menu[role].insert(0, (path, words(folder)["menu"]))
        return found

    async def read_back(self) -> None:
        """Take over the due dates that were set in the formgrader since, so that learners have them too."""
        await IOLoop.current().run_in_executor(self.pool, self._read_back)

    def _read_back(self) -> None:
        with self.reader.connect() as connection:
            if not due_dates.is_behind(connection):
                return
        with self.engine.begin() as connection:
            due_dates.read_back(connection)

    def close(self) -> None:
        """Let go of the database, when all that was begun is done."""
        self.reading_back.stop()
        self.filing.shutdown()
        self.pool.shutdown()
        self.engine.dispose()
        self.reader.dispose()


def make_app(settings: Settings) -> Server:
    """Return the application.

    Raises:
        CourseError: when the course or its record cannot be used.
    """
    return Server(settings)


def listen(app: Server, port: int, address: str, tls: ssl.SSLContext | None = None) -> HTTPServer:
    """Answer at an address; port 0 takes a free one.

    Raises:
        OSError: when the address cannot be used.
    """
    # Tornado would log from where a broken request came.
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    server = HTTPServer(
        app,
        ssl_options=tls,
        xheaders=app.cpd.behind_proxy,
        max_body_size=LARGEST,
        body_timeout=PATIENCE,
        idle_connection_timeout=PATIENCE,
    )
    server.listen(port, address)
    app.reading_back.start()
    return server


def _log_request(handler: Any) -> None:
    """Tell what was asked for by the name of its handler: addresses hold codes, and bodies hold answers."""
    status = handler.get_status()
    level = logging.INFO if status < 400 else logging.WARNING if status < 500 else logging.ERROR
    took = 1000 * handler.request.request_time()
    _log.log(level, words("frame")["log"], handler.request.method, type(handler).__name__, status, took)
