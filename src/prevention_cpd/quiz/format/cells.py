"""Notebook nodes, made in one place because nbformat gives no types for them."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, from_dict


def node(data: dict[str, Any]) -> NotebookNode:
    """Return plain data as nested notebook nodes."""
    return from_dict(data)  # type: ignore[no-any-return, no-untyped-call]


def markdown(source: str, metadata: dict[str, Any] | None = None) -> NotebookNode:
    """Return a Markdown cell without an id, for a notebook that is only shown."""
    return node({"cell_type": "markdown", "metadata": metadata or {}, "source": source})
