"""Save answers beside the notebook, one at each change, and tell plainly when that fails."""

from __future__ import annotations

import errno
import json
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions.answers import FILE, LARGEST, Answers, now, read_answers, write_answers
from prevention_cpd.questions.kinds.text.scorer import LONGEST
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = {
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one answer."""

    #: ISO 8601 with zone; empty when nothing was saved.
    saved_at: str = ""
    #: Why nothing was saved.
    reason: str = ""
    #: Anything else that the learner should know.
    note: str = ""


class NotSavedError(Exception):
    """An answer cannot be saved; the message is for the learner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Keeps the answers of one quiz in one folder."""

    folder: Path
    quiz: str
    form: str
    questions: frozenset[str]

    @property
    def path(self) -> Path:
        """The file with the answers."""
        return self.folder / FILE

    def read(self) -> Answers:
        """Return the answers that were saved before, as far as they can be read."""
        return read_answers(self.path, self.quiz)

    def save(self, question: str, value: Any) -> Saved:
        """Save one answer; the others stay as they are in the file."""
        try:
            self._check(question, value)
            with alone(self.folder):
                note = self._make_way()
                saved_at = self._write(question, value)
        except NotSavedError as error:
            return Saved(reason=str(error))
        except OSError as error:
            name = _REASONS.get(error.errno or 0, "other")
            return Saved(reason=say("saving", name, error=error.strerror or error))
        except ValueError as error:
            return Saved(reason=say("saving", "other", error=error))
        return Saved(saved_at=saved_at, note=note)

    def _write(self, question: str, value: Any) -> str:
        """Put one answer into the file; return when."""
        # Read anew each time: the same quiz may be open in a second window.
        answers = self.read()
        saved_at = now()
        entries = {
            name: {"value": answers.values[name], "saved_at": answers.saved_at.get(name, saved_at)}
            for name in answers.values.keys() & self.questions
        }
        entries[question] = {"value": value, "saved_at": saved_at}
        _check_size(entries)
        write_answers(self.path, quiz=self.quiz, form=self.form, answers=entries)
        return saved_at

    def _check(self, question: str, value: Any) -> None:
        if question not in self.questions:
            raise NotSavedError(words("saving")["unknown"])
        if isinstance(value, str) and len(value) > LONGEST:
            raise NotSavedError(say("saving", "too_long", longest=f"{LONGEST:,}"))

    def _make_way(self) -> str:
        """Make sure not to write through a link, over another quiz, or over what cannot be read."""
        try:
            mode = self.path.lstat().st_mode
        except FileNotFoundError:
            return ""
        if not stat.S_ISREG(mode):
            raise NotSavedError(words("saving")["not_a_file"])
        answers = self.read()
        if not answers.problems or answers.values:
            return ""
        if self._of_another_quiz():
            raise NotSavedError(words("saving")["wrong_quiz"])
        kept = _free_name(self.folder)
        self.path.rename(kept)
        return say("saving", "set_aside", file=kept.name)

    def _of_another_quiz(self) -> bool:
        try:
            found = json.loads(self.path.read_bytes()[: LARGEST + 1])
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(found, dict) and isinstance(found.get("quiz"), str) and found["quiz"] != self.quiz


def _check_size(entries: dict[str, Any]) -> None:
    # Wider than it will be written, and with room for what stands around the answers.
    if len(json.dumps(entries, ensure_ascii=False, indent=4).encode("utf-8", "replace")) > LARGEST - 1000:
        raise NotSavedError(words("saving")["too_large"])


def _free_name(folder: Path) -> Path:
    number = 1
    while (folder / f"answers-unreadable-{number}.json").exists():
        number += 1
    return folder / f"answers-unreadable-{number}.json"
