"""Files what was handed in here as a submission, until the intake of files takes it in."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prevention_cpd.questions.answers import FILE, write_answers
from prevention_cpd.quiz.intake.timestamps import TIMESTAMP
from prevention_cpd.quiz.locking import alone

if TYPE_CHECKING:
    from datetime import datetime


def take_in(course: Path, hand_in: dict[str, Any], *, made_at: datetime, received_at: datetime) -> None:  # noqa: ARG001
    """File a hand-in as `submitted/<learner>/<quiz>`, whole or not at all."""
    quiz, learner = hand_in["quiz"], hand_in["learner"]["id"]
    home = course / "submitted" / learner
    home.mkdir(parents=True, exist_ok=True)
    with alone(home), tempfile.TemporaryDirectory(dir=home, prefix=".") as name:
        made = Path(name) / quiz
        shutil.copytree(course / "release" / quiz, made)
        write_answers(made / FILE, quiz=quiz, form=hand_in["form"], answers=hand_in["answers"])
        moment = received_at.astimezone(UTC)
        (made / TIMESTAMP).write_text(f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="ascii")
        if (home / quiz).exists():
            (home / quiz).rename(Path(name) / "before")
        made.rename(home / quiz)
