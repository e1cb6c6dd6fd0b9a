"""Small files that open the desk, alone or for a class, by double click, for the system that this is."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Beside it lies the course, so that the folder of the file is where the command runs.
_WINDOWS = (
    "@echo off\r\n"
    # The file is UTF-8, and cmd.exe would read it in the code page of the machine.
    "chcp 65001 >nul\r\n"
    'cd /d "%~dp0"\r\n"{python}" -m prevention_cpd.cli {words}\r\npause\r\n'
)
_MAC = '#!/bin/sh\ncd "$(dirname "$0")" || exit 1\nexec {python} -m prevention_cpd.cli {words}\n'
_LINUX = """[Desktop Entry]
Type=Application
Name={name}
Exec="{python}" -m prevention_cpd.cli {words}
Path={root}
Terminal=true
"""


def write(
    root: Path,
    name: str,
    command: Sequence[str] = ("desk",),
    *,
    platform: str = sys.platform,
    python: str = sys.executable,
) -> Path:
    """Write a file into the folder of the course, and return it.

    Args:
        root: the folder of the course.
        name: what the file is called, without its ending.
        command: what follows `cpd`; plain words.
        platform: as `sys.platform` names it.
        python: the program that has this package.

    Raises:
        OSError: when it cannot be written.
    """
    words = " ".join(command)
    if platform == "win32":
        path, text = root / f"{name}.bat", _WINDOWS.format(python=python.replace("%", "%%"), words=words)
    elif platform == "darwin":
        path, text = root / f"{name}.command", _MAC.format(python=shlex.quote(python), words=words)
    else:
        escaped = python.replace("\\", "\\\\\\\\").replace('"', '\\\\"').replace("%", "%%")
        path = root / f"{name}.desktop"
        text = _LINUX.format(name=name, python=escaped, root=root, words=words)
    path.write_text(text, encoding="utf-8", newline="")
    path.chmod(0o755)
    return path
