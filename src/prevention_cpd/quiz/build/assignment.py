"""The notebook of a quiz. Every cell comes from one factory, and the same quiz gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import key_of, public, review
from prevention_cpd.quiz.build import printed_question
from prevention_cpd.quiz.format import cells, questions_file
from prevention_cpd.quiz.format.cells import MARKING, PAPER, PRINTED, TITLE, WIDGET
from prevention_cpd.quiz.format.key import SOLUTION, ReleasedQuestion, code_region, markdown_region
from prevention_cpd.quiz.format.pass_told import pass_told
from prevention_cpd.quiz.words import number as as_number
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.questions import Blueprint, PassRule, Question

SHOW = "from prevention_cpd.quiz import show\n\nshow()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """One form of a blueprint with the questions drawn for it."""

    #: The name of assignment and notebook.
    id: str
    form: str
    blueprint: Blueprint
    rule: PassRule
    questions: tuple[Question, ...]
    #: The course's, as a tag such as `en-GB`, and `ltr` or `rtl`.
    language: str
    direction: str
    resolve: Resolver
    #: The title of the page that a question's `section` names.
    section_title: Callable[[str], str]

    @property
    def points(self) -> float:
        """The most that can be earned."""
        return sum(question.points for question in self.questions)


def questions_json(quiz: Quiz) -> str:
    """Return `questions.json`, which the widget shows: no key, no feedback, no rationale."""
    blueprint = quiz.blueprint
    questions = [public(question, quiz.resolve) for question in quiz.questions]
    data = {
        "schema": questions_file.SCHEMA,
        "quiz": quiz.id,
        "form": quiz.form,
        "version": _version(questions),
        "title": blueprint.title,
        "language": quiz.language,
        "direction": quiz.direction,
        "attempts": blueprint.attempts,
        "counts": blueprint.counts,
        "shuffle": blueprint.shuffle,
        "pass": asdict(quiz.rule),
        # Whoever needs another paper takes it later, until a date of its own.
        **({"deadline": blueprint.deadline} if blueprint.deadline and _is_first(quiz) else {}),
        "questions": questions,
    }
    return questions_file.dump(data)


def _version(questions: list[dict[str, Any]]) -> str:
    """Return a short name of the questions as they are worded now."""
    text = json.dumps(questions, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:8]


def notebook(quiz: Quiz) -> str:
    """Return the source notebook, keys in the hidden parts of its grade cells."""
    shown = [public(question, quiz.resolve) for question in quiz.questions]
    made = [_cell(TITLE, "markdown", _title(quiz, shown)), _cell(WIDGET, "code", SHOW)]
    note = words("notebook")
    made.append(_cell(PAPER, "markdown", f"## {note['paper']}\n\n{note['paper_note']}"))
    for at, question in enumerate(shown, start=1):
        before = shown[at - 2].get("scenario") if at > 1 else None
        text = printed_question.question_markdown(at, question, scenario=question.get("scenario") != before)
        made.append(_cell(question["id"] + PRINTED, "markdown", text))
    made.append(_cell(MARKING, "markdown", f"## {note['marking']}\n\n{note['marking_note']}"))
    made += [_grade_cell(freeze(quiz, at, question)) for at, question in enumerate(quiz.questions, start=1)]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "title": quiz.blueprint.title,
    }
    return questions_file.dump({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def freeze(quiz: Quiz, number: int, question: Question) -> ReleasedQuestion:
    """Return the question as it will be marked."""
    told = review(question, quiz.resolve)
    # A learner who saw another order never saw these letters.
    told["labels"] = printed_question.labels(
        public(question, quiz.resolve), lettered=not quiz.blueprint.shuffle
    )
    told["section_title"] = quiz.section_title(question.section)
    return ReleasedQuestion(
        id=question.id,
        quiz=quiz.id,
        number=number,
        kind=question.kind,
        points=question.points,
        key=key_of(question),
        review=told,
        feedback=quiz.blueprint.feedback,
        must=question.must,
    )


def _title(quiz: Quiz, shown: list[dict[str, Any]]) -> str:
    blueprint, note = quiz.blueprint, words("notebook")
    facts = [
        say(
            "notebook",
            "about",
            questions=len(quiz.questions),
            points=as_number(quiz.points),
            minutes=blueprint.minutes,
        ),
        *pass_told({"pass": asdict(quiz.rule), "questions": shown}),
    ]
    if blueprint.attempts == 1:
        facts.append(note["attempts_one"])
    else:
        facts.append(say("notebook", "attempts", attempts=blueprint.attempts))
        facts.append(note[f"counts_{blueprint.counts}"])
    if len(blueprint.forms) > 1:
        facts.append(say("notebook", "form", form=quiz.form) + ".")
    return f"# {blueprint.title}\n\n{' '.join(facts)}\n\n{note['how']}"


def _is_first(quiz: Quiz) -> bool:
    return quiz.form == quiz.blueprint.forms[0]


def _grade_cell(question: ReleasedQuestion) -> dict[str, Any]:
    if question.kind == "text":
        # nbgrader empties a hand-marked cell, hidden part and all, unless it finds such a pair of lines.
        stub = "\n".join([SOLUTION[0], words("notebook")["written_cell"], SOLUTION[1]])
        head = f"**{say('notebook', 'question', number=question.number)}**"
        return _cell(
            question.id,
            "markdown",
            f"{head}\n\n{stub}\n\n{markdown_region(question)}",
            points=question.points,
        )
    source = say("notebook", "grade_cell", number=question.number)
    return _cell(question.id, "code", f"{source}\n{code_region(question)}", points=question.points)


def _cell(grade_id: str, cell_type: str, source: str, *, points: float | None = None) -> dict[str, Any]:
    """Make one cell; learners need not see the source of a grade cell."""
    made = cells.locked(grade_id, cell_type, source, points=points)
    if points is not None and cell_type == "code":
        made["metadata"]["jupyter"] = {"source_hidden": True}
    return made
