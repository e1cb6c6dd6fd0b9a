"""A small class with a gradebook, and an issuer of its own."""

import json

import pytest
from click.testing import CliRunner
from quiz.conftest import _released_course, course  # noqa: F401  # fixtures
from quiz.resubmitting import hand_in, mark
from quiz.small_course import RIGHT

from prevention_cpd.cli import main

PASSPHRASE = "for the tests"


@pytest.fixture
def classroom(course, monkeypatch, tmp_path):  # noqa: F811
    """The small course; one certificate asks for one quiz. zoe passed, yan did not, xia handed in nothing."""
    for name, value in {
        **course.env,
        "CPD_ISSUER": str(tmp_path / "issuer"),
        "CPD_ISSUER_PASSPHRASE": PASSPHRASE,
    }.items():
        monkeypatch.setenv(name, value)
    settings = course.root / "assets" / "course.yml"
    settings.write_text(settings.read_text() + "certificate: {quizzes: [writing]}\n")
    with course.gradebook() as gradebook:
        for name, first, last in (("zoe", "Zoë", "Müller"), ("yan", "Yan", "Ó Briain"), ("xia", "Xia", "Li")):
            gradebook.update_or_create_student(name, first_name=first, last_name=last)
    hand_in(course, "zoe", RIGHT)
    hand_in(course, "yan", {"wri-note": "?", "wri-note-two": "?"})
    course.grade()
    mark(course, "zoe", "wri-note", 3)
    mark(course, "yan", "wri-note", 0)
    monkeypatch.chdir(course.root)
    return course


def run(*arguments, ok=0):
    """Run `cpd`; return what it printed."""
    done = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == ok, done.output
    return done.stdout


def run_json(*arguments, ok=0):
    """Run `cpd ... --json`; return the data."""
    return json.loads(run(*arguments, "--json", ok=ok))
