"""What the class record says of the quizzes of each person, for records and certificates alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from prevention_cpd.questions import load_blueprints
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.record import access, reading
from prevention_cpd.quiz.record.attempt import present
from prevention_cpd.quiz.record.tables import ENGINE, GRADEBOOK, mark
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
    #: When the attempt that counts was handed in: ISO 8601 with zone; empty if not known.
    handed_in: str = ""
    #: Who marked its written answers by name, as far as that is known.
    markers: tuple[str, ...] = ()
    #: Whether a person marked any of it.
    by_hand: bool = False

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


def people(tree: Tree, quizzes: Sequence[str] = ()) -> dict[str, Person]:
    """Return everybody of the class by id.

    Args:
        tree: the course.
        quizzes: only these; all that have been built if none is named.

    Raises:
        CourseError: when there is no gradebook, or what describes the quizzes cannot be read.
    """
    chosen = [each for each in load_blueprints(tree.blueprints) if not quizzes or each.id in quizzes]
    built = [each for each in chosen if questions_file.is_quiz(tree.quizzes, each.id)]
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
        last = _last_hand_ins(connection, forms, some)
        markers = _markers(connection, [attempt for attempt, _ in last.values()])
        for one in some:
            attempt, handed_in = last.get(one.learner, ("", ""))
            who = markers.get(attempt, set())
            yield QuizResult(
                quiz=blueprint.id,
                title=blueprint.title,
                rule=(forms.get(one.form) or first).rule,
                result=one,
                handed_in=handed_in,
                markers=tuple(sorted(who - {GRADEBOOK})),
                by_hand=bool(who),
            )


def _last_hand_ins(
    connection: Connection, forms: dict[str, Released], some: Sequence[Result]
) -> dict[str, tuple[str, str]]:
    """Return for each learner the attempt that counts, by its id, and when it was handed in."""
    found = {}
    for form, released in forms.items():
        own = [one.learner for one in some if one.attempt is not None and one.form == form]
        for learner, past in reading.attempts(connection, released.id, own).items():
            last = present(past)
            found[learner] = (last.id, last.submitted_at)
    return found


def _markers(connection: Connection, attempts: Sequence[str]) -> dict[str, set[str]]:
    """Return who marked each attempt by hand."""
    found: dict[str, set[str]] = {}
    query = select(mark.c.attempt, mark.c.marker).where(mark.c.marker != ENGINE, mark.c.points.is_not(None))
    for name, marker in connection.execute(query.where(mark.c.attempt.in_(attempts)).distinct()):
        found.setdefault(name, set()).add(marker)
    return found
