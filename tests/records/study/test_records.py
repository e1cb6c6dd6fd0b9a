"""CPD records from the command line: what is in them, what is not, and going on after a stop."""

import json

import pytest
from pypdf import PdfReader
from quiz.lone_pages import faults
from quiz.resubmitting import hand_in, mark
from quiz.small_course import RIGHT
from records.conftest import run, run_json

pytestmark = pytest.mark.slow

#: As “My progress” saves it.
STUDY = {
    "schema": 1,
    "type": "cpd-study-record",
    "course": "small",
    "version": "0",
    "learner": {"id": "zoe", "name": "Zoë", "organisation": ""},
    "parts": [
        {
            "id": "page:a",
            "kind": "section",
            "title": "A page read",
            "minutes": 15,
            "done_at": "2026-06-01T09:00:00.000Z",
        }
    ],
    "reflections": [
        {
            "id": "reflection:a",
            "title": "A page",
            "prompt": "What will you change?",
            "text": "Writing <b>shorter</b> notes.",
            "written_at": "2026-06-01T09:10:00.000Z",
        },
        {
            "id": "activity:b",
            "title": "How sure are you?",
            "marks": [{"id": "c", "statement": "I can write a note.", "mark": 4}],
            "written_at": None,
        },
    ],
    "plans": [
        {
            "id": "activity:p",
            "title": "A plan",
            "private": False,
            "answers": [{"id": "x", "label": "By Monday", "text": "Ask."}],
            "finished_at": None,
        }
    ],
    "saved_at": "2026-06-02T09:00:00.000Z",
}


def folder(course, learner="zoe"):
    """Return where a record lies."""
    return course.quizzes / "reports" / "records" / learner


def pdf_text(path):
    """Return the text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_record_is_written_as_page_pdf_and_data(classroom):
    """All three say the same, for everybody of the class, also for who handed in nothing."""
    told = run("record")

    assert "3 written, 0 as before" in told
    names = ["record.html", "record.json", "record.pdf", "summary.html", "summary.pdf"]
    assert sorted(path.name for path in folder(classroom).iterdir()) == names
    data = json.loads((folder(classroom) / "record.json").read_text())
    assert data["person"] == {"id": "zoe", "name": "Zoë Müller", "identified": "class-list"}
    assert data["minutes"]["measured"] is None
    assert data["accreditation"] is None
    quiz = next(each for each in data["quizzes"] if each["quiz"] == "writing")
    assert (
        quiz["result"] | {"passed": True, "form": "A", "attempt": 1, "score": 9.0, "of": 10.0}
        == quiz["result"]
    )
    assert quiz["handed_in"].startswith("2026-11-20")
    assert quiz["rule"]["share"] == 0.7
    html = (folder(classroom) / "record.html").read_text()
    for said in (
        "Zoë Müller",
        "9 of 10 points, 90%",
        "20 November 2026",
        "No accreditation is claimed.",
        "No identity document",
    ):
        assert said in pdf_text(folder(classroom) / "record.pdf")
        assert said in html
    assert "Not taken" in (folder(classroom, "xia") / "record.html").read_text()


def test_the_record_is_tagged(classroom):
    """Title, language and structure stand in it for a screen reader."""
    run("record", "zoe")

    root = PdfReader(folder(classroom) / "record.pdf").trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "CPD record: Zoë Müller" in root["/Metadata"].get_data().decode()


def test_what_a_learner_reports_stands_apart(classroom):
    """As their own word, with the version it is of; a manager's page has nothing of it but its dates."""
    (classroom.root / "zoe.json").write_text(json.dumps(STUDY))

    run("record", "zoe", "--study", "zoe.json")

    html, short = ((folder(classroom) / f"{name}.html").read_text() for name in ("record", "summary"))
    text = pdf_text(folder(classroom) / "record.pdf")
    assert "Nobody has checked it." in html
    assert "another version of the course, 0" in html
    assert "Writing &lt;b&gt;shorter&lt;/b&gt; notes." in html
    for said in ("What will you change?", "I can write a note.", "By Monday", "the person’s own word"):
        assert said in html
        assert said in text
        assert said not in short
        assert said not in pdf_text(folder(classroom) / "summary.pdf")
    assert len(PdfReader(folder(classroom) / "summary.pdf").pages) == 1


def test_a_gap_of_three_months_is_there_to_be_explained(classroom):
    """From the day of the one entry to that of the next."""
    (classroom.root / "zoe.json").write_text(json.dumps(STUDY))

    run("record", "--study", "zoe.json")

    gap = "Nothing is dated between 1 June 2026 and 20 November 2026. Reason:"
    assert gap in (folder(classroom) / "record.html").read_text()
    assert json.loads((folder(classroom) / "record.json").read_text())["gaps"] == [
        {"start": "2026-06-01", "end": "2026-11-20"}
    ]
    assert "There is no gap" in (folder(classroom, "yan") / "record.html").read_text()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "this is no study record that can be read"),
        ("[" * 100_000, "this is no study record that can be read"),
        (json.dumps({**STUDY, "parts": [{"title": 3}]}), "parts.0"),
        (json.dumps({**STUDY, "course": "other"}), "of another course, other"),
        (json.dumps({**STUDY, "saved_at": "yesterday"}), "a date in this study record is none"),
        (json.dumps({**STUDY, "learner": {"id": "nobody"}}), "nobody in the class list has the id nobody"),
        ("x" * 5_000_000, "larger than any study record"),
    ],
    ids=["cut", "deep", "shape", "course", "date", "stranger", "large"],
)
def test_a_study_record_that_cannot_be_used_is_told(classroom, text, why):
    """With the file; the records are written without it."""
    (classroom.root / "zoe.json").write_text(text)

    told = run("record", "--study", "zoe.json", ok=1)

    assert why in told
    assert "3 written" in told


def test_a_file_of_a_folder_without_an_id_is_nobodys(classroom):
    """It is told by its name, and joins nobody's record; named by itself it is of the one who is named."""
    handed_over = classroom.root / "handed-over"
    handed_over.mkdir()
    (handed_over / "yans.json").write_text(json.dumps({**STUDY, "learner": {"id": ""}}))
    own_words = "Writing &lt;b&gt;shorter&lt;/b&gt; notes."

    told = run("record", "zoe", "--study", "handed-over", ok=1)

    assert "yans.json" in told
    assert "no id of a learner stands in this study record" in told
    assert own_words not in (folder(classroom) / "record.html").read_text()
    run("record", "zoe", "--study", "handed-over/yans.json")
    assert own_words in (folder(classroom) / "record.html").read_text()


def test_a_run_goes_on_where_it_stopped(classroom):
    """What is there and says the same is kept; what was not finished, or has changed, is written."""
    run("record")
    (folder(classroom) / "record.json").unlink()
    (folder(classroom, "xia") / "summary.pdf").unlink()
    mark(classroom, "yan", "wri-note", 2)

    done, again = (run_json("record")["records"] for _ in range(2))

    assert {each["learner"]: each["kept"] for each in done} == {"xia": False, "yan": False, "zoe": False}
    assert all(each["kept"] for each in again)
    assert (folder(classroom, "xia") / "summary.pdf").is_file()


def test_two_forms_are_told_by_the_attempt_that_counts(classroom):
    """The last paper counts: form B, attempt 2, not yet marked."""
    classroom.nbgrader("generate_assignment", "writing-b")
    hand_in(classroom, "zoe", RIGHT, "2026-11-22 10:00:00", quiz="writing-b", form="B")
    classroom.grade(quiz="writing-b")

    run("record", "zoe")

    html = (folder(classroom) / "record.html").read_text()
    assert "B, 2" in html
    assert "22 November 2026" in html
    assert "a written answer has not been marked." in html


def test_a_certificate_is_named_until_it_is_withdrawn(classroom):
    """By its number; then the record says that none holds."""
    run("issuer", "new")
    run("certificate")
    number = run_json("verify", "quizzes/reports/certificates/zoe.jwt")["certificates"][0]["claims"]["jti"]
    run("record", "zoe")
    assert number.removeprefix("urn:uuid:") in (folder(classroom) / "record.html").read_text()

    run("issuer", "withdraw", number, "--reason", "mistake")
    run("record", "zoe")

    assert "none that holds" in (folder(classroom) / "record.html").read_text()


def test_the_page_can_be_read_by_everybody(classroom, page):
    """Wide, narrow, light and dark: no fault, and no scrolling sideways."""
    (classroom.root / "zoe.json").write_text(json.dumps(STUDY))
    run("record", "zoe", "--study", "zoe.json")

    for name in ("record", "summary"):
        assert faults(page, (folder(classroom) / f"{name}.html").as_uri()) == []
