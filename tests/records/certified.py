"""Issuers and certificates without a class, for tests of what is signed and how it is checked."""

from datetime import UTC, datetime
from pathlib import Path

from prevention_cpd.core import settings
from prevention_cpd.records.signing import credential, token
from prevention_cpd.records.signing.award import Award, Passed
from prevention_cpd.records.signing.issuer import Issuer

TREE = Path(__file__).parent.parent / "quiz" / "data" / "tree"
SETTINGS = settings.load(TREE / "assets" / "course.yml")
ISSUED = "2026-11-26T10:00:00Z"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def issuer(folder, name="A school"):
    """Return a new issuer whose key needs no passphrase."""
    made = Issuer(folder)
    made.new(name, "")
    return made


def award(name="Zoë Müller", learner="zoe", quizzes=5):
    """Return what somebody is given a certificate for."""
    passed = tuple(
        Passed(
            quiz=f"quiz-{number}",
            title=f"Module {number} quiz: something to learn",
            form="A",
            attempt=1,
            on=f"2026-11-2{number}",
            percent=80.5 + number,
            needed=70,
            markers=("Sergeant A. Example",),
        )
        for number in range(quizzes)
    )
    return Award(learner=learner, name=name, identified="class-list", passed=passed)


def certificate(by, given=None, *, at=ISSUED, until=""):
    """Return a signed certificate and what it says."""
    did, key = by.unlock("")
    terms = credential.Terms(did=did, provider=by.known().name, at=at, until=until)
    claims = credential.claims(given or award(), SETTINGS, terms)
    return token.sign(claims, did, key), claims
