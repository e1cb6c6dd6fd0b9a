"""Hand-in files wherever a trainer has them: files, folders, zips, mails and mailboxes of either kind."""

from __future__ import annotations

import email
import io
import mailbox
import os
import re
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from lzma import LZMAError
from pathlib import Path
from typing import TYPE_CHECKING

from prevention_cpd.questions.regular import RefusedError, read_regular
from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import Message

#: The most that is read of a hand-in file, of a mail or a zip, and of all that is packed into one, in bytes.
_LARGEST, _LARGEST_PACK, _LARGEST_ALL = 2 * 1024**2, 60 * 1024**2, 500 * 1024**2
#: How often packs may be packed again (a zip in a forwarded mail), and the most files in a zip.
_DEEPEST, _MOST = 3, 20_000
#: In a folder only these are looked at; a file that somebody named is looked at whatever it is called.
_ENDINGS = {".json", ".txt", ".zip", ".eml", ".mbox", ".html", ".htm"}
#: What the page of a quiz holds, and no other page.
_STATE = b'<script id="state" type="application/json">'
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_BROKEN = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may be a hand-in file."""

    #: Where it was found, for reading: "class.mbox, message 3, risk-anna.json".
    shown: str
    raw: bytes = b""
    #: Why it could not be read, as a sentence for the trainer; empty when it could.
    why: str = ""
    #: When a mail brought it.
    received_at: datetime | None = None


@dataclass(slots=True)
class Sources:
    """Looks through what a trainer has named."""

    #: Files in folders, mails and zips that are something else, and so were left alone.
    others: int = 0
    _left: int = field(default=_LARGEST_ALL)

    def candidates(self, paths: Iterable[Path]) -> Iterator[Candidate]:
        """Yield everything that may be a hand-in; nothing raises for what they hold, nothing is changed."""
        for path in paths:
            self._left = _LARGEST_ALL
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path, named=True)

    def _folder(self, folder: Path) -> Iterator[Candidate]:
        for parent, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                path = Path(parent) / name
                # The mails of a Maildir have names without an ending.
                in_maildir = path.parent.name in {"cur", "new"}
                if name.startswith(".") or not (in_maildir or path.suffix.lower() in _ENDINGS):
                    self.others += 1
                else:
                    yield from self._file(path)

    def _file(self, path: Path, *, named: bool = False) -> Iterator[Candidate]:
        shown = printable(path.name)
        try:
            with path.open("rb") if path.is_file() and not path.is_symlink() else io.BytesIO() as file:
                is_mailbox = file.read(5) == b"From "
            if is_mailbox:
                yield from self._mailbox(path, shown)
                return
            raw = read_regular(path, _LARGEST_PACK)
        except RefusedError as error:
            yield Candidate(shown=shown, why=say("receiving", "refused", why=error))
        except OSError as error:
            yield Candidate(shown=shown, why=say("receiving", "refused", why=error.strerror or error))
        else:
            yield from self._bytes(raw, shown, depth=0, named=named)

    def _mailbox(self, path: Path, shown: str) -> Iterator[Candidate]:
        found = mailbox.mbox(path, create=False)
        try:
            for number, key in enumerate(found.iterkeys(), start=1):
                raw = found.get_bytes(key)
                yield from self._mail(raw, f"{shown}, {say('receiving', 'message', number=number)}", depth=1)
        finally:
            found.close()

    def _bytes(self, raw: bytes, shown: str, *, depth: int, named: bool = False) -> Iterator[Candidate]:
        """Look at one file by what it holds, not by what it is called."""
        start = raw[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
        if depth > _DEEPEST:
            yield Candidate(shown=shown, why=words("receiving")["too_deep"])
        elif raw.startswith(b"PK\x03\x04"):
            yield from self._zip(raw, shown, depth + 1)
        elif _MAIL.match(start):
            yield from self._mail(raw, shown, depth + 1)
        elif start[:15].lower().startswith((b"<!doctype html", b"<html")):
            if named or _STATE in raw:
                yield Candidate(shown=shown, why=words("receiving")["the_page"])
            else:
                self.others += 1
        elif len(raw) > _LARGEST:
            why = say("receiving", "too_large", most=_LARGEST // 1024**2)
            yield Candidate(shown=shown, why=why)
        elif named or shown.lower().endswith(".json") or b"cpd-hand-in" in raw:
            yield Candidate(shown=shown, raw=raw)
        else:
            self.others += 1

    def _zip(self, raw: bytes, shown: str, depth: int) -> Iterator[Candidate]:
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as pack:
                infos = [info for info in pack.infolist() if not info.is_dir()]
                if len(infos) > _MOST:
                    yield Candidate(shown=shown, why=words("receiving")["too_many"])
                    return
                for info in infos:
                    yield from self._member(pack, info, shown, depth)
        except (*_BROKEN, OSError, ValueError) as error:
            yield Candidate(shown=shown, why=say("receiving", "broken_zip", error=type(error).__name__))

    def _member(
        self, pack: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, depth: int
    ) -> Iterator[Candidate]:
        name = Path(info.filename)
        place = f"{shown}, {printable(name.name)}"
        if name.name.startswith(".") or "__MACOSX" in name.parts or name.suffix.lower() not in _ENDINGS:
            self.others += 1
            return
        try:
            with pack.open(info) as file:
                # What a zip says of sizes is not believed: no more than this is ever unpacked.
                raw = file.read(min(_LARGEST_PACK, self._left) + 1)
        except (*_BROKEN, OSError, ValueError) as error:
            yield Candidate(shown=place, why=say("receiving", "broken_zip", error=type(error).__name__))
            return
        self._left -= len(raw)
        if self._left < 0 or len(raw) > _LARGEST_PACK:
            yield Candidate(shown=place, why=words("receiving")["bomb"])
            self._left = max(self._left, 0)
            return
        yield from self._bytes(raw, place, depth=depth)

    def _mail(self, raw: bytes, shown: str, depth: int) -> Iterator[Candidate]:
        try:
            mail = email.message_from_bytes(raw)
            parts = [part for part in mail.walk() if not part.is_multipart()]
            files = [(_name(part), part.get_payload(decode=True)) for part in parts]
        except Exception as error:  # noqa: BLE001  # a stranger's mail breaks the parser in ways without number
            yield Candidate(shown=shown, why=say("receiving", "broken_mail", error=type(error).__name__))
            return
        came = _received_at(mail)
        for name, content in files:
            attached = Path(name).suffix.lower() in _ENDINGS
            if isinstance(content, bytes) and (attached or b"cpd-hand-in" in content):
                for each in self._bytes(content, f"{shown}, {printable(name)}", depth=depth):
                    yield replace(each, received_at=each.received_at or came)
            else:
                # The words of a mail are no file that was left alone.
                self.others += bool(name)


def _name(part: Message) -> str:
    found = part.get_filename()
    return found if isinstance(found, str) else ""


def _received_at(mail: Message) -> datetime | None:
    """Return when the trainer's own mail server got a mail, by its topmost line; else when it was sent."""
    lines = [str(line).rpartition(";")[2] for line in (mail.get_all("Received") or [])[:1]]
    for text in (*lines, str(mail.get("Date") or "")):
        try:
            time = parsedate_to_datetime(text.strip())
            # "-0000" says that it is UTC, and nothing of the sender's zone.
            return min(time if time.tzinfo else time.replace(tzinfo=UTC), datetime.now(UTC))
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    return None
