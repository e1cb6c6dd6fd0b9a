"""Run `handing_in` in a process of its own, and tell what became of it even when that process fails."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from pathlib import Path

#: Seconds until a process that does not end is stopped.
PATIENCE = 90


def run(action: str, folder: Path, *, patience: float = PATIENCE) -> dict[str, Any]:
    """Hand in or take back, and wait for it.

    Args:
        action: `hand_in` or `take_back`.
        folder: where the notebook is.
        patience: seconds until the process is stopped.

    Returns:
        `{"done", "reason", "note", "hand_in"}`; never raises for what goes wrong.
    """
    # -P: a file in the learner's folders must not stand in for a module.
    command = [sys.executable, "-P", "-m", "prevention_cpd.quiz.taking.handing_in", action, str(folder)]
    try:
        process = subprocess.Popen(  # noqa: S603  # our own module
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return _failed("no_start", str(error.strerror or error))
    try:
        out, err = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        _stop(process)
        return _failed("too_long", "")
    try:
        told = json.loads(out.strip().splitlines()[-1])
    except (ValueError, IndexError):
        last = err.strip().splitlines()[-1:] or [str(process.returncode)]
        return _failed("no_start", last[0])
    return dict(told)


def _stop(process: subprocess.Popen[str]) -> None:
    """Ask the process to stop, so that it clears up; then make it."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=5)
        return
    process.kill()
    process.communicate()


def _failed(name: str, error: str) -> dict[str, Any]:
    reason = words("handing_in")[name].format(error=error)
    return {"done": False, "reason": reason, "note": "", "hand_in": None}
