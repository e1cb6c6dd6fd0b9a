"""The key that signs certificates: made here once, its state, a copy of it, and the page that checks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prevention_cpd.core import settings
from prevention_cpd.core.problems import CourseError
from prevention_cpd.records.signing.issuer import PASSPHRASE, Issuer, folder_of
from prevention_cpd.records.verification import publishing
from prevention_cpd.server.desk.common import DeskPage, zipped
from prevention_cpd.server.handler import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.records.signing.issuer import State

#: The fewest signs of a passphrase that is made here.
SHORTEST = 12


class IssuerPage(DeskPage):
    """Shows the state of the key, and makes it where there is none."""

    async def get(self) -> None:
        """Show it."""
        await self._show()

    async def post(self) -> None:
        """Make the key."""
        # What is typed is taken as it is: a space may be part of a passphrase.
        first, again = (self.get_body_argument(name, "", strip=False) for name in ("first", "again"))
        if len(first) < SHORTEST:
            await self._show(self.say("key_short", count=SHORTEST))
        elif first != again:
            await self._show(self.say("key_not_same"))
        else:
            await self.run(issuer_of(self.application.cpd.tree).new, self._provider, first)
            self.go("desk/issuer", said=self.say("key_made"))

    @property
    def may_copy(self) -> bool:
        """Whether the key is on the trainer's own machine, so that a copy may leave by the browser."""
        return bool(self.application.cpd.token)

    @property
    def _provider(self) -> str:
        """Who the course says that it is from."""
        return str(settings.load(self.application.cpd.tree.settings).fields["provider"]["name"])

    async def _show(self, problem: str = "") -> None:
        if problem:
            self.set_status(400)
        issuer = issuer_of(self.application.cpd.tree)
        state: State = await self.run(lambda: issuer.state)
        told = _sentences([issuer.problem(state)]) if state in {"lost", "open"} else ""
        self.show(
            "issuer.html.j2",
            state=state,
            known=None if state == "missing" else issuer.known(),
            folder=issuer.folder,
            told=told,
            problem=problem,
            shortest=SHORTEST,
            provider=self._provider,
            may_copy=self.may_copy,
        )


class IssuerCopy(IssuerPage):
    """Gives a copy of the folder, for a safe place; only on the trainer's own machine, and only locked."""

    async def get(self) -> None:
        """Send it."""
        issuer = issuer_of(self.application.cpd.tree)
        if not self.may_copy or await self.run(lambda: issuer.state) != "locked":
            raise RefusedError(403, self.say("key_no_copy"))
        raw = await self.run(zipped, issuer.folder)
        self.give(f"{issuer.folder.name}-key.zip", "application/zip", raw)


class CheckingPage(DeskPage):
    """Gives the page with which anybody checks certificates."""

    async def get(self) -> None:
        """Send it, with the withdrawals of this moment."""
        tree = self.application.cpd.tree
        text = await self.run(publishing.verifier, settings.load(tree.settings), issuer_of(tree).known())
        self.give(publishing.PAGE, "text/html; charset=utf-8", text.encode())


def issuer_of(tree: Tree) -> Issuer:
    """Return who signs the certificates of a course."""
    return Issuer(folder_of(settings.load(tree.settings).id))


def wants_passphrase(issuer: Issuer) -> bool:
    """Whether a person has to type the passphrase before certificates can be issued."""
    return issuer.state == "locked" and not os.environ.get(PASSPHRASE)


def refusal(issuer: Issuer, passphrase: str) -> str:
    """Return why a passphrase does not open the key, as sentences; empty where it does."""
    try:
        issuer.unlock(passphrase)
    except CourseError as error:
        return _sentences(error.problems)
    return ""


def _sentences(problems: Iterable[Problem]) -> str:
    return " ".join(f"{each.what[:1].upper()}{each.what[1:]}. {each.fix}." for each in problems)
