"""A real JupyterHub with the class server behind it, as deploy/ starts it, and browsers for it."""

import contextlib
import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
START = "/services/course/"


class Browser:
    """Follows redirects, also to a sign-in elsewhere on this machine, and keeps each cookie for its path."""

    def __init__(self, port, elsewhere=()):
        self.port, self.known, self.cookies = port, {port, *elsewhere}, {}

    def open(self, path, fields=None, headers=None):
        """Open an address, or send a form there; return the answer at the end of all redirects."""
        method, body = ("GET", None) if fields is None else ("POST", urlencode(fields))
        port = self.port
        for _ in range(16):
            answer = self._send(port, method, path, body, headers or {})
            if answer.status not in {302, 303}:
                answer.path = path
                return answer
            target = urlsplit(answer.headers["Location"])
            port = target.port or port
            assert target.hostname in {None, "127.0.0.1"}
            assert port in self.known
            path, method, body = target.path + (f"?{target.query}" if target.query else ""), "GET", None
        raise AssertionError(path)

    def _send(self, port, method, path, body, more):
        mine = [f"{name}={value}" for (name, below), value in self.cookies.items() if path.startswith(below)]
        headers = {"Content-Type": "application/x-www-form-urlencoded", **more, "Sec-Fetch-Mode": "navigate"}
        headers |= {"Cookie": "; ".join(mine)} if port == self.port else {}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies.pop((name, morsel["path"]), None)
                if morsel.value and not morsel["expires"].startswith("Thu, 01 Jan 1970"):
                    self.cookies[name, morsel["path"]] = morsel.value
        connection.close()
        return answer

    def sign_in(self, name, password):
        """Sign in at the hub on the way to the class server."""
        page = self.open(START)
        assert page.path.startswith("/hub/login"), page.path
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
        return self.open(page.path, {"username": name, "password": password, "_xsrf": xsrf})


def free_port():
    """Return a port of this machine that nobody uses, nor the next two, nor those that `make server` adds to it.

    It is below those that the system gives away by itself, to kernels for instance, while a hub is starting.
    """
    while True:
        port = random.randrange(12_000, 32_000)
        with contextlib.suppress(OSError), contextlib.ExitStack() as taken:
            for offset in (0, 1, 2, 81, 82, 83):
                taken.enter_context(socket.create_server(("127.0.0.1", port + offset)))
            return port


@contextlib.contextmanager
def started(command, port, log, **more):
    """Run a hub until the block ends; the block begins when the class server behind it answers."""
    with log.open("w") as file:
        process = subprocess.Popen(
            list(map(str, command)), stdout=file, stderr=file, start_new_session=True, **more
        )
    try:
        # It also builds and releases the quizzes; a busy machine is slow, not wrong.
        for _ in range(720):
            if process.poll() is not None:
                pytest.fail(log.read_text(), pytrace=False)
            if _answers(port):
                break
            time.sleep(0.5)
        else:
            pytest.fail(log.read_text(), pytrace=False)
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(60)
        # The proxy too, where the hub was stopped before it could see to it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def deployed(tree, place, port, **variables):
    """Run deploy/jupyterhub_config.py for a course, on a port; gives the port."""
    tree.quizzes.chmod(0o700)
    place.mkdir(exist_ok=True)
    bind, parts = f"http://127.0.0.1:{port}", free_port()
    told = {"COURSE": tree.root, "STATE": place, "BIND": bind, "PORTS": parts}
    env = {**os.environ, **{f"CPD_{name}": str(value) for name, value in {**told, **variables}.items()}}
    command = [sys.executable, "-m", "jupyterhub", "-f", ROOT / "deploy" / "jupyterhub_config.py"]
    with started([*command, "--log-level=WARN"], port, place / "log", cwd=place, env=env):
        yield port


def _answers(port):
    """Tell whether the class server answers: its health needs no sign-in."""
    try:
        return Browser(port).open(f"{START}health").status == 200
    except (OSError, http.client.HTTPException):
        return False
