"""What is set on paper has the look of the provider, in any direction of writing."""

import json
from dataclasses import replace

import pytest
from pypdf import PdfReader
from records.certified import SETTINGS, certificate, issuer

from prevention_cpd.records.certificates import certificate as paper
from prevention_cpd.records.pdf import Press

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123456"/></svg>'


@pytest.mark.parametrize("logo", [None, "assets/logo.svg", "assets/missing.svg"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_rebranded_course_has_its_own_name_and_mark(tmp_path, logo, direction):
    """A mark that is missing gives way to the name."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "logo.svg").write_text(LOGO)
    provider = {"name": "Police College of Nowhere", "contact": "x", "logo": logo}
    settings = replace(SETTINGS, direction=direction, fields={**SETTINGS.fields, "provider": provider})
    made, claims = certificate(issuer(tmp_path / "issuer", provider["name"]))
    place = tmp_path / "x.pdf"

    place.write_bytes(paper.page(made, claims, Press(), paper.sheet(settings, tmp_path), place))

    text = PdfReader(place).pages[0].extract_text()
    assert ("Police College of Nowhere" in text) == (logo != "assets/logo.svg")
    assert "Certificate of completion" in text


def test_the_same_certificate_makes_the_same_file(tmp_path):
    """Written again it has the same bytes, whenever that is."""
    made, claims = certificate(issuer(tmp_path / "issuer"))
    base = paper.sheet(SETTINGS, tmp_path)

    one, two = (
        paper.page(made, json.loads(json.dumps(claims)), Press(), base, tmp_path / "x.pdf") for _ in "ab"
    )

    assert one == two
