"""The command line: help, exit statuses, one line a problem, never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import click
import commands as page_of_commands
import pytest
from click.testing import CliRunner

from prevention_cpd.cli import main

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())


@pytest.fixture
def cpd(monkeypatch):
    """Return a function that runs `cpd` in a folder."""

    def run(*arguments, folder=ROOT):
        monkeypatch.chdir(folder)
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


def commands(group=main, path=()):
    """Yield every command with the words that call it."""
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        yield (*path, name), command


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_has_help(words, command):
    """A command says what it does, and each option has help."""
    assert command.help, words
    for option in command.params:
        assert option.param_type_name == "argument" or option.help, option.name


def test_the_page_of_commands_is_up_to_date():
    """docs/commands.md says what the commands say of themselves; tools/commands.py writes it."""
    assert page_of_commands.PAGE.read_text(encoding="utf-8") == page_of_commands.page()


@pytest.mark.parametrize("arguments", ["check", "build", "serve", "quiz build", "language x.md"])
def test_outside_a_course_is_told(cpd, tmp_path, arguments):
    """Every command says in one line that there is no course, and how to mend it."""
    done = cpd(*arguments.split(), folder=tmp_path)

    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert "no-course" in done.output


def test_wrong_usage_is_two(cpd):
    """A command that does not exist, and an option that does not exist, exit with 2."""
    assert cpd("chek").exit_code == 2
    assert cpd("check", "--nothing").exit_code == 2


def test_the_course_is_sound(cpd):
    """The course that ships passes its own check."""
    done = cpd("check")

    assert done.output.splitlines()[-1] == "Nothing wrong."
    assert done.exit_code == 0


def test_the_check_answers_programs(cpd):
    """With --json the problems are data."""
    done = cpd("check", "--json", folder=ROOT / "tests" / "book" / "roots" / "course")

    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["file"], problem["line"], problem["code"]) == ("quizzes/quizzes.yml", 0, "file-missing")
    assert problem["what"]
    assert problem["fix"]


def test_language_findings_have_file_and_line(cpd, tmp_path):
    """A finding names file, line, term, reason and what to write instead; a clean text gives none."""
    bad, good = tmp_path / "bad.txt", tmp_path / "good.md"
    bad.write_text("A report.\nHe had child pornography.\n", encoding="utf-8")
    good.write_text("He had CSEM.\n", encoding="utf-8")

    done = cpd("language", bad, good)

    assert done.exit_code == 1
    assert done.output.startswith(f"{bad}:2: avoid: “child pornography”. ")
    assert cpd("language", good).exit_code == 0


def test_a_text_that_cannot_be_read_is_told(cpd, tmp_path):
    """Binary content and a missing file are told in one line each."""
    binary = tmp_path / "bad.txt"
    binary.write_bytes(b"\xff\xfe\x00")

    assert "file-format" in cpd("language", binary).output
    assert "file-missing" in cpd("language", tmp_path / "none.txt").output


def test_a_leaked_key_is_told(cpd, tmp_path):
    """A folder with the rationale of a graded question fails with its file; a clean one passes."""
    from prevention_cpd.questions import load_bank  # noqa: PLC0415  # only this test needs it

    bank = load_bank(ROOT / "quizzes" / "banks" / "terminology.yml")
    graded = next(question for question in bank.questions if question.use == "graded")
    page = tmp_path / "page.html"
    page.write_text("<p>Nothing to see.</p>", encoding="utf-8")

    assert cpd("quiz", "leaks", tmp_path).exit_code == 0

    page.write_text(f"<p>{graded.rationale}</p>", encoding="utf-8")
    done = cpd("quiz", "leaks", tmp_path)

    assert done.exit_code == 1
    assert graded.id in done.output


def test_a_folder_without_a_quiz_is_told(cpd, tmp_path):
    """Taking a quiz where there is none says so in one line."""
    done = cpd("quiz", "take", tmp_path)

    assert done.exit_code == 1
    assert "There is no quiz here" in done.output


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ("--version", "prevention_cpd.check nbgrader sphinx yaml"),
        ("grade --help", "prevention_cpd.check nbgrader sphinx"),
        ("check --help", "nbgrader sphinx"),
    ],
)
def test_no_command_waits_for_what_another_needs(arguments, unwanted):
    """A command loads what it needs and nothing more, as far as help and version go."""
    program = (
        "import sys; from prevention_cpd.cli import main; main(sys.argv[2:], standalone_mode=False);"
        "print('loaded:', *set(sys.argv[1].split()) & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, unwanted, *arguments.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_nbgrader_loads_without_the_grammar():
    """Nothing of nbgrader needs the package that jsonschema is kept from loading."""
    program = (
        "import sys; from prevention_cpd.core.startup import without_grammar; without_grammar();"
        "import nbgrader.apps, nbformat; nbformat.validate(nbformat.v4.new_notebook());"
        "print(sys.modules['rfc3987_syntax'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "None\n"
