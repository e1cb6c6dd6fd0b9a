"""What the pages of the desk have in common."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from urllib.parse import quote, unquote, urlencode

from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.record import runs
from prevention_cpd.quiz.record.run import current_of
from prevention_cpd.quiz.times import iso, spoken, typed
from prevention_cpd.quiz.words import number
from prevention_cpd.server.handler import Handler, RefusedError
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from pathlib import Path

    from prevention_cpd.quiz.record.run import Run

T = TypeVar("T")
#: So many rows stand on one page of a list.
ROWS = 100
#: What names an assignment or a question in an address.
ID = r"([A-Za-z0-9][\w.@+-]{0,127})"
#: What a field for a moment sends; a command takes it as it is.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
#: Keeps which run a browser works in.
_RUN = "cpd-run"


class DeskPage(Handler):
    """A page of the desk; for trainers only, as the server has it."""

    part: ClassVar[str] = "desk"
    #: All runs, the latest first, and the one that is worked in; None for everybody.
    runs: tuple[Run, ...] = ()
    chosen: Run | None = None
    #: Whether what is sent here changes the run that is worked in, so that it is refused once that has ended.
    writes_run: ClassVar[bool] = True

    async def prepare(self) -> None:
        """Find the run that is worked in: the one that the address names, the last one, or the current."""
        await super().prepare()
        if self._finished:
            return
        # What a trainer has just set in the formgrader is shown here.
        await self.application.read_back()
        self.runs = await self.reading(runs.every)
        kept = unquote(self.get_cookie(_RUN, "") or "") if self.get_cookie(_RUN) is not None else None
        named = self.get_query_argument("run", kept)
        by_id = {each.id: each for each in self.runs}
        if named is None or (named and named not in by_id):
            self.chosen = current_of(self.runs)
        else:
            self.chosen = by_id.get(named)
            if named != kept:
                self.set_cookie(_RUN, quote(named), **self.application.settings["cookie_kwargs"])
        if self.ended and self.writes_run and self.request.method == "POST":
            raise RefusedError(409, self.say("run_read_only"))

    @property
    def ended(self) -> bool:
        """Whether the run that is worked in has ended."""
        return bool(self.chosen and self.chosen.archived_at)

    def show(self, template: str, **values: Any) -> None:
        """Answer with a page, with what every page of the desk needs."""
        self.page(
            f"desk/{template}",
            **values,
            number=number,
            when=lambda time: spoken(time if isinstance(time, str) else iso(time)),
            said=self.get_query_argument("said", ""),
            every_run=self.runs,
            chosen=self.chosen,
            ended=self.ended,
        )

    def say(self, name: str, /, **values: Any) -> str:
        """Return a sentence of the desk."""
        return str(words("desk")[name]).format(**values)

    def go(self, path: str, **query: Any) -> None:
        """Lead on to another page."""
        given = {name: value for name, value in query.items() if value not in {"", None}}
        self.redirect(self.link(path) + (f"?{urlencode(given)}" if given else ""))

    def give(self, name: str, kind: str, raw: bytes) -> None:
        """Answer with a file to keep."""
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(raw)

    def moment(self, text: str) -> datetime:
        """Return the moment that a field of a form has sent, in the time of this machine.

        Raises:
            RefusedError: when it is none.
        """
        try:
            if _MOMENT.fullmatch(text):
                return typed(text)
        except ValueError:
            pass
        raise RefusedError(400, self.say("no_moment"))

    def form_of(self, quiz: str) -> questions_file.Released:
        """Return what is known of an assignment.

        Raises:
            RefusedError: when there is none of that name.
        """
        if not (self.course / "source" / quiz / questions_file.FILE).is_file():
            raise RefusedError(404, self.say("no_quiz", quiz=quiz))
        return questions_file.load(self.course, quiz)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a long list."""

    rows: Sequence[T]
    #: From 1.
    number: int
    pages: int
    total: int


def page_of(rows: Sequence[T], asked: str) -> Page[T]:
    """Return the page of a list that is asked for, or the nearest there is."""
    pages = max(1, -(-len(rows) // ROWS))
    at = min(max(int(asked) if asked.isdecimal() and len(asked) < 7 else 1, 1), pages)
    return Page(rows[(at - 1) * ROWS : at * ROWS], at, pages, len(rows))


def zipped(folder: Path, some: Collection[str] | None = None) -> bytes:
    """Return all files below a folder as a zip, in the order of their names; hidden ones stay.

    Args:
        folder: it holds a folder or files for each person.
        some: ids, where it is to hold what is theirs alone.
    """
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files_below(folder):
            name = path.relative_to(folder)
            owner = name.parts[0] if len(name.parts) > 1 else whose(name.name)
            if some is None or owner in some:
                packed.write(path, name.as_posix())
    return raw.getvalue()


def whose(file: str) -> str:
    """Return the id that a file is named after: a dot may stand in an id, and one ending follows it."""
    return file.rpartition(".")[0]


def files_below(folder: Path) -> list[Path]:
    """Return the files below a folder that are not hidden, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
