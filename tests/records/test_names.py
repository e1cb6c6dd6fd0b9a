"""Names in many scripts: set as they are, or refused with the sign that no font has."""

import pytest
from pypdf import PdfReader
from records.certified import NOW, SETTINGS, award, certificate, issuer
from records.pictures_of import blurred, page_as_png, qr_as_png

from prevention_cpd.core.problems import CourseError
from prevention_cpd.records.certificates import certificate as paper
from prevention_cpd.records.certificates import qr
from prevention_cpd.records.pdf import Press
from prevention_cpd.records.signing import token
from prevention_cpd.records.verification import pictures
from prevention_cpd.records.verification.verify import verdict

NAMES = {
    "German": "Zoë Müller-Lüdenscheidt",
    "Polish": "Łukasz Żółć-Gęśl",
    "Vietnamese": "Nguyễn Thị Ánh Nguyệt",
    "two families": "María de los Ángeles Fernández-Castañeda y Gutiérrez de la Concepción",
    "Russian": "Иван Сергеевич Петров",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "محمد علي الأحمد",
    "Hebrew": "דוד בן־גוריון",
    "Armenian": "Նարեկ Պետրոսյան",
    "Georgian": "ნინო ბერიძე",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """An issuer."""
    return issuer(tmp_path_factory.mktemp("names") / "own")


@pytest.fixture(scope="module")
def press():
    """What sets pages."""
    return Press()


def made_for(own, press, folder, name):
    """Return a certificate in this name, and its PDF."""
    made, claims = certificate(own, award(name))
    return made, paper.page(made, claims, press, paper.sheet(SETTINGS, folder), folder / "x.pdf")


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_set_and_its_code_is_read_from_the_page(own, press, tmp_path, name):
    """The picture of the printed page gives the whole certificate back, with the name."""
    made, pdf = made_for(own, press, tmp_path, name)

    (found,) = pictures.codes(page_as_png(pdf))

    assert token.read(found) == made
    claims = verdict(found, own.known(), NOW).claims
    assert claims["credentialSubject"]["identifier"][0]["identityHash"] == name


@pytest.mark.parametrize(
    ("name", "sign"), [("王小明", "王"), ("अनिता शर्मा", "अ"), ("สมชาย", "ส"), ("김민준", "김"), ("ሰላም", "ሰ")]
)
def test_a_script_without_a_font_is_refused(own, press, tmp_path, name, sign):
    """The sign is named, and where to put a font."""
    with pytest.raises(CourseError, match=f"no font has the sign {sign}.*certificate: fonts:"):
        made_for(own, press, tmp_path, name)


def test_markup_in_a_name_is_only_text(own, press, tmp_path):
    """A name cannot become a command of the typesetter."""
    name = '#panic("no") *a* $x$ <b> \\ [x] @y'

    _made, pdf = made_for(own, press, tmp_path, name)

    (tmp_path / "x.pdf").write_bytes(pdf)
    assert '#panic("no") *a* $x$ <b>' in PdfReader(tmp_path / "x.pdf").pages[0].extract_text()


def test_a_code_is_read_from_a_photograph(own):
    """Turned, and with few pixels."""
    made, _claims = certificate(own)

    (found,) = pictures.codes(blurred(qr_as_png(made), ppi=100))

    assert token.read(found) == made


@pytest.mark.parametrize("raw", [b"", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"GIF89a", b"<svg>"])
def test_a_picture_that_is_none_has_no_code(raw):
    """It is told as nothing found, and nothing fails."""
    assert pictures.codes(raw) == []


def test_a_certificate_that_no_code_can_hold_is_refused(own, tmp_path):
    """With what to do: fewer quizzes, shorter titles."""
    noise = "".join(chr(0x4E00 + 7919 * at % 20_000) for at in range(600))
    made, _claims = certificate(own, award(noise))

    with pytest.raises(CourseError, match="more than 25 cannot be read"):
        qr.svg(made, tmp_path / "x.pdf")
