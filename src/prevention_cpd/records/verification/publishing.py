"""What a provider puts where others can get it: the issuer's list, and a page that checks with it."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from prevention_cpd.core.files import write_text
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.frontend import compose, palette_css
from prevention_cpd.records.html import render
from prevention_cpd.records.look import day
from prevention_cpd.records.signing import token
from prevention_cpd.records.signing.published import FILE
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from prevention_cpd.core.settings import Settings
    from prevention_cpd.records.signing.issuer import Issuer
    from prevention_cpd.records.signing.published import Published

_FOLDER = Path(__file__).parent
PAGE = "verify.html"


def publish(settings: Settings, issuer: Issuer, folder: Path) -> list[Path]:
    """Write the list and the page into a folder; return their paths.

    Raises:
        CourseError: when there is no issuer, or they cannot be written.
    """
    known = issuer.known()
    pages = {
        FILE: json.dumps(known.as_data(), ensure_ascii=False, indent=1) + "\n",
        PAGE: verifier(settings, known),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            write_text(folder / name, text, mode=0o644)
    except OSError as error:
        what, fix = say("publishing", "disk", why=error.strerror or error), words("publishing")["disk_fix"]
        raise CourseError([Problem(file=folder, line=0, code=Code.CERTIFICATE, what=what, fix=fix)]) from None
    return [folder / name for name in pages]


def verifier(settings: Settings, known: Published) -> str:
    """Return the checking page: it stands alone and asks nobody for anything."""
    text = words("verifier")
    data = {
        "issuer": known.as_data(),
        "words": {"verdict": words("verdict"), "page": text},
        "common": token.common().decode(),
        "language": settings.language,
    }
    library = (_FOLDER / "js" / "jsqr.js").read_text(encoding="utf-8")
    script = compose(_FOLDER / "js" / "page.js")
    style = palette_css() + (_FOLDER / "verifier.css").read_text(encoding="utf-8")
    return render(
        "verifier.html.j2",
        text={**text, "as_of": say("verdict", "as_of", date=day(known.published_at))},
        language=settings.language,
        direction=settings.direction,
        issuer=known.name,
        keys=[key.id for key in known.keys],
        # A "<" in it could end the element that holds it.
        data=Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704
        library=Markup(library),  # noqa: S704  # our own files
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        hashes=[f"'{_hash(each)}'" for each in (library, script)],
        style_hash=_hash(style),
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
