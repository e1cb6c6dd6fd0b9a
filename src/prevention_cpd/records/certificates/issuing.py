"""Certificates for a class: who gets one, who keeps one, what has changed since."""

from __future__ import annotations

import calendar
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from prevention_cpd.core import settings as course_settings
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.record import access, certificates
from prevention_cpd.quiz.record.certificates import Certificate
from prevention_cpd.records import results
from prevention_cpd.records.certificates import certificate, rules
from prevention_cpd.records.certificates.holding import good, taken_back
from prevention_cpd.records.look import day
from prevention_cpd.records.pdf import Press
from prevention_cpd.records.signing import clock, credential, token
from prevention_cpd.records.signing.award import changed
from prevention_cpd.records.signing.issuer import now
from prevention_cpd.records.verification.verify import digest
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.records.certificates.rules import Rules
    from prevention_cpd.records.results import Person
    from prevention_cpd.records.signing.issuer import Issuer
    from prevention_cpd.records.signing.published import Withdrawal
    from prevention_cpd.records.signing.token import Token

State = Literal["issued", "kept", "replaced", "withdrawn", "missing", "changed", "held", "failed"]
#: So many people share one transaction.
_TOGETHER = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one person."""

    learner: str
    name: str
    state: State
    #: What is missing, what has changed or what failed, as sentences.
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signed:
    """A certificate before it is written down."""

    kept: Certificate
    token: Token
    pdf: bytes


class Run:
    """Certificates for some people of a course.

    Args:
        tree: the course.
        issuer: who signs.
        passphrase: asked for when something has to be signed, once.
        replace: whether certificates whose facts have changed are withdrawn and replaced.

    Raises:
        CourseError: when there is no gradebook, no issuer or no typst, or the settings cannot be read.
    """

    def __init__(
        self, tree: Tree, issuer: Issuer, passphrase: Callable[[], str], *, replace: bool = False
    ) -> None:
        self._tree, self._issuer, self._replace = tree, issuer, replace
        self._passphrase = passphrase
        self._folder = folder(tree)
        self._settings = course_settings.load(tree.settings)
        self._rules = rules.load(tree)
        self._press = Press(self._rules.fonts)
        self._base = certificate.sheet(self._settings, tree.root)
        self._key: tuple[str, Ed25519PrivateKey] | None = None
        self.people = results.people(tree)

    def issue(self, learners: Sequence[str]) -> Iterator[Outcome]:
        """Yield what becomes of each of these people.

        A certificate is in the class record before its files are written; a run that was stopped goes on.

        Raises:
            CourseError: when the clock is wrong, the key cannot be used, or something cannot be written.
        """
        with access.reading(self._tree.quizzes) as connection:
            clock.check(self._issuer.known(), certificates.latest(connection), self._folder)
        try:
            for at in range(0, len(learners), _TOGETHER):
                yield from self._some([self.people[name] for name in learners[at : at + _TOGETHER]])
        except OSError as error:
            what, fix = say("issuing", "disk", why=error.strerror or error), words("issuing")["disk_fix"]
            problem = Problem(file=self._folder, line=0, code=Code.CERTIFICATE, what=what, fix=fix)
            raise CourseError([problem]) from None

    def _some(self, people: Sequence[Person]) -> list[Outcome]:
        with access.reading(self._tree.quizzes) as connection:
            own = certificates.of(connection, [person.id for person in people])
        known = self._issuer.known()
        done, signed = [], []
        for person in people:
            had = own.get(person.id, ())
            outcome, made = self._one(person, good(had, known), taken_back(had, known))
            done.append(outcome)
            signed += [made] if made else []
        late = self._keep(signed, own) if signed else set()
        for each in signed:
            if each.kept.person not in late:
                certificate.put(self._folder, each.kept.person, each.token, each.pdf)
        return [replace(each, state="kept", told=()) if each.learner in late else each for each in done]

    def _keep(self, signed: Sequence[_Signed], own: Mapping[str, tuple[Certificate, ...]]) -> set[str]:
        """Write certificates down; return who has got one from another run since `own` was read."""
        # One run at a time; the record alone sees to it only on SQLite.
        with alone(self._issuer.folder), access.writing(self._tree.quizzes) as connection:
            there = certificates.of(connection, [each.kept.person for each in signed])
            late = {person for person, some in there.items() if some != own.get(person, ())}
            certificates.keep(connection, [each.kept for each in signed if each.kept.person not in late])
        return late

    def _one(
        self, person: Person, held: Sequence[Certificate], taken: Withdrawal | None
    ) -> tuple[Outcome, _Signed | None]:
        def outcome(state: State, told: tuple[str, ...] = ()) -> Outcome:
            return Outcome(learner=person.id, name=person.name, state=state, told=told)

        holds = held[-1] if held else None
        # What is asked for since then takes nothing from who holds one.
        asked = self._asked_of(holds) if holds else self._rules
        lacking = rules.missing(asked, person)
        if holds is None and lacking:
            return outcome("missing", lacking), None
        if holds is None and taken and not self._replace:
            return outcome("held", (say("verdict", f"reason_{taken.reason}", since=day(taken.on)),)), None
        new = lacking or (changed(holds.facts, rules.award(asked, person).facts) if holds else ())
        if holds and not new:
            self._written_again(holds)
            return outcome("kept"), None
        if holds and not self._replace:
            return outcome("changed", new), None
        try:
            signed = None if lacking else self._sign(person, asked)
        except CourseError as error:
            return outcome("failed", tuple(f"{each.what}. {each.fix}" for each in error.problems)), None
        if holds:
            self._issuer.withdraw([each.id for each in held], "corrected")
            certificate.unwrite(self._folder, person.id)
        return outcome("withdrawn" if lacking else "replaced" if holds else "issued", new), signed

    def _asked_of(self, holds: Certificate) -> Rules:
        """Return the rules with the quizzes that a certificate names."""
        return replace(self._rules, quizzes={each["quiz"]: each["title"] for each in holds.facts["passed"]})

    def _sign(self, person: Person, asked: Rules) -> _Signed:
        did, private = self._unlocked()
        at, given = now(), rules.award(asked, person)
        until = months_after(at, self._rules.months) if self._rules.months else ""
        terms = credential.Terms(did=did, provider=self._issuer.known().name, at=at, until=until)
        claims = credential.claims(given, self._settings, terms)
        made = token.sign(claims, did, private)
        place = self._folder / f"{person.id}{certificate.PDF}"
        pdf = certificate.page(made, claims, self._press, self._base, place)
        kept = Certificate(
            id=claims["jti"],
            person=person.id,
            issued_at=at,
            key=did,
            digest=digest(made),
            token=str(made),
            facts=given.facts,
        )
        return _Signed(kept, made, pdf)

    def _unlocked(self) -> tuple[str, Ed25519PrivateKey]:
        self._key = self._key or self._issuer.unlock(self._passphrase())
        return self._key

    def _written_again(self, holds: Certificate) -> None:
        """Write files that are missing, as after a run that was stopped."""
        if certificate.is_written(self._folder, holds.person, holds.token):
            return
        made = token.read(holds.token)
        place = self._folder / f"{holds.person}{certificate.PDF}"
        pdf = certificate.page(made, json.loads(made.payload), self._press, self._base, place)
        certificate.put(self._folder, holds.person, made, pdf)


def folder(tree: Tree) -> Path:
    """Return where the certificates of a class lie."""
    return tree.quizzes / "reports" / "certificates"


def months_after(at: str, months: int) -> str:
    """Return the same day so many months later, or the last one of a shorter month; ISO 8601 with zone."""
    time = datetime.fromisoformat(at)
    year, month = divmod(time.year * 12 + time.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return time.replace(year=year, month=month + 1, day=min(time.day, last)).strftime("%Y-%m-%dT%H:%M:%SZ")
