"""Hand a quiz in through nbgrader's exchange, and take it back.

Run as `python -m prevention_cpd.quiz.take.handing_in hand_in|take_back FOLDER [-]`, which
prints what became of it as JSON. With `-` it reads from standard input what the page knows:
`{"known": [hand-in, ...], "shown": hand-in or null}`. It is a process of its own, because nbgrader
changes much in the process that it runs in, and because it can be stopped.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions import receipt
from prevention_cpd.questions.answers import FILE as ANSWERS
from prevention_cpd.questions.answers import now, read_answers
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.questions_file import FILE as QUESTIONS
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.take import exchange, receipts
from prevention_cpd.quiz.take.answered import is_whole
from prevention_cpd.quiz.take.exchange import ExchangeError, NotDoneError
from prevention_cpd.quiz.take.receipts import HandIn
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quiz:
    """What the folder of a fetched quiz says of it."""

    folder: Path
    id: str
    form: str
    version: str
    deadline: str | None
    #: What a learner sees of each.
    questions: tuple[dict[str, Any], ...]


def hand_in(
    folder: Path, known: tuple[HandIn, ...] = (), *, settled: Callable[[], None] = lambda: None
) -> tuple[HandIn, str]:
    """Hand in the answers as they are saved now.

    Args:
        folder: where the notebook, `questions.json` and `answers.json` are.
        known: earlier hand-ins that a page remembers; receipt.json may lack some.
        settled: called before the step after which it is handed in; from then on nothing may stop it.

    Returns:
        The receipt, and what else the learner should know.

    Raises:
        NotDoneError: when nothing was handed in; the message says why.
    """
    quiz = _quiz(folder)
    with tempfile.TemporaryDirectory(prefix="cpd-hand-in-") as name:
        copy = _copy(quiz, Path(name))
        # Read from the copy: what is handed in and what the receipt stands for are the same bytes.
        values = read_answers(copy / ANSWERS, quiz.id).values
        sent = exchange.submit(copy, quiz.id, home=folder.parent, settled=settled)
    done = HandIn(
        code=receipt.code(quiz.id, quiz.form, values),
        at=sent.at,
        version=quiz.version,
        answered=sum(is_whole(question, values.get(question["id"])) for question in quiz.questions),
        total=len(quiz.questions),
        late=receipts.past(quiz.deadline, sent.at),
        course=sent.course,
        folder=sent.folder,
    )
    with alone(folder):
        before = receipts.merged(receipts.read(folder, quiz.id), known)
        if counting := receipts.counting(before):
            done = replace(done, replaces=counting[-1].code)
        return done, _keep(quiz, (*before, done), "not_noted")


def take_back(
    folder: Path,
    known: tuple[HandIn, ...] = (),
    shown: HandIn | None = None,
    *,
    settled: Callable[[], None] = lambda: None,
) -> tuple[HandIn, str]:
    """Take one hand-in out of the exchange again.

    Args:
        folder: where the notebook is.
        known: the hand-ins that a page remembers; receipt.json may lack some.
        shown: which one; the last that counts unless given.
        settled: called before the step after which it is gone; from then on nothing may stop it.

    Returns:
        The hand-in that was taken back, and what else the learner should know.

    Raises:
        NotDoneError: when nothing was taken back; the message says why.
    """
    quiz = _quiz(folder)
    if receipts.past(quiz.deadline, now()):
        raise NotDoneError(words("handing_in")["too_late"])
    with alone(folder):
        kept = receipts.read(folder, quiz.id)
        hand_ins = receipts.merged(kept, known)
        if hand_ins != kept:
            # It may fail as it did before: the last writing tells.
            _keep(quiz, hand_ins, "not_noted")
    counting = receipts.counting(hand_ins)
    if shown:
        counting = tuple(each for each in counting if receipts.same(each, shown))
    if not counting:
        raise NotDoneError(words("handing_in")["nothing_in"])
    last = counting[-1]
    exchange.remove(last.course, last.folder, quiz.id, home=folder.parent, settled=settled)
    done = replace(last, taken_back=now())
    with alone(folder):
        hand_ins = receipts.merged(receipts.read(folder, quiz.id), (*known, done))
        return done, _keep(quiz, hand_ins, "not_noted_back")


def _quiz(folder: Path) -> _Quiz:
    try:
        data = questions_file.read(folder)
        return _Quiz(
            folder=folder,
            id=data["quiz"],
            form=data["form"],
            version=data.get("version", ""),
            deadline=data.get("deadline"),
            questions=tuple(data["questions"]),
        )
    except (OSError, ValueError):
        raise NotDoneError(words("saving")["bad_quiz"]) from None


def _copy(quiz: _Quiz, place: Path) -> Path:
    """Copy the files of the quiz, and no other of the learner's files, into a folder named after it."""
    answers = read_answers(quiz.folder / ANSWERS, quiz.id)
    if not receipt.answered(answers.values):
        raise NotDoneError(" ".join([words("handing_in")["no_answers"], *answers.problems]))
    copy = place / quiz.id
    copy.mkdir()
    notebook = quiz.folder / f"{quiz.id}.ipynb"
    if not notebook.is_file():
        others = [path for path in quiz.folder.glob("*.ipynb") if path.is_file()]
        if len(others) != 1:
            raise NotDoneError(say("handing_in", "no_notebook", file=notebook.name))
        notebook = others[0]
    try:
        for source, name in (
            (quiz.folder / ANSWERS, ANSWERS),
            (quiz.folder / QUESTIONS, QUESTIONS),
            (notebook, f"{quiz.id}.ipynb"),
        ):
            (copy / name).write_bytes(source.read_bytes())
    except OSError as error:
        raise exchange.why(error) from None
    return copy


def _keep(quiz: _Quiz, hand_ins: tuple[HandIn, ...], warning: str) -> str:
    """Write the receipts down; return a warning when that fails, for the work itself is done."""
    try:
        receipts.write(quiz.folder, quiz.id, hand_ins)
    except OSError as error:
        return say("handing_in", warning, error=error.strerror or error)
    return ""


def _settle() -> None:
    """From here on a request to stop comes too late: what is done must be written down."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _act(action: str, folder: Path, page: dict[str, Any]) -> tuple[HandIn, str]:
    known = receipts.hand_ins(page.get("known"))
    if action == "hand_in":
        return hand_in(folder, known, settled=_settle)
    shown = receipts.hand_ins([page.get("shown")])
    return take_back(folder, known, shown[0] if shown else None, settled=_settle)


def main(arguments: list[str]) -> int:
    """Do what the arguments say, and print `{"done", "reason", "note", "hand_in", "otherwise"}` as JSON."""
    if len(arguments) < 2 or arguments[0] not in ("hand_in", "take_back") or arguments[2:] not in ([], ["-"]):
        print(words("handing_in")["usage"], file=sys.stderr)  # noqa: T201  # this is the program's output
        return 2
    # A process that is told to stop must still clear away what it has half copied.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    told: dict[str, Any] = {"done": False, "reason": "", "note": "", "hand_in": None, "otherwise": False}
    page = json.load(sys.stdin) if arguments[2:] else {}
    # nbgrader and the libraries under it may print; only the line at the end is the answer.
    with contextlib.redirect_stdout(sys.stderr):
        try:
            done, note = _act(arguments[0], Path(arguments[1]).absolute(), page)
            told |= {"done": True, "note": note, "hand_in": asdict(done)}
        except NotDoneError as error:
            told |= {"reason": str(error), "otherwise": isinstance(error, ExchangeError)}
        except OSError as error:
            told["reason"] = str(exchange.why(error))
    print(json.dumps(told))  # noqa: T201
    return 0 if told["done"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
