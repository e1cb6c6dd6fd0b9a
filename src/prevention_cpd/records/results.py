"""What the class record says of the quizzes of each person, for records and certificates alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from prevention_cpd.questions import load_blueprints
from prevention_cpd.questions.passing import rule_of
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.record import access, reading
from prevention_cpd.quiz.record.attempt import present
from prevention_cpd.quiz.record.marking_tables import act
from prevention_cpd.quiz.results.outcomes import results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.questions import Blueprint
    from prevention_cpd.questions.passing import PassRule
    from prevention_cpd.quiz.format.questions_file import Released
    from prevention_cpd.quiz.results.outcomes import Result

#: So many learners are asked for together.
_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizResult:
    """What counts of one quiz; `result.form` is empty where nothing was handed in."""

    quiz: str
    title: str
    rule: PassRule
    result: Result
    #: Of the questions that were released: another paper has another one.
    version: str
    #: When the attempt that counts was handed in: ISO 8601 with zone; empty if not known.
    handed_in: str = ""
    #: Who marked its written answers by name, as far as that is known.
    markers: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        own = {name: value for name, value in asdict(self).items() if name != "result"}
        return {**own, "markers": list(self.markers), "result": self.result.as_data()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the class with the quizzes of the course, in its order."""

    id: str
    name: str
    quizzes: tuple[QuizResult, ...]


def people(tree: Tree) -> dict[str, Person]:
    """Return everybody of the class by id, with each quiz that has been built.

    Args:
        tree: the course.

    Raises:
        CourseError: when there is no gradebook, or what describes the quizzes cannot be read.
    """
    every_quiz = load_blueprints(tree.blueprints)
    built = [each for each in every_quiz if questions_file.is_quiz(tree.quizzes, each.id)]
    found: dict[str, dict[str, QuizResult]] = {}
    names: dict[str, str] = {}
    with access.reading(tree.quizzes) as connection:
        for blueprint in built:
            every = results(tree.quizzes, blueprint.id)
            names.update({each.learner: each.name for each in every})
            for one in _with_dates(tree, connection, blueprint, every):
                found.setdefault(one.result.learner, {})[blueprint.id] = one
    return {
        name: Person(id=name, name=names[name], quizzes=tuple(own.values())) for name, own in found.items()
    }


def _with_dates(
    tree: Tree, connection: Connection, blueprint: Blueprint, every: Sequence[Result]
) -> Iterator[QuizResult]:
    forms = {form.form: form for form in questions_file.forms(tree.quizzes, blueprint.id)}
    first = next(iter(forms.values()))
    for at in range(0, len(every), _TOGETHER):
        some = every[at : at + _TOGETHER]
        dates = _hand_ins(connection, forms, some)
        markers = _markers(connection, forms, some)
        for one in some:
            handed_in = dates.get(one.learner, "")
            acts = markers.get((one.form, one.learner), ())
            yield QuizResult(
                quiz=blueprint.id,
                title=blueprint.title,
                rule=(forms.get(one.form) or first).rule or rule_of(blueprint.rule),
                version=(forms.get(one.form) or first).version,
                result=one,
                handed_in=handed_in,
                # What was marked before it was handed in was another answer.
                markers=tuple(sorted({who for who, when in acts if when >= _utc(handed_in)})),
            )


def _hand_ins(connection: Connection, forms: dict[str, Released], some: Sequence[Result]) -> dict[str, str]:
    """Return for each learner when the attempt that counts was handed in."""
    found = {}
    for form, released in forms.items():
        own = [one.learner for one in some if one.attempt is not None and one.form == form]
        for learner, past in reading.attempts(connection, released.id, own).items():
            found[learner] = present(past).submitted_at
    return found


def _markers(
    connection: Connection, forms: dict[str, Released], some: Sequence[Result]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return for each form and learner who marked an answer, and when, in UTC."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    names = {released.id: form for form, released in forms.items()}
    query = select(act.c.quiz, act.c.person, act.c.marker, act.c.at).where(act.c.undone_at == "")
    query = query.where(act.c.quiz.in_(list(names)), act.c.person.in_([one.learner for one in some]))
    for quiz, person, marker, at in connection.execute(query):
        found.setdefault((names[quiz], person), []).append((marker, at))
    return found


def _utc(iso: str) -> str:
    """Return a time in the form in which acts keep theirs; nothing for no time."""
    return datetime.fromisoformat(iso).astimezone(UTC).isoformat() if iso else ""
