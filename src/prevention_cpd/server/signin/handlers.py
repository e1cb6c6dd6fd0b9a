"""The pages on which somebody signs in and out."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from prevention_cpd.quiz.record import codes, people, runs
from prevention_cpd.server.handler import Handler
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.signin.cookie import CookieSession, browser

if TYPE_CHECKING:
    from collections.abc import Callable


class _Signing(Handler):
    roles = ()
    part = "signin"

    @property
    def session(self) -> CookieSession:
        """What signs people in by codes and tokens, where anything does."""
        if not isinstance(self.application.cpd.session, CookieSession):
            raise HTTPError(404)
        return self.application.cpd.session

    def enter(self, person: Person, by: str = "") -> None:
        """Sign somebody in, by the code with this digest, and lead them to what they asked for."""
        self.session.enter(self, person, by)
        self.redirect(_local(self.get_argument("next", ""), self.link()))

    async def learner(self, code: str, *, spend: bool) -> Person | None:
        """Return whose code it is; None where it is nobody's or spent."""
        sender = self.request.remote_ip or ""
        if not self.application.cpd.codes:
            raise HTTPError(404)
        if self.session.throttle.is_closed(sender):
            raise HTTPError(429)
        self.session.throttle.note(sender)
        made = codes.digest(code)
        found = await (
            self.record(_learner, codes.spend, code) if spend else self.reading(_learner, codes.owner, code)
        )
        if found and spend:
            self.session.again.note(made, browser(self), found)
        # Where the first answer was lost on its way, nobody needs another slip.
        found = found or await self.session.entered(self, made)
        if found:
            self.session.throttle.right(sender)
        return found

    def ask(self, problem: str = "") -> None:
        """Ask for a code."""
        self.page("signin/code.html.j2", problem=problem, next=self.get_argument("next", ""))


class SignIn(_Signing):
    """Asks a learner for a code, and takes the trainer's token."""

    async def get(self) -> None:
        """Show the form; with the right token, sign the trainer in."""
        settings = self.application.cpd
        if token := self.get_query_argument("token", ""):
            if not settings.token or settings.trainer is None:
                raise HTTPError(404)
            if not hmac.compare_digest(token.encode(), settings.token.encode()):
                raise HTTPError(403)
            self.enter(settings.trainer)
        elif settings.codes:
            self.ask()
        elif settings.token:
            self.page("signin/token.html.j2")
        else:
            self.redirect(settings.session.address(self))

    async def post(self) -> None:
        """Sign in with a code, and spend it."""
        code = self.get_body_argument("code", "")
        if person := await self.learner(code, spend=True):
            self.enter(person, by=codes.digest(code))
        else:
            self.set_status(403)
            self.ask(problem="wrong_code")


class Slip(_Signing):
    """What the QR code of a slip leads to: looking at it spends nothing, so that a preview does no harm."""

    async def get(self, code: str) -> None:
        """Ask whether it is the person whom the slip names."""
        if person := await self.learner(code, spend=False):
            self.page("signin/slip.html.j2", name=person.shown, code=code)
        else:
            self.set_status(403)
            self.ask(problem="wrong_code")


class ComeBack(_Signing):
    """Where JupyterHub leads back to."""

    async def get(self) -> None:
        """Sign in whom the hub has signed in."""
        # Where nobody signs in through a hub, the library need not be there.
        come_back = getattr(self.session, "come_back", None)
        if come_back is None:
            raise HTTPError(404)
        person, asked = await come_back(self)
        self.session.enter(self, person)
        self.redirect(_local(asked, self.link()))


class SignOut(Handler):
    """Signs out."""

    roles = (Role.LEARNER, Role.TRAINER)

    async def post(self) -> None:
        """Sign out; a page elsewhere cannot do it, for the form is checked."""
        self.redirect(self.application.cpd.session.leave(self))


def _learner(connection: Any, look: Callable[[Any, str], str | None], code: str) -> Person | None:
    """Return whose code it is by `look`, unless they have left the class list."""
    name = look(connection, code)
    if name is None or not runs.current(connection, [name]):
        return None
    return Person(name, Role.LEARNER, people.full_names(connection, [name])[name])


def _local(address: str, otherwise: str) -> str:
    """Return an address of this server; any other gives way, so that no link leads elsewhere from here."""
    is_path = address.startswith(otherwise) and not address.startswith("//")
    return address if is_path and "\\" not in address and address.isprintable() else otherwise


HANDLERS: list[tuple[Any, ...]] = [
    (r"sign-in", SignIn),
    (r"sign-in/([0-9A-Za-z-]{1,20})", Slip),
    (r"sign-out", SignOut),
    (r"oauth_callback", ComeBack),
]
