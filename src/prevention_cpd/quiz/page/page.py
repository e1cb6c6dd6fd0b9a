"""The HTML file of a quiz, from its `questions.json` alone: so no key can be in it."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from prevention_cpd.frontend import base_css, compose, controls_words, palette_css
from prevention_cpd.questions.kinds.text.scorer import LONGEST
from prevention_cpd.quiz.build.printed_question import offered
from prevention_cpd.quiz.format.pass_told import pass_told
from prevention_cpd.quiz.words import number, points, say, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).parent
_TAKE = _HERE.parent / "take" / "js"


def page(quiz: dict[str, Any], *, preview: bool = False) -> str:
    """Return the page, which asks nothing of any server.

    Args:
        quiz: what `questions.json` holds.
        preview: whether nothing is kept and nothing can be handed in.
    """
    text = {**words("page"), **(words("preview") if preview else {})}
    state = {
        "quiz": quiz,
        "strings": {
            **controls_words(),
            **words("widget"),
            **text,
            "too_long": say("saving", "too_long", longest=f"{LONGEST:,}"),
        },
        "longest": LONGEST,
        "preview": preview,
    }
    questions = quiz["questions"]
    module = compose(_HERE / "js" / "page.js", _TAKE)
    return _template().render(
        text=text,
        quiz=quiz,
        form=say("notebook", "form", form=quiz["form"]),
        how_many=say(
            "page",
            "how_many",
            questions=len(questions),
            points=number(sum(each["points"] for each in questions)),
        ),
        rules=" ".join(pass_told(quiz)),
        paper=list(_paper(questions)),
        css=Markup(palette_css() + base_css() + (_TAKE / "quiz.css").read_text(encoding="utf-8")),  # noqa: S704
        # No text of a question may end the script that it stands in.
        state=Markup(json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704
        module=Markup(module),  # noqa: S704
        digest="sha256-" + base64.b64encode(hashlib.sha256(module.encode("utf-8")).digest()).decode("ascii"),
    )


def _paper(questions: list[dict[str, Any]]) -> Iterator[tuple[str, Any, str, str]]:
    """Yield each question as it is printed: heading, situation, what is asked for, question."""
    before = None
    for at, question in enumerate(questions, start=1):
        scenario = question.get("scenario")
        head = f"{say('notebook', 'question', number=at)} ({points(question['points'])})"
        asked = words("notebook").get(question["kind"], "")
        told = scenario if scenario != before else None
        yield head, told, asked, question["stem"] + offered(question)
        before = scenario


@functools.cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("quiz.html.j2")
