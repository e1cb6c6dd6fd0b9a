"""One rule for the score of an answer, in Python and in the page."""

import json
import random
from pathlib import Path

import pytest

from prevention_cpd.frontend import FOLDER, compose
from prevention_cpd.questions import mark
from prevention_cpd.questions.kinds import NAMES

VECTORS = json.loads((Path(__file__).parent / "data" / "scoring.json").read_text(encoding="utf-8"))
IN_PAGE = """async ([text, cases]) => {
  const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  return JSON.parse(cases).map(({kind, key, points, value}) => {
    const given = module.mark(kind, key, points, value);
    return [given.points, given.state];
  });
}"""
#: Values that no control of ours sends, but a file may hold.
ODD = (
    None,
    "",
    "  ",
    [],
    {},
    0,
    1,
    -1.5,
    True,
    False,
    "zz",
    ["zz"],
    [None],
    [["a"]],
    {"zz": "a"},
    {"a": None},
    [1, 1],
)


def in_page(page, cases):
    """Mark cases with scoring.js in the browser."""
    page.goto("about:blank")
    # A number that is too large is no JSON in Python, but a file may hold it.
    return page.evaluate(
        IN_PAGE, [compose(FOLDER / "scoring.js"), json.dumps(cases).replace("Infinity", "1e999")]
    )


def in_python(cases):
    """Mark cases with the package."""
    marks = [mark(case["kind"], case["key"], case["points"], case["value"]) for case in cases]
    return [(given.points, given.state) for given in marks]


def draw(dice):
    """Draw a question's key, its points and an answer, now and then a spoilt one."""
    kind = dice.choice(sorted(NAMES))
    ids = dice.sample("abcdefghij", dice.randint(2, 8))
    points = dice.choice([1, 2, 3, 5, 0.5, 1.5, 0.1, 1 / 3])
    if kind == "single":
        key, value = {"right": dice.choice(ids), "options": ids}, dice.choice(ids)
    elif kind == "multiple":
        key = {"right": dice.sample(ids, dice.randint(1, len(ids) - 1)), "options": ids}
        value = dice.sample(ids, dice.randint(0, len(ids)))
    elif kind == "match":
        rights = [f"{name}{name}" for name in dice.sample(ids, len(ids))]
        key = {"pairs": dict(zip(ids, rights, strict=True))}
        if dice.random() < 0.5:
            key["spare"] = ["left-over", "another"]
        offered = [*rights, *key.get("spare", ())]
        value = {left: dice.choice(offered) for left in dice.sample(ids, dice.randint(0, len(ids)))}
    elif kind == "order":
        key, value = {"items": ids}, dice.choice([ids, dice.sample(ids, len(ids)), ids[:-1]])
        if dice.random() < 0.5:
            key["groups"] = dict.fromkeys(ids[:2], "either-way")
    elif kind == "numeric":
        key = {"value": dice.uniform(-10, 10), "tolerance": dice.choice([0, 0.01, 0.5]), "unit": "%"}
        value = key["value"] + dice.choice([0, 1, -1]) * key["tolerance"] * dice.choice(
            [1, 1, 1 + 1e-12, 1.0001]
        )
    else:
        key, value = (
            {"rubric": []},
            "".join(dice.choices("ab \n\t\x1c\x85\u00a0\u2003\ufeffé🍎", k=dice.randint(0, 6))),
        )
    if dice.random() < 0.15:
        value = dice.choice([*ODD, [*value, dice.choice(ids)] if isinstance(value, list) else ids])
    return {"kind": kind, "key": key, "points": points, "value": value}


@pytest.mark.parametrize("case", VECTORS, ids=[case["why"] for case in VECTORS])
def test_a_vector_scores_in_python_as_written_down(case):
    """Each vector made by hand scores in Python as it says."""
    assert in_python([case]) == [tuple(case["gives"])]


def test_the_vectors_cover_every_kind():
    """No kind of question is without vectors."""
    assert {case["kind"] for case in VECTORS} == set(NAMES)


@pytest.mark.slow
def test_every_vector_scores_in_the_page_as_written_down(page):
    """Each vector made by hand scores in the browser as it says."""
    found = in_page(page, VECTORS)

    assert [(case["why"], given) for case, given in zip(VECTORS, found, strict=True)] == [
        (case["why"], case["gives"]) for case in VECTORS
    ]


@pytest.mark.slow
def test_random_answers_score_the_same_to_the_last_bit(page):
    """Twelve thousand random answers score the same in Python and in the browser, to the last bit."""
    dice = random.Random(20261121)
    cases = [draw(dice) for _ in range(12_000)]

    python = [(points.hex(), state) for points, state in in_python(cases)]
    browser = [(float(points).hex(), state) for points, state in in_page(page, cases)]

    different = [
        (case, one, other) for case, one, other in zip(cases, python, browser, strict=True) if one != other
    ]
    assert different == []
    assert {state for _, state in python} == {"scored", "blank", "unreadable", "person"}
    assert len({points for points, _ in python}) > 100


@pytest.mark.slow
def test_the_length_limit_is_the_same(page):
    """The longest text that may be read is the same, counted in characters and not in code units."""
    values = ["x" * 20_000, "x" * 20_001, "🍎" * 20_000, "🍎" * 20_001]
    cases = [{"kind": "text", "key": {"rubric": []}, "points": 1, "value": value} for value in values]

    assert [list(one) for one in in_python(cases)] == in_page(page, cases)
    assert [state for _, state in in_python(cases)] == ["person", "unreadable"] * 2
