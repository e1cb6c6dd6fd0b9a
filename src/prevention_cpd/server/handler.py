"""What all handlers have in common: who may come, the headers, pages, and errors in plain words."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoTurnError
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler

from prevention_cpd.core.problems import CourseError
from prevention_cpd.server import assets, pages
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prevention_cpd.server.app import Server

T = TypeVar("T")
#: What was asked for is understood, and not done for a reason that the person can mend.
_REFUSED = (400, 409)
_log = logging.getLogger("prevention_cpd.server")

#: Nothing runs in a page but the modules that this server has, and nothing is asked of anybody else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
    "Cache-Control": "no-store",
    # Which version of which program answers is nobody's business.
    "Server": "cpd",
}


class Handler(RequestHandler):
    """Answers with a page. Unless it says otherwise, only trainers may come."""

    #: Who may come; anybody where it is empty.
    roles: ClassVar[tuple[Role, ...]] = (Role.TRAINER,)
    #: The part whose words its templates find as `text`.
    part: ClassVar[str] = "frame"
    #: Whether a program asks, so that errors are JSON.
    for_program: ClassVar[bool] = False

    application: Server
    #: Who is signed in; never None where `roles` names anybody.
    person: Person | None = None

    def set_default_headers(self) -> None:
        """Set the headers that every answer has, an error too."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Find out who it is, and let in who may come."""
        session = self.application.cpd.session
        self.person = await session.person(self)
        if not self.roles:
            return
        if self.person is None:
            if self.for_program or self.request.method not in {"GET", "HEAD"}:
                raise HTTPError(401)
            self.redirect(session.address(self))
        elif self.person.role not in self.roles:
            raise HTTPError(403)

    @property
    def who(self) -> Person:
        """Who is signed in."""
        if self.person is None:
            raise HTTPError(401)
        return self.person

    @property
    def course(self) -> Path:
        """The folder of the nbgrader course."""
        return self.application.cpd.course

    def link(self, path: str = "") -> str:
        """Return the address of a page: `link("desk/marking")`."""
        return self.application.cpd.base_url + path

    def page(self, template: str, **values: Any) -> None:
        """Answer with a page made from `templates/<template>`.

        It finds, beside `values` and what `pages.render` gives: `text` (its part's words), `person`, `course`
        (its settings), `settings`, `menu`, `here` and `xsrf` (for the field `_xsrf` of a form).
        """
        shared = {
            "text": words(self.part),
            "person": self.person,
            "course": self.application.course,
            "settings": self.application.cpd,
            "menu": self.application.menu[self.person.role] if self.person else [],
            "here": self.request.path,
            "xsrf": self.xsrf_token.decode(),
        }
        self.finish(pages.render(template, self.link, shared | values))

    async def run(self, work: Callable[..., T], *given: Any) -> T:
        """Do work that waits for the disk beside the network, in a thread."""
        return await IOLoop.current().run_in_executor(self.application.pool, work, *given)

    async def reading(self, work: Callable[..., T], *given: Any) -> T:
        """Do `work(connection, *given)`, which only reads the class record, in a thread."""

        def within() -> T:
            with self.application.reader.connect() as connection:
                return work(connection, *given)

        return await self.run(within)

    async def record(self, work: Callable[..., T], *given: Any) -> T:
        """Do `work(connection, *given)` in one transaction of the class record, in a thread."""

        def within() -> T:
            with self.application.engine.begin() as connection:
                return work(connection, *given)

        return await self.run(within)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell in plain words what went wrong."""
        error = (kwargs.get("exc_info") or (None, None, None))[1]
        if isinstance(error, DBAPIError | NoTurnError):
            status_code = 503
            self.set_status(status_code)
        told = words("errors")
        title, text = told.get(str(status_code)) or told["500" if status_code >= 500 else "400"]
        if isinstance(error, CourseError):
            text = " ".join(f"{each.what}. {each.fix}." for each in error.problems)
        elif isinstance(error, RefusedError):
            text = error.text
            if status_code in _REFUSED:
                title = told["refused"]
        if self.for_program:
            self.finish({"reason": f"{title}. {text}" if not isinstance(error, RefusedError) else text})
        else:
            self.page("error.html.j2", title=title, told=text, words=told, before=self._page_before)

    @property
    def _page_before(self) -> str:
        """The page of this server whose form was sent; empty where none was."""
        found = urlsplit(self.request.headers.get("Referer", ""))
        sent = self.request.method not in {"GET", "HEAD"} and found.netloc == self.request.host
        return found.path + (f"?{found.query}" if found.query else "") if sent else ""

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what is our own fault; what a database says may hold answers, and is left out."""
        if isinstance(value, DBAPIError):
            _log.error("%s: %s", type(self).__name__, str(value.orig).partition("\n")[0])
        elif not isinstance(value, HTTPError | CourseError):
            _log.error("%s", type(self).__name__, exc_info=(typ, value, tb))


class RefusedError(HTTPError):
    """Nothing was done; the text tells the person why."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status)
        self.text = text


class Nothing(Handler):
    """Answers where there is nothing."""

    roles = ()

    async def prepare(self) -> None:
        """Say that there is nothing."""
        raise HTTPError(404)


class Health(Handler):
    """Tells whoever watches over the server that it works, its database too."""

    roles = ()
    for_program = True

    async def prepare(self) -> None:
        """Ask nobody who they are."""

    async def get(self) -> None:
        """Answer only when the record can be read; else the status is 503."""
        await self.reading(lambda connection: connection.execute(select(1)))
        self.finish({})


class Asset(Handler):
    """Gives what pages load."""

    roles = ()

    async def prepare(self) -> None:
        """Ask nobody who they are."""

    def get(self, name: str) -> None:
        """Send a file; under its name it never changes."""
        if not (found := assets.by_address().get(name)):
            raise HTTPError(404)
        self.set_header("Content-Type", found.type)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(found.raw)
