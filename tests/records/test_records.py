"""CPD records from the command line: what is in them, what is not, and going on after a stop."""

import json

import pytest
from pypdf import PdfReader
from records.conftest import run

pytestmark = pytest.mark.slow


def test_a_record_is_written_as_page_pdf_and_data(classroom):
    """All three say the same, for everybody of the class, also for who handed in nothing."""
    told = run("record")

    assert "3 written, 0 as before" in told
    folder = classroom.quizzes / "reports" / "records" / "zoe"
    assert sorted(path.name for path in folder.iterdir()) == [
        "record.html",
        "record.json",
        "record.pdf",
        "summary.html",
        "summary.pdf",
    ]
    data = json.loads((folder / "record.json").read_text())
    assert data["person"] == {"id": "zoe", "name": "Zoë Müller", "identified": "class-list"}
    (quiz,) = [each for each in data["quizzes"] if each["quiz"] == "writing"]
    assert quiz["result"]["passed"] is True
    text = PdfReader(folder / "record.pdf").pages[0].extract_text()
    html = (folder / "record.html").read_text()
    for said in ("Zoë Müller", "No accreditation is claimed.", "20 November 2026"):
        assert said in text
        assert said in html
    import shutil

    shutil.copytree(folder, "/tmp/rec/recout", dirs_exist_ok=True)
