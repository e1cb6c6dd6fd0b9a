"""One activity, ready to be shown by any host: its data, and where its answer is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
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
        """Return it with links to pages of the course as `address` gives them where it is shown."""
        change = partial(re.compile(r'href="/([^"]*)"').sub, lambda found: f'href="{address(found[1])}"')
        return replace(self, data=mapped(self.data, change))

    @property
    def face(self) -> str:
        """Its readable face, as HTML."""
        # Only here: who shows a compiled copy needs no templates.
        from prevention_cpd.activities.face import readable_face  # noqa: PLC0415

        return readable_face(self.kind, self.data, self.strings)


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Return a copy of an activity's data with each text changed."""
    if isinstance(value, dict):
        return {key: mapped(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [mapped(each, change) for each in value]
    return change(value) if isinstance(value, str) else value
