"""The command `cpd`: thin; every command calls one function of the package.

Exit status: 0 done, 1 problems found (each on a line of its own), 2 wrong usage.
"""

from __future__ import annotations

import importlib

import click

from prevention_cpd import __version__

__all__ = ["main"]

#: Each command, and the module of this package that has it.
_COMMANDS = {
    "build": "book",
    "bundle": "editions",
    "certificate": "certificate",
    "check": "check",
    "class": "classes",
    "desk": "desk",
    "export": "export",
    "grade": "grade",
    "issuer": "issuer",
    "handbook": "editions",
    "language": "language",
    "notebooks": "editions",
    "quiz": "quiz",
    "reading": "reading",
    "record": "record",
    "report": "report",
    "results": "results",
    "serve": "book",
    "verify": "verify",
}


class _Commands(click.Group):
    """Commands that are loaded when they are asked for, so that none waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name, None) or module.command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cpd")
def main() -> None:
    """Work on a course: check it, compile it, build and grade its quizzes.

    Every command works on the course that holds the current folder.
    """
