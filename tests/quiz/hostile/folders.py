"""Cases: what else may lie in a submission, or be one; and the names that learners may have."""

import os
import unicodedata

from quiz.hostile.case import NONE, case, cases
from quiz.small_course import QUIZ


@case("extra-files")
def _(it):
    (it.folder / "notes").mkdir()
    for name in (
        "photo.jpg",
        "notes/one.txt",
        "two\nlines.txt",
        "-rf",
        "*.txt",
        "x" * 250,
        ".hidden",
        "gradebook.db",
    ):
        (it.folder / name).write_text("mine")


@case("extra-name-not-utf8")
def _(it):
    with open(os.fsencode(it.folder) + b"/\xff\xfe.txt", "w") as file:  # noqa: PTH123
        file.write("mine")


@case("extra-page", told="hand it out as feedback")
def _(it):
    (it.folder / f"{QUIZ}.html").write_text("<script>alert(1)</script>")
    (it.folder / "key.HTML").write_text("x")


@case("extra-page-folder", told="hand it out as feedback")
def _(it):
    (it.folder / f"{QUIZ}.html").mkdir()
    (it.folder / f"{QUIZ}.html" / "notes.txt").write_text("mine")


@case("extra-huge", told="larger than 20 MB")
def _(it):
    with (it.folder / "film.mp4").open("wb") as file:
        file.truncate(50 * 1024**3)


@case("extra-large-together", told="together are larger than 50 MB", slow=False)
def _(it):
    for number in range(6):
        with (it.folder / f"film{number}.mp4").open("wb") as file:
            file.truncate(15 * 1024**2)


@case("extra-many", told="too many files", slow=False)
def _(it):
    (it.folder / "many").mkdir()
    for number in range(1500):
        (it.folder / "many" / str(number)).touch()


@case("extra-deep", told="too deep")
def _(it):
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(it.folder)
        # Deeper than the longest path that the system takes.
        for _ in range(300):
            os.mkdir("d" * 20)  # noqa: PTH102
            os.chdir("d" * 20)
        os.symlink("/dev/zero", "zero")  # noqa: PTH211
    finally:
        os.chdir(here)


@case("extra-long-path", told="are together longer than 1024 bytes")
def _(it):
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(it.folder)
        # Not too deep, but longer than the longest path that the system takes.
        for _ in range(18):
            os.mkdir("d" * 250)  # noqa: PTH102
            os.chdir("d" * 250)
    finally:
        os.chdir(here)


def _extra(it, make):
    make(it, it.folder / "extra")


cases(
    {
        "extra-link-to-gradebook": lambda it, path: path.symlink_to(it.course / "gradebook.db"),
        "extra-link-to-folder": lambda it, path: path.symlink_to(it.outside),
        "extra-link-to-device": lambda _it, path: path.symlink_to("/dev/zero"),
        "extra-link-to-course": lambda _it, path: path.symlink_to("../.."),
    },
    _extra,
    told="it is a link",
)
cases({"extra-pipe": lambda _it, path: os.mkfifo(path)}, _extra, told="a pipe, a socket or a device")
cases(
    {"extra-hard-link": lambda it, path: os.link(it.outside / "secret.json", path)},
    _extra,
    told="a second name elsewhere",
)


@case("extra-links-within", told="it is a link")
def _(it):
    (it.folder / "pictures" / "more").mkdir(parents=True)
    (it.folder / "pictures" / "more" / "x.png").symlink_to(it.outside / "secret.json")


@case("questions-forged", slow=False)
def _(it):
    (it.folder / "questions.json").write_text(
        '{"quiz": "writing", "questions": [], "deadline": "2099-01-01"}'
    )


@case("questions-link", told="it is a link", slow=False)
def _(it):
    it.instead("questions.json").symlink_to(it.outside / "secret.json")


def _time(it, text):
    (it.folder / "timestamp.txt").write_text(text)


cases(
    {
        "time-text": "yesterday",
        "time-html": "<script>alert(1)</script>",
        "time-beyond": "9999-12-31 23:59:59 -2300",
        # In London, where this class is taught, these two have no date.
        "time-first": "0001-01-01 00:00:00 UTC",
        "time-last": "9999-12-31 23:59:59 UTC",
        "time-old": "1970-01-01 00:00:00.000000 UTC",
        "time-no-day": "2026-02-31 10:00:00 UTC",
        "time-large-number": "1" * 400,
        "time-file-as-zone": "2026-11-20 10:00:00 /etc/passwd",
        "time-huge": " " * 5_000_000,
        # British Summer Time or Bougainville Standard Time; Eastern time of two continents.
        "time-zone-name": "2026-11-20 10:00:00.000000 BST",
        "time-zone-east": "2026-11-20 10:00:00 EST",
        "time-zone-unknown": "2026-11-20 10:00:00 Mars/Olympus",
        "time-zone-twice": "2026-10-25 01:30:00 Europe/London",
    },
    _time,
    told="does not hold a time of the years 2000 to 2200",
)
cases(
    {
        # nbgrader itself takes +0200 for 200 seconds, which would be late.
        "time-with-offset": "2026-11-20 13:00:00.000000 +0200",
        "time-year-2000": "2000-01-01 00:00:00.000000 UTC",
        "time-in-london": "2026-11-20 10:00:00.000000 Europe/London",
        "time-empty": "",
        "time-iso": "2026-11-20T10:00:00+00:00",
        "time-in-time": "2026-11-20 12:00:00.000000 UTC",
    },
    _time,
)


@case("time-late")
def _(it):
    _time(it, "2026-11-20 12:00:01.000000 UTC")


@case("time-missing")
def _(it):
    it.instead("timestamp.txt")
    it.instead("submission_secret.txt")


@case("time-link", told="it is a link", slow=False)
def _(it):
    it.instead("timestamp.txt").symlink_to("/dev/zero")


@case("time-pipe", told="a pipe, a socket or a device")
def _(it):
    os.mkfifo(it.instead("timestamp.txt"))


@case("secret-pipe", told="a pipe, a socket or a device", slow=False)
def _(it):
    os.mkfifo(it.instead("submission_secret.txt"))


cases(
    {
        "secret-not-utf8": b"\xff\xfe",
        # nbgrader asserts that there is one.
        "secret-empty": b"",
        "secret-lines": b"one\ntwo",
        "secret-umlaut": "schlüssel".encode(),
        "secret-long": b"x" * 201,
    },
    lambda it, content: (it.folder / "submission_secret.txt").write_bytes(content),
    told="is not as nbgrader writes it",
)


def _move_out(it):
    place = it.outside / "moved"
    it.folder.rename(place)
    return place


@case("folder-link", score=NONE, received=False, told="in place of the folder there was a link")
def _(it):
    it.folder.symlink_to(_move_out(it))


@case("learner-link", score=NONE, received=False, told="in place of the folder there was a link")
def _(it):
    _move_away(it)
    it.folder.parent.symlink_to("!honest")


@case("folder-link-to-itself", graded=False)
def _(it):
    _move_away(it)
    it.folder.parent.mkdir()
    it.folder.symlink_to(QUIZ)


@case("folder-file", graded=False)
def _(it):
    _move_away(it)
    it.folder.parent.mkdir()
    it.folder.write_text("mine")


@case("folder-empty", graded=False)
def _(it):
    _move_away(it)
    it.folder.mkdir(parents=True)


def _move_away(it):
    for path in it.folder.iterdir():
        path.unlink()
    it.folder.rmdir()
    it.folder.parent.rmdir()


def _honest(_it):
    """Hand in the right answers and nothing else."""


for name in ("!honest", "honest", "~honest"):
    case(name)(_honest)


@case("changing", score=NONE)
def _(it):
    """While it is graded, its answers become a link to right ones outside, and an answer of its own again."""
    it.values({})


NAMES = {
    "id-comma": "O'Neil, Ann",
    "id-quotes": "Ann \"A\" 'B' `id`",
    "id-umlaut": "Jörg Müßig",
    "id-decomposed": unicodedata.normalize("NFD", "Jörg Müßig"),
    "id-chinese": "李雷",
    "id-formula": "=1+1",
    "id-plus": "+1",
    "id-minus": "-force",
    "id-at": "@SUM(A1)",
    "id-dots": "a..b.c",
    "id-last-dot": "ann.",
    "id-extension": f"{QUIZ}.ipynb",
    "id-longest": "x" * 128,
    "id-percent": "100%s %(x)s %0d",
    "id-brackets": "[h]onest",
    "id-braces": "{student_id} {0}",
    "id-star": "*",
    "id-question-mark": "hones?",
    "id-backslash": "a\\b\\d+",
    "id-pattern": "(.*)+$",
    "id-dollar": "$HOME ${x}",
    "id-command": "a; touch x | y & z",
    "id-html": "<script>alert(1)<%2Fscript>",
    "id-jinja": "{{ 7*7 }}",
    "id-turned": "ann\u202eexe",
    "id-tilde": "~root",
    "id-hash": "#1 %2e%2e%2f",
    "id-sql": "'; DROP TABLE grade; --",
    "id-null-word": "None",
    "id-number": "12345",
    "id-step": "autograded",
    "id-hidden": ".ann",
    "id-bell": "ann\a\x1b[2J",
}
#: Those with which nbgrader itself has, or might have, trouble.
TROUBLE = {
    "comma",
    "umlaut",
    "formula",
    "longest",
    "percent",
    "brackets",
    "braces",
    "star",
    "html",
    "hidden",
    "bell",
}
for name, student in NAMES.items():
    case(name, student=student, slow=name.removeprefix("id-") in TROUBLE)(_honest)
case("id-long", student="y" * 129, graded=False)(_honest)
case("id-two-lines", student="ann\nb")(_honest)
case("id-not-utf8", student=os.fsdecode(b"\xff\xfeann"), graded=False)(_honest)
