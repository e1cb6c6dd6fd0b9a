"""Which certificates of a person still hold, by the class record and the issuer's list."""

import json

from records.certified import ISSUED, certificate, issuer

from prevention_cpd.quiz.record.certificates import Certificate
from prevention_cpd.records.certificates.holding import good, holding
from prevention_cpd.records.signing import issuer as issuing_party
from prevention_cpd.records.verification.verify import digest


def kept(made, at):
    """Return a certificate as the class record has it."""
    claims = json.loads(made.payload)
    did = claims["issuer"]["id"]
    return Certificate(
        id=claims["jti"], person="zoe", issued_at=at, key=did, digest=digest(made), token=str(made), facts={}
    )


def test_what_was_signed_after_its_key_was_replaced_is_not_held(tmp_path, monkeypatch):
    """As the verifiers have it, so that the next run issues one that holds."""
    monkeypatch.setattr(issuing_party, "now", lambda: ISSUED)
    own = issuer(tmp_path / "own")
    days = (ISSUED, ISSUED.replace("26T", "27T"))
    first, late = (kept(certificate(own, at=day)[0], day) for day in days)
    assert holding([first, late], own.known()) == late

    own.rotate("")

    assert holding([first, late], own.known()) == first


def test_all_that_hold_are_known(tmp_path):
    """Withdrawn ones and those of a stolen key that are not on record are none of them."""
    own = issuer(tmp_path / "own")
    one, two, gone, forged = (kept(certificate(own)[0], ISSUED) for _ in range(4))
    own.withdraw([gone.id], "asked")
    own.stolen(own.known().key.id, [each.digest for each in (one, two, gone)])

    assert good([one, two, gone, forged], own.known()) == [one, two]
    assert holding([gone, forged], own.known()) is None
