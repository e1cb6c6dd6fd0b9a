"""What a platform keeps: it comes back as it was, fits, and holds no own words that were not offered."""

from __future__ import annotations

import random

import pytest
from exports.scorm.running import run

PART = {"title": "T", "ids": ["p", "a", "b", "c"]}
PLAN = {
    "digest": "d1",
    "rule": {"complete": {"section": 1, "activity": 0.5, "practice": 0}, "score": "practice", "pass": 0.7},
    "parts": [
        {**PART, "key": "section:one", "kind": "section"},
        {**PART, "key": "section:two", "kind": "section"},
        {**PART, "key": "activity:p", "kind": "activity"},
        {
            **PART,
            "key": "practice:s",
            "kind": "practice",
            "question": {"id": "s", "kind": "single", "points": 2},
        },
        {
            **PART,
            "key": "practice:t",
            "kind": "practice",
            "question": {"id": "t", "kind": "text", "points": 3},
        },
        {**PART, "key": "reflection:r", "kind": "reflection"},
    ],
}
AT = "2026-11-26T12:00:00.000Z"
RECORDS = {
    "section:one": {"done": True, "at": AT},
    "activity:p": {
        "cases": {"a": {"value": ["b", ":odd", "'odder"], "tried": True}},
        "step": 2,
        "texts": {"own": "My words"},
        "private": {"x": "Mine"},
    },
    "practice:s": {"value": "b", "checked": True, "points": 2, "done": True, "at": AT},
    "practice:t": {"value": "Word", "checked": True, "points": 0, "done": True, "at": AT},
    "reflection:r": {"text": "Überlegung 🙂", "done": True, "at": AT},
}
ROUND = """const packed = all.pack(data.plan, { records: data.records, own: data.own, rows: [3, null], extras: { last: "x" } }, data.room);
return { ...packed, left: packed.left.map((part) => part.key), held: packed.held.map((part) => part.key),
  back: all.unpack(data.plan, packed.text), other: all.unpack({ ...data.plan, digest: "d2" }, packed.text) };"""


def kept(tmp_path, records=RECORDS, *, own=False, room=4096):
    """Give what comes back."""
    return run(tmp_path, "keeping", ROUND, {"plan": PLAN, "records": records, "own": own, "room": room})


def without_private(records):
    """Give the records without what never leaves."""
    return {
        key: {name: value for name, value in record.items() if name != "private"}
        for key, record in records.items()
    }


def test_any_text_comes_back(tmp_path):
    """Coding is undone by decoding, for texts of every sort and length, in characters that need no escape."""
    chance = random.Random(7)
    signs = "ab,:{}[]\"'é🙂\u0000\n0123456789"
    texts = [
        "",
        "a",
        "aaaa",
        "abababababab",
        *("".join(chance.choices(signs, k=n)) for n in range(1, 900, 7)),
    ]
    body = "return data.map((text) => { const signs = all.encode(text, data[5]); return [/^[\\w-]*$/.test(signs), all.decode(signs, data[5])]; });"

    assert run(tmp_path, "coding", body, texts) == [[True, text] for text in texts]


@pytest.mark.parametrize("text", ["", "!", "AAAA", "____", "x" * 50, "null"])
def test_what_is_not_ours_counts_as_nothing(tmp_path, text):
    """A platform may hand over what another program kept."""
    assert (
        run(tmp_path, "keeping", "return all.unpack(data.plan, data.text);", {"plan": PLAN, "text": text})
        is None
    )


def test_everything_offered_comes_back(tmp_path):
    """With own words, every record is as it was but for what is private; rows and extras come too."""
    found = kept(tmp_path, own=True)

    assert found["back"] == {
        "records": without_private(RECORDS),
        "own": True,
        "rows": [3, None],
        "extras": {"last": "x"},
    }
    assert found["left"] == found["held"] == []


def test_own_words_stay_unless_offered(tmp_path):
    """Without the tick no text of the learner leaves, whichever part it stands in; what was done and scored does."""
    found = kept(tmp_path)
    back = found["back"]["records"]

    assert found["held"] == ["activity:p", "practice:t", "reflection:r"]
    assert back["reflection:r"] == {"done": True, "at": AT}
    assert back["practice:t"] == {"checked": True, "points": 0, "done": True, "at": AT}
    assert back["practice:s"] == RECORDS["practice:s"]
    assert back["activity:p"] == {"cases": RECORDS["activity:p"]["cases"], "step": 2}


def test_what_does_not_fit_is_told(tmp_path):
    """The text is never longer than there is room; what is done and the points are kept, the rest is named."""
    chance = random.Random(3)
    long = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz ", k=9000))
    found = kept(
        tmp_path, {**RECORDS, "reflection:r": {**RECORDS["reflection:r"], "text": long}}, own=True, room=400
    )

    assert len(found["text"]) <= 400
    assert "reflection:r" in found["left"]
    back = found["back"]["records"]
    assert {key for key, record in back.items() if record.get("done")} == RECORDS.keys() - {"activity:p"}
    assert back["practice:s"]["points"] == 2
    # The one long text leaves its room to what is shorter, of whatever rank.
    assert found["left"] == ["reflection:r"]
    assert back["practice:s"]["value"] == "b"
    assert back["activity:p"] == without_private(RECORDS)["activity:p"]


def test_another_edition_of_the_course_is_not_mixed_up(tmp_path):
    """Where the parts of the course are not the same, nothing is read."""
    assert kept(tmp_path)["other"] is None


def done(*keys):
    """Give records that are done."""
    return {
        key: {"done": True, "points": 0} if key.startswith("practice") else {"done": True} for key in keys
    }


READ = ("section:one", "section:two", "activity:p")
FIRST = {"completed": False, "passed": False}


@pytest.mark.parametrize(
    ("records", "before", "pass_", "expected"),
    [
        ({}, FIRST, None, (False, None)),
        (done("section:one", "section:two"), FIRST, None, (False, None)),
        (done(*READ), FIRST, None, (True, None)),
        (done(*READ), FIRST, 0.7, (False, None)),
        (done(*READ, "practice:s"), FIRST, 0.7, (True, "failed")),
        ({**done(*READ), "practice:s": {"points": 2}}, FIRST, 0.7, (True, "passed")),
        ({"practice:s": {"points": 2}}, FIRST, 0.7, (False, None)),
        ({}, {"completed": True, "passed": True}, 0.7, (True, "passed")),
        ({}, {"completed": True, "passed": False}, None, (True, None)),
    ],
    ids=[
        "nothing",
        "no-activity",
        "all",
        "not-tried",
        "tried",
        "enough",
        "not-read",
        "was-passed",
        "was-complete",
    ],
)
def test_the_rule_decides(tmp_path, records, before, pass_, expected):
    """Complete by the shares; passed or failed only with a rule, failed only once all was tried; nothing is taken back."""
    plan = {**PLAN, "rule": {**PLAN["rule"], "pass": pass_}}
    body = "return all.standing(data.plan, data.records, data.before);"

    found = run(tmp_path, "standing", body, {"plan": plan, "records": records, "before": before})

    assert (found["complete"], found["success"]) == expected


def test_the_score_is_of_practice(tmp_path):
    """Points of what a program marks, as a share; no score where the rule asks for none."""
    body = "return ['practice', 'none'].map((score) => all.standing({ ...data.plan, rule: { ...data.plan.rule, score } }, data.records, {}).score);"

    assert run(tmp_path, "standing", body, {"plan": PLAN, "records": {"practice:s": {"points": 1}}}) == [
        0.5,
        None,
    ]
