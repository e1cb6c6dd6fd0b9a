"""Read a PDF in a process of its own: a hostile one may take all time and memory, but not ours."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import Any

from prevention_cpd.language.documents.document import Document, Place, Unreadable

#: Time for one file, in seconds, and memory, in bytes.
MOST_SECONDS = 120
MOST_MEMORY = 3 * 1024**3
_BROKEN = ("the PDF is damaged", "Export or print it to PDF again")


def read(data: bytes, seconds: float = MOST_SECONDS) -> Document:
    """Return the text of a PDF; places are page and line.

    Raises:
        Unreadable: when it is encrypted, broken, or takes too much time or memory.
    """
    shown = sys.stderr.isatty()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        __name__,
        str(0.8 * seconds),
        "progress" if shown else "",
    ]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=None if shown else subprocess.DEVNULL,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(f"the PDF takes longer than {seconds:.0f} seconds", _BROKEN[1]) from None
    except OSError:
        raise Unreadable("no process could be started to read the PDF", "Close other programs") from None
    if done.returncode or not done.stdout:
        raise Unreadable(*_BROKEN)
    result = json.loads(done.stdout)
    if "what" in result:
        raise Unreadable(result["what"], result["fix"])
    return Document(
        text=result["text"],
        starts=tuple(result["starts"]),
        places=tuple(Place(page=page, number=number, unit=unit) for page, number, unit in result["places"]),
        unread=tuple(result["unread"]),
    )


def main() -> None:
    """Read a PDF from standard input and write what it holds to standard output."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on Windows
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    from prevention_cpd.language.documents import pdf  # noqa: PLC0415  # after the limit is set

    result: dict[str, Any]
    try:
        document = pdf.read(sys.stdin.buffer.read(), float(sys.argv[1]), _show if sys.argv[2] else None)
        places = [(place.page, place.number, place.unit) for place in document.places]
        result = {
            "text": document.text,
            "starts": document.starts,
            "places": places,
            "unread": document.unread,
        }
    except Unreadable as error:
        result = {"what": error.what, "fix": error.fix}
    except Exception:  # noqa: BLE001  # a stranger's file may break the library in any way
        result = dict(zip(("what", "fix"), _BROKEN, strict=True))
    sys.stdout.write(json.dumps(result))


def _show(page: int, pages: int) -> None:
    """Tell on the terminal how far the reading is; the line goes when it is done."""
    if page % 10 == 0 or page == pages:
        sys.stderr.write(f"\rpage {page} of {pages}" if page < pages else "\r\x1b[K")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
