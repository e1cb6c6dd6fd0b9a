"""A certificate as an Open Badges 3.0 credential: https://www.imsglobal.org/spec/ob/v3p0/, as a signed token.

Everything that the first page of a certificate says stands in it, so that the signature is over all of that.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prevention_cpd.records.wording import number, say, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prevention_cpd.core.settings import Settings
    from prevention_cpd.records.signing.award import Award, Passed

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What surrounds every certificate of one run."""

    #: The issuer's key and the name of the provider.
    did: str
    provider: str
    #: When it is issued, and until when it holds: ISO 8601 with zone; empty for no end.
    at: str
    until: str = ""


def claims(award: Award, settings: Settings, terms: Terms) -> dict[str, Any]:
    """Return the credential with the registered claims of its token."""
    name = f"urn:uuid:{uuid.uuid4()}"
    days = sorted(each.on for each in award.passed if each.on)
    ends = {"validUntil": terms.until} if terms.until else {}
    edition = f"{terms.did}/{settings.id}/{settings.version}"
    achievement = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, edition)}"
    return {
        "@context": list(CONTEXT),
        "id": name,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": terms.did, "type": ["Profile"], "name": terms.provider},
        "validFrom": terms.at,
        **ends,
        "name": settings.title,
        "credentialSubject": {
            "id": f"{name}#subject",
            "type": ["AchievementSubject"],
            "identifier": _identifiers(award),
            **(_activity(days[0], days[-1]) if days else {}),
            "narrative": "\n".join(_told(award, settings)),
            "result": [_result(achievement, each) for each in award.passed],
            "achievement": _achievement(achievement, award, settings),
        },
        "iss": terms.did,
        "jti": name,
        "sub": f"{name}#subject",
        "nbf": _seconds(terms.at),
        **({"exp": _seconds(terms.until)} if terms.until else {}),
    }


def name_of(claims: Mapping[str, Any]) -> str:
    """Return the name of the person that a credential is about."""
    found: str = claims["credentialSubject"]["identifier"][0]["identityHash"]
    return found


def _activity(first: str, last: str) -> dict[str, str]:
    return {"activityStartDate": f"{first}T00:00:00Z", "activityEndDate": f"{last}T00:00:00Z"}


def _identifiers(award: Award) -> list[dict[str, Any]]:
    """Return the name, and the id of the account, both in clear."""
    pairs = (("name", award.name), ("systemId", award.learner))
    return [
        {"type": "IdentityObject", "hashed": False, "identityType": kind, "identityHash": value}
        for kind, value in pairs
    ]


def _achievement(name: str, award: Award, settings: Settings) -> dict[str, Any]:
    return {
        "id": name,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": settings.short_title,
        "version": settings.version,
        "inLanguage": settings.language,
        "description": say("credential", "version", version=settings.version, revised=settings.revised),
        "criteria": {"narrative": words("credential")["criteria"]},
        "resultDescription": [
            {
                "id": f"{name}#{each.quiz}",
                "type": ["ResultDescription"],
                "name": each.title,
                "requiredValue": number(each.needed),
                "resultType": "Percent",
            }
            for each in award.passed
        ],
    }


def _result(achievement: str, each: Passed) -> dict[str, Any]:
    return {
        "type": ["Result"],
        "resultDescription": f"{achievement}#{each.quiz}",
        "value": number(each.percent),
    }


def _told(award: Award, settings: Settings) -> list[str]:
    text = words("credential")
    minutes = sum(module.minutes for module in settings.modules)
    lines = [say("credential", "paper", **_paper(each)) for each in award.passed]
    lines.append(text[f"identified_{award.identified}"])
    if minutes:
        lines.append(say("credential", "minutes", minutes=minutes))
    return [*lines, text["no_accreditation"]]


def _paper(each: Passed) -> dict[str, Any]:
    by = say("credential", "marked_by", names=", ".join(each.markers)) if each.markers else ""
    on = say("credential", "on", on=each.on) if each.on else ""
    form = say("credential", "form", form=each.form) if each.form else ""
    return {"title": each.title, "form": form, "attempt": each.attempt, "on": on, "by": by}


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())
