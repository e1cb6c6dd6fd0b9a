"""Compile the book, again where something changed, and show it while it is being written."""
