"""Read bytes in every way in which a text may have been wrapped, one wrapping inside another."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import html
import io
import re
import urllib.parse
import zipfile
import zlib
from typing import TYPE_CHECKING

from prevention_cpd.core.packing import read_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: How many wrappings are undone, one inside another.
_DEEPEST = 4
#: No unpacked part may be larger than this, so that a crafted file cannot fill the memory.
_LARGEST = 64 * 1024 * 1024
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{32,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){20,}")
_ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{1,6})\}?|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def texts(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield each text that the bytes hold, with the way it was read."""
    seen: set[bytes] = set()
    waiting: list[tuple[tuple[str, ...], bytes]] = [((), raw)]
    while waiting:
        way, data = waiting.pop()
        if data in seen or len(data) < 8:
            continue
        seen.add(data)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        yield ", ".join(reversed(way)) or "as it is", text
        if len(way) == _DEEPEST:
            continue
        waiting += [((*way, name), undone) for name, undone in _unwrapped(data, text)]
        # Twice reversed is the text itself, so one of these is undone at most.
        if not _MIRRORS.keys() & set(way):
            mirrored = {name: turn(text).encode("utf-8", "replace") for name, turn in _MIRRORS.items()}
            waiting += [((*way, name), turned) for name, turned in mirrored.items()]


def _unwrapped(data: bytes, text: str) -> Iterator[tuple[str, bytes]]:
    """Yield what stands inside one wrapping."""
    for name, unpack in (("gzip", _gunzip), ("zlib", _inflate)):
        inside = unpack(data)
        if inside:
            yield name, inside
    if data[:4] == b"PK\x03\x04":
        yield from _members(data)
    for name, change in _ESCAPES.items():
        plain = change(text)
        if plain != text:
            yield name, plain.encode("utf-8", "replace")
    for found in _BASE64.finditer(data):
        decoded = _unbase64(found.group())
        if _says_something(decoded):
            yield "base64", decoded
        elif inside := _undeflate(decoded):
            yield "deflate, base64", inside
    for found in _HEX.finditer(data):
        yield "hex", binascii.unhexlify(found.group())


def _unescape(text: str) -> str:
    """Undo the escapes of JSON, JavaScript and Python."""
    if "\\" not in text:
        return text

    def one(found: re.Match[str]) -> str:
        code = found.group(1) or found.group(2)
        if not code:
            return _SIMPLE.get(found.group(3), found.group(3))
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else found.group()

    return _ESCAPE.sub(one, text)


def _unbase64(run: bytes) -> bytes:
    """Decode a run of base64, plain or for addresses."""
    run = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return base64.b64decode(run[: len(run) - (len(run) % 4 == 1)] + b"==")
    except (ValueError, binascii.Error):
        return b""


def _says_something(decoded: bytes) -> bool:
    """Whether bytes can be text, or say themselves that they are packed."""
    packed = decoded[:2] == b"\x1f\x8b" or decoded[:1] == b"\x78" or decoded[:4] == b"PK\x03\x04"
    # A long word or path of a program also looks like base64; what comes out of it is no text.
    readable = sum(byte in _TEXT for byte in decoded[:200]) > 0.9 * len(decoded[:200])
    return packed or readable


_TEXT = frozenset(range(32, 127)) | {9, 10, 13} | set(range(0xC2, 0xF5))


def _gunzip(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return b""
    try:
        with gzip.open(io.BytesIO(data)) as file:
            return file.read(_LARGEST)
    except (OSError, EOFError, zlib.error):
        return b""


def _inflate(data: bytes) -> bytes:
    if data[:1] != b"\x78":
        return b""
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return b""


def _undeflate(data: bytes) -> bytes:
    """Inflate what has no mark of its own, as pages pack it: it counts where it ends with the data."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        inside = stream.decompress(data, _LARGEST)
    except zlib.error:
        return b""
    return inside if stream.eof and not stream.unused_data else b""


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if member.file_size <= _LARGEST:
                    yield "zip", archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error):
        return


_ESCAPES: dict[str, Callable[[str], str]] = {
    "escapes": _unescape,
    "HTML": html.unescape,
    "search": lambda text: read_index(text) or text,
    "address": lambda text: urllib.parse.unquote_plus(text) if "%" in text else text,
}
_MIRRORS: dict[str, Callable[[str], str]] = {
    "reversed": lambda text: text[::-1],
    "rot13": lambda text: codecs.encode(text, "rot13"),
}
