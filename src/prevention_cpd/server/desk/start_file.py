"""A small file that opens the desk by double click, for the system that this is."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Beside it lies the course, so that the folder of the file is where the command runs.
_WINDOWS = (
    "@echo off\r\n"
    # The file is UTF-8, and cmd.exe would read it in the code page of the machine.
    "chcp 65001 >nul\r\n"
    'cd /d "%~dp0"\r\n"{python}" -m prevention_cpd.cli desk\r\npause\r\n'
)
_MAC = '#!/bin/sh\ncd "$(dirname "$0")" || exit 1\nexec {python} -m prevention_cpd.cli desk\n'
_LINUX = """[Desktop Entry]
Type=Application
Name={name}
Exec="{python}" -m prevention_cpd.cli desk
Path={root}
Terminal=true
"""


def write(root: Path, name: str, *, platform: str = sys.platform, python: str = sys.executable) -> Path:
    """Write the file into the folder of the course, and return it.

    Args:
        root: the folder of the course.
        name: what the file is called, without its ending.
        platform: as `sys.platform` names it.
        python: the program that has this package.

    Raises:
        OSError: when it cannot be written.
    """
    if platform == "win32":
        path, text = root / f"{name}.bat", _WINDOWS.format(python=python.replace("%", "%%"))
    elif platform == "darwin":
        path, text = root / f"{name}.command", _MAC.format(python=shlex.quote(python))
    else:
        escaped = python.replace("\\", "\\\\\\\\").replace('"', '\\\\"').replace("%", "%%")
        path, text = root / f"{name}.desktop", _LINUX.format(name=name, python=escaped, root=root)
    path.write_text(text, encoding="utf-8", newline="")
    path.chmod(0o755)
    return path
