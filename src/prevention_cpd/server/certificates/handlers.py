"""What a learner sees of their CPD record and certificate: the files that the trainer has made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from prevention_cpd.server.handler import Handler
from prevention_cpd.server.person import Role
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from pathlib import Path

#: Each file that a learner can have: its type, and where it lies below `reports/`.
FILES = {
    "record.pdf": ("application/pdf", "records/{person}/record.pdf"),
    "record.html": ("text/html; charset=utf-8", "records/{person}/record.html"),
    "summary.pdf": ("application/pdf", "records/{person}/summary.pdf"),
    "certificate.pdf": ("application/pdf", "certificates/{person}.pdf"),
    "certificate.jwt": ("application/jwt", "certificates/{person}.jwt"),
}
#: A page that holds its own style, and nothing that runs.
_STILL = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


class Mine(Handler):
    """Shows what there is for the learner."""

    roles = (Role.LEARNER,)
    part = "certificates"

    async def get(self) -> None:
        """Show it, with the day on which it was made."""
        self.page("certificates/mine.html.j2", files=await self.run(_made, self.course, self.who.id))


class File(Handler):
    """Gives a learner one of their own files."""

    roles = (Role.LEARNER,)
    part = "certificates"

    async def get(self, name: str) -> None:
        """Send it; nothing in it runs."""
        kind, _where = FILES[name]
        try:
            raw = await self.run(_place(self.course, self.who.id, name).read_bytes)
        except OSError:
            raise HTTPError(404) from None
        self.set_header("Content-Type", kind)
        self.set_header("Content-Security-Policy", _STILL)
        if name != "record.html":
            self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(raw)


def _place(course: Path, person: str, name: str) -> Path:
    return course / "reports" / FILES[name][1].format(person=person)


def _made(course: Path, person: str) -> list[tuple[str, str, str]]:
    """Return for each file that is there its name, what it is, and when it was made."""
    text = words("certificates")
    found = []
    for name in FILES:
        place = _place(course, person, name)
        if place.is_file():
            day = datetime.fromtimestamp(place.stat().st_mtime, UTC).date().isoformat()
            found.append((name, text["files"][name], text["made"].format(date=day)))
    return found


HANDLERS: list[tuple[Any, ...]] = [
    (r"my-record", Mine),
    (rf"my-record/({'|'.join(name.replace('.', '[.]') for name in FILES)})", File),
]
MENU = [(Role.LEARNER, "my-record")]
