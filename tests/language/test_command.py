"""`cpd language`: one line a finding, exit statuses, several files, folders, standard input, never a traceback."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from prevention_cpd.cli import main

ROOT = next(parent for parent in Path(__file__).parents if (parent / "_config.yml").is_file())


@pytest.fixture
def run(monkeypatch):
    """Return a function that runs the command within the course."""

    def run(*arguments, given=None):
        monkeypatch.chdir(ROOT)
        done = CliRunner().invoke(main, ["language", *map(str, arguments)], input=given)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


def test_a_finding_is_one_line_with_its_advice(run, tmp_path):
    """File, line, status, the words found, why, and what to write instead, even where the text breaks its line."""
    path = tmp_path / "report.md"
    path.write_text("# Report\n\nHe had child\npornography. `child pornography`\n", encoding="utf-8")

    done = run(path)

    assert done.exit_code == 1
    assert done.stdout.startswith(f"{path}:3: avoid: “child pornography”. ")
    assert "Write “CSEM”" in done.stdout
    assert done.stdout.count("\n") == 1


def test_files_folders_and_standard_input_go_together(run, tmp_path):
    """All are read, each once; what cannot be read is told and does not stop the rest."""
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "a.txt").write_text("a predator", encoding="utf-8")
    (folder / "b.html").write_text("<p>\na predator", encoding="utf-8")
    (folder / "c.pdf").write_text("no PDF", encoding="utf-8")

    done = run(folder, "-", tmp_path / "none.txt", given="one\na predator")

    starts = [line.partition(" ")[0] for line in done.stdout.splitlines()]
    assert starts == [
        f"{folder}/a.txt:1:", f"{folder}/b.html:2:", f"{folder}/c.pdf:0:", "-:2:", f"{tmp_path}/none.txt:0:",
    ]  # fmt: skip
    assert done.exit_code == 1


def test_a_clean_text_is_silent(run, tmp_path):
    """Nothing found gives nothing printed and exit status 0; an empty folder is told."""
    path = tmp_path / "good.txt"
    path.write_text("He had CSEM.\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()

    assert (run(path).exit_code, run(path).output) == (0, "")
    assert "holds no file" in run(tmp_path / "empty").stdout
    assert run().exit_code == 2


def test_programs_get_the_same_as_data(run, tmp_path):
    """With --json there are findings, problems and notes, with the place as text and as numbers."""
    path = tmp_path / "old.txt"
    path.write_bytes(b"caf\xe9\na predator")

    done = run("--json", path, tmp_path / "none.pdf")

    said = json.loads(done.stdout)
    (finding,) = said["findings"]
    assert {key: finding[key] for key in ("file", "place", "line", "found", "term", "status")} == {
        "file": str(path), "place": "2", "line": 2, "found": "predator", "term": "predator", "status": "avoid",
    }  # fmt: skip
    assert said["problems"][0]["file"].endswith("none.pdf")
    assert "not UTF-8" in said["notes"][0]["note"]
    assert done.exit_code == 1


def test_what_could_not_be_read_is_never_passed_over(run, tmp_path):
    """It is a note, and with --strict a problem, in lines and as data."""
    path = tmp_path / "page.html"
    path.write_text("<p>good<img src=x>", encoding="utf-8")

    noted, strict = run(path), run("--strict", path)
    data = json.loads(run("--strict", "--json", path).stdout)

    assert (noted.exit_code, noted.stdout) == (0, "")
    assert "the words in the picture in line 1 were not read" in noted.stderr
    assert strict.exit_code == 1
    assert strict.stdout.startswith(f"{path}:0: not-read: the words in the picture")
    assert (data["problems"][0]["code"], data["notes"]) == ("not-read", [])


def test_the_help_says_what_the_numbers_are(run):
    """The help explains paragraph, page and line, and the exit status."""
    said = " ".join(run("--help").output.split())

    assert "paragraph" in said
    assert "page and line" in said
    assert "Exit status" in said


def test_odd_names_and_narrow_consoles_do_no_harm(tmp_path):
    """A file name that is no text and steers terminals is shown harmless, on a console that knows ASCII only."""
    path = tmp_path / b"bad\xff\x1b[31m.txt".decode("utf-8", "surrogateescape")
    path.write_text("a predator", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", "from prevention_cpd.cli import main; main()", "language", path],
        capture_output=True, check=False, cwd=ROOT, env={"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip

    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_a_long_report_is_checked_in_seconds(run, tmp_path):
    """Three hundred pages take a few seconds."""
    line = "The officer wrote down what the child had said, and the service sent a report within two days.\n"
    path = tmp_path / "long.txt"
    path.write_text(line * 10_000 + "a predator\n", encoding="utf-8")
    begun = time.monotonic()

    done = run(path)

    assert done.stdout.startswith(f"{path}:10001: ")
    assert time.monotonic() - begun < 10
