"""Where one form of a quiz stands, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from prevention_cpd.quiz.format.questions_file import Released

#: What comes next for a quiz, in its order.
STEPS = ("class", "resit", "release", "collect", "grade", "mark", "return", "wait", "results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one form of a quiz stands, for the class or for one run of it."""

    form: Released
    #: Whether learners can have it.
    released: bool
    #: Until when it may be handed in, in UTC; None for no end.
    due: datetime | None
    #: How many are awaited: who is on the class list, has not left, and is in no run that has ended.
    people: int
    #: How many these are with those who have handed in all the same.
    of: int = 0
    #: Ids, by what became of their work; who started has not handed in yet. Only the class server can tell.
    started: frozenset[str] = frozenset()
    handed_in: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    #: Whose feedback is returned.
    returned: frozenset[str] = frozenset()
    #: What lies there is not what was graded: it came in new, or again.
    to_grade: frozenset[str] = frozenset()
    #: Came in without the notebook, so that it cannot be graded.
    lost: frozenset[str] = frozenset()
    #: Graded, and may still hand in again.
    open: frozenset[str] = frozenset()
    #: Whose feedback tells other marks than there are now.
    outdated: frozenset[str] = frozenset()
    #: Whether it is taken after another form, so that it is for some people only.
    is_further: bool = False
    #: Whether anybody's work on the form before it is graded.
    is_further_due: bool = False

    @property
    def held_waiting(self) -> frozenset[str]:
        """Whose feedback is held back while an answer waits for a marker."""
        return self._due_back & self.waiting

    @property
    def held_open(self) -> frozenset[str]:
        """Whose feedback is held back because they can still hand in."""
        return (self._due_back & self.open) - self.waiting

    @property
    def to_return(self) -> frozenset[str]:
        """Who can have feedback now, or gets it anew."""
        return self._due_back - self.waiting - self.open

    @property
    def _due_back(self) -> frozenset[str]:
        return self.graded - (self.returned - self.outdated)

    @property
    def step(self) -> str:
        """What comes next, one of `STEPS`."""
        if not self.people and not self.handed_in:
            return "class"
        if self.is_further and not self.handed_in:
            return "resit"
        if not self.released:
            return "release"
        if not self.handed_in:
            return "collect"
        return next((name for name, people in self._pending.items() if people), "results")

    @property
    def pressing(self) -> frozenset[str]:
        """Whom the next step is about."""
        return self._pending.get(self.step, frozenset())

    @property
    def _pending(self) -> dict[str, frozenset[str]]:
        return {
            "grade": self.to_grade,
            "mark": self.waiting,
            "return": self.to_return,
            "wait": self.held_open,
        }
