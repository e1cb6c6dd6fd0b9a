"""The CPD record of a person: what was passed, and what they studied, as a page, a PDF and data."""
