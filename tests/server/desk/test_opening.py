"""Opening the desk: the command, and the file for a double click."""

import configparser
import re
import shlex
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from quiz.small_course import make_course

from prevention_cpd.server.desk import start_file


def test_the_start_file_of_each_system(tmp_path):
    """It changes into the folder of the course and starts the desk, whatever the path of Python holds."""
    python = "/opt/my course/.venv/bin/python"
    (mac, linux) = (
        start_file.write(tmp_path, "Desk", platform=name, python=python) for name in ("darwin", "linux")
    )
    windows = start_file.write(
        tmp_path, "Desk", ("class", "serve", "--open"), platform="win32", python=r"C:\Jörg 100%\python.exe"
    )

    assert shlex.split(mac.read_text().splitlines()[-1])[1:] == [python, "-m", "prevention_cpd.cli", "desk"]
    entry = configparser.RawConfigParser()
    entry.read(linux)
    assert shlex.split(entry["Desktop Entry"]["Exec"]) == [python, "-m", "prevention_cpd.cli", "desk"]
    assert entry["Desktop Entry"]["Path"] == str(tmp_path)
    lines = windows.read_bytes().decode("utf-8").split("\r\n")
    path = r'"C:\Jörg 100%%\python.exe" -m prevention_cpd.cli class serve --open'
    assert lines.index("chcp 65001 >nul") < lines.index(path)
    assert {path.suffix: bool(path.stat().st_mode & 0o100) for path in (mac, linux)} == {
        ".command": True,
        ".desktop": True,
    }


@pytest.mark.slow
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl-C", "window closed"])
def test_the_command(tmp_path, way):
    """It closes the folder, prints an address that lets its holder in and nobody else, and ends in order."""
    course = make_course(tmp_path / "course")
    course.quizzes.chmod(0o755)
    command = [sys.executable, "-m", "prevention_cpd.cli", "desk", "--no-open"]
    with subprocess.Popen(
        command, cwd=course.root, env=course.env, stdout=subprocess.PIPE, text=True
    ) as desk:
        address = re.search(r"http://\S+", desk.stdout.readline())[0]
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address, timeout=60) as answer:
            assert "Where each quiz stands" in answer.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.replace("token=", "token=x"), timeout=60)
        desk.send_signal(way)
        assert desk.wait(30) == 0
    assert course.quizzes.stat().st_mode & 0o077 == 0
