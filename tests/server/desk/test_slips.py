"""Slips at the desk: a code for each who can sign in, shown once; nobody else's ends."""

import re

import pytest
from server.desk.conftest import CLASS
from server.talking import Client, Running

from prevention_cpd.quiz.record import codes


def made(answer):
    """Return the codes that a page of slips shows, by the address that its QR code and its text lead to."""
    return re.findall(r'class="code">([^<]+)<', answer.text)


def test_the_slips_of_the_class(desk, trainer):
    """Each of the class gets one that signs in, once; the page cannot run anything, and nobody keeps it."""
    answer = trainer.form("desk/slips")

    slips = made(answer)
    assert len(slips) == len(CLASS) + 1
    assert f"http://127.0.0.1:{desk.port}/" in answer.text
    assert "&lt;i&gt;Ann&lt;/i&gt;" in answer.text
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert trainer.get("desk/class").text.count("desk/slips") == 1
    for status in (302, 403):
        assert Client(desk.port).form("sign-in", code=slips[0]).status == status


def test_only_who_has_none(desk, trainer):
    """Those who have a slip keep it; a further press finds nobody, and says so."""
    kept = desk.code(CLASS[0])

    assert "Slips for the 12 who have none yet" in trainer.get("desk/slips").text
    assert len(made(trainer.form("desk/slips", only="new"))) == len(CLASS)
    assert "have none yet" not in trainer.get("desk/slips").text
    assert "Nobody who can sign in is on this list." in trainer.form("desk/slips", only="new").text
    assert Client(desk.port).form("sign-in", code=kept).status == 302


def test_one_person(desk, trainer):
    """The page of a person makes theirs alone, which ends the one before; a stranger gets none."""
    before, other = desk.code(CLASS[0]), desk.code(CLASS[1])
    assert 'name="person" value="p01"' in trainer.get("desk/person/p01").text

    (slip,) = made(trainer.form("desk/slips", person=CLASS[0]))

    with desk.app.engine.begin() as connection:
        assert [codes.owner(connection, each) for each in (before, other, slip)] == [None, CLASS[1], CLASS[0]]
    assert trainer.form("desk/slips", person="nobody").status == 400


@pytest.mark.parametrize("method", ["get", "form"])
def test_where_nobody_signs_in_with_codes(desk_course, method):
    """A desk of one's own has no slips, and says where they are."""
    with Running(desk_course, codes=False) as running:
        trainer = running.trainer()

        assert "Class in this room" in getattr(trainer, method)("desk/slips").text
        assert "desk/slips" not in trainer.get("desk/class").text
