"""A class written into one file, and brought back on another machine."""

import json
import shutil
import tarfile

import pytest
from quiz.small_course import QUIZ, RIGHT, Course
from server.talking import Running
from server.test_taking import answer, asked, begun

PARTS = ("gradebook.db", "release", "submitted", "received", "source")


@pytest.fixture
def used(tree):
    """Return a course on which Ada has handed in and Ben has begun."""
    with Running(tree) as server:
        ada, ben = begun(server, "ada"), begun(server, "ben")
        for client in (ada, ben):
            first = asked(client)[0]
            answer(client, first, RIGHT[first])
        ada.json("POST", f"quiz/{QUIZ}/hand-in", {})
    return Course(tree.root)


def emptied(course, place):
    """Return a copy of the course without its class."""
    shutil.copytree(course.root, place, ignore=shutil.ignore_patterns("gradebook.db*", *PARTS, "reports"))
    return Course(place)


def everything(course):
    """Return what each learner sees of their work, and every file that was handed in."""
    with Running(_tree(course)) as server:
        states = {who: server.learner(who).get(f"quiz/{QUIZ}/state").data for who in ("ada", "ben")}
    folder = course.quizzes / "submitted"
    return states, {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def _tree(course):
    from prevention_cpd.core.tree import Tree  # noqa: PLC0415

    return Tree(course.root)


@pytest.mark.slow
def test_a_class_comes_back_whole(used, tmp_path):
    """Restored into an empty server, every answer, receipt and submission is as it was."""
    used.cpd("class", "backup", tmp_path / "class.tar.gz", ok=(0,))
    other = emptied(used, tmp_path / "other")
    other.cpd("class", "restore", tmp_path / "class.tar.gz", ok=(0,))

    before, after = everything(used), everything(other)

    assert before == after
    assert before[0]["ada"]["hand_ins"][0]["code"]
    assert before[0]["ben"]["answers"]
    assert (tmp_path / "class.tar.gz").stat().st_mode & 0o077 == 0


def test_a_class_is_not_overwritten(used, tmp_path):
    """Where there is a class already, nothing is restored, and the reason is told."""
    used.cpd("class", "backup", tmp_path / "class.tar.gz", ok=(0,))
    done = used.cpd("class", "restore", tmp_path / "class.tar.gz", ok=(1,))

    assert "there is a class here already: gradebook.db" in done.stdout


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "banks/new.yml", "gradebook.db/../../x"])
def test_a_strange_file_restores_nothing(used, tmp_path, name):
    """A file that holds anything else, or is cut off, is refused before anything is written."""
    file = tmp_path / "strange.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        (tmp_path / "x").write_text("x")
        tar.add(tmp_path / "x", "gradebook.db")
        tar.add(tmp_path / "x", name)
    other = emptied(used, tmp_path / "other")
    there = sorted(other.root.rglob("*"))

    done = other.cpd("class", "restore", file, ok=(1,))

    assert "no backup of a class" in done.stdout
    assert "Traceback" not in done.stderr
    assert sorted(other.root.rglob("*")) == there or name.startswith("gradebook.db/")


def test_who_is_erased_is_gone_from_the_server_too(used):
    """`cpd class erase` leaves nothing of a person in what the server keeps."""
    used.cpd("class", "erase", "ada", "--yes")

    with used.record() as connection:
        for table in ("answer", "flag", "hand_in", "notice"):
            rows = connection.exec_driver_sql(f"SELECT count(*) FROM cpd_kept_{table} WHERE person = 'ada'")
            assert rows.scalar_one() == 0, table
        codes = connection.exec_driver_sql("SELECT count(*) FROM cpd_sign_in_code WHERE person = 'ada'")
        assert codes.scalar_one() == 0
    assert "ada" not in json.dumps([str(path) for path in (used.quizzes / "submitted").rglob("*")])
