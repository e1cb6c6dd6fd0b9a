"""A small reader of GIFT, apart from what writes it; another project's parser holds it in test_gift."""

from __future__ import annotations

import re

from exports.moodle_marking import Read

_TOKEN = re.compile(r"\\.|####|->|[~=#{}]|[^\\~=#{}-]+|-", re.DOTALL)
_HEAD = re.compile(
    r"(?:// (?P<comment>[^\n]*)\n)?::(?P<title>(?:\\.|[^:\\])*)::\[html\](?P<rest>.*)", re.DOTALL
)


def read(data):
    """Return the questions of a file, and its categories."""
    blocks = [block for block in data.decode("utf-8").split("\n\n") if block.strip()]
    categories = [block.removeprefix("$CATEGORY: ") for block in blocks if block.startswith("$CATEGORY: ")]
    return [_question(block) for block in blocks if not block.startswith("$")], categories


def _question(block):
    head = _HEAD.fullmatch(block)
    tokens = _TOKEN.findall(head["rest"])
    assert "".join(tokens) == head["rest"]
    opened = tokens.index("{")
    assert tokens[-1] == "}"
    assert "{" not in tokens[opened + 1 :]
    body = tokens[opened + 1 : -1]
    why = body.index("####")
    question = Read(
        id=re.search(r"\[id:([^\]]+)\]", head["comment"])[1],
        type="essay",
        text=_plain(tokens[:opened]),
        feedback=_plain(body[why + 1 :]).strip(),
        tags=re.findall(r"\[tag:([^\]]+)\]", head["comment"]),
    )
    _answers(question, body[:why])
    return question


def _answers(question, tokens):
    if not "".join(tokens).strip():
        return
    if tokens[0] == "#":
        question.type = "numerical"
        value, tolerance = "".join(tokens[1:]).split(":")
        question.number = float(value), float(tolerance)
        return
    starts = [at for at, token in enumerate(tokens) if token in ("=", "~")]
    parts = [tokens[at:end] for at, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]
    if "->" in tokens:
        question.type = "matching"
        for part in parts:
            arrow = part.index("->")
            question.pairs.append((_plain(part[1:arrow]).strip(), _plain(part[arrow + 1 :]).strip()))
        return
    question.type = "single" if any(part[0] == "=" for part in parts) else "multiple"
    for part in parts:
        at = part.index("#")
        shown = "".join(part[1:at])
        weight = re.match(r"%(-?[\d.]+)%", shown)
        text = _plain(_TOKEN.findall(shown[weight.end() :] if weight else shown))
        per_cent = float(weight[1]) if weight else 100.0 if part[0] == "=" else 0.0
        question.options.append((text.strip(), per_cent, _plain(part[at + 1 :]).strip()))


def _plain(tokens):
    return "".join("\n" if token == "\\n" else token[-1] if token[0] == "\\" else token for token in tokens)
