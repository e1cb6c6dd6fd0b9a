"""The passphrase of the issuer's key: from the environment where no person sits, or typed, never shown."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from prevention_cpd.core.problems import CourseError
from prevention_cpd.records.signing.issuer import PASSPHRASE as VARIABLE

if TYPE_CHECKING:
    from prevention_cpd.records.signing.issuer import Issuer


def asked(issuer: Issuer) -> str:
    """Return the passphrase of the key in use; empty where it needs none.

    Raises:
        CourseError: when there is no issuer, or nobody to ask.
    """
    if not issuer.is_locked:
        return ""
    if named := os.environ.get(VARIABLE):
        return named
    if not sys.stdin.isatty():
        raise CourseError([issuer.problem("nobody", path=issuer.key_file(issuer.known().key.id))])
    return str(click.prompt("Passphrase", hide_input=True, err=True))


def new() -> str:
    """Return a new passphrase, typed twice; where no person sits, the one that the environment holds."""
    if named := os.environ.get(VARIABLE):
        if not sys.stdin.isatty():
            click.echo(f"The passphrase is the one in {VARIABLE}.", err=True)
            return named
        # Who knew the old one must not know the new one, so a person types it.
        click.echo(f"{VARIABLE} is set, and is what signing uses: set it to what you type now.", err=True)
    return str(click.prompt("New passphrase", hide_input=True, confirmation_prompt="Again", err=True))
