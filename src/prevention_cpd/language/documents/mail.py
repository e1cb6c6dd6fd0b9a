"""Web archives (.mht, what some programs export as .doc) and e-mails: pages and texts in an envelope."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from typing import TYPE_CHECKING

from prevention_cpd.language.documents import webpage
from prevention_cpd.language.documents.decode import decode
from prevention_cpd.language.documents.document import Builder, Document, Place, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".mht", ".mhtml", ".eml"})
#: How an envelope begins: lines of headers, among them one that says what it holds.
_HEADERS = re.compile(
    rb"\s{0,64}(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n){0,40}){1,60}\r?\n"
)
_MIME = re.compile(
    rb"^(?:MIME-Version:|Content-Type:[ \t]*(?:multipart|text)/)", re.IGNORECASE | re.MULTILINE
)
#: Pictures and styles of a page are no attachments.
_SILENT = frozenset({"image", "font"})


def is_message(data: bytes) -> bool:
    """Tell whether bytes are a web archive or an e-mail."""
    head = _HEADERS.match(data[:16_384])
    return head is not None and _MIME.search(head.group()) is not None


def read(data: bytes) -> Document:
    """Return the texts and pages in an envelope, one after the other; places are lines of those.

    Raises:
        Unreadable: when it holds none.
    """
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    built, notes = Builder(), list[str]()
    if isinstance(message, EmailMessage) and message["Subject"]:
        built.add(f"{message['Subject']}\n\n", Place(number=1))
    count = 0
    for part in _parts(message):
        kind = part.get_content_type()
        name = part.get_filename() or part.get("Content-Location") or kind
        if kind not in {"text/plain", "text/html"} or part.get_content_disposition() == "attachment":
            if part.get_content_maintype() not in _SILENT and kind != "text/css":
                built.unread.append(f"the part “{name}” was not read")
            continue
        document = _part(part, kind)
        built.include(document)
        notes += document.notes
        count += 1
    if not count:
        raise Unreadable(
            "this is a web archive or an e-mail without any text", "Save the page or text as a file"
        )
    notes.append("this is a web archive or an e-mail; lines are counted in the text that it holds")
    return built.document(tuple(notes))


def _parts(message: email.message.Message) -> Iterator[EmailMessage]:
    """Yield the parts; of several forms of one text only the last, which is the richest."""
    children = message.get_payload() if message.is_multipart() else None
    if not isinstance(children, list):
        if isinstance(message, EmailMessage):
            yield message
        return
    chosen = children[-1:] if message.get_content_subtype() == "alternative" else children
    for child in chosen:
        if isinstance(child, email.message.Message):
            yield from _parts(child)


def _part(part: EmailMessage, kind: str) -> Document:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    notes: tuple[str, ...] = ()
    try:
        text = data.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        text, notes = decode(data)
    text = text.replace("\r\n", "\n")
    return webpage.read(text, notes) if kind == "text/html" else _lines(text, notes)


def _lines(text: str, notes: tuple[str, ...]) -> Document:
    built = Builder()
    for number, line in enumerate(text.split("\n"), 1):
        # What somebody else wrote is quoted.
        quoted = line.startswith(">")
        start = built.length
        built.add(line.lstrip("> ") if quoted else line, Place(number=number))
        if quoted:
            built.quotations.append((start, built.length))
        built.add("\n")
    return built.document(notes)
