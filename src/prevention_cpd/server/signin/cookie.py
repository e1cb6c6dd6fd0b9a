"""A signed cookie of our own that says who somebody is."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from prevention_cpd.quiz.record import codes, runs
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.signin.again import Again
from prevention_cpd.server.signin.throttle import Throttle

if TYPE_CHECKING:
    from prevention_cpd.server.handler import Handler

NAME = "cpd-person"
#: Seconds until it is read again who is welcome.
_KNOWN_FOR = 15


class CookieSession:
    """Signs people in by a cookie; who has left the class list, or got a new code, is signed out."""

    def __init__(self, days: float = 1) -> None:
        """Let a sign-in last for some days; a trainer's lasts for one at most."""
        self.days = days
        #: Who may come, each with the digest of their code, and until when that is believed.
        self._welcome: dict[str, str] = {}
        self._until = 0.0
        #: One for all who try.
        self.throttle = Throttle()
        self.again = Again()

    async def person(self, handler: Handler) -> Person | None:
        """Return who sends the request; None for a cookie that is forged, too old or of nobody."""
        raw = handler.get_signed_cookie(NAME, max_age_days=self.days)
        if not raw:
            return None
        found = json.loads(raw)
        person = Person(found["id"], Role(found["role"]), found["name"])
        if person.role is Role.TRAINER:
            return person if handler.get_signed_cookie(NAME, max_age_days=min(self.days, 1)) else None
        return person if await self._is_welcome(handler, person.id, found.get("by", "")) else None

    def enter(self, handler: Handler, person: Person, by: str = "") -> None:
        """Sign somebody in; `by` is the digest of their code, and a later code ends the sign-in."""
        data = {"id": person.id, "role": person.role, "name": person.name, "by": by}
        cookie = handler.application.settings["cookie_kwargs"]
        handler.set_signed_cookie(NAME, json.dumps(data), expires_days=self.days, **cookie)

    def address(self, handler: Handler) -> str:
        """Return where somebody signs in, to come back to what they asked for."""
        return handler.link(f"sign-in?next={quote(handler.request.uri or '', safe='')}")

    def leave(self, handler: Handler) -> str:
        """Forget who it was; return where to go then."""
        handler.clear_cookie(NAME, path=handler.link())
        self.again.forget(browser(handler))
        return handler.link("sign-in")

    async def entered(self, handler: Handler, made: str) -> Person | None:
        """Return who has just signed in here by the code with this digest, unless there is a later one."""
        found = self.again.find(made, browser(handler))
        if found is None or not await handler.reading(_is_welcome, found.id, made):
            return None
        return found

    async def _is_welcome(self, handler: Handler, name: str, by: str) -> bool:
        if self._until < time.monotonic():
            # Read once for the whole class, and not for each of them; who asks meanwhile is looked for alone.
            self._welcome, self._until = {}, time.monotonic() + _KNOWN_FOR
            self._welcome = await handler.reading(_welcome)
        known = self._welcome.get(name)
        if known is not None and by in {"", known}:
            return True
        # A code may have been made since.
        return await handler.reading(_is_welcome, name, by)


def browser(handler: Handler) -> str:
    """Return the secret that each browser was given with its first page; empty for one that has none."""
    return handler.get_cookie(handler.settings["xsrf_cookie_name"], "") or ""


def _welcome(connection: Any) -> dict[str, str]:
    """Return who is on the class list still, each with the digest of their code; "" for who has none."""
    made = codes.digests(connection)
    return {name: made.get(name, "") for name in runs.current(connection)}


def _is_welcome(connection: Any, name: str, by: str) -> bool:
    """Tell whether somebody is on the class list still, and was given no later code."""
    return bool(runs.current(connection, [name])) and (not by or codes.is_current(connection, name, by))
