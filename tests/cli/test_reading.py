"""`cpd reading`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from prevention_cpd.cli import main

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())


@pytest.fixture
def told(monkeypatch):
    """Return a function that runs `cpd reading` in a folder."""

    def run(*options, folder=ROOT):
        monkeypatch.chdir(folder)
        return CliRunner().invoke(main, ["reading", *options])

    return run


def test_a_line_a_page(told):
    """Below a line of headings, each page has its words, words a sentence, ease and grade."""
    head, *rows = told().stdout.splitlines()

    assert head.split() == ["page", "words", "words", "a", "sentence", "ease", "grade"]
    assert rows[0].startswith("index ")
    assert all(len(row.split()) == 5 for row in rows)


def test_programs_get_data(told):
    """With --json the same figures are data."""
    pages = json.loads(told("--json").stdout)["pages"]

    assert len(pages) == len(told().stdout.splitlines()) - 1
    assert set(pages[0]) == {"page", "words", "words_a_sentence", "ease", "grade"}


def test_outside_a_course_is_told(told, tmp_path):
    """Where there is no course, one line says so."""
    done = told(folder=tmp_path)

    assert done.exit_code == 1
    assert "no-course" in done.output
