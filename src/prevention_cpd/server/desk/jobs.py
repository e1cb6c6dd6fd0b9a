"""Long work beside the server: a command in a process of its own, with its progress, that can be stopped."""

from __future__ import annotations

import atexit
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

#: Seconds between two lines of progress.
_PAUSE = "0.5"
_PROGRESS = re.compile(r"([\d,]+) of ([\d,]+) ")
#: Seconds that a command has to end by itself.
_PATIENCE = 10
#: So many lines are kept of what a command says, and so many at most are shown when it fails.
_LINES, _SHOWN = 200, 5
#: What stands before a problem on a line.
_PLACE = re.compile(r"^\S+:\d+: [a-z-]+: ", re.MULTILINE)
CPD = (sys.executable, "-m", "prevention_cpd.cli")
NBGRADER = (sys.executable, "-m", "nbgrader")


@dataclass(slots=True, kw_only=True)
class Job:
    """Some commands, one after the other; the first that fails is the last."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    #: What is done, as `steps.py` names it, and the page that shows it.
    step: str
    page: str
    commands: Sequence[Sequence[str]]
    #: Where they are run: the folder of the nbgrader course.
    folder: Path
    #: `running`, `done`, `failed` or `stopped`.
    state: str = "running"
    #: The line of progress, and done and total where they are known.
    line: str = ""
    done: int = 0
    total: int = 0
    said: list[str] = field(default_factory=list)
    #: What went wrong, and what else there is to know, as sentences.
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: What only these commands are told by their environment, as a passphrase.
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    _process: subprocess.Popen[str] | None = None

    def run(self) -> None:
        """Do it; returns at the end."""
        try:
            ended = "done" if all(self._goes_on(each) for each in self.commands) else "failed"
        except Exception:
            self._end("failed")
            raise
        self._end(ended)

    def _goes_on(self, command: Sequence[str]) -> bool:
        return self.state == "running" and self._one(command) == 0

    def _end(self, state: str) -> None:
        self.secret = {}
        if self.state == "running":
            self.state = state

    def stop(self) -> None:
        """Stop it; what is done stays."""
        if self.state == "running":
            self.state = "stopped"
            self._interrupt()

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for the page that shows it."""
        names = ("id", "step", "page", "state", "line", "done", "total", "problems")
        return {name: getattr(self, name) for name in names}

    def _one(self, command: Sequence[str]) -> int:
        """Run one command; return its exit status, 0 also for what a class list tells of single people."""
        with subprocess.Popen(  # noqa: S603  # commands of our own, arguments checked by who asks
            command,
            cwd=self.folder,
            env={**os.environ, **self.secret, "CPD_PROGRESS_PAUSE": _PAUSE},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as self._process:
            reader = threading.Thread(target=self._listen, args=(self._process.stderr,), daemon=True)
            reader.start()
            if self.state == "stopped":
                # It was stopped while the command began.
                self._interrupt()
            out = self._process.stdout.read() if self._process.stdout else ""
            reader.join()
            status = self._process.wait()
        return self._told(out, status)

    def _interrupt(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            # What a shell began in the background is deaf to an interrupt, and so is what it begins.
            firmly = threading.Timer(_PATIENCE, self._process.terminate)
            firmly.daemon = True
            firmly.start()

    def _listen(self, stream: Iterable[str]) -> None:
        """Take progress from what the command says meanwhile."""
        for raw in stream:
            line = raw.strip()
            if found := _PROGRESS.search(line):
                self.done, self.total = (int(each.replace(",", "")) for each in found.groups())
                self.line = line
            elif line:
                self.said = [*self.said[-_LINES:], line]

    def _told(self, out: str, status: int) -> int:
        """Read what a command printed at its end."""
        try:
            data = json.loads(out)
        except ValueError:
            data = None
        if isinstance(data, dict) and data.keys() == {"problems"}:
            self.problems += [f"{each['what']}. {each['fix']}." for each in data["problems"]]
            return status
        if isinstance(data, dict) and "graded" in data:
            # Status 1 then means that single people need somebody; the page of the quiz tells who.
            held = Counter(each["why"] for each in data.get("held_back", ()))
            self.notes += [f"{count:,} {why}" for why, count in sorted(held.items())]
            lost = [*data.get("failed", ()), *data.get("without_page", ())]
            self.problems += [f"{each['student']}: {each['why']}" for each in lost[:_LINES]]
            return 0
        if isinstance(data, dict) and (found := data.get("records") or data.get("certificates")):
            self.problems += data.get("problems", ())
            became = Counter(
                each.get("state") or ("kept" if each.get("kept") else "written")
                for each in found
                if not each.get("why")
            )
            told = words("desk")["became"]
            self.notes += [told[name].format(count=f"{became[name]:,}") for name in told if became[name]]
            for each in found:
                if why := each.get("why") or (
                    " ".join(each["told"]) if each.get("state") == "failed" else ""
                ):
                    self.problems.append(f"{each['learner']}: {why}")
            return status if self.problems else 0
        if status:
            lines = [_PLACE.sub("", line) for line in [*self.said, *out.splitlines()]]
            self.problems += ([line for line in lines if "ERROR" in line] or lines)[-_SHOWN:]
        return status


def told(command: Sequence[str], folder: Path) -> tuple[bool, str]:
    """Run a short command, and return whether it succeeded and what it says."""
    done = subprocess.run(  # noqa: S603  # commands of our own, arguments checked by who asks
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    ok = done.returncode == 0
    said = done.stdout if ok else "\n".join(filter(None, (done.stdout, done.stderr)))
    return ok, _PLACE.sub("", said)


class Jobs:
    """The work that was begun since the server started."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, job: Job) -> Job:
        """Begin a job in a thread; while the same page has one under way, return that instead."""
        with self._lock:
            if running := self.running(job.folder, job.page):
                return running
            self._jobs[job.id] = job
        threading.Thread(target=job.run, daemon=True).start()
        return job

    def running(self, folder: Path, page: str) -> Job | None:
        """Return the job of a page that is under way."""
        every = (job for job in self._jobs.values() if (job.folder, job.page) == (folder, page))
        return next((job for job in every if job.state == "running"), None)

    def last(self, folder: Path, page: str) -> Job | None:
        """Return the job of a page that was begun last."""
        every = [job for job in self._jobs.values() if (job.folder, job.page) == (folder, page)]
        return every[-1] if every else None

    def get(self, name: str) -> Job | None:
        """Return a job by its id."""
        return self._jobs.get(name)

    def close(self) -> None:
        """Stop what is under way, and wait for it a little."""
        for job in self._jobs.values():
            job.stop()
        until = time.monotonic() + 5
        for job in self._jobs.values():
            if job._process:  # noqa: SLF001  # its own
                try:
                    job._process.wait(max(0.1, until - time.monotonic()))  # noqa: SLF001
                except subprocess.TimeoutExpired:
                    job._process.kill()  # noqa: SLF001


#: Of this process.
JOBS = Jobs()
atexit.register(JOBS.close)
