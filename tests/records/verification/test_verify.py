"""Whether a certificate holds: each verdict, and which goes first."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from records.certified import ISSUED, NOW, certificate, issuer

from prevention_cpd.core.problems import CourseError
from prevention_cpd.records.certificates.issuing import months_after
from prevention_cpd.records.signing import issuer as issuing_party
from prevention_cpd.records.signing import published, token
from prevention_cpd.records.verification import checking
from prevention_cpd.records.verification.verify import digest, verdict


@pytest.fixture
def own(tmp_path, monkeypatch):
    """An issuer, on the day of its certificates."""
    monkeypatch.setattr(issuing_party, "now", lambda: ISSUED)
    return issuer(tmp_path / "own")


def test_a_certificate_of_the_issuer_is_valid(own):
    """In both forms, and the verdict holds what it says."""
    made, claims = certificate(own)

    for text in (str(made), made.short):
        found = verdict(text, own.known(), NOW)
        assert found.state == "valid"
        assert found.claims == claims


def test_a_changed_certificate_is_altered(own):
    """Another name under the same signature is told, and nothing that it says is passed on."""
    made, _claims = certificate(own)
    forged = replace(made, payload=made.payload.replace(b"Zo", b"Jo"))

    found = verdict(str(forged), own.known(), NOW)

    assert found.state == "altered"
    assert found.claims == {}


def test_a_certificate_of_somebody_else_is_of_an_unknown_issuer(own, tmp_path):
    """Also when it says our name."""
    other = issuer(tmp_path / "other", own.known().name)

    assert verdict(str(certificate(other)[0]), own.known(), NOW).state == "unknown_issuer"


def test_somebody_elses_signature_under_our_name_is_altered(own, tmp_path):
    """Who signs with a key of their own and names ours is not believed."""
    other = issuer(tmp_path / "other")
    did = own.known().key.id
    forged = token.sign(certificate(own)[1], did, other.unlock("")[1])

    assert verdict(str(forged), own.known(), NOW).state == "altered"


@pytest.mark.parametrize("text", ["", "CPD1:", "CPD1:AB", "eyJ.eyJ", "a.b.c", "{}", "é" * 200, "A" * 70_000])
def test_what_is_no_certificate_is_unreadable(own, text):
    """It is told, and nothing fails."""
    assert verdict(text, own.known(), NOW).state == "unreadable"


def test_it_holds_from_its_first_second_to_its_last(own):
    """Before it is not yet valid; from its end on it is no longer."""
    made, _claims = certificate(own, until="2027-11-26T10:00:00Z")
    first, last = datetime.fromisoformat(ISSUED), datetime(2027, 11, 26, 10, tzinfo=UTC)
    second = timedelta(seconds=1)

    states = [
        verdict(str(made), own.known(), at).state for at in (first - second, first, last - second, last)
    ]

    assert states == ["not_yet", "valid", "valid", "no_longer"]


def test_a_withdrawn_certificate_says_why_and_since_when(own):
    """Others of the same key go on to hold."""
    made, claims = certificate(own)
    own.withdraw([claims["jti"]], "corrected")

    found = verdict(str(made), own.known(), NOW)

    assert (found.state, found.reason, found.since) == ("withdrawn", "corrected", own.known().withdrawn[0].on)
    assert verdict(str(certificate(own)[0]), own.known(), NOW).state == "valid"
    assert "may be a new certificate" in checking.told(found, own.known())


def test_a_new_key_leaves_old_certificates_valid(own):
    """The old private key is gone, its public one stays known."""
    old, _claims = certificate(own)
    own.rotate("")
    new, _claims = certificate(own)

    assert len(list(own.folder.glob("*.pem"))) == 1
    assert [verdict(str(each), own.known(), NOW).state for each in (old, new)] == ["valid", "valid"]


def test_a_replaced_key_signs_nothing_more(own):
    """Who left with a copy of the key signs one of the day after: it is withdrawn."""
    did, key = own.unlock("")
    own.rotate("")
    _good, claims = certificate(own, at=ISSUED.replace("26T", "27T"))
    late = token.sign(claims, did, key)

    found = verdict(str(late), own.known(), NOW)

    assert (found.state, found.reason) == ("withdrawn", "replaced")
    assert "after its key was replaced" in checking.told(found, own.known())


def test_of_a_stolen_key_only_what_is_on_record_holds(own):
    """What the thief signs is withdrawn, whatever date it bears."""
    before, _claims = certificate(own)
    did, key = own.unlock("")
    own.rotate("", [digest(before)])
    forged = token.sign(certificate(own)[1], did, key)

    assert verdict(str(before), own.known(), NOW).state == "valid"
    assert verdict(before.short, own.known(), NOW).state == "valid"
    found = verdict(str(forged), own.known(), NOW)
    assert (found.state, found.reason) == ("withdrawn", "stolen")


def test_what_is_published_can_be_read_back_and_holds_nobody(own):
    """Keys, withdrawals, digests: no name, no account."""
    made, claims = certificate(own)
    own.withdraw([claims["jti"]], "asked")
    own.rotate("")
    own.stolen(own.known().keys[0].id, [digest(made)])

    text = own.file.read_text()

    assert json.loads(json.dumps(published.load(own.file).as_data())) == json.loads(text)
    assert "Zoë" not in text
    assert "zoe" not in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema": 1}',
        '{"schema": 1, "type": "cpd-issuer", "name": "x", "keys": [], "withdrawn": [], "published_at": "now"}',
    ],
)
def test_a_list_that_is_none_is_told(tmp_path, text):
    """With the file and what is wrong in it."""
    path = tmp_path / "issuer.json"
    path.write_text(text)

    with pytest.raises(CourseError, match=r"issuer\.json"):
        published.load(path)


@pytest.mark.parametrize(
    ("at", "months", "end"),
    [("2026-11-26", 12, "2027-11-26"), ("2027-11-30", 3, "2028-02-29"), ("2026-12-31", 2, "2027-02-28")],
)
def test_months_end_on_the_same_day_or_the_last(at, months, end):
    """A certificate for so many months ends on the day of the month on which it began."""
    assert months_after(f"{at}T10:00:00Z", months) == f"{end}T10:00:00Z"
