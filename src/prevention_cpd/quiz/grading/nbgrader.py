"""nbgrader's own commands and the formgrader, handed over: our quizzes to this engine, all else to nbgrader.

`nbgrader autograde` and `nbgrader generate_feedback`, and the formgrader in its own process, each make
a converter and call its `start`. What this replaces of nbgrader stands here and nowhere else.
"""

from __future__ import annotations

import contextlib
import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Assignment, Gradebook, Notebook, SourceCell
from nbgrader.apps.dbapp import DbBaseApp, DbStudentImportApp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.escape import printable
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.grading import grade_class, gradebook, plan, released_quiz, workers
from prevention_cpd.quiz.intake import class_list_file
from prevention_cpd.quiz.intake.quarantine import why_not_stored
from prevention_cpd.quiz.intake.timestamps import handed_in
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.record import class_list
from prevention_cpd.quiz.results import feedback_class
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

#: What every quiz imports from.
_PACKAGE = "prevention_cpd.quiz"
#: What nbgrader does by itself, for assignments that are none of ours.
_stock: dict[type[Any], Callable[[Any], None]] = {each: each.start for each in (Autograde, GenerateFeedback)}


def configure() -> None:
    """Hand over in this process; may run again."""
    Autograde.start = _autograde
    GenerateFeedback.start = _generate_feedback
    CourseDirectory.get_existing_timestamp = _timestamp
    DbStudentImportApp.start = _import_class_list


def _import_class_list(app: Any) -> None:
    """Bring in a class list as `cpd class import` does: read whole and checked before anything changes."""
    DbBaseApp.start(app)
    if len(app.extra_args) != 1:
        app.fail(words("class_list_file")["which"])
    try:
        people = class_list_file.read(Path(app.extra_args[0])).people
        changes = class_list.bring_in(app.coursedir.db_url, Path(app.coursedir.root), people)
    except CourseError as error:
        app.fail("%s", error)
    app.log.info(
        say(
            "class_list_file",
            "done",
            added=len(changes.added),
            changed=len(changes.changed),
            same=len(changes.same),
        )
    )


def _autograde(converter: Any) -> None:
    if not _is_ours(converter):
        _stock[Autograde](converter)
        return
    quiz = converter.coursedir.assignment_id
    with _told(converter), _alone(converter):
        released = released_quiz.load(converter, quiz, _gradebook(converter))
        todo = plan.plan(converter, quiz, chosen=_chosen(converter, "submitted"), force=converter.force)
        for student, folder in todo.missing.items():
            if why := why_not_stored(student):
                converter.log.error(say("submissions", "odd_name", folder=printable(str(folder)), why=why))
            else:
                converter.log.warning(say("submissions", "without_notebook", folder=printable(str(folder))))
        if not todo.tasks and not todo.done:
            _refuse(converter, say("bulk", "nothing_handed_in", quiz=quiz))
        done = grade_class.grade(converter, released, todo, jobs=workers.cores(), tell=lambda _run: None)
    for failed in done.failed:
        student = printable(failed.task.student)
        converter.log.error(say("bulk", "failed", student=student, why=failed.why))
    converter.log.info(say("bulk", "done", quiz=quiz, graded=done.graded, before=todo.done))
    if done.failed:
        raise NbGraderException


def _generate_feedback(converter: Any) -> None:
    if not _is_ours(converter):
        _stock[GenerateFeedback](converter)
        return
    quiz = converter.coursedir.assignment_id
    with _told(converter), _alone(converter):
        chosen = _chosen(converter, "autograded")
        pages = feedback_class.write_all(converter, quiz, chosen=chosen, jobs=workers.cores())
        if not pages:
            _refuse(converter, say("bulk", "nothing_graded", quiz=quiz))
    failed, held = [page for page in pages if page.why], sum(bool(page.held) for page in pages)
    for page in failed:
        converter.log.error(say("bulk", "no_page", student=printable(page.student), why=page.why))
    converter.log.info(say("bulk", "pages", quiz=quiz, count=len(pages) - len(failed) - held, held=held))
    if failed:
        raise NbGraderException


def _is_ours(converter: Any) -> bool:
    """Tell whether an assignment was built as a quiz: by its files, or by any cell in the gradebook.

    One sign is enough, so that a quiz whose keys are damaged is refused, and never run as code.
    """
    coursedir = converter.coursedir
    if questions_file.is_quiz(Path(coursedir.root), coursedir.assignment_id):
        return True
    cells = select(SourceCell.id).join(Notebook, SourceCell.notebook_id == Notebook.id)
    cells = cells.join(Assignment, Notebook.assignment_id == Assignment.id)
    cells = cells.where(
        Assignment.name == coursedir.assignment_id, SourceCell.source.contains(_PACKAGE, autoescape=True)
    )
    with _told(converter):
        if gradebook.absent(coursedir.db_url):
            return False
        with Gradebook(coursedir.db_url, coursedir.course_id) as opened:
            return opened.db.scalars(cells).first() is not None


def _chosen(converter: Any, step: str) -> Callable[[str], bool]:
    """Tell whom nbgrader was asked for: an id is a name first, and only then a pattern."""
    coursedir, wanted = converter.coursedir, converter.coursedir.student_id
    place = coursedir.format_path(getattr(coursedir, f"{step}_directory"), wanted, coursedir.assignment_id)
    if wanted != "*" and os.path.lexists(place):
        return lambda student: student == wanted
    return lambda student: wanted == "*" or fnmatchcase(student, wanted)


def _gradebook(converter: Any) -> Path:
    return Path(converter.coursedir.root) / "gradebook.db"


def _alone(converter: Any) -> contextlib.AbstractContextManager[None]:
    """Wait until nobody else grades or collects this quiz."""
    coursedir = converter.coursedir
    place = Path(coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id))
    return alone(place, waiting=lambda: converter.log.warning(say("gradebook", "waiting")))


@contextlib.contextmanager
def _told(converter: Any) -> Iterator[None]:
    """Tell what is wrong as nbgrader does: in its log, and by the one exception that its commands expect."""
    try:
        with gradebook.told(_gradebook(converter)):
            yield
    except CourseError as error:
        _refuse(converter, *(f"{problem.what}. {problem.fix}." for problem in error.problems))
    except OSError as error:
        _refuse(converter, f"{error.strerror or type(error).__name__}: {error.filename or ''}")


def _refuse(converter: Any, *why: str) -> None:
    for line in why:
        converter.log.error(line)
    raise NbGraderException(" ".join(why))


def _timestamp(_coursedir: Any, folder: str) -> datetime | None:
    """Read a time as `handed_in` does: nbgrader's own waits for a pipe, and ends for what is no time."""
    return handed_in(Path(folder))
