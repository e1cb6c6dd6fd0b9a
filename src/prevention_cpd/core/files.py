"""Files that appear whole: whoever reads finds what stood there before, or all that is new."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def write_bytes(path: Path, raw: bytes, *, mode: int = 0o600) -> None:
    """Write a file in one step, and wait until it is on the disk.

    Args:
        path: where to; its folder must exist.
        raw: what it is to hold.
        mode: its permissions; only its owner reads it unless they say otherwise.

    Raises:
        OSError: when it cannot be written; what stood there before is still whole.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            # Without this a power cut can leave an empty file under the final name.
            os.fsync(file.fileno())
        os.chmod(name, mode)  # noqa: PTH101
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def write_text(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Write text as UTF-8, as `write_bytes` does.

    Raises:
        OSError: when it cannot be written.
        ValueError: when the text holds half of a character.
    """
    write_bytes(path, text.encode("utf-8"), mode=mode)


def write_json(path: Path, data: Any, *, mode: int = 0o600) -> None:
    """Write data as JSON for people and programs, as `write_bytes` does.

    Raises:
        OSError: when it cannot be written.
        ValueError: when the data holds what JSON has no word for, such as infinity, or half of a character.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    write_text(path, text + "\n", mode=mode)
