"""The hand-in file that the page of a quiz saves: a stranger's, read without believing anything of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import LARGEST, Answers, parsed
from prevention_cpd.questions.regular import RefusedError
from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.intake.submitted_notebook import deeper
from prevention_cpd.quiz.words import say, words

SCHEMA, TYPE = 1, "cpd-hand-in"
#: The longest name of a quiz, a form, a version, an id or a person, in characters.
_LONGEST = 200
#: How deep lists and mappings may be nested.
_DEEPEST = 20
#: What a form, a version or a quiz can be called; no path is among them.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInFile:
    """What such a file says."""

    quiz: str
    form: str
    version: str
    #: As the learner typed them, without signs that hide or that no page can show.
    id: str
    name: str
    answers: Answers
    #: As the file holds them, for `answers.json`.
    raw_answers: dict[str, Any]
    #: What it says is its receipt.
    claimed: str

    @property
    def receipt(self) -> str:
        """The receipt, worked out anew."""
        return receipt.code(self.quiz, self.form, self.answers.values)


def read(data: Any) -> HandInFile:
    """Read the data of a hand-in file.

    Raises:
        RefusedError: when it is none, or cannot be used as a whole; the message is for the trainer.
    """
    if not isinstance(data, dict) or data.get("type") != TYPE:
        raise RefusedError(words("receiving")["no_hand_in"])
    if data.get("schema") != SCHEMA:
        raise RefusedError(words("receiving")["other_schema"])
    learner, answers = data.get("learner"), data.get("answers")
    # What is nested too deeply could not be kept: JSON is written by recursion.
    if deeper(data, _DEEPEST) or not isinstance(learner, dict) or not isinstance(answers, dict):
        raise RefusedError(words("receiving")["no_form"])
    quiz, form, version = (_text(data.get(key)) for key in ("quiz", "form", "version"))
    if not all(map(_NAME.fullmatch, (quiz, form, version))):
        raise RefusedError(words("receiving")["no_form"])
    if len(json.dumps(answers)) > LARGEST:
        raise RefusedError(say("receiving", "too_large", most=LARGEST // 1024**2))
    claimed = data.get("receipt")
    return HandInFile(
        quiz=quiz,
        form=form,
        version=version,
        id=_typed(learner.get("id")),
        name=_typed(learner.get("name")),
        answers=parsed(data, quiz),
        raw_answers=answers,
        claimed=claimed if isinstance(claimed, str) else "",
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise RefusedError(words("receiving")["no_form"])
    return value


def _typed(value: Any) -> str:
    return printable(" ".join(_text(value).split()))


def made_at(data: Any) -> datetime | None:
    """Return when a file says that it was made; None where it says nothing that is a time with its zone."""
    try:
        time = datetime.fromisoformat(data["saved_at"])
        # A time near the ends of the calendar has no date in other zones.
        return time.astimezone() if time.tzinfo else None
    except (TypeError, KeyError, ValueError, OverflowError, OSError):
        return None
