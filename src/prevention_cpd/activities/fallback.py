"""The readable face of an activity: without JavaScript, in print, and in a notebook that nobody has run.

Content first; answers and feedback follow behind a disclosure. One function a kind.
The data's texts are HTML already; texts that are not are escaped here.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from prevention_cpd.activities import fallback_cases, fallback_figures
from prevention_cpd.activities.fallback_parts import answers as _answers
from prevention_cpd.activities.fallback_parts import items as _items

if TYPE_CHECKING:
    from collections.abc import Callable

    from prevention_cpd.activities.fallback_parts import Data
    from prevention_cpd.activities.instance import Instance


def fallback(instance: Instance) -> str:
    """Give the whole readable face as HTML."""
    data, words = instance.data, instance.strings
    head = "" if "title" not in data else f'<p class="cpd-title">{data["title"]}</p>'
    return f"{head}{data.get('intro', '')}{_KINDS[instance.kind](data, words)}"


def _opener(data: Data, words: Data) -> str:
    notes = (f"{item['text']}{item['note']}" for item in data["statements"])
    return _items((item["text"] for item in data["statements"]), "ol") + _answers(words, _items(notes, "ol"))


def _confidence(data: Data, words: Data) -> str:
    scale = ", ".join(f"{number} {escape(word)}" for number, word in enumerate(words["scale"], 1))
    return f"<p>{scale}</p>" + _items((item["text"] for item in data["statements"]), "ol")


def _choose(data: Data, words: Data) -> str:
    names = {option["id"]: option["text"] for option in data["options"]}

    def answer(case: Data) -> str:
        best = escape(words["best"]).format(list=", ".join(names[name] for name in case["best"]))
        can_stand = ", ".join(names[name] for name in case.get("acceptable", []))
        also = f" {escape(words['acceptable']).format(list=can_stand)}" if can_stand else ""
        feedback = _items(f"<em>{names[name]}</em>: {text}" for name, text in case["feedback"].items())
        return f"<p>{case['text']}</p><p><strong>{best}</strong>{also}</p>{feedback}{case.get('note', '')}"

    cases = _items((case["text"] for case in data["cases"]), "ol")
    return _items(names.values()) + cases + _answers(words, _items(map(answer, data["cases"]), "ol"))


def _repair(data: Data, words: Data) -> str:
    def rated(option: Data) -> str:
        verdict = escape(words["wording_ok" if option["good"] else "wording_warn"])
        return f"{verdict} <em>{option['text']}</em> {option['feedback']}"

    def answer(passage: Data) -> str:
        verdict, harmful = words["needs_fine_ok"], ""
        if passage["harmful"]:
            verdict = words["needs_repair_ok"]
            harmful = f"<p>{escape(words['harm_lies_in'])} <q>{escape(passage['harmful'])}</q></p>"
        options = _items(map(rated, passage["options"]))
        sentence = f"<q>{escape(passage['text'])}</q>"
        return f"<p>{sentence}</p><p><strong>{escape(verdict)}</strong></p>{passage['why']}{harmful}{options}"

    document = data["document"]
    memo = f'<p><strong>{document["title"]}</strong></p><p class="cpd-hint">{document["fictional"]}</p>'
    sentences = _items((escape(passage["text"]) for passage in data["passages"]), "ol")
    return memo + sentences + _answers(words, _items(map(answer, data["passages"]), "ol"))


def _headline(data: Data, words: Data) -> str:
    def rated(option: Data) -> str:
        verdict = escape(words["answer_ok" if option["correct"] else "answer_warn"])
        return f"{verdict} <em>{option['text']}</em> {option['feedback']}"

    def ask(case: Data) -> str:
        asked = (
            one["prompt"] + _items(option["text"] for option in one["options"]) for one in case["questions"]
        )
        return f"<p><strong>{case['headline']}</strong></p>{_items(asked)}"

    def answer(case: Data) -> str:
        told = (one["prompt"] + _items(map(rated, one["options"])) for one in case["questions"])
        figure = case.get("fact")
        limit = f"<p>{figure['text']} {escape(words['caveat'])} {figure['caveat']}</p>" if figure else ""
        return f"<p><strong>{case['headline']}</strong></p>{_items(told)}{case['summary']}{limit}"

    hint = f'<p class="cpd-hint">{escape(words["invented"])}</p>'
    cases = _items(map(ask, data["cases"]), "ol")
    return hint + cases + _answers(words, _items(map(answer, data["cases"]), "ol"))


def _language(data: Data, words: Data) -> str:
    def entry(term: Data) -> str:
        told = f"<q>{escape(term['term'])}</q>: {escape(term['why'])}"
        if not term["alternatives"]:
            return told
        return f"{told} {escape(words['instead'])} {escape('; '.join(term['alternatives']))}."

    return f"<p>{escape(words['no_script'])}</p>" + _items(map(entry, data.get("terms", [])))


def _practice(data: Data, words: Data) -> str:
    question, review = data["question"], data["review"]
    offered = _PARTS[question["kind"]](question, words)
    solved = _SOLVED[question["kind"]](question, data["key"], review, words)
    return f"{question['stem']}{offered}{_answers(words, solved + review['rationale'])}"


def _options(question: Data, _words: Data) -> str:
    return _items(option["text"] for option in question["options"])


def _pairs(question: Data, _words: Data) -> str:
    return _items(left["text"] for left in question["left"]) + _items(
        right["text"] for right in question["right"]
    )


def _order(question: Data, _words: Data) -> str:
    return _items(item["text"] for item in question["items"])


def _number(question: Data, words: Data) -> str:
    unit = question.get("unit")
    return f"<p>{escape(words['your_number_in'].format(unit=unit) if unit else words['your_number'])}</p>"


def _criteria(question: Data, words: Data) -> str:
    return f"<p>{escape(words['rubric'])}</p>" + _items(
        escape(row["criterion"]) for row in question["rubric"]
    )


def _options_solved(question: Data, key: Data, review: Data, words: Data) -> str:
    right = key["right"] if isinstance(key["right"], list) else [key["right"]]
    return _items(
        f"<strong>{escape(words['pick_ok' if option['id'] in right else 'pick_warn'])}</strong>: "
        f"<em>{option['text']}</em> {review['options'].get(option['id'], '')}"
        for option in question["options"]
    )


def _pairs_solved(question: Data, key: Data, _review: Data, _words: Data) -> str:
    rights = {right["id"]: right["text"] for right in question["right"]}
    return _items(f"{left['text']} → {rights[key['pairs'][left['id']]]}" for left in question["left"])


def _order_solved(question: Data, key: Data, _review: Data, _words: Data) -> str:
    names = {item["id"]: item["text"] for item in question["items"]}
    return _items((names[name] for name in key["items"]), "ol")


def _number_solved(_question: Data, key: Data, _review: Data, _words: Data) -> str:
    return f"<p><strong>{key['value']:g} {escape(key['unit'] or '')}</strong></p>"


def _criteria_solved(_question: Data, key: Data, _review: Data, words: Data) -> str:
    rows = (f"<strong>{escape(row['criterion'])}</strong> {escape(row['guidance'])}" for row in key["rubric"])
    return f"<p>{escape(words['compare_rubric'])}</p>" + _items(rows)


def _reflection(data: Data, words: Data) -> str:
    return f"{data['prompt']}<p>{escape(words['no_script'])}</p>"


def _progress(data: Data, words: Data) -> str:
    def link(page: Data) -> str:
        return f'<a href="{escape(page["href"])}">{page["title"]}</a>'

    modules = (module["title"] + _items(map(link, module["pages"])) for module in data["modules"])
    return f"<p>{escape(words['no_script'])}</p>{_items(modules)}"


def _section_done(_data: Data, _words: Data) -> str:
    return ""


_PARTS: dict[str, Callable[[Data, Data], str]] = {
    "single": _options,
    "multiple": _options,
    "match": _pairs,
    "order": _order,
    "numeric": _number,
    "text": _criteria,
}
_SOLVED: dict[str, Callable[[Data, Data, Data, Data], str]] = {
    "single": _options_solved,
    "multiple": _options_solved,
    "match": _pairs_solved,
    "order": _order_solved,
    "numeric": _number_solved,
    "text": _criteria_solved,
}
_KINDS: dict[str, Callable[[Data, Data], str]] = {
    "opener": _opener,
    "confidence": _confidence,
    "choose": _choose,
    "repair": _repair,
    "headline": _headline,
    "language": _language,
    "practice": _practice,
    "reflection": _reflection,
    "progress": _progress,
    "section-done": _section_done,
    "sort": fallback_cases.sort,
    "timeline": fallback_cases.timeline,
    "map": fallback_cases.path,
    "conversation": fallback_cases.conversation,
    "lines": fallback_cases.lines,
    "plan": fallback_cases.plan,
    "decisions": fallback_cases.decisions,
    "audit": fallback_figures.audit,
    "base-rate": fallback_figures.base_rate,
    "norms": fallback_figures.norms,
    "threshold": fallback_figures.threshold,
}
