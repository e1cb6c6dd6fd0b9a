"""Preventing online child sexual exploitation: the course's tools."""

from importlib.metadata import version

__version__ = version("prevention-cpd")
