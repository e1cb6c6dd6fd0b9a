"""Where certificates are found: in files of every form, in folders, and not where there are none."""

import json

import pytest
import typst
from pypdf import PdfReader
from records.certified import NOW, SETTINGS, certificate, issuer
from records.pictures_of import page_as_png, qr_as_png

from prevention_cpd.records.certificates import certificate as paper
from prevention_cpd.records.pdf import Press
from prevention_cpd.records.verification import checking, finding, pictures


@pytest.fixture
def folder(tmp_path):
    """A folder with a certificate in every form, and with files that are none."""
    own = issuer(tmp_path / "issuer")
    made, claims = certificate(own)
    place = tmp_path / "given"
    (place / "more").mkdir(parents=True)
    pdf = paper.page(made, claims, Press(), paper.sheet(SETTINGS, place), place / "x.pdf")
    (place / "a.PDF").write_bytes(pdf)
    (place / "b.jwt").write_text(f"\n{made}\n")
    (place / "c.png").write_bytes(qr_as_png(made))
    (place / "more" / "d.txt").write_text(made.short)
    (place / "more" / "e.png").write_bytes(page_as_png(pdf))
    (place / "f.jwt").write_text("damaged")
    (place / "g.pdf").write_bytes(pdf[:2000])
    (place / "notes.md").write_text("nothing")
    return own, place


def test_each_certificate_of_a_folder_is_judged(folder):
    """Whatever its form; a file that should hold one and does not is told, others are passed over."""
    own, place = folder

    found = {path.name: each.state for path, each in checking.check([place], own.known(), NOW)}

    valid = dict.fromkeys(("a.PDF", "b.jwt", "c.png", "d.txt", "e.png"), "valid")
    assert found == {**valid, "f.jwt": "unreadable", "g.pdf": "unreadable"}


def test_a_file_that_is_named_is_always_told(folder):
    """Also one that holds nothing."""
    own, place = folder

    assert [each.state for _path, each in checking.check([place / "notes.md"], own.known(), NOW)] == [
        "unreadable"
    ]


def test_a_scan_without_the_attachment_is_read_by_its_code(folder, tmp_path):
    """A PDF that holds only a picture of the page."""
    own, place = folder
    (tmp_path / "scan.pdf").write_bytes(_scan(page_as_png((place / "a.PDF").read_bytes())))

    assert list(finding.attached((tmp_path / "scan.pdf").read_bytes())) == []
    assert [each.state for _path, each in checking.check([tmp_path / "scan.pdf"], own.known(), NOW)] == [
        "valid"
    ]


def test_a_changed_page_around_a_good_certificate_is_not_called_unchanged(folder, tmp_path):
    """The answer says name, results, day and number as they were signed, and that nothing else counts."""
    own, place = folder
    made, claims = certificate(own)
    changed = json.loads(json.dumps(claims).replace(json.dumps("Zoë Müller"), '"Mallory"'))
    path = tmp_path / "changed.pdf"
    path.write_bytes(paper.page(made, changed, Press(), paper.sheet(SETTINGS, place), path))
    assert "Mallory" in PdfReader(path).pages[0].extract_text()

    ((_path, found),) = checking.check([path], own.known(), NOW)
    told = checking.told(found, own.known())

    assert "nothing that was signed was changed. A page around it may have been" in told
    assert "Mallory" not in told
    number = claims["jti"].removeprefix("urn:uuid:")
    for said in ("Zoë Müller", "something to learn 80.5%", "26 November 2026", number):
        assert said in told


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    """It cannot be a certificate."""
    monkeypatch.setattr(finding, "LARGEST", 10)
    (tmp_path / "x.jwt").write_text("eyJ" * 10)

    assert finding.certificates(tmp_path / "x.jwt") == []


def test_a_huge_picture_is_not_looked_at(folder, monkeypatch):
    """It would take many times its size of memory."""
    _own, place = folder
    monkeypatch.setattr(pictures, "LARGEST", (place / "c.png").stat().st_size - 1)

    assert finding.certificates(place / "c.png") == []


def _scan(png):
    source = b"#set page(margin: 0pt)\n#image(bytes(json(bytes(sys.inputs.data))), width: 100%)"
    return typst.compile(source, format="pdf", sys_inputs={"data": json.dumps(list(png))})
