"""`cpd class import`, and nbgrader's own import, which is the same."""

import json
import sqlite3

import pytest
from click.testing import CliRunner
from quiz.conftest import _released_course, course  # noqa: F401  # fixtures

from prevention_cpd.cli import main
from prevention_cpd.quiz.record import runs

HEAD = "id;First name;Last name;E-mail\n"


@pytest.fixture
def bring(course, monkeypatch, tmp_path):  # noqa: F811
    """Return a function that imports a list of these rows."""
    monkeypatch.chdir(course.root)
    for name, value in course.env.items():
        monkeypatch.setenv(name, value)

    def run(rows, *arguments, encoding="cp1252"):
        path = tmp_path / "class.csv"
        path.write_bytes((HEAD + rows).encode(encoding))
        return CliRunner().invoke(main, ["class", "import", str(path), *arguments], catch_exceptions=False)

    return run


def people(course):  # noqa: F811
    """Return what nbgrader and the record have of each person."""
    with sqlite3.connect(course.quizzes / "gradebook.db") as db:
        theirs = db.execute("select id, first_name, last_name, email from student order by id").fetchall()
        ours = db.execute("select id, first_name, last_name, email from cpd_person order by id").fetchall()
    assert theirs == ours
    return {name: values for name, *values in theirs}


def test_a_list_is_brought_in_and_told(course, bring):  # noqa: F811
    """New people are added, changed names changed, blanks change nothing, and nobody is removed."""
    bring("zoe1;Zoë;Müller;zoe@example.org\nyan1;Yan;;\n")

    done = bring("zoe1;Zoë;Meier;\nxia1;Xia;Li;\n")

    assert done.exit_code == 0, done.output
    assert "new: xia1, Xia Li" in done.stdout
    assert "changed: zoe1, last name: Meier" in done.stdout
    assert "not on this list: yan1" in done.stdout
    assert people(course)["zoe1"] == ["Zoë", "Meier", "zoe@example.org"]
    assert people(course)["yan1"] == ["Yan", None, None]


def test_an_id_in_other_capitals_is_nobody_new(course, bring):  # noqa: F811
    """Two folders that many systems cannot tell apart are not made."""
    bring("zoe1;Zoë;Müller;\n")

    done = bring("ZOE1;Zoë;Müller;\nana1;Ana;;\n")

    assert done.exit_code == 1
    assert "the id 'ZOE1' is 'zoe1' on the class list already" in done.stdout
    assert list(people(course)) == ["zoe1"]


def test_nothing_is_changed_when_a_row_is_wrong(course, bring):  # noqa: F811
    """All wrong rows are told, with exit status 1, and the right ones are not brought in."""
    bring("zoe1;Zoë;Müller;\n")
    before = people(course)

    done = bring("new1;Ana;;\n;Eva;;\na/b;Ada;;\n")

    assert done.exit_code == 1
    assert done.stdout.count("class-list") == 2
    assert people(course) == before


def test_a_dry_run_changes_nothing(course, bring):  # noqa: F811
    """It tells what would be added, also as JSON."""
    bring("zoe1;Zoë;Müller;\n")
    before = people(course)

    done = bring("new1;Ana;;\n", "--dry-run", "--json")

    assert [one["id"] for one in json.loads(done.stdout)["added"]] == ["new1"]
    assert people(course) == before


def test_nbgraders_own_import_is_the_same(course, tmp_path):  # noqa: F811
    """`nbgrader db student import` reads what Excel writes, and refuses a list with a wrong row whole."""
    path = tmp_path / "class.csv"
    path.write_bytes((HEAD + "zoe1;Zoë;Müller;\n").encode("utf-16"))
    course.nbgrader("db", "student", "import", path)
    assert people(course)["zoe1"] == ["Zoë", "Müller", None]

    path.write_text(HEAD + "new1;Ana;;\n..;Eva;;\n")
    done = course.nbgrader("db", "student", "import", path, ok=False)
    assert done.returncode == 1
    assert "'..' cannot be an id" in done.stderr
    assert "Traceback" not in done.stderr
    assert "new1" not in people(course)


def test_groups_runs_and_leavers(course, bring, monkeypatch):  # noqa: F811
    """A group is kept by run; who is not on the list any more may be noted as having left, and comes back."""
    monkeypatch.setitem(globals(), "HEAD", "id;First name;Last name;E-mail;Group\n")
    CliRunner().invoke(main, ["class", "run", "new", "autumn"], catch_exceptions=False)
    bring("zoe1;Zoë;;;North\nyan1;Yan;;;\n", "--run", "autumn")
    done = bring("zoe1;Zoë;;;South\n", "--run", "autumn", "--leavers")
    assert "changed: zoe1, group: South" in done.stdout
    assert "1 not on this list (noted as left)" in done.stdout
    with sqlite3.connect(course.quizzes / "gradebook.db") as db:
        rows = db.execute(
            "select person, team, left_at != '' from cpd_member where run = 'autumn'"
        ).fetchall()
    assert sorted(rows) == [("yan1", "", 1), ("zoe1", "South", 0)]
    assert "0 not on this list" in bring("zoe1;;;;\n", "--run", "autumn").stdout
    bring("yan1;;;;\n", "--run", "autumn")
    with sqlite3.connect(course.quizzes / "gradebook.db") as db:
        assert db.execute("select count(*) from cpd_member where left_at != ''").fetchone() == (0,)
    assert "there is no run 'spring'" in bring("zoe1;;;;\n", "--run", "spring").stdout


def test_the_first_list_of_a_new_course(course, bring, monkeypatch):  # noqa: F811
    """It makes the gradebook, also where the environment of this package is not activated."""
    (course.quizzes / "gradebook.db").unlink()
    monkeypatch.setenv("PATH", "/usr/bin:/bin")

    done = bring("zoe1;Zoë;Müller;\n")

    assert done.exit_code == 0, done.output
    assert people(course) == {"zoe1": ["Zoë", "Müller", None]}


def test_who_has_left_and_is_back(course, bring):  # noqa: F811
    """Both are noted by a command; an id that nobody has is told, and nobody is noted then."""
    bring("zoe1;Zoë;Müller;\nana1;Ana;;\n")
    with course.record() as connection:
        assert runs.left(connection) == set()

    def leave(*arguments):
        return CliRunner().invoke(main, ["class", "leave", *arguments], catch_exceptions=False)

    wrong = leave("zoe1", "zoe2")
    assert (wrong.exit_code, "Did you mean zoe1" in wrong.stdout) == (1, True)
    assert leave("zoe1").exit_code == 0
    with course.record() as connection:
        assert runs.left(connection) == {"zoe1"}
    assert leave("zoe1", "--back").exit_code == 0
    with course.record() as connection:
        assert runs.left(connection) == set()
    assert leave("zoe1", "--run", "none").exit_code == 1
    with course.record() as connection:
        runs.start(connection, "autumn", place=course.quizzes)
    empty = leave("zoe1", "--run", "autumn").stdout
    assert "nobody in the run autumn has the id zoe1" in empty
    assert "cpd class import FILE --run autumn" in empty
