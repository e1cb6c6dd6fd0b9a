"""The key of a question as it was released, inside the hidden part of its grade cell.

`generate_assignment` strips that part from what learners get and keeps it in
the gradebook. The grader reads it back as literals and never runs it; stock
nbgrader would run it and reach the same score.
"""

from __future__ import annotations

import ast
import pprint
from dataclasses import dataclass, fields
from typing import Any

from prevention_cpd.questions.kinds import NAMES

BEGIN = "### BEGIN HIDDEN TESTS"
END = "### END HIDDEN TESTS"
#: Around the text of a hand-marked cell; without them nbgrader would empty the cell, key and all.
SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
#: A number sign inside a string, in other letters.
_SPELT = r"\x23"

#: What a feedback page may tell: the score; also what was right; also why.
POLICIES = ("score", "correctness", "rationale")


class NoKeyError(ValueError):
    """A cell does not hold a key; the message says why."""


# Compared as the object that it is, so that what is worked out from it once can be kept.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReleasedQuestion:
    """One question, as it was when the quiz was released."""

    id: str
    #: The assignment, which `answers.json` must name too.
    quiz: str
    #: Its place in the quiz, from 1.
    number: int
    kind: str
    points: float
    #: What `prevention_cpd.questions.key_of` gave.
    key: dict[str, Any]
    #: What `prevention_cpd.questions.review` gave, with `labels`: the words for each id of the key.
    review: dict[str, Any]
    #: One of `POLICIES`.
    feedback: str
    #: Whether the quiz is not passed without its full points.
    must: bool = False


def call(question: ReleasedQuestion) -> str:
    """Return the call that stands in the cell; its arguments are literals."""
    lines = []
    for field in fields(question):
        value = getattr(question, field.name)
        text = pprint.pformat(value, width=100, sort_dicts=True) if isinstance(value, dict) else repr(value)
        lines.append(f"    {field.name}={text},")
    # A text may hold the very lines that stand around the key; written otherwise they mean the same.
    text = "\n".join(["grade(", *lines, ")"])
    return text.replace(BEGIN, _SPELT + BEGIN[1:]).replace(END, _SPELT + END[1:])


def code_region(question: ReleasedQuestion) -> str:
    """Return the hidden part of a code cell."""
    return "\n".join([BEGIN, "from prevention_cpd.quiz import grade", "", call(question), END])


def markdown_region(question: ReleasedQuestion) -> str:
    """Return the hidden part of a Markdown cell, in a comment so that the source notebook stays readable."""
    return "\n".join([f"<!-- {BEGIN}", call(question), f"{END} -->"])


def read_key(source: str) -> ReleasedQuestion:
    """Read the key out of a cell's text, without running anything.

    Raises:
        NoKeyError: when the cell holds no key, or one that cannot be read.
    """
    try:
        body = ast.parse(_hidden(source)).body
        lines = [line.value for line in body if isinstance(line, ast.Expr)]
        calls = [line for line in lines if isinstance(line, ast.Call)]
        if len(calls) != 1 or calls[0].args:
            raise NoKeyError("the hidden part is not one call with named arguments")
        found = {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in calls[0].keywords}
        question = ReleasedQuestion(**found)
    except (SyntaxError, ValueError, TypeError, RecursionError) as error:
        raise NoKeyError(f"the key cannot be read: {error}") from None
    if question.kind not in NAMES or question.feedback not in POLICIES or not question.points > 0:
        raise NoKeyError("the key has a kind, a feedback policy or points that do not exist")
    return question


def without_key(source: str) -> str:
    """Return a cell's text as learners get it: nbgrader takes out the key and the marks of a solution."""
    lines = source.split("\n")
    begins = [at for at, line in enumerate(lines) if BEGIN in line]
    ends = [at for at, line in enumerate(lines) if END in line]
    if begins and ends:
        del lines[begins[0] : ends[-1] + 1]
    return "\n".join(line for line in lines if line not in SOLUTION)


def _hidden(source: str) -> str:
    lines = source.split("\n")
    begins = [at for at, line in enumerate(lines) if BEGIN in line]
    ends = [at for at, line in enumerate(lines) if END in line]
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise NoKeyError("the cell has no hidden part")
    return "\n".join(lines[begins[0] + 1 : ends[0]])
