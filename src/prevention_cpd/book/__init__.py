"""Sphinx extension of the course book: directives, roles and the theme."""

from prevention_cpd.book.extension import setup

__all__ = ["setup"]
