"""The checking page in a real browser, from a disk: files, pictures and pasted text, without a request."""

import json

import pytest
from playwright.sync_api import expect
from quiz.lone_pages import faults
from records.certified import SETTINGS, award, certificate, issuer
from records.pictures_of import page_as_png, qr_as_png

from prevention_cpd.records.certificates import certificate as paper
from prevention_cpd.records.pdf import Press
from prevention_cpd.records.verification.publishing import publish

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the published page, a certificate in every form, and a withdrawn one."""
    made_in = tmp_path_factory.mktemp("checking")
    own = issuer(made_in / "issuer")
    made, claims = certificate(own)
    withdrawn, gone = certificate(own, award("Иван Петров"))
    own.withdraw([gone["jti"]], "corrected")
    pdf = paper.page(made, claims, Press(), paper.sheet(SETTINGS, made_in), made_in / "zoe.pdf")
    paper.put(made_in, "zoe", made, pdf)
    (made_in / "page.png").write_bytes(page_as_png(pdf))
    (made_in / "code.png").write_bytes(qr_as_png(made))
    (made_in / "short.txt").write_text(made.short)
    (made_in / "withdrawn.jwt").write_text(str(withdrawn))
    (made_in / "forged.jwt").write_text(str(made)[:-4] + "AAAA")
    (made_in / "picture.png").write_bytes((made_in / "code.png").read_bytes()[:200])
    publish(SETTINGS, own, made_in)
    return made_in


@pytest.fixture
def checking(page, folder):
    """The page, opened from the disk."""
    page.goto((folder / "verify.html").as_uri())
    return page


@pytest.mark.parametrize("name", ["zoe.pdf", "zoe.jwt", "short.txt", "page.png", "code.png"])
def test_a_certificate_in_any_form_is_valid(checking, folder, name):
    """What was signed is shown, to hold against the paper."""
    checking.get_by_label("Choose the certificate").set_input_files(folder / name)

    result = checking.get_by_role("region", name="Result")
    expect(result).to_contain_text("Valid. A school issued it")
    for said in ("Zoë Müller", "80.5%, 70% needed", "26 November 2026", "No accreditation is claimed."):
        expect(result).to_contain_text(said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("forged.jwt", "Not valid."),
        ("withdrawn.jwt", "Withdrawn. A mark or a name was corrected on"),
        ("picture.png", "No certificate"),
        ("issuer.json", "No certificate"),
    ],
)
def test_what_does_not_hold_is_told(checking, folder, name, said):
    """With the reason, and of a forged one nothing that it says is shown."""
    checking.get_by_label("Choose the certificate").set_input_files(folder / name)

    expect(checking.get_by_role("region", name="Result")).to_contain_text(said)
    if name != "withdrawn.jwt":
        expect(checking.get_by_role("region", name="Result")).not_to_contain_text("Zoë")


def test_pasted_text_is_checked_with_the_keyboard_alone(checking, folder):
    """The text that a scanner reads, and then the result has the focus."""
    checking.get_by_label("Or paste it as text").fill((folder / "short.txt").read_text())
    checking.keyboard.press("Tab")
    checking.keyboard.press("Enter")

    expect(checking.get_by_role("region", name="Result")).to_contain_text("Valid.")
    expect(checking.get_by_role("region", name="Result")).to_be_focused()


def test_several_files_are_told_one_by_one(checking, folder):
    """Each under its own name."""
    checking.get_by_label("Choose the certificate").set_input_files(
        [folder / "zoe.jwt", folder / "forged.jwt"]
    )

    expect(checking.get_by_role("heading", level=3)).to_have_text(["zoe.jwt", "forged.jwt"])


def test_the_page_can_be_used_by_everybody(page, folder):
    """Wide, narrow, light and dark: no fault, and no scrolling sideways."""
    assert faults(page, (folder / "verify.html").as_uri()) == []


def test_the_page_says_of_when_its_list_is_and_holds_nobody(folder):
    """The date of the list and the keys stand in it, and nobody's name."""
    html, known = (folder / "verify.html").read_text(), json.loads((folder / "issuer.json").read_text())

    assert "By the list of" in html
    assert "<h2>Keys of the issuer</h2>" in html
    assert known["keys"][0]["id"] in html
    for text in (html, json.dumps(known)):
        assert "Zoë" not in text
        assert "Иван" not in text
