"""Raw data of small, sound questions, for the tests to change."""


def question(**changes):
    """Return the raw data of a sound single question, with changes."""
    raw = {
        "id": "q-one",
        "kind": "single",
        "use": "graded",
        "outcome": "T1",
        "difficulty": 1,
        "points": 1,
        "stem": "Which?",
        "rationale": "Because.",
        "section": "modules/m/page",
        "options": [
            {"id": "a", "text": "This", "correct": True, "feedback": "Yes."},
            {"id": "b", "text": "That", "feedback": "No."},
            {"id": "c", "text": "Both", "feedback": "No."},
        ],
    }
    raw.update(changes)
    return {name: value for name, value in raw.items() if value is not None}


def match(**changes):
    """Return the raw data of a sound match question."""
    pairs = [
        {"left": {"id": "one", "text": "1"}, "right": {"id": "zebra", "text": "z"}},
        {"left": {"id": "two", "text": "2"}, "right": {"id": "ape", "text": "a"}},
        {"left": {"id": "three", "text": "3"}, "right": {"id": "mule", "text": "m"}},
    ]
    return question(**{"id": "q-match", "kind": "match", "options": None, "pairs": pairs, **changes})


def practice(**changes):
    """Return the raw data of a sound practice question."""
    return question(**{"id": "q-practice", "use": "practice", "stem": "What else is there?", **changes})


def bank(*questions):
    """Return the data of a bank with these questions, and one to practise with."""
    return {"module": "m", "questions": [*questions, practice()]}


def blueprint(**changes):
    """Return the raw data of a sound quiz that draws from that bank."""
    return {
        "id": "m",
        "title": "Quiz",
        "bank": ["m"],
        "forms": ["A", "B"],
        "feedback": "score",
        "minutes": 5,
        "attempts": 1,
        "seed": 1,
        "draw": [{"outcome": "T1", "difficulty": [1, 2, 3], "count": 1}],
        **changes,
    }


def options(*texts, right=0):
    """Return options with these texts, one of them right."""
    return [
        {"id": "abcdef"[at], "text": text, "correct": at == right, "feedback": "F."}
        for at, text in enumerate(texts)
    ]
