"""nbgrader's exchange, as the learner's own configuration has it.

Importing this is cheap; calling it loads nbgrader, which is not.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class NotDoneError(Exception):
    """Nothing was handed in or taken back; the message tells the learner why."""


class ExchangeError(NotDoneError):
    """Nothing was handed in because of the exchange; another way may be open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submission that is in the exchange."""

    #: ISO 8601 with the zone of this machine; the same moment as nbgrader's timestamp.
    at: str
    course: str
    #: Its folder among the course's inbound ones; empty where the exchange has no folders.
    folder: str


def submit(copy: Path, quiz: str, *, home: Path, settled: Callable[[], None] = lambda: None) -> Sent:
    """Submit a folder as `nbgrader submit` does.

    Args:
        copy: what to submit; nobody else may write in it.
        quiz: the assignment.
        home: the folder above the learner's assignment, whose configuration counts.
        settled: called before the step after which it is submitted.

    Raises:
        ExchangeError: when it was not submitted; nothing is left half copied.
    """
    with _here(home):
        exchange = _submitter(quiz)
        exchange.assignment_dir = str(copy.parent)
        if getattr(exchange, "path_includes_course", False):
            above = copy.parent / exchange.coursedir.course_id
            above.mkdir()
            copy.rename(above / copy.name)
        _in_one_step(exchange, settled)
        try:
            exchange.start()
        except Exception as error:
            raise ExchangeError(*why(error).args) from error
        # An exchange of another kind has no such step.
        settled()
        inbound = next(iter(_copies(exchange)), None)
    return Sent(
        at=_moment(exchange.timestamp),
        course=exchange.coursedir.course_id,
        folder=inbound.name if inbound else "",
    )


def remove(
    course: str, folder: str, quiz: str, *, home: Path, settled: Callable[[], None] = lambda: None
) -> None:
    """Take one submission of this learner out of the exchange.

    Args:
        course: its course.
        folder: its folder among the inbound ones, as `Sent` had it.
        quiz: its assignment.
        home: the folder above the learner's assignment, whose configuration counts.
        settled: called before the step after which it is removed.

    Raises:
        NotDoneError: when it is not there, not the learner's own, or cannot be removed.
    """
    with _here(home):
        exchange = _submitter(quiz, course)
        root = getattr(exchange, "root", "")
        if not root or not _is_own(folder, quiz, _student(exchange)) or Path(course).name != course:
            raise NotDoneError(words("handing_in")["no_folder"])
        inbound = Path(root) / course / "inbound" / folder
        if inbound.is_symlink() or not inbound.is_dir():
            raise NotDoneError(words("handing_in")["gone"])
        if hasattr(os, "getuid") and inbound.stat().st_uid != os.getuid():
            raise NotDoneError(words("handing_in")["no_folder"])
        settled()
        try:
            _clear(inbound)
        except OSError as error:
            raise NotDoneError(say("handing_in", "not_taken_back", error=error.strerror or error)) from None


def why(error: Exception) -> NotDoneError:
    """Put what nbgrader or the system said into words for a learner."""
    text = str(error)
    number = getattr(error, "errno", None)
    # copytree gathers what went wrong into one text.
    full = number in {errno.ENOSPC, errno.EDQUOT} or os.strerror(errno.ENOSPC) in text
    other = "not_copied" if isinstance(error, OSError) else "refused"
    name = next((name for sign, name in _SAYS.items() if text.startswith(sign)), other)
    return NotDoneError(say("handing_in", "full" if full else name, error=text))


#: How nbgrader's messages begin, and what they are called in `strings.yml`.
_SAYS = {
    "Unwritable directory": "no_exchange",
    "Inbound directory doesn't exist": "no_course",
    "You don't have write permissions": "no_exchange",
    "You do not have access": "no_access",
    "Assignment not found": "not_released",
    "No course id specified": "no_course_id",
    "Sorry, the exchange is not available": "no_windows",
}


@contextlib.contextmanager
def _here(home: Path) -> Iterator[None]:
    """Work in the folder where nbgrader looks for its configuration."""
    before = Path.cwd()
    os.chdir(home)
    try:
        yield
    finally:
        os.chdir(before)


def _submitter(quiz: str, course: str = "") -> Any:
    """Return nbgrader's own object for submitting, set up from the learner's configuration."""
    without_grammar()
    from nbgrader.apps import NbGrader  # noqa: PLC0415  # slow, and changes the process
    from nbgrader.auth import Authenticator  # noqa: PLC0415
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415
    from nbgrader.exchange import ExchangeFactory  # noqa: PLC0415

    app = NbGrader()
    app.load_config_file()
    config = app.config
    config.CourseDirectory.assignment_id = quiz
    # The short name of any other zone, as nbgrader writes it, could not be told for certain.
    config.Exchange.timezone = "UTC"
    if course:
        config.CourseDirectory.course_id = course
    coursedir, authenticator = CourseDirectory(config=config), Authenticator(config=config)
    factory = ExchangeFactory(config=config)
    exchange = factory.Submit(coursedir=coursedir, authenticator=authenticator, config=config)
    if not coursedir.course_id:
        coursedir.course_id = _only_course(getattr(exchange, "root", ""), quiz)
    return exchange


def _only_course(root: str, quiz: str) -> str:
    """Return the one course of the exchange that has released the quiz; empty unless there is just one."""
    found = [path.parent.parent.name for path in Path(root).glob(f"*/outbound/{quiz}")] if root else []
    return found[0] if len(found) == 1 else ""


def _copies(exchange: Any) -> Iterator[Path]:
    """Yield where nbgrader's own exchange puts a submission: inbound first, then the learner's cache."""
    name = getattr(exchange, "assignment_filename", "")
    if name and getattr(exchange, "inbound_path", ""):
        yield Path(exchange.inbound_path) / name
    if name and getattr(exchange, "cache_path", ""):
        yield Path(exchange.cache_path) / (name.rsplit("+", 1)[0] if exchange.add_random_string else name)


def _in_one_step(exchange: Any, settled: Callable[[], None]) -> None:
    """Let each copy come under its name only when it is whole, so that nobody collects half of one."""
    if not hasattr(exchange, "do_copy"):
        return
    copy_files = exchange.copy_files

    def copy_whole() -> None:
        name = exchange.assignment_filename
        exchange.assignment_filename = f".copying-{secrets.token_hex(8)}+"
        hidden = tuple(_copies(exchange))
        placed = []
        try:
            copy_files()
            exchange.assignment_filename = name
            settled()
            # The exchange comes last: what is there is handed in.
            for copy, target in reversed([*zip(hidden, _copies(exchange), strict=True)]):
                copy.rename(target)
                placed.append(target)
        except BaseException:
            for left in (*placed, *hidden):
                _clear(left)
            raise

    exchange.copy_files = copy_whole


def _clear(folder: Path) -> None:
    """Delete a submission; in one step it has no longer a name that `nbgrader collect` looks for."""
    if not folder.is_dir() or folder.is_symlink():
        return
    hidden = folder.with_name(f".removed-{secrets.token_hex(8)}")
    folder.rename(hidden)
    shutil.rmtree(hidden, ignore_errors=True)


def _is_own(folder: str, quiz: str, student: str) -> bool:
    return bool(folder) and Path(folder).name == folder and folder.startswith(f"{student}+{quiz}+")


def _student(exchange: Any) -> str:
    from nbgrader.utils import get_username  # noqa: PLC0415

    student = exchange.coursedir.student_id
    return str(student if student != "*" else get_username())


def _moment(timestamp: str) -> str:
    from nbgrader.utils import parse_utc  # noqa: PLC0415

    return str(parse_utc(timestamp).replace(tzinfo=UTC).astimezone().isoformat(timespec="seconds"))
