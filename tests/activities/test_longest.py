"""How much there is to read."""

from prevention_cpd.activities.longest import longest_words, most_decisions


def node(name, text, *choices):
    """Give a node; a choice is its text, its feedback and where it leads."""
    made = [
        {"id": str(at), "text": text, "tone": "good", "feedback": feedback, "next": onward}
        for at, (text, feedback, onward) in enumerate(choices)
    ]
    return {"id": name, "speaker": "note", "text": text, "choices": made}


def test_every_text_of_an_activity_counts():
    """Ids, kinds and outcomes are not read; titles, texts and feedback are."""
    data = {
        "id": "demo/x",
        "kind": "choose",
        "outcome": ["D1"],
        "title": "One two",
        "cases": [{"id": "a", "best": ["b"], "text": "three four", "feedback": {"b": "five"}}],
    }

    assert longest_words(data) == 5


def test_a_branching_activity_counts_its_longest_way():
    """All that is offered on the way is read, but the feedback of one choice only."""
    data = {
        "title": "A talk",
        "start": "hello",
        "nodes": [
            node("hello", "one", ("two", "three", "end"), ("four five", "six", "long")),
            node("long", "seven eight nine", ("ten", "eleven twelve", "end"), ("x", "y", "end")),
            {"id": "end", "speaker": "note", "text": "thirteen", "end": True},
        ],
    }

    assert longest_words(data) == 2 + 1 + 3 + 1 + 3 + 2 + 2 + 1
    assert most_decisions(data) == 2
