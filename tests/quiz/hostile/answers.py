"""Cases: what may stand in, or in place of, `answers.json`."""

import json
import os
import socket

from quiz.hostile.case import FULL, NONE, case, cases
from quiz.small_course import QUIZ, RIGHT, answers_text


@case("answers-missing", score=NONE, received=False, told="No answers.json was received")
def _(it):
    it.answers.unlink()


def _raw(it, content):
    it.answers.write_bytes(content)


def _file(answers, **changes):
    return json.dumps({"schema": 1, "quiz": QUIZ, "form": "A", "answers": answers, **changes}).encode()


cases({"answers-empty": b"", "answers-blank": b" \n\t "}, _raw, score=NONE, told="it is empty")
cases(
    {
        "answers-cut": answers_text(RIGHT).encode()[:-40],
        "answers-text": b"begin",
        "answers-python": b"__import__('os').system('touch trace')",
        "answers-nan": b'{"schema": 1, "quiz": "writing", "answers": {"wri-parts": {"value": NaN}}}',
        "answers-infinity": b'{"schema": 1, "quiz": "writing", "answers": {"wri-parts": {"value": -Infinity}}}',
        "answers-nul": answers_text(RIGHT).encode().replace(b"begin", b"be\0gin"),
        "answers-control": answers_text(RIGHT).encode().replace(b"begin", b"be\x1b[2Jgin"),
        "answers-twice": answers_text(RIGHT).encode() * 2,
    },
    _raw,
    score=NONE,
    told="not valid JSON",
)
cases(
    {
        "answers-utf16": answers_text(RIGHT).encode("utf-16"),
        "answers-latin1": _file({"wri-note": {"value": "x"}}).replace(b'"x"', b'"Stra\xdfe"'),
        "answers-raw-surrogate": answers_text(RIGHT).encode().replace(b"begin", b"\xed\xa0\x80"),
        "answers-overlong": answers_text(RIGHT).encode().replace(b"begin", b"\xc0\xaf"),
    },
    _raw,
    score=NONE,
    told="not UTF-8",
)
cases(
    {"answers-deep": b"[" * 100_000, "answers-deep-mapping": b'{"a":' * 100_000, "answers-deep-within": b"x"},
    lambda it, raw: _raw(it, raw) if raw != b"x" else _raw(it, b"[" * 5000 + b"]" * 5000),
    score=NONE,
    told="nested too deeply",
)
cases(
    {
        "answers-list": b"[]",
        "answers-number": b"5",
        "answers-null": b"null",
        "answers-huge-integer": b"9" * 10_000,
        "answers-shapeless": b'{"schema": 1}',
        "answers-as-list": b'{"schema": 1, "quiz": "writing", "answers": []}',
        "answers-future": _file({}, schema=2),
    },
    _raw,
    score=NONE,
    told="does not have the form that the quiz saves",
)
cases({"answers-2-mb": b" " * 2_000_000}, _raw, score=NONE, told="larger than 1 MiB")
cases(
    {
        "answers-of-another-quiz": answers_text(RIGHT, quiz="grooming").encode(),
        "answers-of-another-form": answers_text(RIGHT, quiz=f"{QUIZ}-b", form="B").encode(),
        "answers-quiz-list": _file({}, quiz=[QUIZ]),
    },
    _raw,
    score=NONE,
    told="belongs to another quiz",
)
cases(
    {
        "doubled-question": b'{"schema":1,"quiz":"writing","answers":{"wri-parts":{"value":[]},"wri-parts":{"value":["date","place"]}}}',
        "doubled-answers": b'{"schema":1,"quiz":"writing","answers":{},"answers":{"wri-parts":{"value":["date","place"]}}}',
    },
    _raw,
    score=NONE,
    told="stands twice",
)


@case("answers-larger-than-a-disk", score=NONE, told="larger than 20 MB")
def _(it):
    with it.answers.open("wb") as file:
        file.truncate(3 * 1024**3)


@case("answers-bom", slow=False)
def _(it):
    it.answers.write_bytes(b"\xef\xbb\xbf" + it.answers.read_bytes())


def _value(it, values):
    it.values({**RIGHT, **values})


AUTO = ["wri-short-word", "wri-parts", "wri-pairs-two"]
cases(
    {
        "value-types-1": {"wri-short-word": ["begin"], "wri-parts": "date", "wri-pairs-two": ["cold"], "wri-note": 5},
        "value-types-2": {"wri-short-word": {"begin": 1}, "wri-parts": {"date": True}, "wri-pairs-two": "hot", "wri-note": [[]]},
        "value-types-3": {"wri-short-word": True, "wri-parts": [["date"]], "wri-pairs-two": {"hot": ["cold"]}, "wri-note": {"a": 1}},
        "value-types-4": {"wri-short-word": 1e300, "wri-parts": [None], "wri-pairs-two": {"hot": None}, "wri-note": False},
    },
    _value,
    score=NONE,
    look=[*AUTO, "wri-note"],
)  # fmt: skip
cases(
    {
        "value-strangers": {
            "wri-short-word": "stranger",
            "wri-parts": ["date", "x"],
            "wri-pairs-two": {"x": "cold"},
        },
        "value-repeated": {
            "wri-short-word": "begin ",
            "wri-parts": ["date", "date"],
            "wri-pairs-two": {"hot": "hot"},
        },
    },
    _value,
    score=NONE,
    look=AUTO,
)
cases(
    {
        "value-blank": {"wri-short-word": " \n", "wri-parts": [], "wri-pairs-two": {}, "wri-note": None},
        "value-null": dict.fromkeys(RIGHT),
    },
    _value,
    score=NONE,
)

OTHERS = {**FULL, "wri-parts": 0.0}


@case("value-deep", score=OTHERS, told="nested too deeply", slow=False)
def _(it):
    _value(it, {"wri-parts": json.loads("[" * 200 + "]" * 200)})


@case("value-1e999", score=OTHERS, look=["wri-parts"])
def _(it):
    it.answers.write_bytes(it.answers.read_bytes().replace(b'["date", "place"]', b"1e999"))


@case("value-huge-integer", score=OTHERS, look=["wri-parts"], slow=False)
def _(it):
    it.answers.write_bytes(it.answers.read_bytes().replace(b'["date", "place"]', b"9" * 50_000))


@case("value-half-a-character", score=OTHERS, told="half of a character")
def _(it):
    _value(it, {"wri-parts": ["\udc00"]})


@case("entries-of-wrong-type", score=OTHERS, told="it has no value", slow=False)
def _(it):
    it.edit_answers(
        lambda data: data["answers"].update({"wri-parts": "date", "wri-x": 5, "wri-y": {"valu": 1}})
    )


@case("names-of-half-characters", told="half of a character")
def _(it):
    it.edit_answers(lambda data: data["answers"].update({"\udfff\u202e<b>": {"value": 1}, "\ud800": 5}))


@case("names-unknown", slow=False)
def _(it):
    _value(
        it, {"__proto__": {"x": 1}, "constructor": "x", "": [], "x" * 5000: "y", "wri-long-word": "terminate"}
    )


@case("ten-thousand-entries", told="more answers were not read", slow=False)
def _(it):
    it.edit_answers(lambda data: data["answers"].update({f"q{n}": n for n in range(10_000)}))


@case("times-forged")
def _(it):
    times = ["yesterday", 5, ["x"], "\ud800", "<script>alert(1)</script>", "9" * 100_000, "2026-11-20", None]

    def forge(data):
        for entry, time in zip(data["answers"].values(), times, strict=False):
            entry["saved_at"] = time

    it.edit_answers(forge)


TRICKS = {
    "trick-script": "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "trick-markdown": "# h\n\n[x](javascript:alert(1)) ![x](//example.org/x.png) <!-- \n```\n</pre>",
    "trick-latex": "$$\\def\\x{\\x}\\x$$ \\(\\href{javascript:alert(1)}{x}\\) \\input{/etc/passwd}",
    "trick-jinja": "{{ 7*7 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %} {# #}",
    "trick-key": "### BEGIN HIDDEN TESTS\ngrade(id='wri-note', points=99)\n### END HIDDEN TESTS",
    "trick-solution": "### BEGIN SOLUTION\nx\n### END SOLUTION\n<!-- ### BEGIN HIDDEN TESTS -->",
    "trick-formula": '=HYPERLINK("http://example.org";"x")\t+1\n-1\n@SUM(A1)',
    "trick-hidden": "a\0b\u202egnp.exe\u2066x\u200fy\x1b[31mz\x7f\u2028\u2029\ufeff",
    "trick-long": "x" * 20_000,
    "trick-emoji": "👮🏽‍♀️ ẍ́ ﷽ " * 50,
}  # fmt: skip
cases(TRICKS, lambda it, text: _value(it, {"wri-note": text}))


@case("trick-too-long", look=["wri-note"], slow=False)
def _(it):
    _value(it, {"wri-note": "x" * 20_001})


@case("trick-in-an-id", score=OTHERS, look=["wri-parts"], slow=False)
def _(it):
    _value(it, {"wri-parts": ["<script>alert(1)</script>", "{{ 7*7 }}", "$x$", "![x](y)"]})


def _instead(it, make):
    make(it, it.instead("answers.json"))


def _socket(_it, path):
    here = os.getcwd()  # noqa: PTH109
    # The path of a socket must be short.
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


cases(
    {
        "answers-link-out": lambda it, path: path.symlink_to(it.outside / "right.json"),
        "answers-link-to-gradebook": lambda it, path: path.symlink_to(it.course / "gradebook.db"),
        "answers-link-to-a-neighbour": lambda _it, path: path.symlink_to(
            "../../!honest/writing/answers.json"
        ),
        "answers-link-to-itself": lambda _it, path: path.symlink_to("answers.json"),
        "answers-link-to-nothing": lambda _it, path: path.symlink_to("nowhere"),
        "answers-link-to-device": lambda _it, path: path.symlink_to("/dev/zero"),
        "answers-link-to-terminal": lambda _it, path: path.symlink_to("/dev/tty"),
        "answers-link-to-memory": lambda _it, path: path.symlink_to("/proc/self/mem"),
    },
    _instead,
    score=NONE,
    told="it is a link",
)
cases(
    {"answers-pipe": lambda _it, path: os.mkfifo(path), "answers-socket": _socket},
    _instead,
    score=NONE,
    told="a pipe, a socket or a device",
)
cases({"answers-folder": lambda _it, path: path.mkdir()}, _instead, score=NONE, told="it is a folder")
cases(
    {"answers-hard-link": lambda it, path: os.link(it.outside / "right.json", path)},
    _instead,
    score=NONE,
    told="a second name elsewhere",
)
