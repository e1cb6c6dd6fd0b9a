"""Items to be put in order; each item in its right place counts."""
