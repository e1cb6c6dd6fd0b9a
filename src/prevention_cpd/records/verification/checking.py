"""Files and folders of certificates held against what an issuer makes known, and the verdicts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.records.look import day
from prevention_cpd.records.signing.credential import name_of
from prevention_cpd.records.verification.finding import certificates
from prevention_cpd.records.verification.verify import Verdict, verdict
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from prevention_cpd.records.signing.published import Published

#: Ends of the names of files that can hold a certificate: token, paper and pictures.
_ENDS = frozenset({".jwt", ".txt", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})


def check(paths: Iterable[Path], known: Published, at: datetime) -> Iterator[tuple[Path, Verdict]]:
    """Yield a verdict for each certificate of these files, and of what may hold one in these folders.

    Raises:
        CourseError: when a picture has to be read and nothing that reads pictures is installed.
    """
    for path in paths:
        for file in _files(path) if path.is_dir() else [path]:
            try:
                texts = certificates(file)
            except OSError:
                texts = []
            for text in dict.fromkeys(texts or [""]):
                yield file, verdict(text, known, at)


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.suffix.lower() in _ENDS and each.is_file())


def told(found: Verdict, known: Published) -> str:
    """Return a verdict as a sentence, with all that was signed of whom and what it is about."""
    text, claims = words("verdict"), found.claims
    since = day(found.since)
    reason = say("verdict", f"reason_{found.reason}", since=since) if found.reason else ""
    line = text[found.state].format(
        issuer=known.name,
        reason=reason,
        start=day(claims.get("validFrom", "")),
        end=day(claims.get("validUntil", "")),
    )
    if not claims:
        return line
    subject = claims["credentialSubject"]
    values = {each["resultDescription"]: each["value"] for each in subject["result"]}
    results = [
        f"{each['name']} {say('certificate', 'percent', value=values[each['id']])}"
        for each in subject["achievement"]["resultDescription"]
    ]
    number = claims["jti"].removeprefix("urn:uuid:")
    signed = (name_of(claims), claims["name"], *results, day(claims["validFrom"]), number)
    return f"{line} {'; '.join(signed)}."


def as_of(known: Published) -> str:
    """Return of what day the list is that the verdicts rest on, and the keys in it."""
    keys = ", ".join(key.id for key in known.keys)
    return f"{say('verdict', 'as_of', date=day(known.published_at))} {say('verdict', 'keys', keys=keys)}"
