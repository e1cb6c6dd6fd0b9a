"""The class server behind a real JupyterHub, as `make server` starts it."""

import http.client
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

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hub")]
ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
START = "/services/course/"


class Browser:
    """Follows redirects, and keeps each cookie for the path that it was set for."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def open(self, path, fields=None, headers=None):
        """Open an address, or send a form there; return the answer at the end of all redirects."""
        method, body = ("GET", None) if fields is None else ("POST", urlencode(fields))
        for _ in range(12):
            answer = self._send(method, path, body, headers or {})
            if answer.status not in {302, 303}:
                answer.path = path
                return answer
            target = urlsplit(answer.headers["Location"])
            assert target.netloc in {"", f"127.0.0.1:{self.port}"}
            path, method, body = target.path + (f"?{target.query}" if target.query else ""), "GET", None
        raise AssertionError(path)

    def _send(self, method, path, body, more):
        mine = [f"{name}={value}" for (name, below), value in self.cookies.items() if path.startswith(below)]
        headers = {"Cookie": "; ".join(mine), "Content-Type": "application/x-www-form-urlencoded", **more}
        headers["Sec-Fetch-Mode"] = "navigate"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
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


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Start what `make server` starts; return a function that opens a browser, and the password."""
    place = tmp_path_factory.mktemp("hub") / "server"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        ROOT / "tools" / "class_server.py",
        "start",
        "--at",
        place,
        "--port",
        str(port),
    ]
    with (place.parent / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(240):
            if process.poll() is not None:
                pytest.fail((place.parent / "log").read_text(), pytrace=False)
            if _answers(port):
                break
            time.sleep(0.5)
        yield lambda: Browser(port), (place / "password").read_text(), place
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _answers(port):
    try:
        return Browser(port).open(START).status == 200
    except (OSError, http.client.HTTPException):
        return False


def test_a_learner_signs_in_through_the_hub(hub):
    """After the hub's own form comes the learner's home, with the quizzes that are open and a way to the course."""
    browser, password, _place = hub
    home = browser().sign_in("alma", password)

    assert home.path == START
    assert "Alma Invented" in home.text
    assert "Module 1 quiz" in home.text
    assert "Form A" in home.text
    assert "Form B" not in home.text


def test_a_trainer_comes_to_the_trainers_side(hub):
    """Who is in the hub's group of trainers is led to the trainers' first page, and no learner is."""
    browser, password, _place = hub

    first = browser().sign_in("tessa", password)
    learner = browser()
    learner.sign_in("alma", password)

    assert first.path.startswith(f"{START}desk")
    assert learner.open(first.path).status == 403


def test_signing_out_at_the_hub_signs_out_here(hub):
    """After the hub's sign-out, the class server asks again who it is."""
    browser, password, _place = hub
    mine = browser()
    mine.sign_in("bilal", password)
    mine.open("/hub/logout")

    assert mine.open(START).path.startswith("/hub/login")


def test_nobody_comes_in_without_having_begun_here(hub):
    """A code that somebody else's browser was given signs nobody in."""
    browser, _password, _place = hub
    assert browser().open(f"{START}oauth_callback?code=guess&state=guess").status == 400
    assert browser().sign_in("alma", "guess").path.startswith("/hub/login")


def test_learners_get_no_jupyterlab(hub):
    """The hub starts nothing for a learner that could run code."""
    browser, password, _place = hub
    mine = browser()
    mine.sign_in("carys", password)
    page = mine.open("/hub/spawn/carys")

    assert page.status == 403
    assert "for trainers" in page.text
    assert "/user/" not in page.path


def test_the_demonstration_is_closed(hub):
    """Nobody else on this machine can look into its copy of the course."""
    _browser, _password, place = hub

    assert place.stat().st_mode & 0o077 == 0
    assert (place / "course" / "quizzes").stat().st_mode & 0o077 == 0
