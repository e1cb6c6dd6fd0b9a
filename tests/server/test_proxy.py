"""The class server behind a real nginx, set as the administrators' guide says: TLS, a path of its own, limits."""

import concurrent.futures
import contextlib
import http.client
import os
import re
import shutil
import ssl
import subprocess
import time

import pytest
from quiz.small_course import QUIZ
from server.hubs import ROOT, free_port
from server.talking import Client, Running
from server.test_taking import answer, asked

from prevention_cpd.server.upload import Upload

NGINX = shutil.which("nginx") or shutil.which(
    "nginx", path=f"/usr/sbin:/usr/local/sbin:{ROOT / '.venv' / 'nginx' / 'usr' / 'sbin'}"
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not NGINX, reason="nginx is not installed")]
PREFIX = "cpd"


class Through(Client):
    """A browser that comes through the proxy."""

    def __init__(self, port, names):
        super().__init__(port, ssl.create_default_context(cafile=str(names)))

    def send(self, method, path, body=None, headers=None):
        """Send one request below the path of the course."""
        return super().send(method, f"{PREFIX}/{path}", body, headers)


@pytest.fixture
def proxied(tree, tmp_path):
    """Run the server and nginx in front of it; return the server, and a function that opens a browser."""
    pem, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*make.split(), "-keyout", key, "-out", pem], check=True, capture_output=True)
    with Running(tree, base_url=f"/{PREFIX}/", behind_proxy=True, encrypted=True) as server:
        port = free_port()
        (tmp_path / "nginx.conf").write_text(as_the_guide_says(server.port, port, pem, key, tmp_path))
        command = [NGINX, "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-e", tmp_path / "error.log"]
        process = subprocess.Popen(list(map(str, command)))
        try:
            for _ in range(100):
                assert process.poll() is None, (tmp_path / "error.log").read_text()
                with contextlib.suppress(OSError):
                    if Through(port, pem).get("health").status == 200:
                        break
                time.sleep(0.1)
            yield server, lambda: Through(port, pem)
        finally:
            process.terminate()
            process.wait(30)


def as_the_guide_says(server, port, pem, key, place):
    """Return the block of the guide in a whole configuration, with these ports."""
    guide = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
    block = re.search(r"```nginx\n(.*?)```", guide, re.DOTALL)[1]
    assert "http://127.0.0.1:8010" in block
    outside = re.findall(r"(map \$http_upgrade .*?\}|limit_req_zone .*?;)", block)
    assert len(outside) == 2
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {place / kind};" for kind in kinds)
    return f"""
        {"user root;" if os.geteuid() == 0 else ""} daemon off; worker_processes 1; pid {place / "pid"};
        events {{ worker_connections 1024; }}
        http {{
            access_log off; {temporary}
            {" ".join(outside)}
            server {{
                listen 127.0.0.1:{port} ssl; ssl_certificate {pem}; ssl_certificate_key {key};
                {block.replace("127.0.0.1:8010", f"127.0.0.1:{server}")}
            }}
        }}"""


def test_a_learner_takes_the_quiz_through_the_proxy(proxied):
    """Sign-in, saving and handing in work over TLS below the course's own path; cookies are for TLS alone."""
    server, browser = proxied
    ada = browser()
    page = ada.get("sign-in")
    assert "Secure" in page.headers["Set-Cookie"]
    assert f"Path=/{PREFIX}/" in page.headers["Set-Cookie"]
    assert ada.form("sign-in", code=server.code("ada")).headers["Location"] == f"/{PREFIX}/"
    ada.form("what-is-kept", next=QUIZ)

    assert answer(ada, asked(ada)[0], "through").status == 200
    assert ada.json("POST", f"quiz/{QUIZ}/hand-in", {}).status == 200


def test_the_proxy_says_where_a_guess_comes_from(proxied):
    """Guesses count for the address that nginx sees, whatever a browser says of itself."""
    server, browser = proxied
    for number in range(3):
        said = {"X-Real-IP": f"192.0.2.{number}", "X-Forwarded-For": f"192.0.2.{number}"}
        guess = browser()
        body = f"code=AAAA-000{number}"
        said |= {"X-XSRFToken": guess.xsrf, "Content-Type": "application/x-www-form-urlencoded"}
        assert guess.send("POST", "sign-in", body, said).status == 403

    assert set(server.settings.session.throttle._wrong) == {"127.0.0.1"}


def test_what_is_too_large_is_refused(proxied):
    """The proxy lets through the largest file that the desk takes and no more; a learner may send far less."""
    server, browser = proxied
    ada = browser()
    ada.form("sign-in", code=server.code("ada"))
    guide = (ROOT / "docs" / "administrators.md").read_text(encoding="utf-8")
    most = int(re.search(r"client_max_body_size (\d+)m;", guide)[1]) * 1024 * 1024

    assert most == Upload.largest
    for size in (most + 1, 3 * 1024 * 1024):
        # Who is refused may be hung up on before all is sent.
        with contextlib.suppress(OSError, http.client.HTTPException):
            assert ada.send("POST", "sign-in", b"x" * size).status in {400, 413, 502}
    assert ada.get().status == 200


def test_a_class_behind_one_address_is_let_in(proxied):
    """A hundred people of one address who open three pages each in the same moment get them all."""
    _server, browser = proxied

    def opens(_person):
        mine = browser()
        return [mine.get("sign-in").status for _ in range(3)]

    with concurrent.futures.ThreadPoolExecutor(100) as pool:
        statuses = {status for each in pool.map(opens, range(100)) for status in each}

    assert statuses == {200}
