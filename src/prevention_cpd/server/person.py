"""Who is signed in, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do here."""

    #: Takes quizzes, and sees what is their own.
    LEARNER = "learner"
    #: Sees and does everything of the class.
    TRAINER = "trainer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    #: A learner's is that of the class list.
    id: str
    role: Role
    name: str = ""

    @property
    def shown(self) -> str:
        """The name, or the id where no name is known."""
        return self.name or self.id
