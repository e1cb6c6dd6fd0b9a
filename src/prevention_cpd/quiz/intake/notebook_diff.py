"""What a learner's notebook has that the released one had not, told in a few words.

None of it counts: answers are in `answers.json`, and grading starts from the
released cells. A trainer may still want to know.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prevention_cpd.quiz.format.key import without_key
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A cell as learners got it."""

    cell_type: str
    #: Without the key, and without spaces around it.
    source: str
    #: None where it is no grade cell.
    points: float | None


def originals(cells: Iterable[Mapping[str, Any]]) -> dict[str, Original]:
    """Return the released cells by their id, in their order.

    Args:
        cells: as the gradebook has them, keys included.
    """
    return {
        _id(cell): Original(
            cell_type=cell["cell_type"],
            source=without_key(cell["source"]).strip(),
            points=cell["metadata"]["nbgrader"].get("points"),
        )
        for cell in cells
    }


def altered(submitted: Sequence[Any], released: Mapping[str, Original]) -> tuple[str, ...]:
    """Return what was done to the notebook, as sentences for the trainer; never raises for what is in it.

    Args:
        submitted: the cells as JSON gave them.
        released: from `originals`.
    """
    ids = [name if (name := _id(cell)) in released else "" for cell in submitted]
    known = [name for name in ids if name]
    if not known:
        return (words("altered")["nothing_left"],)
    first = list(dict.fromkeys(known))
    found: Counter[str] = Counter()
    found["deleted"] = len(released) - len(first)
    found["copied"] = len(known) - len(first)
    found["moved"] = int(first != [name for name in released if name in set(first)])
    for cell, name in zip(submitted, ids, strict=True):
        if name:
            for change in _changes(cell, released[name]):
                found[change] += 1
        elif _source(cell).strip():
            # A host adds an empty cell by itself when the last one is run; that is nobody's doing.
            found["added"] += 1
    return tuple(say("altered", name, count=count) for name, count in found.items() if count)


def _changes(cell: Any, original: Original) -> Iterator[str]:
    """Yield what differs between a cell and the one that was released."""
    if cell.get("cell_type") != original.cell_type:
        yield "retyped"
    if _source(cell).strip() != original.source:
        yield "rewritten"
    if original.points is not None:
        if _nbgrader(cell).get("points") != original.points:
            yield "points"
        # Grade cells are locked and do nothing: outputs in them were put there.
        if cell.get("outputs"):
            yield "outputs"


def _id(cell: Any) -> str:
    name = _nbgrader(cell).get("grade_id")
    return name if isinstance(name, str) else ""


def _nbgrader(cell: Any) -> Mapping[str, Any]:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def _source(cell: Any) -> str:
    """Return the text of a cell, which a file keeps as one string or as a list of lines."""
    source = cell.get("source") if isinstance(cell, dict) else ""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""
