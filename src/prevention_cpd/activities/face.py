"""The readable face of an activity: without JavaScript, in print, and in a notebook that nobody has run.

Content first; answers and feedback follow behind a disclosure. Each kind has a template, `print.html.j2`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup, escape

from prevention_cpd.activities import counting
from prevention_cpd.activities.kinds import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

Data = dict[str, Any]


def readable_face(kind: str, data: Data, words: Data) -> str:
    """Give the whole readable face as HTML, from the kind, what is shown and the words of the controls."""
    folder = kinds()[kind].folder.name
    template = _environment().get_template(f"kinds/{folder}/print.html.j2")
    head = f'<p class="cpd-title">{data["title"]}</p>' if "title" in data else ""
    body = template.render(data=data, words=words)
    return f"{head}{data.get('intro', '')}{body}"


@cache
def _environment() -> jinja2.Environment:
    """Words and plain texts are escaped; a template says `|safe` where the data is HTML already."""
    here = Path(__file__).parent
    of_questions = jinja2.PrefixLoader({"questions": jinja2.FileSystemLoader(here.parent / "questions")})
    loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(here), of_questions])
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"fill": _fill, "of": _of, "items_by_id": _by_id}
    environment.globals |= {
        "named": _named,
        "place": _place,
        "worked_out": _worked_out,
        "remembered": _remembered,
        "zip": zip,
        "screen": counting.screen,
        "percent": counting.percent,
        "by_score": counting.by_score,
        "visit": counting.visit,
    }
    return environment


def _fill(text: str, **values: object) -> Markup:
    """Fill the names in a text, as `fill` in `dom.js` does."""
    return Markup(escape(text)).format(**values)  # noqa: S704  # escaped in the same breath


def _by_id(items: Iterable[Data]) -> dict[str, Data]:
    return {item["id"]: item for item in items}


def _named(items: Iterable[Data]) -> dict[str, str]:
    return {item["id"]: item["text"] for item in items}


def _of(names: dict[str, str], ids: Iterable[str]) -> Markup:
    """List the texts of some ids, which are HTML already."""
    return Markup(", ".join(names[name] for name in ids))  # noqa: S704


def _place(nodes: list[Data], name: str) -> int:
    """Give the number of a node, counted from 1."""
    return [node["id"] for node in nodes].index(name) + 1


def _worked_out(case: Data) -> int:
    """Count the first steps of a worked example that are shown, as `module.js` of the kind does."""
    return {"full": len(case["steps"]), "half": -(-len(case["steps"]) // 2), "none": 0}[case["given"]]


def _remembered(data: Data, flag: str) -> str:
    """Give the numbers of the nodes with a choice that is remembered under this name."""
    numbers = (
        str(number)
        for number, node in enumerate(data["nodes"], 1)
        if any(choice.get("remember") == flag for choice in node.get("choices", []))
    )
    return ", ".join(numbers)
