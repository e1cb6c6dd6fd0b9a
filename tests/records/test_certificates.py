"""Certificates from the command line: who gets one, who keeps one, and what a corrected mark does."""

import pytest
from records.conftest import run, run_json

pytestmark = pytest.mark.slow


def test_who_has_passed_gets_a_certificate_that_holds(classroom):
    """The others are told what is missing; `cpd verify` finds the credential in the PDF and beside it."""
    run("issuer", "new")

    told = run("certificate")

    assert "1 issued" in told
    assert "xia: no certificate yet. Writing & reading: nothing was handed in." in told
    assert "yan: no certificate yet." in told
    folder = classroom.quizzes / "reports" / "certificates"
    assert sorted(path.name for path in folder.iterdir()) == ["zoe.jwt", "zoe.pdf"]
    found = run_json("verify", folder)["certificates"]
    assert [
        (each["state"], each["claims"]["credentialSubject"]["identifier"][0]["identityHash"])
        for each in found
    ] == [("valid", "Zoë Müller")] * 2
