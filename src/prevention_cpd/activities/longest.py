"""How much there is to read in an activity: of one that branches, the words of its longest way."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from prevention_cpd.core.markup import ROLE, plain

Data = dict[str, Any]

#: Keys whose values a program reads, and no learner.
_NOT_READ = frozenset(
    {"id", "kind", "outcome", "minutes", "start", "next", "tone", "remember", "when", "section", "speaker"}
    | {"best", "acceptable", "weight", "teaches", "given"}
)


def longest_words(data: Data) -> int:
    """Count the words that a learner reads at most.

    Args:
        data: the data of an activity as its YAML file has it.
    """
    if "nodes" not in data:
        return _words(data)
    nodes = {node["id"]: node for node in data["nodes"]}

    @cache
    def from_node(name: str) -> int:
        choices = nodes[name].get("choices", [])
        offered = sum(_words({"text": choice["text"]}) for choice in choices)
        onward = (_words({"feedback": choice["feedback"]}) + from_node(choice["next"]) for choice in choices)
        own = {key: value for key, value in nodes[name].items() if key != "choices"}
        return _words(own) + offered + max(onward, default=0)

    around = {key: value for key, value in data.items() if key != "nodes"}
    return _words(around) + from_node(data["start"])


def most_decisions(data: Data) -> int:
    """Count the decisions on the longest way of a conversation, which must not go round in a circle."""
    nodes = {node["id"]: node for node in data["nodes"]}

    @cache
    def from_node(name: str) -> int:
        choices = nodes[name].get("choices", [])
        return 1 + max(from_node(choice["next"]) for choice in choices) if choices else 0

    return from_node(data["start"])


def _words(value: Any) -> int:
    """Count the words of every text below a value."""
    if isinstance(value, str):
        return len(re.findall(r"\w+", ROLE.sub(lambda found: plain(found[1], found[2]), value)))
    if isinstance(value, list):
        return sum(map(_words, value))
    if isinstance(value, dict):
        return sum(_words(part) for key, part in value.items() if key not in _NOT_READ)
    return 0
