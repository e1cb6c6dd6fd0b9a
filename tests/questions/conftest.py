"""Small banks for the tests of questions."""

import json

import pytest


@pytest.fixture
def write_bank(tmp_path):
    """Return a function that writes a bank of raw questions and returns its path."""

    def write(*questions, module="terminology"):
        path = tmp_path / f"{module}.yml"
        path.write_text(json.dumps({"module": module, "questions": list(questions)}), encoding="utf-8")
        return path

    return write
