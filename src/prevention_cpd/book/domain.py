"""What each page of the book uses: the state that Sphinx keeps between builds."""

from __future__ import annotations

import dataclasses
import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.environment import BuildEnvironment


class Kind(StrEnum):
    """What can be used."""

    FACT = "fact"
    ACTIVITY = "activity"
    PRACTICE = "practice"
    #: One {practice} with all the questions that it prints.
    QUESTIONS = "questions"
    REFLECTION = "reflection"
    #: The page says that it teaches an outcome.
    OUTCOME = "outcome"
    #: The page names an entry of "Who is who".
    INITIATIVE = "initiative"
    #: The page has a part that needs a script of its own.
    PART = "part"
    #: The page prints what other pages use, so it is written anew at each build.
    OVERVIEW = "overview"


class Use(NamedTuple):
    """One thing used at one place of a page."""

    kind: Kind
    #: Id of the fact, activity, question or reflection; for an overview its name.
    id: str
    #: Where on the page, as an HTML id; empty for the page as a whole.
    anchor: str = ""
    #: The `digest` of what was used; when it is another one, the page is read again.
    version: str = ""


class CourseDomain(Domain):
    """Keeps the uses of each page, so that incremental and parallel builds equal a full one."""

    name = "cpd"
    label = "Course"
    version = "1"
    #: Raise it when the shape of a `Use` changes: Sphinx then reads everything again.
    data_version = 2
    initial_data = {"uses": {}}  # noqa: RUF012  # Sphinx copies it for each environment

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The pages and uses of each thing; made when it is asked for, dropped at each change.
        self._places: dict[tuple[Kind, str], list[tuple[str, Use]]] = {}

    @property
    def uses(self) -> dict[str, list[Use]]:
        """The uses by page, in the order of the page."""
        return cast("dict[str, list[Use]]", self.data["uses"])

    def note(self, use: Use) -> None:
        """Record a use on the page that is being read."""
        self.uses.setdefault(self.env.docname, []).append(use)
        self._places.clear()

    def on_page(self, docname: str, kind: Kind) -> list[Use]:
        """Return the uses of one kind on a page."""
        return [use for use in self.uses.get(docname, ()) if use.kind is kind]

    def pages_with(self, kind: Kind) -> list[str]:
        """Return the pages with at least one use of a kind, in the order of their names."""
        return [docname for docname in sorted(self.uses) if self.on_page(docname, kind)]

    def places_of(self, kind: Kind, name: str) -> Iterator[tuple[str, Use]]:
        """Yield each page and use of one thing, pages in the order of their names."""
        if not self._places:
            for docname in sorted(self.uses):
                for use in self.uses[docname]:
                    self._places.setdefault((use.kind, use.id), []).append((docname, use))
        yield from self._places.get((kind, name), ())

    def clear_doc(self, docname: str) -> None:
        """Forget a page that will be read again, or is gone."""
        self.uses.pop(docname, None)
        self._places.clear()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, object]) -> None:  # type: ignore[override]
        """Take over what another process has read."""
        uses = cast("dict[str, list[Use]]", otherdata["uses"])
        self.uses.update({docname: uses[docname] for docname in docnames if docname in uses})
        self._places.clear()


def of(env: BuildEnvironment) -> CourseDomain:
    """Return the domain of an environment."""
    return cast("CourseDomain", env.get_domain("cpd"))


def note(env: BuildEnvironment, kind: Kind, name: str, anchor: str = "", version: str = "") -> None:
    """Record something that the page which is being read uses."""
    of(env).note(Use(kind, name, anchor, version))


def digest(*records: Any) -> str:
    """Return a digest of dataclasses and plain values, whatever the file and line they come from."""
    text = "".join(
        repr([value for name, value in _fields(record) if name not in {"file", "line"}]) for record in records
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fields(record: Any) -> list[tuple[str, Any]]:
    if not dataclasses.is_dataclass(record):
        return [("", record)]
    return [(field.name, getattr(record, field.name)) for field in dataclasses.fields(record)]
