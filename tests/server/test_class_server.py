"""`cpd class codes` and `cpd class serve`, as a trainer runs them."""

import http.client
import re
import signal
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from quiz.small_course import QUIZ, RIGHT, Course
from server.talking import Client
from server.test_taking import answer, asked

from prevention_cpd.quiz.record import codes


@pytest.fixture
def course(tree):
    """Return the course, with the small course's own ways to run commands."""
    return Course(tree.root)


#: The QR code of a page as grey pixels, in a square of so many.
SIZE = 300
PIXELS = """async () => {
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(document.querySelector("svg").outerHTML.replace(
    "<svg", '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"'));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 300 });
  canvas.getContext("2d").drawImage(image, 0, 0, 300, 300);
  const { data } = canvas.getContext("2d").getImageData(0, 0, 300, 300);
  return Array.from({ length: 90000 }, (_, at) => data[4 * at]);
}"""


class Serving:
    """`cpd class serve` in a process of its own."""

    def __init__(self, course, *options):
        command = [
            Path(sys.executable).with_name("cpd"),
            "class",
            "serve",
            "--address",
            "127.0.0.1",
            "--port",
            "0",
        ]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=course.root,
            env=course.env,
            stdout=pipe,
            stderr=pipe,
            text=True,
            bufsize=1,
        )
        self.lines = []

    def __enter__(self):
        while not self.lines or not self.lines[-1].startswith("Stop with"):
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            self.lines.append(line)
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", "".join(self.lines))[1])
        return self

    def __exit__(self, *_error):
        self.process.send_signal(signal.SIGINT)
        self.out, self.err = self.process.communicate(timeout=60)


def test_codes_are_printed_on_slips(course):
    """Everybody gets a slip with a code and a QR code; the file is the trainer's alone."""
    done = course.cpd("class", "codes", "--at", "http://room.example:8000")
    place = course.quizzes / "reports" / "slips.html"
    page = place.read_text()

    assert "2 slips for http://room.example:8000/" in done.stdout
    assert len(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page)) == 2
    assert page.count("<svg") == 2
    assert "&lt;b&gt;Example&lt;/b&gt;" in page
    assert place.stat().st_mode & 0o077 == 0


def test_a_qr_code_leads_to_the_sign_in(course, browser):
    """What a telephone reads from a slip is the address with the code."""
    import zxingcpp  # noqa: PLC0415

    course.cpd("class", "codes", "--learner", "ada", "--at", "http://room.example:8000")
    place = course.quizzes / "reports" / "slips.html"
    page = browser.new_page()
    page.goto(place.as_uri())
    grey = bytes(page.evaluate(PIXELS))
    page.close()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", place.read_text())[0]
    seen = zxingcpp.read_barcode(memoryview(grey).cast("B", (SIZE, SIZE)))

    assert seen.text == f"http://room.example:8000/sign-in/{code}"


def test_codes_for_nobody_are_refused(course):
    """An id that is not on the class list is named, and no code is made."""
    done = course.cpd("class", "codes", "--learner", "zoe", ok=(2,))

    assert "not on the class list: zoe" in done.stderr


def test_slips_that_cannot_be_written_leave_the_codes_as_they_were(course):
    """Where the file cannot be written, that is told, and the codes that people have still work."""
    course.cpd("class", "codes", "-o", course.root / "first.html", ok=(0,))
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", (course.root / "first.html").read_text())[0]
    done = course.cpd("class", "codes", "-o", course.root / "nowhere" / "slips.html", ok=(1,))

    with course.record() as connection:
        assert codes.owner(connection, code) == "ada"
    assert done.stderr.startswith("No codes were made: No such file or directory")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_class_in_a_room(course):
    """The server starts on a closed folder, a learner takes the quiz, and Ctrl-C tells what came in."""
    course.quizzes.chmod(0o755)
    with Serving(course, "--slips") as room:
        slips = (course.quizzes / "reports" / "slips.html").read_text()
        shown = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", slips)
        clients = [Client(room.port), Client(room.port)]
        for client, code in zip(clients, shown, strict=True):
            client.form("sign-in", code=code)
            client.form("what-is-kept", next=QUIZ)
            first = asked(client)[0]
            assert answer(client, first, RIGHT[first]).status == 200
        assert clients[0].json("POST", f"quiz/{QUIZ}/hand-in", {}).status == 200
        token = re.search(r"token=(\S+)", "".join(room.lines))[1]
        trainer = Client(room.port)
        assert trainer.get(f"sign-in?token={token}").status == 302

    assert "it is closed now" in "".join(room.lines)
    assert course.quizzes.stat().st_mode & 0o077 == 0
    assert f"{QUIZ}: 1 handed in; 1 began and did not hand in" in room.out
    assert room.process.returncode == 0
    assert "Traceback" not in room.err
    assert (course.quizzes / "submitted" / "ada" / QUIZ / "answers.json").is_file()


@pytest.mark.slow
def test_a_room_with_tls(course):
    """With --tls all goes encrypted, the fingerprint is told, and cookies never travel without."""
    import hashlib  # noqa: PLC0415

    with Serving(course, "--tls") as room:
        told = re.search(r"browser: ([0-9A-F:]+)", "".join(room.lines))[1]
        raw = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", room.port)))
        unchecked = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", room.port, context=unchecked)
        connection.request("GET", "/sign-in")
        cookie = connection.getresponse().headers["Set-Cookie"]

    assert told.replace(":", "").lower() == hashlib.sha256(raw).hexdigest()
    assert "Secure" in cookie


def test_a_taken_port_is_told(course):
    """A port that is taken is no traceback."""
    import socket  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = course.cpd("class", "serve", "--address", "127.0.0.1", "--port", port, ok=(1,))

    assert "Not started: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_server_behind_a_proxy_with_tls(course):
    """Behind a proxy all addresses carry its path, and cookies never travel without encryption."""
    with Serving(course, "--behind", "https://course.example/cpd") as room:
        answer = Client(room.port).send("GET", "cpd/sign-in")
        other = Client(room.port).get("sign-in")

    assert "Learners: https://course.example/cpd/" in "".join(room.lines)
    assert answer.status == 200
    assert "Path=/cpd/" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]
    assert other.status == 404
