"""Questions that try every corner of the formats: marks that steer GIFT, much markup, odd ids, spare, groups, units."""

from __future__ import annotations

from questions_data import match, question

STEM = """\
A *stem* with `code = {1}`, a [page](https://example.org/?a=1&b=2), 5 < 6 & 7 > 6: ~ = # { } \\\\ // -> %50%.

> Somebody **said** "so".

1. one
2. two

| a | b |
|---|--:|
| 1 | 2 |

```
x = 1

y = 2
```

***
"""


def raw():
    """Return the raw data of the questions, practice and graded."""
    items = [
        {"id": "zoom", "text": "The *first* -> thing"},
        {"id": "ask", "text": "Second ~ one", "group": "g"},
        {"id": "1st", "text": "Third = one", "group": "g"},
        {"id": "map", "text": "Fourth # one"},
    ]
    plain = [{key: value for key, value in item.items() if key != "group"} for item in items]
    many = [
        {"id": f"o{at}", "text": f"Text {at}", "correct": at < 11, "feedback": f"Told {at}."}
        for at in range(13)
    ]
    options = [
        {"id": "0", "text": "%50% of *all*: {x}", "correct": True, "feedback": "Yes: #1 = ~ {\\}."},
        {"id": "b", "text": "= none -> `a~b`", "correct": False, "feedback": "No."},
        {"id": "c", "text": "// both & <i>more</i>", "correct": False, "feedback": "No."},
    ]
    common = {"use": "practice", "options": None}
    return [
        question(id="odd-single", use="practice", stem=STEM, options=options, rationale=STEM, points=0.5),
        question(
            id="0-multiple",
            kind="multiple",
            use="practice",
            stem="Which of {fact}`reports`?",
            options=[{**options[1], "id": "d", "text": "E", "correct": True}, *options],
        ),
        question(id="odd-many", kind="multiple", use="practice", stem="Which of many?", options=many),
        match(
            id="odd-match",
            use="practice",
            points=2,
            spare=[{"id": "spare", "text": "*Left* over: {x} = ~1 -> 2"}],
        ),
        question(**common, id="odd-order", kind="order", items=plain),
        question(**common, id="odd-groups", kind="order", items=items, points=3),
        question(
            **common,
            id="odd-number",
            kind="numeric",
            answer={"value": 0.12, "tolerance": 0.01, "unit": "of 100"},
        ),
        question(**common, id="odd-negative", kind="numeric", answer={"value": -1e-7, "tolerance": 0}),
        question(
            **common,
            id="odd-text",
            kind="text",
            points=3,
            rubric=[
                {"criterion": "Says *why*", "points": 1, "guidance": "Looks & sees."},
                {"criterion": "Says how", "points": 2, "guidance": "Names a step."},
            ],
            anchors=[{"text": "Because.\n\nAnd so.", "points": [1, 0.5], "why": "No step."}],
        ),
        question(id="odd-must", stem="The secret?", must=True, scenario="told"),
        question(id="odd-picture", use="practice", stem="See ![a map](map.png) and [there](page.md)."),
    ]
