"""The readable faces of the kinds that go through cases: cards, stages, steps, talks, texts, plans."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prevention_cpd.activities.fallback_parts import answers, items

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prevention_cpd.activities.fallback_parts import Data


def _named(options: Iterable[Data]) -> dict[str, str]:
    return {option["id"]: option["text"] for option in options}


def sort(data: Data, words: Data) -> str:
    """Buckets and cards; then where each card stands and why."""
    names = _named(data["buckets"])

    def answer(card: Data) -> str:
        several = "sound_many" if len(card["best"]) > 1 else "sound_one"
        best = escape(words[several]).format(list=", ".join(names[name] for name in card["best"]))
        feedback = items(f"<em>{names[name]}</em>: {text}" for name, text in card["feedback"].items())
        reasons = items(f"<em>{one['text']}</em> {one['feedback']}" for one in card.get("reasons", []))
        why = f"<p>{escape(words['which_reason'])}</p>{reasons}" if card.get("reasons") else ""
        return f"<p>{card['text']}</p><p><strong>{best}</strong></p>{feedback}{why}{card.get('note', '')}"

    buckets = items(f"<strong>{one['text']}</strong> {one.get('hint', '')}" for one in data["buckets"])
    cards = items((card["text"] for card in data["cards"]), "ol")
    return buckets + cards + answers(words, items(map(answer, data["cards"]), "ol"))


def timeline(data: Data, words: Data) -> str:
    """The line and what to place; then, stage by stage, what stands there."""

    def stage(one: Data) -> str:
        here = [item["text"] for item in data["items"] if one["id"] in item["best"]]
        found = items(here) if here else f"<p>{escape(words['none_here'])}</p>"
        return f"<p><strong>{one['text']}</strong></p>{one['note']}{found}"

    notes = items(f"{item['text']} {item['note']}" for item in data["items"])
    line = items((one["text"] for one in data["stages"]), "ol")
    placed = items(map(stage, data["stages"]), "ol")
    return line + items(item["text"] for item in data["items"]) + answers(words, placed + notes)


def path(data: Data, words: Data) -> str:
    """Steps and barriers; then what would mend each."""

    def step(one: Data, *, mend: bool) -> str:
        def barrier(each: Data) -> str:
            kind = escape(words[f"kind_{each['kind']}"])
            return f"<strong>{each['text']}</strong> ({kind}) {each['help']}" if mend else each["text"]

        return f"<p>{one['text']}</p>{items(map(barrier, one['barriers']))}"

    steps = items((step(one, mend=False) for one in data["steps"]), "ol")
    mended = items((step(one, mend=True) for one in data["steps"]), "ol")
    return f"{data['task']}{steps}{answers(words, mended)}"


def conversation(data: Data, words: Data) -> str:
    """The setting and how the talk begins; then every turn with what can be said, numbered to be followed."""
    numbers = {node["id"]: number for number, node in enumerate(data["nodes"], 1)}
    nodes = {node["id"]: node for node in data["nodes"]}
    names = {name: escape(words[name]) for name in ("caller", "officer", "note")}
    names |= {name: escape(text) for name, text in data.get("roles", {}).items()}
    tones = {tone: escape(words[f"tone_{tone}"]) for tone in ("good", "mixed", "poor")}

    def choice(one: Data) -> str:
        onward = escape(words["goes_to"]).format(n=numbers[one["next"]])
        return f"<em>{one['text']}</em> <strong>{tones[one['tone']]}</strong> {one['feedback']} {onward}"

    def turn(node: Data) -> str:
        said = f"<p>{names[node['speaker']]}: {node['text']}</p>"
        choices = items(map(choice, node["choices"])) if node.get("choices") else ""
        return f"{said}{choices}{node.get('debrief', '')}"

    first = nodes[data["start"]]
    start = f"<p>{names[first['speaker']]}: {first['text']}</p>"
    offered = items(one["text"] for one in first.get("choices", []))
    return f"{data['setting']}{start}{offered}{answers(words, items(map(turn, data['nodes']), 'ol'))}"


def lines(data: Data, words: Data) -> str:
    """The case and the parts; then what each wording does; the checklist."""

    def rated(option: Data) -> str:
        verdict = escape(words["line_ok" if option["good"] else "line_warn"])
        return f"<q>{option['text']}</q> <strong>{verdict}</strong> {option['feedback']}"

    slots = items(
        (one["prompt"] + items(option["text"] for option in one["options"]) for one in data["slots"]), "ol"
    )
    told = items((one["prompt"] + items(map(rated, one["options"])) for one in data["slots"]), "ol")
    check = f"<p>{escape(words['checklist'])}</p>{items(data['checklist'])}"
    return f"{data['brief']}{slots}{check}{answers(words, told)}"


def plan(data: Data, words: Data) -> str:
    """The prompts with their examples."""

    def prompt(one: Data) -> str:
        examples = (
            f"<p>{escape(words['examples'])}</p>{items(one['examples'])}" if one.get("examples") else ""
        )
        return f"<strong>{one['label']}</strong> {one.get('hint', '')}{examples}"

    own = f"<p>{escape(words['no_script'])}</p>"
    return own + items(map(prompt, data["prompts"]), "ol") + str(data.get("closing", ""))


def decisions(data: Data, words: Data) -> str:
    """The case and what can be decided; then the consequences."""

    def rated(option: Data) -> str:
        weight = escape(words[f"weight_{option['weight']}"])
        return f"<em>{option['text']}</em> <strong>{weight}</strong> {option['consequence']}"

    def ask(one: Data) -> str:
        options = items(option["text"] for option in one["options"])
        return f"<p><strong>{one['title']}</strong></p>{one['situation']}{options}"

    def answer(one: Data) -> str:
        return f"<p><strong>{one['title']}</strong></p>{items(map(rated, one['options']))}"

    asked = items(map(ask, data["decisions"]), "ol")
    return f"{data['setting']}{asked}{answers(words, items(map(answer, data['decisions']), 'ol'))}"
