"""One hand-in filed as `submitted/<learner>/<quiz>`, as nbgrader would have collected it.

All that came is kept in `received/<learner>/<quiz>/`, with the time it was made and the time it came.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from prevention_cpd.core import files
from prevention_cpd.questions.answers import FILE, write_answers
from prevention_cpd.quiz.intake import returned
from prevention_cpd.quiz.intake.timestamps import TIMESTAMP, handed_in
from prevention_cpd.quiz.locking import alone
from prevention_cpd.quiz.take import traces
from prevention_cpd.quiz.words import words

if TYPE_CHECKING:
    from prevention_cpd.quiz.intake.hand_in_file import HandInFile
    from prevention_cpd.quiz.record.run import Run

FOLDER = "received"
SCHEMA = 1
#: What is kept of each hand-in: when it was made, and its receipt.
_KEPT = "*Z-*.json"
State = Literal["new", "double", "older", "closed", "unknown", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of one hand-in."""

    #: `new`: filed as the submission; `double`: here already; `older` than what is here; `closed`, as its
    #: feedback is returned; `unknown` learner, quiz or version; `unreadable`.
    state: State
    #: The id on the class list, or what was typed where nobody there is meant.
    learner: str = ""
    name: str = ""
    quiz: str = ""
    form: str = ""
    #: Worked out anew from the answers.
    receipt: str = ""
    #: ISO 8601 with zone.
    made_at: str = ""
    received_at: str = ""
    late: bool = False
    #: Why it was not filed, as a sentence for the trainer.
    why: str = ""
    #: What else the trainer should know, in sentences.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One hand-in on its way into the submissions."""

    course: Path
    learner: str
    hand_in: HandInFile
    told: Received
    counted: datetime
    #: The run that it belongs to; None where there is none.
    run: Run | None = None

    @property
    def _kept(self) -> Path:
        return self.course / FOLDER / self.learner / self.hand_in.quiz

    @property
    def _submitted(self) -> Path:
        return self.course / "submitted" / self.learner / self.hand_in.quiz

    def file(self, data: Any, *, dry_run: bool) -> Received:
        """File it if it is new, and keep it unless feedback was returned before.

        Raises:
            OSError: when it cannot be written; it may be kept then, and the next time files it.
        """
        home = self._submitted.parent
        if dry_run:
            return self._compared(data)
        home.mkdir(parents=True, exist_ok=True)
        self._kept.mkdir(parents=True, exist_ok=True)
        with alone(home):
            told = self._compared(data)
            if told.state in {"double", "closed"}:
                return told
            # What came is kept first: whatever happens next, nothing is lost.
            kept = {"schema": SCHEMA, "made_at": told.made_at, "received_at": told.received_at}
            kept |= {"counted_at": iso(self.counted), "state": told.state, "hand_in": data}
            foreign = self._is_foreign()
            files.write_text(self._kept / self._name, json.dumps(kept, indent=1))
            if told.state == "new":
                self._swap(keep=foreign)
            return told

    @property
    def _name(self) -> str:
        made = datetime.fromisoformat(self.told.made_at).astimezone(UTC)
        return f"{made:%Y%m%dT%H%M%S.%f}Z-{self.hand_in.receipt}.json"

    def _compared(self, data: Any) -> Received:
        """Tell whether it is new."""
        same = self._kept.glob(f"*Z-{self.hand_in.receipt}.json")
        known = ((path.name, json.loads(path.read_bytes())) for path in same)
        # The time in the name may differ: what is made later than it came gets the time of coming.
        if any(
            (name == self._name or kept["hand_in"] == data) and self._is_filed(kept) for name, kept in known
        ):
            return replace(self.told, state="double", why=words("receiving")["double"])
        before = [path.name.partition("-")[0] for path in self._kept.glob(_KEPT)]
        if not before and (time := handed_in(self._submitted)):
            before = [f"{time:%Y%m%dT%H%M%S.%f}Z"]
        if before and self._name.partition("-")[0] < max(before):
            return replace(self.told, state="older", why=words("receiving")["older"])
        if returned.is_closed(self.course, self.learner, self.hand_in.quiz, self.run):
            return replace(self.told, state="closed", why=words("receiving")["closed"])
        return self.told

    def _is_filed(self, kept: dict[str, Any]) -> bool:
        """Tell whether it went all the way: a computer that stops may keep a hand-in and not file it."""
        time, counted = handed_in(self._submitted), datetime.fromisoformat(kept["counted_at"])
        return kept["state"] != "new" or (time is not None and time >= counted.replace(tzinfo=None))

    def _is_foreign(self) -> bool:
        """Tell whether what lies in `submitted/` came by another road, so that nothing else holds it."""
        if not self._submitted.exists():
            return False
        # Names begin with the time, and only the newest was filed: the others need not be read.
        newest = max(self._kept.glob(_KEPT), key=lambda path: path.name, default=None)
        if newest is None:
            return True
        counted = datetime.fromisoformat(json.loads(newest.read_bytes())["counted_at"])
        return handed_in(self._submitted) != counted.replace(tzinfo=None)

    def _swap(self, *, keep: bool) -> None:
        """Put the submission in place, in one step."""
        quiz, home = self.hand_in.quiz, self._submitted.parent
        with tempfile.TemporaryDirectory(dir=home, prefix=".receiving-") as name:
            made, before = Path(name) / quiz, Path(name) / "before"
            ignore = shutil.ignore_patterns(*traces.NAMES)
            shutil.copytree(self.course / "release" / quiz, made, ignore=ignore, symlinks=True)
            write_answers(made / FILE, quiz=quiz, form=self.hand_in.form, answers=self._answers())
            moment = self.counted.astimezone(UTC)
            (made / TIMESTAMP).write_text(f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="ascii")
            if self._submitted.exists():
                # Nothing else holds one of another road: it is safe before anything takes its place.
                replaced = self._kept / f"replaced-{Path(self._name).stem}"
                self._submitted.rename(replaced if keep else before)
            made.rename(self._submitted)

    def _answers(self) -> dict[str, Any]:
        """Return the answers as the file has them, so that grading tells what cannot be read of them."""
        try:
            json.dumps(self.hand_in.raw_answers, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (ValueError, RecursionError):
            saved = self.hand_in.answers.saved_at
            values = self.hand_in.answers.values.items()
            return {name: {"value": value, "saved_at": saved.get(name, "")} for name, value in values}
        return self.hand_in.raw_answers


def iso(time: datetime) -> str:
    """Write a time as ISO 8601 in UTC."""
    return time.astimezone(UTC).isoformat()
