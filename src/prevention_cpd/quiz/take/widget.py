"""The quiz as the learner answers it: a widget in JupyterLab, Notebook, VS Code and Voilà."""

from __future__ import annotations

import importlib
import os
import threading
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from prevention_cpd.frontend import base_css, compose, controls_words
from prevention_cpd.questions import receipt
from prevention_cpd.questions.scoring import is_blank
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.questions_file import FILE as QUESTIONS
from prevention_cpd.quiz.take import flags, receipts, submit_process
from prevention_cpd.quiz.take.ordering import for_learner
from prevention_cpd.quiz.take.saving import Keeper
from prevention_cpd.quiz.words import words

_JS = Path(__file__).parent / "js"
#: What the page is told of handing in and taking back, as `submit_process.run` has it.
_REPLY = ("done", "reason", "note", "otherwise", "unknown")


class QuizWidget(anywidget.AnyWidget):
    """All questions of a quiz. The page sends answers; this side saves them, and hands in when told to."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    #: What `questions.json` holds, in the order in which this learner sees it.
    quiz = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)
    #: The answers as they are now, saved or not: a view that is drawn again starts from them.
    answers = traitlets.Dict().tag(sync=True)
    #: Why the answer to a question is not saved as it is now; a view that is drawn again starts from it too.
    unsaved: traitlets.Dict[str, str] = traitlets.Dict().tag(sync=True)
    #: When each was saved.
    saved_at = traitlets.Dict().tag(sync=True)
    #: The questions to look at again.
    flags: traitlets.List[str] = traitlets.List().tag(sync=True)
    #: Every time that the quiz was handed in, the oldest first; as `receipts.HandIn`.
    hand_ins: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    #: Whether the saved answers are others than those that are handed in.
    changed = traitlets.Bool().tag(sync=True)
    #: Whether the cell has just been run, so that the keyboard goes to the first question.
    fresh = traitlets.Bool(default_value=True).tag(sync=True)
    #: What the learner should know before answering.
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, quiz: dict[str, Any], keeper: Keeper) -> None:
        self._keeper = keeper
        self._turn = threading.Lock()
        self._at_the_exchange = threading.Lock()
        #: The number of the last answer to each question, by the view that sent it.
        self._latest: dict[tuple[str, str], int] = {}
        self._saved_here = False
        before = keeper.read()
        super().__init__(
            _esm=compose(_JS / "widget.js"),
            _css=base_css() + (_JS / "quiz.css").read_text(encoding="utf-8"),
            quiz=quiz,
            strings={**controls_words(), **words("widget")},
            answers={name: value for name, value in before.values.items() if name in keeper.questions},
            saved_at=before.saved_at,
            flags=flags.read(keeper.folder, keeper.quiz, sorted(keeper.questions)),
            note=" ".join(before.problems),
        )
        self._look_at_receipts()
        self.on_msg(self._hear)

    def _hear(self, _widget: object, message: Any, _buffers: object) -> None:
        """Do what the page asks for."""
        if not isinstance(message, dict):
            return
        if isinstance(message.get("question"), str):
            self._save(message)
        elif message.get("act") == "flags" and isinstance(message.get("flags"), list):
            self.flags = [name for name in sorted(self._keeper.questions) if name in message["flags"]]
            flags.write(self._keeper.folder, self._keeper.quiz, self.flags)
        elif message.get("act") == "look":
            self._look()
            self._reply(message, done=True)
        elif message.get("act") in ("hand_in", "take_back"):
            # The page learns at once that it is heard. A thread does the work: answers are saved meanwhile.
            self._reply(message, begun=True)
            threading.Thread(target=self._go, args=(message,), daemon=True).start()

    def _go(self, message: dict[str, Any]) -> None:
        """Hand in or take back, and tell what became of it under the same number."""
        if self._at_the_exchange.acquire(blocking=False):
            try:
                told = self._run(message)
            finally:
                self._at_the_exchange.release()
        else:
            told = {"done": False, "reason": words("handing_in")["busy"], "note": ""}
        self._look_at_receipts(told.get("hand_in"))
        self._reply(message, **{name: told.get(name) for name in _REPLY})

    def _run(self, message: dict[str, Any]) -> dict[str, Any]:
        shown = None
        if message["act"] == "take_back":
            # The one that the page shows: another window may have handed in since.
            named = message.get("hand_in")
            shown = next((each for each in self.hand_ins if each == named), None)
            if not shown:
                return {"done": False, "reason": words("handing_in")["nothing_in"], "note": ""}
        return submit_process.run(message["act"], self._keeper.folder, known=self.hand_ins, shown=shown)

    def _reply(self, message: dict[str, Any], **more: Any) -> None:
        """Answer the page, or one of several pages, under the number of its message."""
        self.send({**{name: message.get(name) for name in ("act", "number", "view")}, **more})

    def _look_at_receipts(self, latest: dict[str, Any] | None = None) -> None:
        """Take over what is handed in, and whether answers have changed since."""
        keeper = self._keeper
        # Where the file could not be written, the page still shows what was done.
        known = receipts.hand_ins([*self.hand_ins, latest])
        found = receipts.merged(receipts.read(keeper.folder, keeper.quiz), known)
        self.hand_ins = [asdict(each) for each in found]
        self._compare()

    def _look(self) -> None:
        """Take over what another window or host has saved or handed in since."""
        keeper = self._keeper
        with self._turn:
            found = keeper.read()
            values = {name: value for name, value in found.values.items() if name in keeper.questions}
            given = {name for name, value in self.answers.items() if not is_blank(value)}
            why = " ".join(found.problems) or words("saving")["vanished"]
            # A value that another window has saved just so is saved.
            kept = {
                name: reason
                for name, reason in self.unsaved.items()
                if name not in values or values[name] != self.answers[name]
            }
            self.unsaved = {**dict.fromkeys(sorted(given - values.keys()), why), **kept}
            # What is not saved stays as the page has it.
            self.answers = {**self.answers, **values, **{name: self.answers[name] for name in self.unsaved}}
            self.saved_at = found.saved_at
            self._look_at_receipts()

    def _compare(self) -> None:
        keeper = self._keeper
        codes = [each["code"] for each in self.hand_ins if not each["taken_back"]]
        self.changed = bool(codes) and codes[-1] != receipt.code(
            keeper.quiz, keeper.form, keeper.read().values
        )

    def _save(self, message: dict[str, Any]) -> None:
        """Save an answer, and tell what became of it under the same number."""
        question, value = message["question"], message.get("value")
        number, view = message.get("number"), str(message.get("view"))
        # Two messages may be handled at the same time, and the older one last: it must not win.
        with self._turn:
            if not isinstance(number, int) or number <= self._latest.get((view, question), 0):
                return
            self._latest[view, question] = number
            saved = self._keeper.save(question, value)
            self.answers = {**self.answers, question: value}
            unsaved = {name: reason for name, reason in self.unsaved.items() if name != question}
            self.unsaved = {**unsaved, question: saved.reason} if saved.reason else unsaved
            if saved.saved_at:
                self.saved_at = {**self.saved_at, question: saved.saved_at}
                # What was to be known before the first answer is no longer so.
                if saved.note or not self._saved_here:
                    self.note = saved.note
                self._saved_here = True
                self._compare()
        reply = {"number": number, "view": view, "question": question}
        self.send({**reply, "saved_at": saved.saved_at, "reason": saved.reason})

    def _ipython_display_(self) -> None:
        """Show the quiz, and above it what to press where the notebook is opened again without its kernel."""
        display = importlib.import_module("IPython.display").display  # only in a kernel
        hint = f'<p class="cpd-quiz-reopen"><strong>{escape(words("widget")["reopen"])}</strong></p>'
        display({"text/html": hint, "text/plain": words("widget")["reopen"]}, raw=True)
        data, metadata = self._repr_mimebundle_() or ({}, {})
        display(data, metadata=metadata, raw=True)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Add a readable line for viewers that run no widgets."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": f"<p>{escape(words('widget')['run_me'])}</p>"}, metadata


class Notice:
    """A message in place of a quiz that cannot be shown."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __repr__(self) -> str:
        return self.message

    def _repr_html_(self) -> str:
        return f'<p role="alert"><strong>{escape(self.message)}</strong></p>'


def show(folder: str | Path | None = None) -> QuizWidget | Notice:
    """Show the quiz whose `questions.json` stands beside the notebook.

    Args:
        folder: where the notebook stands; found out by itself in every usual host.
    """
    place = Path(folder).absolute() if folder else _notebook_folder()
    if not (place / QUESTIONS).is_file():
        return Notice(words("saving")["no_quiz"])
    try:
        quiz = questions_file.read(place)
        questions = frozenset(question["id"] for question in quiz["questions"])
        keeper = Keeper(folder=place, quiz=quiz["quiz"], form=quiz["form"], questions=questions)
        quiz = for_learner(quiz)
    except (OSError, ValueError, KeyError, TypeError):
        return Notice(words("saving")["bad_quiz"])
    return QuizWidget(quiz, keeper)


def _notebook_folder() -> Path:
    """Return the folder of the notebook: mostly the kernel's own, else what the host tells."""
    here = Path.cwd()
    if (here / QUESTIONS).is_file():
        return here
    # jupyter-server names the notebook in the environment, VS Code in the namespace of the kernel.
    told = [os.environ.get("JPY_SESSION_NAME", "")]
    try:
        from IPython import get_ipython  # noqa: PLC0415  # only in a kernel

        shell = get_ipython()
        told.append(shell.user_ns.get("__vsc_ipynb_file__", "") if shell else "")
    except ImportError:
        pass
    folders = [Path(name).parent for name in told if name and Path(name).is_absolute()]
    return next((folder for folder in folders if (folder / QUESTIONS).is_file()), here)
