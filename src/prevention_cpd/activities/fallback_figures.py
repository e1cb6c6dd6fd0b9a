"""The readable faces of the kinds that count: what the drawings show stands in tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prevention_cpd.activities.fallback_parts import answers, asked, items, table
from prevention_cpd.activities.screening import by_score, percent, screen, visit

if TYPE_CHECKING:
    from prevention_cpd.activities.fallback_parts import Data

#: The norms explorer counts in groups of this size.
POPULATION = 1000


def audit(data: Data, words: Data) -> str:
    """The levels, and the capabilities by domain with what to look for; the advice for each level."""

    def capability(one: Data) -> str:
        look = f" {escape(words['look_for'])} {one['look_for']}" if one.get("look_for") else ""
        return f"{one['number']}. {one['text']}.{look}"

    domains = items(
        f"<strong>{one['text']}</strong>{items(map(capability, one['capabilities']))}"
        for one in data["domains"]
    )
    advice = items(f"<strong>{one['text']}</strong>: {data['advice'][one['id']]}" for one in data["levels"])
    return f"{items(one['text'] for one in data['levels'])}{domains}{answers(words, advice)}"


def base_rate(data: Data, words: Data) -> str:
    """Each preset as a row of whole people."""
    labels = {name: escape(text) for name, text in data["labels"].items()}

    def row(preset: Data) -> list[str]:
        counts = screen(data["population"], preset["base_rate"], preset["sensitivity"], preset["specificity"])
        share = percent(counts.right_flags, counts.flagged)
        numbers = [counts.right_flags, counts.wrong_flags, counts.missed, counts.left_alone]
        return [preset["text"], *map(str, numbers), "–" if share is None else f"{share}%"]

    caption = escape(words["caption"]).format(population=data["population"])
    head = [
        escape(words["preset"]),
        *(labels[name] for name in ("right_flags", "wrong_flags", "missed", "left_alone")),
        escape(words["share_right"]),
    ]
    notes = items(f"<strong>{one['text']}</strong> {one['note']}" for one in data["presets"] if "note" in one)
    questions, solved = asked(data["questions"], words)
    numbers = table(caption, head, map(row, data["presets"]))
    return f'<div class="cpd-scroll" tabindex="0">{numbers}</div>{notes}{questions}{answers(words, solved)}'


def norms(data: Data, words: Data) -> str:
    """The rates of the manual first; every group's with the answers."""

    def rates(groups: list[Data]) -> str:
        counted = [by_score(group["rates"], POPULATION) for group in groups]
        rows: list[list[str]] = [
            [
                str(cells[0]["score"]),
                *(escape(words["of"]).format(n=cell["reoffended"], total=cell["people"]) for cell in cells),
            ]
            for cells in zip(*counted, strict=True)
        ]
        sums = (sum(row["reoffended"] for row in one) for one in counted)
        total = (escape(words["of"]).format(n=one, total=POPULATION) for one in sums)
        rows.append([escape(words["together"]), *total])
        head = [escape(words["score"]), *(group["text"] for group in groups)]
        numbers = table(escape(words["caption"]), head, rows)
        return f'<div class="cpd-scroll" tabindex="0">{numbers}</div>'

    questions, solved = asked(data["questions"], words)
    told = rates(data["groups"]) + data["reveal"] + questions + solved
    return f"{data['prompt']}{rates(data['groups'][:1])}{answers(words, told)}"


def threshold(data: Data, words: Data) -> str:
    """What the fewest, the usual and the most visits come to."""
    room = data["capacity"]

    def row(capacity: int) -> list[str]:
        counts = visit(data["cases"], capacity)
        return [str(counts[name]) for name in ("visited", "found", "empty", "waiting", "missed")]

    names = ("visited", "sign_found", "sign_empty", "sign_waiting", "sign_missed")
    rows = map(row, sorted({room["min"], room["start"], room["max"]}))
    questions, solved = asked(data["questions"], words)
    numbers = table(escape(words["caption_visits"]), (escape(words[name]) for name in names), rows)
    return f'<div class="cpd-scroll" tabindex="0">{numbers}</div>{questions}{answers(words, solved)}'
