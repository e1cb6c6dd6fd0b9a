"""Commands of nbgrader and of cpd, each in a process of its own that is forked from one which has both loaded.

A command then takes the time that it takes, and not that of its imports.
"""

import atexit
import functools
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

#: How long a command may take, in seconds.
MOST = 300


def run(program, arguments, *, cwd, env=None):
    """Run `nbgrader` or `cpd` in a folder; return what it printed and its exit status.

    Args:
        program: "nbgrader" or "cpd".
        arguments: what follows its name.
        cwd: the folder in which it runs.
        env: its environment; that of the tests unless given.
    """
    command = [program, *map(str, arguments)]
    with tempfile.TemporaryDirectory() as folder:
        told = [Path(folder) / "output", Path(folder) / "errors"]
        job = {
            "command": command,
            "cwd": str(cwd),
            "env": env or dict(os.environ),
            "told": list(map(str, told)),
        }
        loaded = _loaded()
        loaded.stdin.write(json.dumps(job) + "\n")
        loaded.stdin.flush()
        status = int(loaded.stdout.readline())
        return subprocess.CompletedProcess(command, status, *(path.read_text("utf-8") for path in told))


@functools.cache
def _loaded():
    """Start the process that waits for commands; it ends with the tests."""
    waiting = subprocess.Popen(
        [sys.executable, "-P", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(waiting.communicate)
    return waiting


def _wait():
    """Fork for each command that comes; in the fork, return it."""
    for line in sys.stdin:
        job = json.loads(line)
        if not (child := os.fork()):
            return job
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    sys.exit()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    from quick_nbgrader import main as nbgrader

    from prevention_cpd.cli import main as cpd

    sys.path.pop(0)
    job = _wait()
    for number, path in enumerate(job["told"], 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(job["env"])
    os.chdir(job["cwd"])
    signal.alarm(MOST)
    sys.argv = job["command"]
    sys.exit({"nbgrader": nbgrader, "cpd": cpd}[sys.argv[0]]())
