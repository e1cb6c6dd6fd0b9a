"""The static face of an activity, for pages without a kernel; everything a book needs from the activities."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from prevention_cpd import frontend
from prevention_cpd.activities.instance import Instance
from prevention_cpd.activities.kinds import SHARED, common_words, kinds
from prevention_cpd.activities.loading import (
    load,
    own_texts_of,
    practice,
    progress,
    reflection,
    section_done,
    statements_of,
)
from prevention_cpd.activities.styles import css
from prevention_cpd.core.packing import packed as deflated
from prevention_cpd.core.packing import unpacked

__all__ = [
    "Instance",
    "css",
    "host_script",
    "load",
    "modules_script",
    "own_texts_of",
    "practice",
    "progress",
    "reflection",
    "section_done",
    "state_of",
    "statements_of",
    "static_html",
]


def static_html(instance: Instance, *, packed: bool = False) -> str:
    """Give the whole static face: the state as JSON, and what is readable until the module runs.

    Args:
        instance: the activity.
        packed: whether the JSON is deflated, without the words that `modules_script` brings along: a page of
            a book should not carry them again with each of its activities.
    """
    state = {
        "course": instance.course,
        "key": instance.key,
        "data": instance.data,
        "strings": _strings_that_differ(instance) if packed else instance.strings,
    }
    failed = escape(instance.strings["failed"])
    return (
        f'<div class="cpd-activity cpd-activity-{instance.kind}" data-cpd-activity="{escape(instance.id)}"'
        f' data-cpd-module="{instance.kind}">'
        f"{_packed(state) if packed else _plain(state)}"
        f'<p class="cpd-failed" hidden>{failed}</p>'
        f'<div class="cpd-fallback">{instance.face}</div>'
        "</div>"
    )


def host_script() -> str:
    """Give the script that runs the activities of a page, for ``_static/cpd-host.js``."""
    return (frontend.FOLDER / "host.js").read_text(encoding="utf-8")


def modules_script() -> str:
    """Give one script with every module, helper and word, each once, for ``_static/cpd-modules.js``.

    It has to run before the host.
    """
    text = (frontend.FOLDER / "bundle.js").read_text(encoding="utf-8")
    put_in = {
        "SOURCES": frontend.sources({name: kind.module for name, kind in kinds().items()}, SHARED),
        "WORDS": {"": common_words(), **{name: kind.own_words for name, kind in kinds().items()}},
    }
    # In ASCII: then it does not matter which encoding a server or a page declares.
    return re.sub("|".join(put_in), lambda found: json.dumps(put_in[found.group()], indent=0), text)


def state_of(text: str) -> dict[str, Any]:
    """Read what stands in the element with an activity's state, packed or not."""
    if text.startswith("{"):
        return dict(json.loads(text))
    state: dict[str, Any] = json.loads(unpacked(text))
    return {**state, "strings": {**kinds()[state["data"]["kind"]].words, **state["strings"]}}


def _strings_that_differ(instance: Instance) -> dict[str, Any]:
    """Give the words that the course or the activity has in place of those of its kind."""
    words = kinds()[instance.kind].words
    return {name: text for name, text in instance.strings.items() if text != words.get(name)}


def _plain(state: object) -> str:
    return f'<script type="application/json" class="cpd-state">{_json(state)}</script>'


def _packed(state: object) -> str:
    """Give the state as `host.js` unpacks it: raw deflate in base64."""
    return f'<script type="text/plain" class="cpd-state">{deflated(_compact(state).encode())}</script>'


def _compact(state: object) -> str:
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def _json(state: object) -> str:
    """Give JSON that may stand in a script element, whatever the data holds."""
    text = _compact(state)
    # `</script>` and `<!--` would be read by HTML; the two separators are line ends to old JavaScript.
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
