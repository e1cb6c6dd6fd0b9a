"""Talking to the quiz widget as its page does."""

import queue


def hear(widget, **message):
    """Send a message as the page does."""
    widget._hear(widget, {"view": "a", "number": 1, **message}, [])


def replies_of(widget, monkeypatch):
    """Return the list into which the replies of a widget go."""
    found = queue.Queue()
    monkeypatch.setattr(widget, "send", lambda reply: reply.get("begun") or found.put(reply))
    return found
