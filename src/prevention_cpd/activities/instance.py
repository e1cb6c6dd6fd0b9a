"""One activity, ready to be shown by any host: its data, and where its answer is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from prevention_cpd.activities.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """An activity that is ready to be shown by any host."""

    id: str
    #: The name of its ES module.
    kind: str
    #: The id of the course, under which the browser keeps answers.
    course: str
    #: Where its answer is kept below the course: ``activity:<id>``, ``practice:<question id>`` and so on.
    key: str
    #: Everything the module shows; texts are HTML.
    data: dict[str, Any]
    #: What the course says in place of its kind's words.
    words: Mapping[str, str] = field(default_factory=dict)
    #: The files it was made from; a page that shows it depends on them.
    files: tuple[Path, ...] = field(default=())

    @property
    def strings(self) -> dict[str, Any]:
        """The words of its controls, those of the course and of the activity itself on top."""
        return {**kinds()[self.kind].words, **self.words, **self.data.get("own_words", {})}

    def linked(self, address: Callable[[str], str]) -> Instance:
        """Return it with the address of each page that it tells to read."""
        if "debrief" not in self.data:
            return self
        points = [{**point, "href": address(point["section"])} for point in self.data["debrief"]]
        return replace(self, data={**self.data, "debrief": points})

    @property
    def face(self) -> str:
        """Its readable face, as HTML."""
        # Only here: who shows a compiled copy needs no templates.
        from prevention_cpd.activities.face import readable_face  # noqa: PLC0415

        return readable_face(self.kind, self.data, self.strings)
