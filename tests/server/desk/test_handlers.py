"""What the desk does can be typed as well."""

import click
import pytest
from nbgrader.apps import NbGraderApp

from prevention_cpd.cli import main
from prevention_cpd.server.desk.handlers import COMMANDS, HANDLERS

#: Marking is done on the desk alone.
MARKING = ("marking_pages", "training_page")
ACTIONS = [
    handler
    for handler in dict.fromkeys(each[1] for each in HANDLERS)
    if "post" in vars(handler) and not handler.__module__.endswith(MARKING)
]


@pytest.mark.parametrize("handler", ACTIONS, ids=lambda handler: handler.__name__)
def test_each_action_is_a_command(handler):
    """Every form that changes something names its commands, and each of them is there."""
    for typed in COMMANDS[handler]:
        program, *names = typed.split()
        if program == "nbgrader":
            assert names[0] in NbGraderApp.subcommands
            continue
        command = main
        for name in names:
            assert isinstance(command, click.Group), typed
            command = command.get_command(click.Context(command), name)
            assert command, typed


def test_no_command_is_named_for_nothing():
    """What does not change anything any more is taken out of the table."""
    assert set(COMMANDS) == set(ACTIONS)
