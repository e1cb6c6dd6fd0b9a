"""CPD records, certificates and the report on the questions: written by commands, and given from here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from prevention_cpd.records.signing.issuer import PASSPHRASE
from prevention_cpd.server.desk import people, steps
from prevention_cpd.server.desk.common import DeskPage, page_of, whose, zipped
from prevention_cpd.server.desk.issuer_pages import issuer_of, refusal, wants_passphrase
from prevention_cpd.server.desk.jobs import JOBS, Job

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "desk/records"
#: What is made for people, with the command that makes it.
KINDS = ("records", "certificates")
#: A page that holds its own style, and nothing that runs.
STILL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
_TYPES = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf", ".json": "application/json"}


class Records(DeskPage):
    """Shows whose CPD record and certificate there is, and makes them."""

    async def get(self) -> None:
        """Show it."""
        await self._records()

    async def post(self) -> None:
        """Begin to make one kind for the whole class."""
        kind = self.get_body_argument("kind")
        if kind not in KINDS:
            raise HTTPError(400)
        secret, issuer = {}, issuer_of(self.application.cpd.tree)
        if kind == "certificates" and await self.run(wants_passphrase, issuer):
            secret = {PASSPHRASE: self.get_body_argument("passphrase", "", strip=False)}
            if problem := await self.run(refusal, issuer, secret[PASSPHRASE]):
                await self._records(problem)
                return
        commands = [(*steps.RECORDS[kind], *(["--run", self.chosen.id] if self.chosen else []))]
        JOBS.start(Job(step=kind, page=PAGE, commands=commands, folder=self.course, secret=secret))
        self.go(PAGE)

    async def _records(self, problem: str = "") -> None:
        if problem:
            self.set_status(400)
        issuer = issuer_of(self.application.cpd.tree)
        every = await self.reading(people.everybody, self.chosen.id if self.chosen else None)
        page = page_of(every, self.get_query_argument("page", ""))
        made = {kind: await self.run(having, self.course, kind) for kind in KINDS}
        self.show(
            "records.html.j2",
            page=page,
            files={one.id: await self.run(files_of, self.course, one.id) for one in page.rows},
            made={kind: sum(one.id in made[kind] for one in every) for kind in KINDS},
            # Who has left lacks nothing.
            of={kind: sum(not one.left_at or one.id in made[kind] for one in every) for kind in KINDS},
            kinds=KINDS,
            job=JOBS.last(self.course, PAGE),
            problem=problem,
            has_key=await self.run(lambda: issuer.state) != "missing",
            asks=await self.run(wants_passphrase, issuer),
        )


class Packed(DeskPage):
    """Gives all that was made of one kind as a zip, for the run that is worked in."""

    async def get(self, kind: str) -> None:
        """Send it."""
        some = None
        if self.chosen:
            some = {one.id for one in await self.reading(people.everybody, self.chosen.id)}
        raw = await self.run(zipped, self.course / "reports" / kind, some)
        self.give(f"{kind}.zip", "application/zip", raw)


class ReportFile(DeskPage):
    """Gives one file of those that commands have made for a person or a quiz."""

    async def get(self, name: str) -> None:
        """Send it; nothing in it runs."""
        root = (self.course / "reports").resolve()
        place = (root / name).resolve()
        if not place.is_relative_to(root) or place.suffix not in _TYPES or not place.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", _TYPES[place.suffix])
        self.set_header("Content-Security-Policy", STILL)
        self.finish(await self.run(place.read_bytes))


class Questions(DeskPage):
    """Makes the report on the questions of a quiz."""

    async def post(self, quiz: str) -> None:
        """Begin it; the page of the quiz leads to it when it is done."""
        self.form_of(quiz)
        command = steps.report(quiz, self.chosen.id if self.chosen else "")
        JOBS.start(Job(step="report", page=f"desk/quiz/{quiz}", commands=[command], folder=self.course))
        self.go(f"desk/quiz/{quiz}")


def files_of(course: Path, person: str) -> list[str]:
    """Return what was made for a person, as paths below `reports/`."""
    root = course / "reports"
    found = [*(root / "records" / person).glob("*.pdf"), root / "certificates" / f"{person}.pdf"]
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_file())


def having(course: Path, kind: str) -> set[str]:
    """Return the ids of those who have what is made of one kind."""
    folder = course / "reports" / kind
    if not folder.is_dir():
        return set()
    with os.scandir(folder) as found:
        return {whose(each.name) if each.is_file() else each.name for each in found}
