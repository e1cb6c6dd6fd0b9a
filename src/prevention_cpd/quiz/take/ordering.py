"""The order in which a learner sees the options, where the author lets it differ between learners.

Ids stay the keys, so nothing else changes: not the answers, not the marking.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from typing import Any

#: The list whose order carries no meaning. The order of an order question's items is the question itself;
#: the right side of a match question is named by letters, on paper as on the screen.
_LISTS = ("options",)


def for_learner(quiz: dict[str, Any], learner: str | None = None) -> dict[str, Any]:
    """Return the quiz as one learner sees it; the same every time.

    Args:
        quiz: what `questions.json` holds.
        learner: the learner's name; found out by itself where it is not given.
    """
    if quiz.get("shuffle") is not True:
        return quiz
    learner = _learner() if learner is None else learner
    return {**quiz, "questions": [_mixed(quiz["quiz"], each, learner) for each in quiz["questions"]]}


def _mixed(quiz: str, question: dict[str, Any], learner: str) -> dict[str, Any]:
    def lot(item: dict[str, str]) -> bytes:
        return hashlib.sha256("\0".join([learner, quiz, question["id"], item["id"]]).encode()).digest()

    return {**question, **{name: sorted(question[name], key=lot) for name in _LISTS if name in question}}


def _learner() -> str:
    # On a hub every container may have the same system user.
    if hub := os.environ.get("JUPYTERHUB_USER"):
        return hub
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
