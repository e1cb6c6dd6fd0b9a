"""`cpd report --marks`."""

import csv
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from prevention_cpd.cli import main
from prevention_cpd.quiz.results.item_analysis.findings import LEAST

LADDER = "learner,total,q1,q2,=q3\nmost,3,1,1,1\na,3,1,1,1\nb,2,1,1,0\nc,1,1,0,0\nd,0,0,0,0\n"


@pytest.fixture
def told(monkeypatch, tmp_path):
    """Return a function that writes a table, runs `cpd report` outside any course, and returns what it did."""
    monkeypatch.chdir(tmp_path)

    def run(table, *options):
        (tmp_path / "marks.csv").write_text(table, encoding="utf-8")
        return CliRunner().invoke(main, ["report", "--marks", "marks.csv", *options])

    return run


def test_programs_get_data(told):
    """With --json the quiz, the questions in their order, the findings and notes are data."""
    done = told(LADDER, "--json")

    data = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(data) == {"quiz", "questions", "findings", "notes"}
    assert data["quiz"]["alpha"] == pytest.approx(0.75)
    assert data["quiz"]["alpha_interval"] == "Feldt"
    assert [each["id"] for each in data["questions"]] == ["q1", "q2", "=q3"]
    assert data["questions"][0].items() >= {"n": 4, "facility": 0.75, "blanks": 0, "options": []}.items()


def test_people_get_a_table(told):
    """A line a question below its headings, the quiz above, and the number below which nothing is judged."""
    lines = told(LADDER).stdout.splitlines()

    assert lines[0] == "4 learners, 3 questions."
    assert any(line.split()[:5] == ["q2", "4", "0", "1", "0.50"] for line in lines)
    assert "With fewer than 30 learners no question is judged." in lines


def test_a_wrong_key_is_named_first(told):
    """In a class of 60 a question that only the weak have right is the first thing to look at."""
    rows = [
        f"l{at},{int(at % 20 < 6)}," + ",".join(str(int(at % 20 > 4 * k + 2)) for k in range(4))
        for at in range(60)
    ]
    done = told("learner,odd,q1,q2,q3,q4\n" + "\n".join(rows) + "\n")

    finding = next(line for line in done.stdout.splitlines() if line.startswith("odd: "))
    assert "Look at the key first" in finding


def test_a_spreadsheet_gets_a_file(told, tmp_path):
    """With -o the questions are a CSV file that Excel opens as text, and no name is a formula."""
    done = told(LADDER, "-o", "items.csv")

    assert done.stdout == "items.csv\n"
    assert (tmp_path / "items.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["q1", "q2", "'=q3"]
    assert float(rows[1]["discrimination_index"]) == pytest.approx(0.5**0.5)


def test_a_cell_that_is_no_mark_is_a_line(told):
    """What is wrong stands on a line with file and row, and the exit status is 1."""
    done = told("who,a\nx,good\n")

    assert done.exit_code == 1
    assert done.stdout.startswith("marks.csv:2: marks: 'good' is no mark (question a). ")


def test_usage_is_told(told):
    """No table, one that is not there, and a file that cannot be written are wrong usage."""
    assert CliRunner().invoke(main, ["report"]).exit_code == 2
    assert CliRunner().invoke(main, ["report", "--marks", "none.csv"]).exit_code == 2
    assert told(LADDER, "-o", "no/such/folder.csv").exit_code == 2


def test_no_host_is_loaded():
    """Item analysis needs neither nbgrader nor a notebook."""
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['nbgrader', 'nbformat', 'sphinx', 'ipywidgets']));"
        "import prevention_cpd.cli.report"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stderr == ""


def test_the_help_states_from_when_questions_are_judged():
    """The number of learners that the help names is the one that is held."""
    assert f"fewer than {LEAST} learners" in CliRunner().invoke(main, ["report", "--help"]).stdout
