"""Load on the class server: a class opens a quiz, answers and hands in; the server is killed five times.

    python tools/bench_server.py [--people 50 1000] [--answering S] [--pause S] [--kills N]

Locust plays the learners, on the same machine. At the end every answer that was acknowledged is looked for in
the submissions. What is printed are measurements of that run; nothing is stored.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import class_server

QUIZ = "terminology"
#: All open the quiz within so many seconds, and hand in within so many.
OPENING = HANDING_IN = 60


class Server:
    """`cpd class serve`, which can be killed and started anew on the same port."""

    def __init__(self, course: Path) -> None:
        self.course = course
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.memory = 0
        #: Seconds of a core, of those that were ended too.
        self.seconds = 0.0
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [
            Path(sys.executable).with_name("cpd"),
            "class",
            "serve",
            "--address",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self.process = subprocess.Popen(command, cwd=self.course, stdout=subprocess.DEVNULL)
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise TimeoutError

    def look(self) -> None:
        """Note how much memory it took at most."""
        with contextlib.suppress(OSError, TypeError):
            status = Path(f"/proc/{self.process.pid}/status").read_text()
            self.memory = max(self.memory, int(re.search(r"VmHWM:\s+(\d+)", status)[1]))

    def kill(self) -> None:
        """Kill it without a warning, and start it anew."""
        self._end(signal.SIGKILL)
        self.start()

    def stop(self) -> None:
        """End it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        self.look()
        self.process.send_signal(how)
        self.seconds += seconds_of(self.process)


def seconds_of(process: subprocess.Popen[bytes]) -> float:
    """Wait until a process has ended; return for how many seconds of a core it worked."""
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure each class."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, nargs="+", default=[50, 1000])
    parser.add_argument("--answering", type=float, default=180)
    parser.add_argument("--pause", type=float, default=30)
    parser.add_argument("--kills", type=int, default=5)
    given = parser.parse_args()
    lost = 0
    for number in given.people:
        with tempfile.TemporaryDirectory(prefix="cpd-bench-") as name:
            lost += measure(Path(name), number, given)
    sys.exit(1 if lost else 0)


def measure(place: Path, number: int, given: argparse.Namespace) -> int:
    """Let a class of this size take the quiz, print what was measured, and return how much is missing."""
    course, plan = place / "server" / "course", place / "plan.json"
    people = [(f"learner{at:05}", f"Learner {at}") for at in range(number)]
    class_server.make(place / "server", course, people, (QUIZ,))
    slips = place / "slips.html"
    class_server.command("cpd", "class", "codes", "-o", slips, "--at", "http://127.0.0.1", folder=course)
    codes = re.findall(
        r"<bdi>(learner\d+)</bdi>.*?class=\"code\">([0-9A-Z-]+)<", slips.read_text(), re.DOTALL
    )
    told = {"quiz": QUIZ, "codes": dict(codes), "told": str(place / "told.json")}
    told |= {"answering": given.answering, "pause": given.pause, "handing_in": HANDING_IN}
    plan.write_text(json.dumps(told))
    server = Server(course)
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(server, stop, given))
    watcher.start()
    time_for_all = given.answering + 2 * HANDING_IN + 2 * given.pause
    locust = [sys.executable, "-m", "locust", "-f", Path(__file__).with_name("bench_class.py"), "--headless"]
    locust += ["--host", f"http://127.0.0.1:{server.port}", "-u", str(number), "-r", str(number / OPENING)]
    locust += [
        "-t",
        f"{time_for_all:.0f}s",
        "--csv",
        place / "figures",
        "--only-summary",
        "--loglevel",
        "ERROR",
    ]
    env = {**os.environ, "CPD_BENCH": str(plan)}
    players = subprocess.Popen([*map(str, locust)], env=env, stdout=subprocess.DEVNULL)
    played = seconds_of(players)
    stop.set()
    watcher.join()
    server.stop()
    print(f"\nseconds of a core: {server.seconds:.0f} the server, {played:.0f} locust")
    return report(place, course, number, given, server)


def watch(server: Server, stop: threading.Event, given: argparse.Namespace) -> None:
    """Kill the server now and then while people answer."""
    pause = given.answering / (given.kills + 1)
    for _ in range(given.kills):
        if stop.wait(pause):
            return
        server.kill()
    while not stop.wait(5):
        server.look()


def report(place: Path, course: Path, number: int, given: argparse.Namespace, server: Server) -> int:
    """Print the figures; return how many acknowledged answers and whole submissions are missing."""
    told = json.loads((place / "told.json").read_text())
    acknowledged, handed_in = told["acknowledged"], told["handed_in"]
    missing, without = missing_of(course, acknowledged)
    print(f"\n{number:,} people, a save each {given.pause:g} s; server killed {given.kills} times")
    with (place / "figures_stats.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            shown = (
                row["Name"],
                row["Request Count"],
                row["Failure Count"],
                row["50%"],
                row["95%"],
                row["99%"],
            )
            print(
                "  {:<16} {:>7} asked, {:>5} failed; median {} ms, 95th centile {} ms, 99th {} ms".format(
                    *shown
                )
            )
    took = max(handed_in.values()) - min(handed_in.values()) if handed_in else 0
    print(
        f"  handed in: {len(handed_in):,} within {took:.0f} s; acknowledged and not there: {missing} answers;"
        f" people with acknowledged answers and no submission: {without}"
    )
    print(f"  memory of the server at most: {server.memory / 1024:.0f} MB")
    return missing + without


def missing_of(course: Path, acknowledged: dict[str, dict[str, object]]) -> tuple[int, int]:
    """Return how many acknowledged answers are in no submission, and how many people have none at all."""
    missing = without = 0
    for person, answers in acknowledged.items():
        place = course / "quizzes" / "submitted" / person / QUIZ / "answers.json"
        filed = json.loads(place.read_text())["answers"] if place.is_file() else {}
        without += not place.is_file()
        missing += sum(filed.get(name, {}).get("value") != value for name, value in answers.items())
    return missing, without


if __name__ == "__main__":
    main()
