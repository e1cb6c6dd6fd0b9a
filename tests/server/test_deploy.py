"""The files that start the server on one machine."""

import http.client
import json
import os
import pwd
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

from prevention_cpd.server import serving, settings

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())


@pytest.fixture
def config(monkeypatch, tmp_path):
    """Return a function that reads the hub's settings under these variables."""

    def read(**given):
        for name, value in {"CPD_COURSE": str(tmp_path), **given}.items():
            monkeypatch.setenv(name, value)
        return PyFileConfigLoader("jupyterhub_config.py", path=str(ROOT / "deploy")).load_config()

    return read


def test_trainers_are_named_as_the_hub_writes_them(config):
    """Capitals and blanks in the list of trainers do not matter, and the class server is told the list."""
    found = config(CPD_TRAINER_IDS="Tessa, tariq,")
    told = found.JupyterHub.services[0]["environment"]

    assert found.JupyterHub.load_groups["trainers"]["users"] == ["tessa", "tariq"]
    assert told["CPD_TRAINER_IDS"] == "Tessa, tariq,"


def test_the_hub_is_told_what_browsers_open(config):
    """Where TLS stands in front, the hub is told so, and its unit logs no names at each request."""
    unit = (ROOT / "deploy" / "jupyterhub.service").read_text()
    address = re.search(r"CPD_PUBLIC_URL=(\S+)", unit)[1]

    assert config(CPD_PUBLIC_URL=address).JupyterHub.public_url == address
    assert address.startswith("https:")
    assert "--log-level=WARN" in unit


def test_the_key_of_certificates_lies_where_the_service_may_write(config):
    """Each unit names a folder of its own outside the course, and the hub passes it on to the class server."""
    for name in ("course.service", "jupyterhub.service"):
        unit = (ROOT / "deploy" / name).read_text()
        folder = Path(re.search(r"CPD_ISSUER=(\S+)", unit)[1])
        assert folder.name in re.search(r"StateDirectory=(.+)", unit)[1].split()
        assert folder.parent == Path("/var/lib")
    told = config(CPD_ISSUER="/var/lib/course-issuer").JupyterHub.services[0]["environment"]
    assert told["CPD_ISSUER"] == "/var/lib/course-issuer"


def test_jupyterlab_runs_as_the_owner_of_the_course(config):
    """Trainers' own accounts cannot open the closed folder: JupyterLab runs under the account that can."""
    owner = pwd.getpwuid(os.getuid())
    spawner = config(CPD_USER=owner.pw_name).JupyterHub.spawner_class
    told = spawner.user_env(None, {"USER": "tessa", "LANG": "en"})

    assert told == {"USER": owner.pw_name, "HOME": owner.pw_dir, "SHELL": owner.pw_shell, "LANG": "en"}


def as_service(tree, public="http://127.0.0.1/services/course/"):
    """Start the class server as the hub does; return the process and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = {
        "SERVICE_URL": f"http://127.0.0.1:{port}", "SERVICE_PREFIX": "/services/course/",
        "API_URL": "http://127.0.0.1:1/hub/api", "API_TOKEN": "token", "CLIENT_ID": "service-course",
        "SERVICE_NAME": "course", "PUBLIC_URL": public,
    }  # fmt: skip
    env = {**os.environ, **{f"JUPYTERHUB_{name}": value for name, value in told.items()}}
    command = [sys.executable, "-m", "prevention_cpd.server"]
    return subprocess.Popen(command, cwd=tree.root, env=env, stderr=subprocess.PIPE, text=True), port


def test_the_service_does_not_start_on_an_open_folder(tree):
    """Where others on the machine could look into the keys, the service ends with a sentence."""
    tree.quizzes.chmod(0o755)
    process, _port = as_service(tree)
    _out, told = process.communicate(timeout=60)

    assert process.returncode == 1
    assert told.startswith("Others on this machine can look into ")
    assert "Traceback" not in told


def test_cookies_of_the_service_never_travel_without_encryption(tree):
    """Behind an https address the hub's service sets each cookie for encrypted connections only."""
    tree.quizzes.chmod(0o700)
    process, port = as_service(tree, "https://course.example/services/course/")
    try:
        answer = asked_of(port, "/services/course/")
        cookies = answer.headers.get_all("Set-Cookie")
    finally:
        process.terminate()
        process.communicate(timeout=60)

    assert answer.status == 302
    assert cookies
    assert all("Secure" in each for each in cookies)


def asked_of(port, path):
    """Ask a server for a page as soon as it answers."""
    for _ in range(120):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse()
        except ConnectionError:
            time.sleep(0.25)
    raise AssertionError(path)


def test_a_secret_that_others_can_read_is_refused(tree):
    """The reason says what to do; an empty file, as a full disk leaves it, is made anew."""
    path = tree.quizzes / ".server-secret"
    path.touch(0o600)
    made = settings.secret(tree.quizzes)
    assert len(made) == 64
    assert settings.secret(tree.quizzes) == made

    path.chmod(0o644)
    with pytest.raises(PermissionError, match="delete it"):
        settings.secret(tree.quizzes)


def test_a_slip_shows_an_address_that_can_be_opened(monkeypatch):
    """Where the server answers in every network, slips name this machine; IPv6 stands in brackets."""
    monkeypatch.setattr(serving, "own_address", lambda: "192.0.2.7")

    assert serving.shown_address("0.0.0.0") == "192.0.2.7"
    assert serving.shown_address("fd00::7") == "[fd00::7]"
    assert serving.shown_address("room.example") == "room.example"


@pytest.mark.parametrize("act", ["start", "clean"])
def test_a_folder_of_somebody_else_is_not_deleted(tmp_path, act):
    """`make server` for another folder leaves one alone that holds anything else."""
    (tmp_path / "thesis.txt").write_text("mine")
    command = [sys.executable, ROOT / "tools" / "class_server.py", act, "--at", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "holds something else" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_the_bench_counts_who_could_not_hand_in(tree, monkeypatch):
    """Answers that were told as saved are missed also of who has no submission."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import bench_server  # noqa: PLC0415

    place = tree.quizzes / "submitted" / "ada" / bench_server.QUIZ
    place.mkdir(parents=True)
    (place / "answers.json").write_text(json.dumps({"answers": {"one": {"value": 1}}}))
    acknowledged = {"ada": {"one": 1, "two": 2}, "ben": {"one": 1}}

    assert bench_server.missing_of(tree.root, acknowledged) == (2, 1)
