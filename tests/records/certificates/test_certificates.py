"""Certificates from the command line: who gets one, who keeps one, what a corrected mark does, what can go wrong."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from quiz.resubmitting import mark
from records.conftest import PASSPHRASE, run, run_json

from prevention_cpd.cli import main
from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.record import certificates, runs
from prevention_cpd.records.certificates import certificate, issuing
from prevention_cpd.records.signing import clock
from prevention_cpd.records.signing.issuer import Issuer, folder_of

pytestmark = pytest.mark.slow


@pytest.fixture
def issued(classroom):
    """The class with an issuer and the certificates of those who passed."""
    run("issuer", "new")
    run("certificate")
    return classroom


def folder(course):
    """Return where the certificates lie."""
    return course.quizzes / "reports" / "certificates"


def states(*arguments, ok=0):
    """Run `cpd certificate`; return what became of each learner."""
    return {
        each["learner"]: each["state"] for each in run_json("certificate", *arguments, ok=ok)["certificates"]
    }


def set_back(monkeypatch):
    """Set the clock of the machine back to 2020."""

    class Past(datetime):
        @classmethod
        def now(cls, _zone=None):
            return datetime(2020, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(clock, "datetime", Past)


def test_who_has_passed_gets_a_certificate_that_holds(classroom):
    """The others are told what is missing; `cpd verify` finds the credential in the PDF and beside it."""
    run("issuer", "new")

    told = run("certificate")

    assert "1 issued" in told
    assert "xia: no certificate yet. Writing & reading: nothing was handed in." in told
    assert "yan: no certificate yet. Writing & reading: fewer than 70% of the points." in told
    assert sorted(path.name for path in folder(classroom).iterdir()) == ["zoe.jwt", "zoe.pdf"]
    found = run_json("verify", folder(classroom))["certificates"]
    assert [each["state"] for each in found] == ["valid", "valid"]
    assert found[0]["claims"] == found[1]["claims"]
    assert found[0]["claims"]["credentialSubject"]["identifier"][0]["identityHash"] == "Zoë Müller"


def test_certificates_of_one_run(classroom):
    """Only its people are looked at; who has left without a pass lacks nothing, unless they are named."""
    run("issuer", "new")
    run("class", "run", "new", "autumn", "--starts", "2026-01-01")
    with classroom.record() as connection:
        runs.join(connection, "autumn", ["zoe", "yan"])

    assert states("--run", "autumn") == {"zoe": "issued", "yan": "missing"}
    run("class", "leave", "yan", "--run", "autumn")
    assert states("--run", "autumn") == {"zoe": "kept"}
    assert states("yan", "--run", "autumn", ok=1) == {"yan": "missing"}
    run("certificate", "xia", "--run", "autumn", ok=1)
    run("certificate", "--run", "spring", ok=1)
    assert {each["learner"] for each in run_json("record", "--run", "autumn")["records"]} == {"zoe", "yan"}


def test_the_pdf_is_tagged_and_carries_the_credential(issued):
    """Title, language and structure for a screen reader; the credential as an attached file; its number on the paper."""
    reader = PdfReader(folder(issued) / "zoe.pdf")

    token = (folder(issued) / "zoe.jwt").read_text()
    assert reader.attachments["certificate.jwt"][0].decode() == token
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part(=\"|>)1", metadata)
    assert re.search(r"pdfaid:part(=\"|>)3", metadata)
    text = reader.pages[0].extract_text()
    for said in (
        "Certificate of completion",
        "Zoë Müller",
        "90%",
        "No accreditation is claimed.",
        "No identity document",
    ):
        assert said in text


def test_who_has_a_certificate_keeps_it(issued):
    """A second run signs nothing; files that were deleted are written again, the same."""
    before = {path.name: path.read_bytes() for path in folder(issued).iterdir()}
    (folder(issued) / "zoe.pdf").unlink()

    assert states() == {"xia": "missing", "yan": "missing", "zoe": "kept"}

    assert {path.name: path.read_bytes() for path in folder(issued).iterdir()} == before


@pytest.mark.usefixtures("classroom")
def test_who_is_named_and_gets_none_makes_the_status_1():
    """And a name that nobody has is told with the one that was probably meant."""
    run("issuer", "new")

    assert states("zoe", "yan", ok=1) == {"zoe": "issued", "yan": "missing"}
    assert "Did you mean zoe" in run("certificate", "zoee", ok=1)


def test_a_corrected_mark_withdraws_and_replaces(issued):
    """It is told first; with --replace the old one is withdrawn with its reason, and the new one holds."""
    old = (folder(issued) / "zoe.jwt").read_text()
    mark(issued, "zoe", "wri-note", 2)
    assert states(ok=1)["zoe"] == "changed"
    assert (folder(issued) / "zoe.jwt").read_text() == old

    assert states("--replace")["zoe"] == "replaced"

    (issued.root / "old.jwt").write_text(old)
    (found,) = run_json("verify", "old.jwt", ok=1)["certificates"]
    assert (found["state"], found["reason"]) == ("withdrawn", "corrected")
    new = run_json("verify", folder(issued))["certificates"]
    assert [each["state"] for each in new] == ["valid", "valid"]
    assert new[0]["claims"]["jti"] != found["claims"]["jti"]


def test_a_mark_corrected_below_the_pass_withdraws(issued):
    """Nothing takes its place, and the files that no longer hold are gone."""
    mark(issued, "zoe", "wri-note", 0)

    assert states("--replace")["zoe"] == "withdrawn"

    assert list(folder(issued).iterdir()) == []
    assert states()["zoe"] == "missing"


def test_another_quiz_in_the_settings_takes_nothing_from_who_holds_one(issued):
    """They keep it with --replace too; a corrected mark replaces it with what it was given for."""
    settings = issued.root / "assets" / "course.yml"
    settings.write_text(settings.read_text().replace("quizzes: [writing]", "quizzes: [writing, kinds]"))

    assert states("--replace")["zoe"] == "kept"

    mark(issued, "zoe", "wri-note", 2)
    assert states("--replace")["zoe"] == "replaced"
    assert states("--replace")["zoe"] == "kept"


def test_a_corrected_name_is_a_reason_too(issued):
    """The certificate says another name than the class list."""
    with issued.gradebook() as gradebook:
        gradebook.update_or_create_student("zoe", last_name="Müller-Meier")

    told = run("certificate", ok=1)

    assert "zoe: the certificate no longer says what the class record says" in told
    assert states("--replace")["zoe"] == "replaced"


def test_a_withdrawn_certificate_is_issued_anew_only_when_asked_for(issued):
    """By the number that is printed on it; its files are gone; a second withdrawal changes nothing."""
    (issued.root / "old.jwt").write_text((folder(issued) / "zoe.jwt").read_text())
    number = run_json("verify", folder(issued))["certificates"][0]["claims"]["jti"]
    run("issuer", "withdraw", number.removeprefix("urn:uuid:"), "--reason", "mistake")
    run("issuer", "withdraw", number, "--reason", "other")

    (found,) = run_json("verify", "old.jwt", ok=1)["certificates"]

    assert (found["state"], found["reason"]) == ("withdrawn", "mistake")
    assert list(folder(issued).iterdir()) == []
    assert states()["zoe"] == "held"
    assert states("zoe", "--replace")["zoe"] == "issued"


def test_a_damaged_file_does_not_stop_a_withdrawal(issued):
    """It is passed over, and the file of the withdrawn certificate goes."""
    number = run_json("verify", folder(issued))["certificates"][0]["claims"]["jti"]
    (folder(issued) / "anna.jwt").write_bytes(b"\xff")
    (folder(issued) / "ben.jwt").write_text("cut off")

    assert "Now run `cpd issuer publish`" in run("issuer", "withdraw", number, "--reason", "mistake")

    assert sorted(path.name for path in folder(issued).iterdir()) == ["anna.jwt", "ben.jwt"]


def test_two_runs_at_once_give_one_certificate(classroom):
    """Who is issued one by another run while this one waits for the passphrase keeps that one."""
    run("issuer", "new")
    tree, own = Tree(classroom.root), Issuer(folder_of("small"))
    other = issuing.Run(tree, own, lambda: PASSPHRASE)
    meanwhile = []

    def slow():
        meanwhile.extend(other.issue(["zoe"]))
        return PASSPHRASE

    (found,) = issuing.Run(tree, own, slow).issue(["zoe"])

    assert [each.state for each in meanwhile] == ["issued"]
    assert found.state == "kept"
    with classroom.record() as connection:
        assert len(certificates.of(connection, ["zoe"])["zoe"]) == 1
    assert [each["state"] for each in run_json("verify", folder(classroom))["certificates"]] == [
        "valid",
        "valid",
    ]


def test_a_correction_withdraws_every_certificate_of_the_person(issued):
    """Should two hold, as after two runs at once, neither is left with the wrong mark."""
    second = "urn:uuid:00000000-0000-4000-8000-000000000000"
    with issued.record() as connection:
        (first,) = certificates.of(connection, ["zoe"])["zoe"]
        certificates.keep(connection, [replace(first, id=second, digest="0" * 64)])
    mark(issued, "zoe", "wri-note", 2)

    assert states("--replace")["zoe"] == "replaced"

    known = Issuer(folder_of("small")).known()
    assert {each.id for each in known.withdrawn} == {first.id, second}


def test_a_number_that_no_certificate_has_is_told(issued):
    """Nothing is withdrawn: a slip would leave the right one valid."""
    told = run("issuer", "withdraw", "00000000-0000-4000-8000-000000000000", "--reason", "asked", ok=1)

    assert "no certificate has the number" in told
    assert [each["state"] for each in run_json("verify", folder(issued))["certificates"]] == [
        "valid",
        "valid",
    ]


def test_a_stolen_key(issued):
    """What is on record goes on to hold, and the next certificate is signed with a new key."""
    run("issuer", "rotate", "--stolen")

    assert [each["state"] for each in run_json("verify", folder(issued))["certificates"]] == [
        "valid",
        "valid",
    ]
    assert states()["zoe"] == "kept"
    mark(issued, "zoe", "wri-note", 2)
    assert states("--replace")["zoe"] == "replaced"
    assert [each["state"] for each in run_json("verify", folder(issued))["certificates"]] == [
        "valid",
        "valid",
    ]


def test_a_key_that_was_copied_before_it_was_replaced(issued):
    """It can be said later; what is on record goes on to hold, and the key in use needs another command."""
    run("issuer", "rotate")
    old, new = (key.id for key in Issuer(folder_of("small")).known().keys)

    assert "is no older key" in CliRunner().invoke(main, ["issuer", "stolen", new]).stderr
    assert "1 certificates of the old key still hold" in run("issuer", "stolen", old)

    assert Issuer(folder_of("small")).known().keys[0].stolen
    assert states()["zoe"] == "kept"
    assert [each["state"] for each in run_json("verify", folder(issued))["certificates"]] == [
        "valid",
        "valid",
    ]


@pytest.mark.usefixtures("issued")
def test_a_key_is_not_replaced_by_a_clock_in_the_past(monkeypatch):
    """What was signed after that day would not hold any more."""
    before = Issuer(folder_of("small")).known()
    set_back(monkeypatch)

    assert "the clock of this machine says 1 January 2020" in run("issuer", "rotate", ok=1)

    assert Issuer(folder_of("small")).known() == before


def test_others_check_with_what_is_published_alone(issued, tmp_path, monkeypatch):
    """Without the course, its class record or its key."""
    run("issuer", "publish", "-o", tmp_path / "public")
    key = Issuer(folder_of("small")).known().key.id
    monkeypatch.setenv("CPD_ISSUER", str(tmp_path / "nowhere"))

    told = run("verify", folder(issued), "--issuer", tmp_path / "public" / "issuer.json")

    assert told.count("Valid. Nobody issued it") == 2
    assert "By the list of" in told
    assert key in told


def test_a_run_that_is_stopped_goes_on(issued):
    """A certificate that is on record and has no files yet gets them; nobody gets two."""
    for path in folder(issued).iterdir():
        path.unlink()
    run("issuer", "rotate")

    assert states()["zoe"] == "kept"

    assert sorted(path.name for path in folder(issued).iterdir()) == ["zoe.jwt", "zoe.pdf"]
    assert run_json("verify", folder(issued))["certificates"][0]["state"] == "valid"


def test_a_full_disk_leaves_nothing_half_written(classroom, monkeypatch):
    """It is told, and the same command goes on."""
    run("issuer", "new")

    def full(*_arguments, **_more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(certificate, "write_text", full)
        told = run("certificate", ok=1)
    assert "cannot be written: No space left on device" in told

    assert states()["zoe"] == "kept"
    assert run_json("verify", folder(classroom))["certificates"][0]["state"] == "valid"


@pytest.mark.usefixtures("issued")
def test_a_clock_in_the_past_is_told(monkeypatch):
    """Nothing is signed with a date before what has happened already."""
    set_back(monkeypatch)

    told = run("certificate", ok=1)

    assert "the clock of this machine says 1 January 2020" in told


def test_a_name_in_a_script_without_a_font_stops_that_one(classroom):
    """The sign is named and what to do; others get theirs; nothing is on record for the one."""
    run("issuer", "new")
    with classroom.gradebook() as gradebook:
        gradebook.update_or_create_student("zoe", first_name="王", last_name="小明")

    told = run("certificate", ok=1)

    assert "zoe: not issued. no font has the sign 王" in told
    assert not folder(classroom).exists() or list(folder(classroom).iterdir()) == []
    assert states(ok=1)["zoe"] == "failed"


def test_where_nobody_can_type_the_passphrase_it_is_told(classroom, monkeypatch):
    """As for the desk, which runs commands without a terminal; with a key that needs none it goes on."""
    run("issuer", "new")
    monkeypatch.delenv("CPD_ISSUER_PASSPHRASE")

    assert "there is nobody to type it" in run("certificate", ok=1)

    run("issuer", "rotate", "--without-passphrase")
    assert states()["zoe"] == "issued"
    assert list(folder(classroom).iterdir())


def test_without_an_issuer_it_is_told_how_to_make_one(classroom):
    """As for a quiz in the settings that does not exist."""
    assert "Make one with `cpd issuer new`" in run("certificate", ok=1)

    settings = classroom.root / "assets" / "course.yml"
    settings.write_text(settings.read_text().replace("quizzes: [writing]", "quizzes: [reading]"))

    told = run("certificate", ok=1)

    assert "there is no quiz reading" in told
    assert "course.yml:" in told


def test_a_course_of_several_quizzes_names_each_that_is_missing(classroom):
    """With nothing in the settings every quiz is asked for."""
    run("issuer", "new")
    settings = classroom.root / "assets" / "course.yml"
    settings.write_text(settings.read_text().replace("certificate: {quizzes: [writing]}\n", ""))

    told = run("certificate", "zoe", ok=1)

    assert "zoe: no certificate yet. One of each kind: nothing was handed in." in told


def test_a_person_who_is_erased_leaves_a_digest(issued):
    """Name, credential and files are gone; the certificate still holds, also after the key is stolen."""
    run("record", "zoe")
    (issued.root / "own-copy.jwt").write_text((folder(issued) / "zoe.jwt").read_text())

    run("class", "erase", "zoe", "--yes")

    with issued.record() as connection:
        (row,) = connection.exec_driver_sql("select person, token, facts from cpd_certificate").fetchall()
    assert tuple(row) == (None, "", "{}")
    assert [path.name for path in (issued.quizzes / "reports").rglob("*zoe*")] == []
    run("issuer", "rotate", "--stolen")
    assert run_json("verify", "own-copy.jwt")["certificates"][0]["state"] == "valid"
