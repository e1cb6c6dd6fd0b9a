"""The one place that writes the record, and what nbgrader's row gets where a person's marks are concerned."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, Comment, Grade, SubmittedAssignment, SubmittedNotebook, new_uuid
from sqlalchemy import delete, insert, or_, select, update

from prevention_cpd.quiz.record import changes, people, reading, returned_marks
from prevention_cpd.quiz.record.attempt import present
from prevention_cpd.quiz.record.gradebook_entry import entries
from prevention_cpd.quiz.record.run_parts import Parts
from prevention_cpd.quiz.record.tables import ENGINE, GRADEBOOK, attempt, mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from prevention_cpd.quiz.record.attempt import Attempt
    from prevention_cpd.quiz.record.gradebook_entry import GradebookEntry
    from prevention_cpd.quiz.record.grades import QuestionGrade

#: So many learners are asked for together.
_TOGETHER = 500
_NO_RUNS = Parts()


@dataclass(frozen=True, slots=True)
class Next:
    """What a graded hand-in changes."""

    #: As it will be kept: with its id, and with a person's marks that count for it.
    attempt: Attempt
    #: The attempt before it with what nbgrader's row said of it last; None where it is graded again.
    closed: Attempt | None

    def by_hand(self, entry: GradebookEntry | None) -> dict[str, QuestionGrade]:
        """Return what a person's marks in nbgrader's row must become, where they are others now."""
        now = entry.marks if entry else {}
        return {
            name: each
            for name, each in self.attempt.marks.items()
            if name in now and each.given != now[name].given
        }


def after(
    new: Attempt, past: Sequence[Attempt], entry: GradebookEntry | None, parts: Parts = _NO_RUNS
) -> Next:
    """Work out what becomes of a person's marks when something is graded.

    A mark counts for the answer that it was given for. Handed in again with the same answer it stays; with
    another one, or in another run, it is kept with the attempt before. What was given for one that is put
    back returns.

    Args:
        new: what was graded, with the engine's marks.
        past: the attempts of this learner at this quiz, whole.
        entry: nbgrader's row as it is before it is written; it is that of the present attempt.
        parts: the runs of this learner.
    """
    previous = present(past) if past else None
    known = next((each for each in past if new.is_again(each)), None)
    same = previous is None or (known is previous and not previous.is_void)
    given = {name: each for name, each in entry.marks.items() if each.by_hand} if entry else {}
    by_hand = {
        name: each
        for name, each in given.items()
        if same
        or (
            previous
            and parts.same(previous.submitted_at, new.submitted_at)
            and previous.answers.get(name) == new.answers.get(name)
        )
    }
    if known and known is not previous:
        by_hand = {name: each for name, each in known.marks.items() if each.by_hand} | by_hand
    marks = {name: _with(each, by_hand.get(name)) for name, each in new.marks.items()}
    made = replace(new, id=known.id if known else new_uuid(), marks=marks, recorded_at=_now(), copied=False)
    if previous is None or entry is None or known is previous:
        return Next(made, None)
    # Its own scores stand in the record; those of the row may be newer.
    closed = {name: _closed(each, entry.marks.get(name)) for name, each in previous.marks.items()}
    return Next(made, replace(previous, marks=closed, penalty=entry.penalty))


def keep(connection: Connection, every: Sequence[Attempt]) -> None:
    """Write attempts, each with its marks; those that are there already are written anew."""
    people.enrol(connection, [each.student for each in every])
    ids = [each.id for each in every]
    _forget_changed(connection, every, ids)
    connection.execute(delete(mark).where(mark.c.attempt.in_(ids)))
    connection.execute(delete(attempt).where(attempt.c.id.in_(ids)))
    _insert(connection, attempt, [_row(each) for each in every])
    _insert(connection, mark, [row for each in every for row in _engine_marks(each)])
    _insert(connection, mark, [row for each in every for row in _marks_by_hand(each.id, each.marks)])


def _forget_changed(connection: Connection, every: Sequence[Attempt], ids: Collection[str]) -> None:
    """Note whose feedback is no longer right where the engine gives other points for the same hand-in."""
    before: dict[str, dict[str, tuple[float | None, float]]] = {}
    theirs = (mark.c.attempt.in_(ids), mark.c.marker == ENGINE)
    for row in connection.execute(select(mark).where(*theirs)).mappings():
        before.setdefault(row["attempt"], {})[row["question"]] = (row["points"], row["most"])
    for each in every:
        now = {name: (given.auto, given.of) for name, given in each.marks.items()}
        if before.get(each.id, now) != now:
            returned_marks.forget(connection, each.quiz, [each.student])


def copied(connection: Connection, ids: Collection[str]) -> None:
    """Note that the graded copies of these attempts are in their places."""
    connection.execute(update(attempt).where(attempt.c.id.in_(list(ids))).values(copied=True))


def read_back(connection: Connection, quiz: str) -> None:
    """Take over what people have given in nbgrader's gradebook since, and note what is another mark now."""
    given = or_(Grade.manual_score.is_not(None), Grade.extra_credit.is_not(None))
    marked = [*connection.scalars(_learners(Grade, quiz).where(given))]
    said = [*connection.scalars(_learners(Comment, quiz).where(Comment.manual_comment.is_not(None)))]
    learners, ids = sorted({*marked, *said}), reading.present_ids(connection, quiz)
    everybody = [*ids.values()]
    people_of = {name: person for person, name in ids.items()}
    before: dict[tuple[str, str], changes.Given] = {}
    after: dict[tuple[str, str], changes.Given] = {}
    for at in range(0, len(everybody), _TOGETHER):
        theirs = (mark.c.attempt.in_(everybody[at : at + _TOGETHER]), mark.c.marker == GRADEBOOK)
        before |= _given(connection.execute(select(mark).where(*theirs)).mappings(), people_of)
        connection.execute(delete(mark).where(*theirs))
    for at in range(0, len(learners), _TOGETHER):
        found = entries(connection, quiz, learners[at : at + _TOGETHER])
        rows = [
            row
            for learner, entry in found.items()
            if learner in ids
            for row in _marks_by_hand(ids[learner], entry.marks)
        ]
        after |= _given(rows, people_of)
        _insert(connection, mark, rows)
    changes.note(connection, quiz, before, after)


def _given(rows: Iterable[Any], people_of: Mapping[str, str]) -> dict[tuple[str, str], changes.Given]:
    """Return points and comment by person and question."""
    return {
        (people_of[row["attempt"]], row["question"]): (
            None if row["points"] is None else row["points"] + (row["extra"] or 0.0),
            row["comment"],
        )
        for row in rows
    }


def _learners(table: Any, quiz: str) -> Any:
    query = select(SubmittedAssignment.student_id).distinct()
    query = query.join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
    query = query.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    return query.join(table, table.notebook_id == SubmittedNotebook.id).where(Assignment.name == quiz)


def _with(own: QuestionGrade, given: QuestionGrade | None) -> QuestionGrade:
    if given is None:
        return own
    return replace(own, manual=given.manual, extra=given.extra, comment=given.comment)


def _closed(own: QuestionGrade, given: QuestionGrade | None) -> QuestionGrade:
    """Return what stands in the end: what has its marks waits for nobody."""
    return replace(_with(own, given), waits=given.waits) if given else own


def _row(each: Attempt) -> dict[str, Any]:
    return {
        "id": each.id,
        "person": each.student,
        "quiz": each.quiz,
        "form": each.form,
        "submitted_at": each.submitted_at,
        "receipt": each.receipt,
        "digest": each.digest,
        "received": each.received,
        "problems": json.dumps(each.problems),
        "altered": json.dumps(each.altered),
        "answers": json.dumps(each.answers),
        "penalty": each.penalty,
        "recorded_at": each.recorded_at,
        "copied": each.copied,
    }


def _engine_marks(each: Attempt) -> Iterator[dict[str, Any]]:
    for name, given in each.marks.items():
        row = {"attempt": each.id, "question": name, "criterion": "", "marker": ENGINE}
        yield {**row, "points": given.auto, "most": given.of, "waits": given.waits}


def _marks_by_hand(name: str, marks: Mapping[str, QuestionGrade]) -> Iterator[dict[str, Any]]:
    for question, given in marks.items():
        if given.by_hand:
            row = {"attempt": name, "question": question, "criterion": "", "marker": GRADEBOOK}
            values = {"points": given.manual, "extra": given.extra, "comment": given.comment}
            yield {**row, **values, "most": given.of, "waits": False}


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
