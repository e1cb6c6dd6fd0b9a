"""Signing in through JupyterHub, which may ask the system, a list, or another service who somebody is."""

from __future__ import annotations

import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jupyterhub.services.auth import HubOAuth
from tornado.web import HTTPError

from prevention_cpd.quiz.intake.class_match import ClassMatch
from prevention_cpd.quiz.record import runs
from prevention_cpd.server.handler import RefusedError
from prevention_cpd.server.person import Person, Role
from prevention_cpd.server.signin.cookie import CookieSession
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from prevention_cpd.server.handler import Handler

#: Carries what was begun to the callback, whichever copy of the server answers that.
_BEGUN = "cpd-oauth"
#: The hub's own cookie, which ends when somebody signs out there.
_HUB = "jupyterhub-session-id"


class HubSession(CookieSession):
    """Signs in whom JupyterHub knows; signing out there signs out here."""

    def __init__(
        self, trainers: str = "trainers", days: float = 1, *, only: frozenset[str] | None = None
    ) -> None:
        """Take who is in the hub's group `trainers` for a trainer, and others for learners.

        Args:
            trainers: the group; the hub adds to it, and never takes out of it by itself.
            days: a sign-in lasts so long.
            only: nobody else is a trainer; None for whoever is in the group.
        """
        super().__init__(days)
        self._trainers, self._only = trainers, only
        self._hub: Any = HubOAuth()

    async def person(self, handler: Handler) -> Person | None:
        """Return who sends the request; None also after signing out at the hub, or for a former trainer."""
        if not hmac.compare_digest(*(each.encode() for each in self._sessions(handler))):
            return None
        found = await super().person(handler)
        return None if found and found.role is Role.TRAINER and not self._may_train(found.id) else found

    def address(self, handler: Handler) -> str:
        """Return where the hub signs somebody in."""
        verifier, challenge, method = self._hub.generate_pkce_code_challenge()
        state = secrets.token_urlsafe(16)
        asked = handler.request.uri if handler.request.method == "GET" else handler.link()
        begun = {"state": state, "next": asked, "verifier": verifier}
        cookie = handler.application.settings["cookie_kwargs"]
        handler.set_signed_cookie(_BEGUN, json.dumps(begun), expires_days=0.01, **cookie)
        more = {"state": state, "code_challenge": challenge, "code_challenge_method": method}
        return f"{self._hub.login_url}&{urlencode(more)}"

    def leave(self, handler: Handler) -> str:
        """Forget who it was, and sign out at the hub too."""
        super().leave(handler)
        return f"{self._hub.hub_host}{self._hub.hub_prefix}logout"

    async def come_back(self, handler: Handler) -> tuple[Person, str]:
        """Return whom the hub has signed in, and what they asked for.

        Raises:
            HTTPError: when it was not begun in this browser, or the person is not on the class list.
        """
        begun = json.loads(handler.get_signed_cookie(_BEGUN, max_age_days=0.01) or b"{}")
        handler.clear_cookie(_BEGUN, path=handler.link())
        state, code = handler.get_query_argument("state", ""), handler.get_query_argument("code", "")
        if not begun or not code or not hmac.compare_digest(begun["state"].encode(), state.encode()):
            raise HTTPError(400)
        token = await self._hub.token_for_code(code, code_verifier=begun["verifier"], sync=False)
        user = await self._hub.user_for_token(token, use_cache=False, sync=False)
        if not user:
            raise HTTPError(403)
        return await self._listed(handler, user), begun["next"]

    def enter(self, handler: Handler, person: Person, by: str = "") -> None:
        """Sign somebody in, for as long as they are signed in at the hub."""
        super().enter(handler, person, by)
        cookie = handler.application.settings["cookie_kwargs"]
        handler.set_signed_cookie(
            f"{_BEGUN}-at", handler.get_cookie(_HUB) or "", expires_days=self.days, **cookie
        )

    async def _listed(self, handler: Handler, user: dict[str, Any]) -> Person:
        name = user["name"]
        # The hub writes names in small letters, the class list perhaps not.
        listed = await handler.reading(ClassMatch.of)
        known = listed.find(name)
        if self._trainers in user.get("groups", ()) and self._may_train(name):
            return Person(name, Role.TRAINER, listed.names.get(known or "", ""))
        if known is None or not await handler.reading(runs.current, [known]):
            raise RefusedError(403, words("signin")["not_listed"])
        return Person(known, Role.LEARNER, listed.names[known])

    def _may_train(self, name: str) -> bool:
        return self._only is None or name in self._only

    def _sessions(self, handler: Handler) -> tuple[str, str]:
        """Return the hub's session that was there at the sign-in, and the one that is there now."""
        at = handler.get_signed_cookie(f"{_BEGUN}-at", max_age_days=self.days) or b""
        return at.decode(), handler.get_cookie(_HUB) or ""
