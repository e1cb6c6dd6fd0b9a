"""The passphrase of the issuer's key: from the environment where no person sits, or typed, never shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from prevention_cpd.records.issuer import Issuer

VARIABLE = "CPD_ISSUER_PASSPHRASE"


def asked(issuer: Issuer) -> str:
    """Return the passphrase of the key in use; empty where it needs none.

    Raises:
        CourseError: when there is no issuer.
    """
    if not issuer.is_locked:
        return ""
    return os.environ.get(VARIABLE) or str(click.prompt("Passphrase", hide_input=True, err=True))


def new() -> str:
    """Return a new passphrase, typed twice."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    return str(click.prompt("New passphrase", hide_input=True, confirmation_prompt="Again", err=True))
