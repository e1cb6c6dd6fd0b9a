"""The words of the engine's own controls and messages: one `strings.yml` in each package that speaks."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def strings(package: str, name: str = "strings.yml") -> dict[str, Any]:
    """Return the words of a package, parsed once for each process.

    Args:
        package: the dotted name of a package that holds the file, such as `prevention_cpd.book`.
        name: the file below the package.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506  # a safe one, both of them
    return words
