"""A signed credential as text: both forms hold the same, and nothing but what an issuer writes is read."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey
from records.certified import certificate, issuer

from prevention_cpd.records.signing import base45, token
from prevention_cpd.records.signing.did_key import did_of, public_of

FOLDER = Path(__file__).parent
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A certificate."""
    return certificate(issuer(tmp_path_factory.mktemp("issuer") / "own"))[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base_45_is_that_of_the_standard(raw, text):
    """The examples of RFC 9285 come out both ways."""
    assert base45.encode(raw) == text
    assert base45.decode(text) == raw


@given(st.binary(max_size=300))
def test_base_45_gives_back_what_it_was_given(raw):
    """Any bytes come back."""
    assert base45.decode(base45.encode(raw)) == raw


@pytest.mark.parametrize("text", ["GGW", ":::", "ZZ", "A", "ab", "BB8A", "Ä00"])
def test_base_45_that_nobody_writes_is_refused(text):
    """Values that are too large, ends that are too short and other signs are told."""
    with pytest.raises(ValueError, match="base 45"):
        base45.decode(text)


@given(st.binary(min_size=32, max_size=32))
def test_the_name_of_a_key_gives_the_key(public):
    """`did:key` holds the whole key, and begins as the specification says for Ed25519."""
    did = did_of(public)

    assert did.startswith("did:key:z6Mk")
    assert public_of(did) == public


def test_a_known_name_of_a_key():
    """The example of the specification of did:key is read."""
    did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"

    assert did_of(public_of(did)) == did
    with pytest.raises(ValueError, match="did:key"):
        public_of(did[:-1])


def test_both_forms_hold_the_same(made):
    """The long form and the short one give the same token, and the short one fits a QR code of version 25."""
    assert token.read(str(made)) == made
    assert token.read(f" {made.short}\n") == made
    assert len(made.short) <= 1853
    assert json.loads(made.payload)["credentialSubject"]["identifier"][0]["identityHash"] == "Zoë Müller"


def test_the_short_form_of_today_can_be_read_for_ever():
    """A certificate that was printed with the first version is still read: `short_form.txt` has not changed."""
    printed = (FOLDER / "data" / "printed.txt").read_text()

    assert (
        json.loads(token.read(printed).payload)["credentialSubject"]["identifier"][0]["identityHash"]
        == "Zoë Müller"
    )


@pytest.mark.parametrize("end", ["=", ".", " x", "\n\nAAAA"])
def test_what_is_added_is_refused(made, end):
    """Nothing may stand after a token."""
    for text in (str(made), made.short):
        with pytest.raises(ValueError, match=r"."):
            token.read(text + end)


def test_another_last_sign_for_the_same_bytes_is_refused(made):
    """The last sign of a signature has four spare bits; only zeros are read."""
    text = str(made)
    same = [sign for sign in ALPHABET if _bytes(text[:-1] + sign) == _bytes(text)]

    assert len(same) == 16
    read = [sign for sign in same if _reads(text[:-1] + sign)]
    assert read == [text[-1]]


def test_a_short_form_that_grows_without_end_is_not_read(made):
    """A few signs that would become megabytes are refused before they do."""
    bomb = token.Token(made.header, b"0" * 10_000_000, made.signature)

    assert len(bomb.short) < 20_000
    with pytest.raises(ValueError, match="damaged"):
        token.read(bomb.short)


def test_another_library_accepts_the_signature(made):
    """Joserfc reads the token with the key that its header names, and refuses it when a sign is changed."""
    kid = json.loads(made.header)["kid"].partition("#")[0]
    key = OKPKey.import_key(
        {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(public_of(kid)).decode().rstrip("=")}
    )

    claims = jwt.decode(str(made), key, algorithms=["EdDSA"]).claims

    assert claims["iss"] == kid
    assert claims["jti"] == claims["id"]
    head, payload, signature = str(made).split(".")
    with pytest.raises(BadSignatureError):
        jwt.decode(".".join((head, payload[:-8] + "AAAAAAAA", signature)), key, algorithms=["EdDSA"])


def _bytes(text):
    return base64.urlsafe_b64decode(text.rpartition(".")[2] + "==")


def _reads(text):
    try:
        token.read(text)
    except ValueError:
        return False
    return True
