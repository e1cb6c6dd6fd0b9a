"""What a credential says, and what it leaves out where it is not known."""

import json
from dataclasses import replace

from records.certified import award, certificate, issuer


def test_an_attempt_without_a_time_has_no_date(tmp_path):
    """The credential says the days that are known, and of an unknown one nothing."""
    given = award(quizzes=3)
    first, *others = given.passed
    own = issuer(tmp_path / "own")

    _made, claims = certificate(own, replace(given, passed=(replace(first, on=""), *others)))
    subject = claims["credentialSubject"]
    assert subject["activityStartDate"] == "2026-11-21T00:00:00Z"
    assert subject["activityEndDate"] == "2026-11-22T00:00:00Z"
    assert "form A, attempt 1, written answers" in subject["narrative"].splitlines()[0]

    _made, claims = certificate(own, replace(given, passed=(replace(first, on="", markers=()),)))
    assert '"T00' not in json.dumps(claims)
    assert "activityStartDate" not in claims["credentialSubject"]
    assert "attempt 1." in claims["credentialSubject"]["narrative"].splitlines()[0]
