"""The leak check finds planted keys through every encoding, and nothing where nothing is."""

import base64
import codecs
import dataclasses
import gzip
import html
import io
import json
import urllib.parse
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from quiz.small_course import HERE

from prevention_cpd.core.packing import index_script, packed
from prevention_cpd.questions import key_of, load_bank
from prevention_cpd.questions.model import Anchor
from prevention_cpd.quiz.build.leaks import search, search_bytes, secrets

QUESTIONS = load_bank(HERE / "data" / "tree" / "quizzes" / "banks" / "writing.yml").questions
HIDDEN = secrets(QUESTIONS)
SENTENCE = "Zeppelin two: longer, and no clearer. Quokka reasoning: short words are read faster."
PAGE = "<html><p>An ordinary page about words, reports and readers.</p>{}<p>It ends here.</p></html>"


def found(data):
    """Return what is found in bytes or text."""
    raw = data if isinstance(data, bytes) else data.encode()
    return {leak.what for leak in search_bytes(Path("page"), raw, HIDDEN)}


def test_a_sentence_is_found_wherever_it_begins():
    """The shortest and the longest are found at every place, at the very beginning and end of a text too."""
    for sentence in (min(HIDDEN.sentences, key=len), max(HIDDEN.sentences, key=len)):
        for before in range(30):
            assert HIDDEN.sentences[sentence] in found("x" * before + sentence)
            assert HIDDEN.sentences[sentence] not in found("x" * before + sentence[:-1])


def zipped(raw):
    """Return a zip file with one member."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("member.txt", raw)
    return file.getvalue()


WRAPPINGS = {
    "as it is": lambda text: text,
    "html": lambda text: html.escape(text).replace("e", "&#101;"),
    "tags": lambda text: text.replace("short words", "<em>short</em> <a href='x'>words</a>"),
    "json": lambda text: json.dumps({"text": text}),
    "json of unicode": lambda text: "".join(f"\\u{ord(char):04x}" for char in text),
    "javascript": lambda text: "".join(f"\\x{ord(char):02x}" for char in text),
    "address": urllib.parse.quote,
    "every letter in an address": lambda text: "".join(f"%{ord(char):02X}" for char in text),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "base64 of gzip": lambda text: base64.b64encode(gzip.compress(text.encode())).decode(),
    "base64 of zlib": lambda text: base64.b64encode(zlib.compress(text.encode())).decode(),
    "base64 of raw deflate, as pages hold an activity": lambda text: packed(text.encode()),
    "base64 of base64": lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "json in base64": lambda text: base64.b64encode(json.dumps(text).encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "reversed": lambda text: text[::-1],
    "reversed base64": lambda text: base64.b64encode(text.encode()).decode()[::-1],
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "capitals and spaces": lambda text: "  ".join(text.upper().split(" ")),
    "two lines of a notebook": lambda text: json.dumps([text[:20] + "\n", text[20:]]),
}
FILES = {
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip": lambda text: zipped(text.encode()),
    "utf-16": lambda text: text.encode("utf-16"),
    "the index of the search": lambda text: index_script({"pages": []}, text).encode(),
    "base64 in gzip": lambda text: gzip.compress(base64.b64encode(text.encode())),
}


@pytest.mark.parametrize("name", WRAPPINGS)
def test_finds_planted_sentences(name):
    """A sentence of feedback and one of the rationale are found in a page, however they are written down."""
    what = found(PAGE.format(WRAPPINGS[name](SENTENCE)))
    assert what == {"wri-short-word: rationale", "wri-short-word: feedback on commence"}


@pytest.mark.parametrize("name", FILES)
def test_finds_sentences_in_packed_files(name):
    """The same in a file that is packed as a whole."""
    assert found(FILES[name](PAGE.format(SENTENCE)))


@pytest.mark.parametrize(
    "write",
    [json.dumps, repr, lambda key: json.dumps(json.dumps(key)), lambda key: json.dumps(key, indent=4)],
)
@pytest.mark.parametrize("wrap", ["as it is", "html", "base64", "reversed", "json of unicode", "hex"])
def test_finds_planted_keys(write, wrap):
    """The key of each question is found near its id, whatever the kind, the quotes and the encoding."""
    for question in QUESTIONS:
        if question.kind == "text":
            continue
        planted = f'{{"id": "{question.id}", "key": {write(key_of(question))}}}'
        assert f"{question.id}: key" in found(PAGE.format(WRAPPINGS[wrap](planted)))


@pytest.mark.parametrize("policy", ["score", "correctness", "rationale"])
def test_finds_right_answers_in_words(policy):
    """The right answer as feedback words it is found, lettered or not, unless the policy tells it."""
    secret = secrets(QUESTIONS, told=policy)
    pages = {
        "wri-short-word": "<dt>Right answer</dt><dd>A. begin</dd>",
        "wri-parts": "<dt>Right answer</dt><dd><ul><li>the date</li><li>the place</li></ul></dd>",
    }
    for name, page in pages.items():
        leaks = {leak.what for leak in search_bytes(Path("page"), PAGE.format(page).encode(), secret)}
        assert leaks == (set() if policy == "rationale" else {f"{name}: answer"})
    assert found(PAGE.format("<dt>Right answer</dt><dd>C. initiate</dd> A. begin")) == set()


def test_an_ordinary_page_is_clean():
    """Stem, options and ids alone are no leak; nor is a key without its question."""
    for question in QUESTIONS:
        options = " ".join(f"{option.id} {option.text}" for option in question.options)
        assert found(PAGE.format(f"{question.id} {question.stem} {options}")) == set()
    assert found(PAGE.format('{"id": "other", "right": "begin", "options": []}')) == set()
    assert found("A" * 100_000) == set()
    assert found(bytes(range(256)) * 200) == set()


def test_policy_lets_out_what_it_tells():
    """Under `rationale` the page may tell reasons and keys, but never the marker's guidance."""
    told = secrets(QUESTIONS, told="rationale")
    page = PAGE.format(SENTENCE + '{"id": "wri-short-word", "right": "begin"}').encode()
    assert list(search_bytes(Path("page"), page, told)) == []
    page = PAGE.format("Walrus guidance: a day and a street will do.").encode()
    assert {leak.what for leak in search_bytes(Path("page"), page, told)} == {"wri-note: guidance"}


def test_says_file_and_reading(tmp_path):
    """A leak names the file, how it has to be read, and the question."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "clean.html").write_text(PAGE)
    (tmp_path / "deep" / "page.html").write_text(PAGE.format(WRAPPINGS["base64 of gzip"](SENTENCE)))
    leaks = search(tmp_path, HIDDEN)
    assert {(leak.file.name, leak.reading) for leak in leaks} == {("page.html", "gzip, base64")}


def test_practice_is_no_secret():
    """A sentence that a practice question says too is not looked for."""
    practice = [
        dataclasses.replace(question, id=f"{question.id}-practice", use="practice") for question in QUESTIONS
    ]
    assert not secrets([*QUESTIONS, *practice]).sentences


def test_anchors_of_graded_tasks_are_secret():
    """What trains markers is looked for as the guidance is, whatever the feedback may tell."""
    written = next(question for question in QUESTIONS if question.kind == "text" and question.use == "graded")
    anchor = Anchor(
        text="The walrus was seen on Tuesday in Harbour Street.", points=(1.0,), why="It says when."
    )
    told = secrets([replace(written, anchors=(anchor,))], told="rationale")
    page = PAGE.format("The walrus was seen on Tuesday in Harbour Street.").encode()

    assert {leak.what for leak in search_bytes(Path("page"), page, told)} == {f"{written.id}: anchors"}
