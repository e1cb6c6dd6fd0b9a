"""`cpd export`: what goes into the file, what is told, and who may read it."""

import json
import os
import stat
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from prevention_cpd.cli import main
from prevention_cpd.core.tree import Tree
from prevention_cpd.exports import FORMATS
from prevention_cpd.questions import load_bank

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())
EVERY = pytest.mark.parametrize("name", sorted(FORMATS))


@pytest.fixture
def export(monkeypatch, tmp_path):
    """Return a function that runs `cpd export` in the course and gives what it told and the ids in the file."""

    def run(name, *options, to="out", folder=ROOT):
        monkeypatch.chdir(folder)
        path = tmp_path / to
        told = CliRunner().invoke(main, ["export", name, "-o", str(path), *map(str, options)])
        ids = FORMATS[name].ids_in(path.read_bytes()) if path.is_file() else set()
        return told, ids

    return run


@pytest.fixture(scope="module")
def questions():
    """All questions of the course."""
    return [question for path in Tree(ROOT).banks for question in load_bank(path).questions]


@EVERY
def test_practice_is_what_is_taken_along(name, export, questions):
    """Without options every practice question goes along, and no graded one."""
    told, ids = export(name)

    assert told.exit_code == 0, told.output
    assert ids == {question.id for question in questions if question.use == "practice"}
    assert told.stdout.endswith(f"out: {len(ids)} questions.\n")
    assert "graded" not in told.stderr


@EVERY
def test_graded_questions_go_along_only_when_asked_for(name, export, questions, tmp_path):
    """With --graded all of a bank goes along, the file is closed to others, and what leaves the house is said."""
    (tmp_path / "out").write_text("old and open")
    (tmp_path / "out").chmod(0o644)
    told, ids = export(name, "--graded", "--bank", "tiers")

    bank = [question for question in questions if question.module == "tiers"]
    graded = sum(question.use == "graded" for question in bank)
    assert ids == {question.id for question in bank}
    assert f"the keys, the feedback and the rationales of {graded} graded questions" in told.stderr
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@EVERY
def test_a_quiz_is_one_paper(name, export):
    """The forms of a quiz have no question in common, and the first form is the ordinary one."""
    (_, first), (_, same), (_, other) = (
        export(name, "--graded", "--quiz", "risk", *form) for form in ([], ["--form", "A"], ["--form", "B"])
    )

    assert len(first) == len(other) > 10
    assert first == same
    assert not first & other


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--quiz", "risk"], "add --graded"),
        (["--quiz", "risk", "--graded", "--bank", "risk"], "not both"),
        (["--form", "B"], "--form goes with --quiz"),
    ],
)
def test_wrong_usage_writes_nothing(options, said, export, tmp_path):
    """A quiz without --graded, a quiz and a bank, a form of no quiz: exit status 2, with what to do."""
    told, _ = export("gift", *options)

    assert told.exit_code == 2
    assert said in told.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--bank", "nowhere"], "unknown-bank: there is no bank 'nowhere'. Name one of across, "),
        (
            ["--quiz", "nowhere", "--graded"],
            "unknown-quiz: there is no quiz 'nowhere'. Name a quiz and form of ",
        ),
        (["--quiz", "risk", "--form", "Z", "--graded"], "there is no quiz 'risk' with a form Z"),
        (["--without", ROOT / "index.md"], "file-format: no gift export can be read here"),
    ],
)
def test_what_is_not_there_is_told(options, said, export, tmp_path):
    """An unknown bank, quiz, form or a file of another kind: exit status 1, one line, nothing written."""
    told, _ = export("gift", *options)

    assert told.exit_code == 1
    assert said in told.stdout
    assert len(told.stdout.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("options", [[], ["--graded", "--bank", "risk"]])
def test_a_place_that_cannot_be_written_is_told(options, export):
    """A folder that is not there: one line, no traceback."""
    told, _ = export("gift", *options, to="no/such/folder/out")

    assert told.exit_code == 1
    assert "file-missing: the file cannot be written: No such file or directory." in told.stdout


@EVERY
def test_a_second_file_brings_only_what_is_new(name, export, tmp_path):
    """With --without and the first file, what it holds stays out; nothing left is told and not written."""
    _, first = export(name, "--bank", "risk", to="first")
    _, second = export(
        name, "--bank", "risk", "--bank", "tiers", "--without", tmp_path / "first", to="second"
    )
    told, third = export(name, "--bank", "risk", "--without", tmp_path / "first", to="third")

    assert first
    assert second
    assert not first & second
    assert (told.exit_code, third) == (1, set())
    assert "there is no question to export" in told.stdout


@EVERY
def test_every_loss_is_a_line(name, export, questions):
    """Standard error has a line a loss with file, line and code, and programs get the same as data."""
    lines, _ = export(name, "--graded")
    data = json.loads(export(name, "--graded", "--json")[0].stdout)
    told = [line for line in lines.stderr.splitlines() if ": export-loss: " in line]

    assert len(told) == len(data["losses"]) > 0
    for line, row in zip(told, data["losses"], strict=True):
        assert line == f"{row['file']}:{row['line']}: export-loss: {row['what']}. {row['fix']}."
        assert row["what"].startswith(f"{row['question']}: ")
    lost = {row["question"] for row in data["losses"]}
    assert {question.id for question in questions if question.rubric or question.must} <= lost
    assert data["format"] == name
    assert data["graded"] == sum(question.use == "graded" for question in questions)
    assert set(data["questions"]) == {question.id for question in questions}


@EVERY
def test_three_hundred_questions_take_less_than_three_seconds(name, export):
    """The whole command, from reading the banks to the file; more than 300 questions, in time of the processor."""
    before = time.process_time()
    _, ids = export(name, "--graded")

    assert len(ids) > 300
    assert time.process_time() - before < 3
