"""Write docs/commands.md: every command with what it does, its arguments and options, from its own help.

python tools/commands.py
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli import main as cpd

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """# Commands

`cpd` works on the course that holds the current folder.
It ends with 0 when it has done what it was asked for, and with 2 when it was called wrongly.
With 1 it found something wrong, and says so in a line each: `file:line: code: what is wrong. how to fix it`.
This page is made from `cpd COMMAND --help` by `tools/commands.py`.
"""


def page() -> str:
    """Return the page as Markdown."""
    parts = [line for name, command in sorted_commands(cpd, "cpd") for line in told(name, command)]
    return "\n".join([HEAD, *parts])


def sorted_commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its full name."""
    context = click.Context(group, info_name=name)
    for each in sorted(group.list_commands(context)):
        command = group.get_command(context, each)
        if isinstance(command, click.Group):
            yield from sorted_commands(command, f"{name} {each}")
        elif command:
            yield f"{name} {each}", command


def told(name: str, command: click.Command) -> Iterator[str]:
    """Yield the lines of one command."""
    context = click.Context(command, info_name=name)
    arguments = " ".join(command.collect_usage_pieces(context)).removeprefix("[OPTIONS]").strip()
    yield f"## {name}\n"
    yield f"`{f'{name} {arguments}'.strip()}`\n"
    yield inspect.cleandoc(command.help or "").replace("\b\n", "").replace("\f", "") + "\n"
    records = [record for option in command.params if (record := option.get_help_record(context))]
    if records:
        yield "| option | |\n| --- | --- |"
        yield from (
            f"| `{names}` | {' '.join(text.split())} |".replace("[", "\\[") for names, text in records
        )
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
