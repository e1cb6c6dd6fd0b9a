"""Notebook nodes, made in one place because nbformat gives no types for them."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, from_dict


def node(data: dict[str, Any]) -> NotebookNode:
    """Return plain data as nested notebook nodes."""
    return from_dict(data)  # type: ignore[no-any-return, no-untyped-call]
