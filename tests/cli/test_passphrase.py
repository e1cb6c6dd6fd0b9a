"""Where a passphrase comes from: a person at the keyboard, or the environment where nobody sits."""

import sys

import click
import pytest

from prevention_cpd.cli import passphrase


@pytest.fixture
def typed(monkeypatch):
    """A keyboard on which somebody types a passphrase; return a function that says whether anybody sits there."""
    monkeypatch.setattr(click, "prompt", lambda *_texts, **_options: "typed")
    return lambda sits: monkeypatch.setattr(sys.stdin, "isatty", lambda: sits, raising=False)


@pytest.mark.parametrize(("sits", "taken"), [(True, "typed"), (False, "of the shell")])
def test_a_person_types_a_new_passphrase_though_the_old_one_is_in_the_shell(
    typed, monkeypatch, capsys, sits, taken
):
    """Else who knew the old one would know the new one too; either way it is told where it comes from."""
    monkeypatch.setenv(passphrase.VARIABLE, "of the shell")
    typed(sits)

    assert passphrase.new() == taken

    told = capsys.readouterr()
    assert passphrase.VARIABLE in told.err
    assert told.out == ""
