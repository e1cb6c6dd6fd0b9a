"""A learner's own record and certificate: what the trainer made, and nobody else's."""

import pytest
from server.talking import Client

pytestmark = pytest.mark.slow


@pytest.fixture
def made(tree):
    """What `cpd record` and `cpd certificate` leave, in short."""
    reports = tree.quizzes / "reports"
    for person in ("ada", "ben"):
        folder = reports / "records" / person
        folder.mkdir(parents=True)
        for name in ("record.pdf", "record.html", "summary.pdf", "record.json"):
            (folder / name).write_text(f"{name} of {person}")
    (reports / "certificates").mkdir()
    for end in ("pdf", "jwt"):
        (reports / "certificates" / f"ada.{end}").write_text(f"certificate.{end} of ada")


@pytest.fixture
def ada(server):
    """Ada, signed in."""
    return server.learner("ada")


def test_nothing_is_there_before_the_trainer_makes_it(ada):
    """It is said who does."""
    assert "There is nothing for you yet." in ada.get("my-record").text


@pytest.mark.usefixtures("made")
def test_a_learner_gets_their_own_files(ada):
    """Each that there is, to keep; the page of the record opens and runs nothing."""
    page = ada.get("my-record").text

    for name in ("record.pdf", "record.html", "summary.pdf", "certificate.pdf", "certificate.jwt"):
        assert f'href="/my-record/{name}"' in page
        found = ada.get(f"my-record/{name}")
        assert found.text == f"{name} of ada"
        assert "sandbox" in found.headers["Content-Security-Policy"]
    assert ada.get("my-record/record.json").status == 404


@pytest.mark.usefixtures("made")
def test_nobody_gets_those_of_others(server):
    """Ben has no certificate, and no address leads to Ada's; who is not signed in is asked to."""
    ben = server.learner("ben")

    assert ben.get("my-record/record.pdf").text == "record.pdf of ben"
    assert ben.get("my-record/certificate.pdf").status == 404
    for address in (
        "my-record/..%2Fada%2Frecord.pdf",
        "my-record/../records/ada/record.pdf",
        "desk/reports/records/ada/record.pdf",
    ):
        assert ben.get(address).status in {302, 403, 404}
    assert Client(server.port).get("my-record").status == 302
