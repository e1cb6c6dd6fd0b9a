"""Run `handing_in` in a process of its own, and tell what became of it even when that process fails."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Seconds until a process that does not end is stopped.
PATIENCE = 90
#: Seconds that it then has to clear up, or to write down what it has done.
GRACE = 5


def run(
    action: str,
    folder: Path,
    *,
    known: Sequence[dict[str, Any]] = (),
    shown: dict[str, Any] | None = None,
    patience: float = PATIENCE,
) -> dict[str, Any]:
    """Hand in or take back, and wait for it.

    Args:
        action: `hand_in` or `take_back`.
        folder: where the notebook is.
        known: the hand-ins that the page remembers, as `receipts.HandIn`.
        shown: which one to take back; the last unless given.
        patience: seconds until the process is stopped.

    Returns:
        `{"done", "reason", "note", "hand_in", "otherwise", "unknown"}`; never raises for what goes wrong.
        `otherwise` is true where another way than the exchange may help, `unknown` where it cannot be
        said whether it was done; then `reason` is a whole sentence.
    """
    folder = folder.absolute()
    # -P: a file in the learner's folders must not stand in for a module.
    command = [sys.executable, "-P", "-m", "prevention_cpd.quiz.take.handing_in", action, str(folder), "-"]
    try:
        process = subprocess.Popen(  # noqa: S603  # our own module
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return _failed("no_start", str(error.strerror or error))
    page = json.dumps({"known": list(known), "shown": shown})
    try:
        out, err = process.communicate(page, timeout=patience)
    except subprocess.TimeoutExpired:
        return _stop(process, action)
    last = err.strip().splitlines()[-1:] or [str(process.returncode)]
    return _told(out) or _failed("no_start", last[0])


def _told(out: str) -> dict[str, Any] | None:
    try:
        return {"unknown": False, **json.loads(out.strip().splitlines()[-1])}
    except (ValueError, IndexError, TypeError):
        return None


def _stop(process: subprocess.Popen[str], action: str) -> dict[str, Any]:
    """Ask the process to stop, so that it clears up, or tells what it had done already; then make it."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        out, _err = process.communicate(timeout=GRACE)
        return _told(out) or _failed("too_long", "")
    process.kill()
    process.communicate()
    return {**_failed(f"killed_{action}", ""), "otherwise": False, "unknown": True}


def _failed(name: str, error: str) -> dict[str, Any]:
    reason = say("handing_in", name, error=error)
    return {"done": False, "reason": reason, "note": "", "hand_in": None, "otherwise": True, "unknown": False}
