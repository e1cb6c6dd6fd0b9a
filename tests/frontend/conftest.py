"""The front end is tried with the tiny course of the activities."""

from activities.conftest import axe, bank, page, show, tree, write_page

__all__ = ["axe", "bank", "page", "show", "tree", "write_page"]
