"""Tables of marks as people and other systems write them: read as they are, or refused with every wrong cell."""

import openpyxl
import pytest

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.quiz.results.item_analysis import Question
from prevention_cpd.quiz.results.item_analysis.marks_file import read
from prevention_cpd.quiz.results.item_analysis.table import number

TABLE = "learner,total,q1,q2,q3\nmost,4,1,1,2\nMüller,2.5,1,0,1.5\nNoël,1,,1,\n"
ROWS = ((1.0, 0.0, 1.5), (None, 1.0, None))
QUESTIONS = (Question(id="q1", points=1), Question(id="q2", points=1), Question(id="q3", points=2))
GERMAN = TABLE.replace(",", ";").replace(".", ",")

SAVED = {
    "plain": TABLE.encode(),
    "byte order mark": ("\ufeff" + TABLE.replace("\n", "\r\n")).encode(),
    "semicolons and decimal commas": GERMAN.encode("cp1252"),
    "Excel's first line": ("sep=;\r\n" + GERMAN).encode(),
    "tabs, UTF-16": TABLE.replace(",", "\t").encode("utf-16"),
    "pipes": TABLE.replace(",", "|").encode(),
    "dashes for blanks": TABLE.replace("1,,1,\n", "1,-,1,–\n").encode(),
    "no total": b"learner,q1,q2,q3\nmost,1,1,2\nA,1,0,1.5\nB,,1,\n",
    "a total of another name": TABLE.replace("total", "Summe").encode(),
    "empty rows and columns": b",,,,,,\n,learner,total,q1,,q2,q3\n\n,MOST,4,1,,1,2\n,A,2.5,1,,0,1.5\n,B,1,,,1,\n,,,,,,\n",
    "a learner who did not take it": (TABLE + "Absent,0,,,\n").encode(),
    "a second attempt": (TABLE + "Noël,4,1,1,2\n").encode(),
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a table."""

    def make(raw):
        path = tmp_path / "marks.csv"
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return path

    return make


@pytest.mark.parametrize("raw", SAVED.values(), ids=SAVED)
def test_a_table_is_read_however_it_was_saved(write, raw):
    """Encoding, separator, decimal sign, total, blanks and empty cells make no difference."""
    marks = read(write(raw)).marks

    assert marks.rows == ROWS
    assert marks.questions == QUESTIONS


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0,5", 0.5),
        (".5", 0.5),
        ("1.", 1),
        ("1e-05", 1e-5),
        ("\N{MINUS SIGN}1", -1),
        ("1e999", None),
        ("1,5,2", None),
        ("50%", None),
    ],
)
def test_numbers_are_read_as_people_and_spreadsheets_write_them(cell, value):
    """Comma or point, a long minus, small numbers of a spreadsheet; what is no finite number is none."""
    assert number(cell) == value


def test_a_workbook_is_read(tmp_path):
    """An .xlsx file gives the same, a number for a name included."""
    book = openpyxl.Workbook()
    for row in (
        ["learner", "total", "q1", "q2", "q3"],
        ["most", 4, 1, 1, 2],
        [4711, 2.5, 1, 0, 1.5],
        ["B", 1, None, 1, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "marks.xlsx")

    assert read(tmp_path / "marks.xlsx").marks.rows == ROWS


def test_one_question_with_decimal_commas_is_read(write):
    """Where two signs could part the cells the headings decide."""
    assert read(write("who;a\nx;0,5\ny;1,0\n")).marks.rows == ((0.5,), (1.0,))


def test_a_second_column_that_is_the_sum_is_the_total_whatever_its_name(write):
    """A heading that nobody knows is seen through where every cell is the sum of three or more others."""
    marks = read(write("who;yhteensä;a;b;c\nx;2;1;1;0\ny;1,5;0;1;0,5\n")).marks

    assert [each.id for each in marks.questions] == ["a", "b", "c"]


def test_a_question_is_no_total(write):
    """The second column is a question where it is neither named a total nor the sum of the others."""
    marks = read(write("who,a,b,c,d\nx,1,1,1,0\ny,1,0,1,0\n")).marks

    assert [each.id for each in marks.questions] == ["a", "b", "c", "d"]


def test_points_that_nobody_states_are_the_highest_mark_made_whole(write):
    """0.9 is of 1 point, 5.5 of 6, and a note says so."""
    found = read(write("who,a,b,c\nx,0.9,5.5,0\ny,0.3,2,0\n"))

    assert [each.points for each in found.marks.questions] == [1, 6, 1]
    assert any("most" in note for note in found.notes)


def test_what_was_left_out_or_does_not_fit_is_told(write):
    """Who did not take it, later rows of one learner, unmarked questions and wrong totals are counted."""
    found = read(write("who,total,a,b\nmost,3,1,2\nx,1,1,\nx,0,0,\ny,2,0,\nz,,,\n"))

    told = " ".join(found.notes)
    assert found.marks.rows == ((1.0, None), (0.0, None))
    assert "answered nothing or did not finish: 1" in told
    assert "1 rows" in told
    assert "perhaps not marked yet: b" in told
    assert "not the sum of the marks beside them: 1" in told


WRONG = {
    "no mark": ("who,a,b\nx,1,yes\n", 2, "'yes' is no mark (question b)"),
    "not a number": ("who,a,b\nx,1,nan\n", 2, "'nan' is no mark (question b)"),
    "above the points": ("who,a,b\nmost,1,1\nx,1,2\n", 3, "2 is more than the 1 points of b"),
    "points that are none": ("who,a,b\nmost,1,?\nx,1,2\n", 2, "the points of b are '?', which is no number"),
    "sums at the end": ("who,a,b\nx,1,1\n,1,1\n", 3, "a row has marks and no learner"),
    "no heading": ("who,a,\nx,1,1\n", 1, "question 2 has no heading"),
    "one heading twice": ("who,a,a\nx,1,1\n", 1, "the heading 'a' stands twice"),
    "nothing": ("", 0, "no marks were found in it"),
    "headings alone": ("who,total,a\n", 0, "no marks were found in it"),
    "no table": (b"\x00\x01\x02", 0, "this is not a table of text"),
    "a broken workbook": (b"PK\x03\x04 and no more", 0, "the file cannot be read (BadZipFile)"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "line", "what"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_is_told_with_its_row(write, raw, line, what):
    """A cell that is no mark is named with its row and its question, and nothing is guessed."""
    with pytest.raises(CourseError) as caught:
        read(write(raw))

    assert [(each.line, each.code, each.what) for each in caught.value.problems] == [(line, Code.MARKS, what)]


def test_all_that_is_wrong_is_told_at_once(write):
    """Two wrong cells are two problems."""
    with pytest.raises(CourseError) as caught:
        read(write("who,a,b\nx,?,1\ny,1,!\n"))

    assert [each.line for each in caught.value.problems] == [2, 3]


MOODLE = """\
"Last name","First name","Email address",Status,Started,Completed,Duration,Grade/10.00,"Q. 1 /2.50","Q. 2 /7.50"
Okafor,Ada,ada@example.org,Finished,"1 May 2026, 9:00 AM","1 May 2026, 9:20 AM","20 mins",9.25,2.50,6.75
Berg,Jon,jon@example.org,Finished,"1 May 2026, 9:00 AM","1 May 2026, 9:20 AM","20 mins",2.50,2.50,-
Berg,Jon,jon@example.org,Finished,"2 May 2026, 9:00 AM","2 May 2026, 9:20 AM","20 mins",10.00,2.50,7.50
Late,Lea,lea@example.org,"In progress","1 May 2026, 9:00 AM",-,-,-,2.50,-
Silva,Rui,rui@example.org,-,-,-,-,-,-,-
"Overall average",,,,,,,5.88,2.50,3.38
"""


@pytest.mark.parametrize("language", ["English", "German"])
def test_the_grades_that_moodle_exports_are_read(write, language):
    """Points stand in the headings; averages, unfinished and second attempts are left out."""
    raw = MOODLE
    if language == "German":
        raw = (
            raw.replace('","', '";"')
            .replace(",", ";")
            .replace(".00", ",00")
            .replace(".50", ",50")
            .replace(".75", ",75")
        )
        raw = raw.replace("Grade/", "Bewertung/").replace("Q. ", "F. ")
    found = read(write(raw))

    assert [each.points for each in found.marks.questions] == [2.5, 7.5]
    assert found.marks.rows == ((2.5, 6.75), (2.5, None))
    assert any("did not finish: 2" in note for note in found.notes)


def test_all_attempts_count_where_they_are_asked_for(write):
    """A second attempt is a row of its own, and nothing says that it was left out."""
    found = read(write(MOODLE), all_attempts=True)

    assert found.marks.rows == ((2.5, 6.75), (2.5, None), (2.5, 7.5))
    assert not any("further up" in note for note in found.notes)


def test_what_moodle_has_not_marked_yet_is_a_problem(write):
    """An answer that waits for its marker is no blank."""
    with pytest.raises(CourseError) as caught:
        read(write(MOODLE.replace("9.25,2.50,6.75", "Not yet graded,2.50,Requires grading")))

    assert [(each.line, each.what) for each in caught.value.problems] == [
        (2, "'Requires grading' is no mark (question Q. 2)")
    ]


CANVAS = """\
name,id,sis_id,section,section_id,section_sis_id,submitted,attempt,"4711: Who decides, and when?",1.0,"4712: Explain.",2.0,n correct,n incorrect,score
Ada Okafor,7,s7,Class,1,,2026-05-02 09:00:00 UTC,2,the chair,1.0,because,2.0,2,0,3.0
Ada Okafor,7,s7,Class,1,,2026-05-01 09:00:00 UTC,1,the clerk,0.0,because,1.5,1,1,1.5
Jon Berg,8,s8,Class,1,,2026-05-01 09:00:00 UTC,1,,0.0,,0.0,0,2,0.5
Rui Silva,9,s9,Class,1,,2026-05-01 09:00:00 UTC,1,the chair,1.0,,0.0,1,1,1.0
"""


def test_the_student_analysis_of_canvas_is_read(write):
    """Points stand beside the answers; of several attempts the first counts, and no answer is a blank."""
    found = read(write(CANVAS))

    assert found.marks.questions == (Question(id="4711", points=1), Question(id="4712", points=2))
    assert found.marks.rows == ((0.0, 1.5), (1.0, None))
    assert any("later" in note or "further up" in note for note in found.notes)


def test_options_are_known_where_canvas_has_the_answers(write):
    """Few answers that always have all the points or none are options; texts with points of their own are not."""
    head = CANVAS.splitlines()[0]
    rows = [
        f"L{at},{at},,Class,1,,2026-05-01,1,{'the chair' if at % 2 else 'the clerk'},{at % 2}.0,text {at},{at % 3}.0,0,0,{at % 2 + at % 3}"
        for at in range(12)
    ]

    choices = read(write("\n".join([head, *rows, ""]))).marks.choices

    assert set(choices) == {"4711"}
    assert choices["4711"].options == {"the chair": True, "the clerk": False}
    assert choices["4711"].taken == [frozenset(["the chair" if at % 2 else "the clerk"]) for at in range(12)]
