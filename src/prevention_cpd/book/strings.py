"""The words of the book's frame, out of strings.yml."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml


@functools.cache
def strings(group: str) -> dict[str, Any]:
    """Return the words of one group."""
    text = resources.files(__package__).joinpath("strings.yml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)[group]
    return words
