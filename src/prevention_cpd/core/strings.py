"""The words of the engine's own controls and messages: one `strings.yml` in each package that speaks."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def strings(package: str) -> dict[str, dict[str, Any]]:
    """Return the words of a package by group, parsed once for each process.

    Args:
        package: the dotted name of a package that holds a `strings.yml`, such as `prevention_cpd.book`.
    """
    text = resources.files(package).joinpath("strings.yml").read_text(encoding="utf-8")
    words: dict[str, dict[str, Any]] = yaml.load(text, _Loader)  # noqa: S506  # a safe one, both of them
    return words
