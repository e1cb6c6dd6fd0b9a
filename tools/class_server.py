"""Run JupyterHub with the class server and an invented class, on this machine only: `make server`.

    python tools/class_server.py start [--port P] [--at FOLDER]
    python tools/class_server.py clean [--at FOLDER]

It works on a closed copy of the course in `_server/`; what happens there never touches the course itself.
"""

from __future__ import annotations

import argparse
import csv
import os
import secrets
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Plainly invented: nobody is meant.
TRAINERS = {"tessa": "Tessa Trainer (invented)", "tariq": "Tariq Trainer (invented)"}
LEARNERS = [
    "Alma", "Bilal", "Carys", "Dmitri", "Efua", "Finn", "Gwen", "Hugo", "Ines", "Jonas", "Kavya", "Liam",
]  # fmt: skip
#: What a copy of the course needs; everything that belongs to a class stays behind.
COPIED = ("_config.yml", "_toc.yml", "index.md", "assets", "modules", "reference")
QUIZ_FILES = ("quizzes.yml", "nbgrader_config.py", "banks")


def main() -> int:
    """Start or clean; the exit status is that of the hub."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("act", choices=["start", "clean"])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--at", type=Path, default=ROOT / "_server")
    given = parser.parse_args()
    if given.at.exists() and not is_ours(given.at):
        sys.exit(f"{given.at} holds something else, and would be deleted. Name another folder with --at.")
    if given.act == "clean":
        shutil.rmtree(given.at, ignore_errors=True)
        return 0
    course = given.at / "course"
    if not (given.at / "ready").exists():
        print("Making a class of its own in", given.at)
        make(given.at, course, [(name.lower(), name) for name in LEARNERS], ("terminology", "terminology-b"))
    return run(given.at, course, given.port)


def is_ours(place: Path) -> bool:
    """Tell whether a folder is empty, or holds a class that was made here."""
    return place.is_dir() and (
        not any(place.iterdir()) or any((place / name).exists() for name in ("ready", "course"))
    )


def make(place: Path, course: Path, people: list[tuple[str, str]], quizzes: tuple[str, ...]) -> None:
    """Copy the course, close the copy, bring in invented people (id, first name) and release papers."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    course.mkdir(mode=0o700)
    for name in COPIED:
        copy(ROOT / name, course / name)
    (course / "quizzes").mkdir(mode=0o700)
    for name in QUIZ_FILES:
        copy(ROOT / "quizzes" / name, course / "quizzes" / name)
    copy(ROOT / "_build" / "html", course / "_build" / "html")
    with (place / "class.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "first name", "last name", "email"])
        writer.writerows([name, first, "Invented", f"{name}@example.org"] for name, first in people)
    command("cpd", "quiz", "build", folder=course)
    for quiz in quizzes:
        command("nbgrader", "generate_assignment", quiz, folder=course / "quizzes")
    command("cpd", "class", "import", place / "class.csv", folder=course)
    (place / "password").touch(0o600)
    (place / "password").write_text(secrets.token_urlsafe(9))
    (place / "ready").touch()


def copy(source: Path, place: Path) -> None:
    """Copy a file or a folder that is there."""
    if source.is_dir():
        shutil.copytree(source, place)
    elif source.exists():
        shutil.copy(source, place)


def command(name: str, *words: object, folder: Path) -> None:
    """Run a command of this environment; end with what it said if it fails."""
    done = subprocess.run(
        [Path(sys.executable).with_name(name), *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{name} {words[0]} failed:\n{done.stdout}{done.stderr}")


def run(place: Path, course: Path, port: int) -> int:
    """Run the hub until Ctrl-C."""
    password = (place / "password").read_text()
    people = [*TRAINERS, *(name.lower() for name in LEARNERS)]
    env = {
        **os.environ,
        "CPD_COURSE": str(course),
        "CPD_STATE": str(place),
        "CPD_TRAINER_IDS": ",".join(TRAINERS),
        "CPD_SIGN_IN": "demonstration",
        "CPD_PASSWORD": password,
        "CPD_PEOPLE": ",".join(people),
        "CPD_BIND": f"http://127.0.0.1:{port}",
        "CPD_PORTS": str(port + 81),
    }
    print(f"Open http://127.0.0.1:{port}/ in a browser. Only this machine can.")
    print(f"Everybody here is invented. The password of all of them is {password}")
    print(f"  trainers: {', '.join(TRAINERS)}    JupyterLab: http://127.0.0.1:{port}/hub/spawn")
    print(f"  learners: {', '.join(people[len(TRAINERS) :])}")
    print("Stop with Ctrl-C; make server-clean removes all of it.", flush=True)
    hub = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterhub",
            "-f",
            ROOT / "deploy" / "jupyterhub_config.py",
            "--log-level=WARN",
        ],
        cwd=place,
        env=env,
        # Ctrl-C is for this program alone, which then ends the hub and what it has started.
        start_new_session=True,
    )
    signal.signal(signal.SIGTERM, lambda *_: hub.terminate())
    try:
        return hub.wait()
    except KeyboardInterrupt:
        hub.terminate()
        return min(hub.wait(), 0)


if __name__ == "__main__":
    sys.exit(main())
