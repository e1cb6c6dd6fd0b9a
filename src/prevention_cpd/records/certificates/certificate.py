"""A certificate made: signed, and set on paper from what was signed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.files import write_bytes, write_text
from prevention_cpd.records.certificates import qr
from prevention_cpd.records.look import day, look
from prevention_cpd.records.verification.verify import digest
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from prevention_cpd.core.settings import Settings
    from prevention_cpd.records.pdf import Press
    from prevention_cpd.records.signing.token import Token

#: Ends of the names of the two files of a certificate.
PDF, TOKEN = ".pdf", ".jwt"


def page(made: Token, claims: Mapping[str, Any], press: Press, base: Mapping[str, Any], place: Path) -> bytes:
    """Return a certificate as PDF, the token inside.

    Args:
        made: the signed certificate.
        claims: what it says.
        press: sets the page.
        base: from `sheet`.
        place: where it will go, for what is told of it.

    Raises:
        CourseError: when no font has a sign of it, or the QR code cannot hold it.
    """
    data = {**base, **_said(claims), "token": str(made), "qr": qr.svg(made, place)}
    data["facts"].append([words("certificate")["digest"], _grouped(digest(made))])
    return press.set("certificate", data, at=datetime.fromtimestamp(claims["nbf"], UTC), place=place)


def put(folder: Path, learner: str, made: Token, pdf: bytes) -> None:
    """Write the files of a certificate, each whole or not at all, the token last.

    Raises:
        OSError: when they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_bytes(folder / f"{learner}{PDF}", pdf)
    write_text(folder / f"{learner}{TOKEN}", str(made))


def is_written(folder: Path, learner: str, token: str) -> bool:
    """Tell whether the files of this certificate are there."""
    path, pdf = folder / f"{learner}{TOKEN}", folder / f"{learner}{PDF}"
    return pdf.is_file() and path.is_file() and path.read_text(encoding="utf-8") == token


def unwrite(folder: Path, learner: str) -> None:
    """Delete the files of a certificate that no longer holds."""
    for end in (TOKEN, PDF):
        (folder / f"{learner}{end}").unlink(missing_ok=True)


def sheet(settings: Settings, root: Path) -> dict[str, Any]:
    """Return what all certificates of the course have in common on paper."""
    text = words("certificate")
    outcomes = [[module.title, [outcome.text for outcome in module.outcomes]] for module in settings.modules]
    columns = [text["quiz"], text["result"], text["needed"]]
    return {
        **look(settings, root),
        "title": text["title"],
        "words": {**text, "columns": columns},
        "outcomes": outcomes,
        "version_now": settings.version,
    }


def _said(claims: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a certificate says, in the places of the page."""
    subject, text = claims["credentialSubject"], words("certificate")
    achievement = subject["achievement"]
    values = {each["resultDescription"]: each["value"] for each in subject["result"]}
    ends = [[text["ends"], day(claims["validUntil"])]] if "validUntil" in claims else []
    number = claims["jti"].removeprefix("urn:uuid:")
    return {
        "provider": claims["issuer"]["name"],
        "name": subject["identifier"][0]["identityHash"],
        "course": claims["name"],
        "course_version": achievement["version"],
        "version": achievement["description"],
        "results": [
            [each["name"], _percent(values[each["id"]]), _percent(each["requiredValue"])]
            for each in achievement["resultDescription"]
        ],
        "told": subject["narrative"].splitlines(),
        "foot": say("certificate", "foot", course=achievement["name"], id=number),
        "facts": [[text["issued"], day(claims["validFrom"])], *ends, [text["id"], number]],
    }


def _percent(value: str) -> str:
    return say("certificate", "percent", value=value)


def _grouped(hexadecimal: str) -> str:
    """Return a digest in groups of eight, which break over lines."""
    return " ".join(hexadecimal[at : at + 8] for at in range(0, len(hexadecimal), 8))
