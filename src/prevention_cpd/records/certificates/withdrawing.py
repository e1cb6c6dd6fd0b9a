"""Which certificates somebody means by the numbers that are printed on them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.quiz.record import access, certificates
from prevention_cpd.records.certificates import certificate
from prevention_cpd.records.signing import token
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_URN = "urn:uuid:"


def known(course: Path, numbers: Sequence[str]) -> list[str]:
    """Return the ids of certificates.

    Args:
        course: the folder of the nbgrader course.
        numbers: as they are printed, or whole ids.

    Raises:
        CourseError: for each that the class record does not have; a slip would leave the right one valid.
    """
    ids = [number if number.startswith(_URN) else f"{_URN}{number.strip().lower()}" for number in numbers]
    with access.reading(course) as connection:
        there = certificates.existing(connection, ids)
    if unknown := [_unknown(course, name) for name in ids if name not in there]:
        raise CourseError(unknown)
    return ids


def take_away(folder: Path, ids: Sequence[str]) -> None:
    """Delete the files of withdrawn certificates, so that nobody hands them out.

    Args:
        folder: where the certificates of the class lie.
        ids: of the certificates.
    """
    for path in folder.glob(f"*{certificate.TOKEN}"):
        try:
            payload = token.read(path.read_text(encoding="utf-8")).payload
            found = json.loads(payload)["jti"]
        except (ValueError, KeyError, TypeError):
            continue  # none of ours, or damaged: it holds nothing that could be handed out as good
        if found in ids:
            certificate.unwrite(folder, path.stem)


def _unknown(course: Path, name: str) -> Problem:
    what = say("withdrawing", "unknown", number=name.removeprefix(_URN))
    return Problem(
        file=course, line=0, code=Code.CERTIFICATE, what=what, fix=words("withdrawing")["unknown_fix"]
    )
