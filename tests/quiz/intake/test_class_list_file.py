"""Class lists as spreadsheets write them: read whole, or refused with every row that is wrong."""

import io
import re
import zipfile

import openpyxl
import pytest

from prevention_cpd.core.problems import Code, CourseError
from prevention_cpd.quiz.intake.class_list_file import Person, read

HEAD = "id,first_name,last_name,email"
MUELLER = Person(id="b1", first_name="Ana", last_name="Müller", email="ana@example.org")
ROW = "b1,Ana,Müller,ana@example.org"

ENCODED = {
    "plain": f"{HEAD}\n{ROW}\n".encode(),
    "byte order mark": f"\ufeff{HEAD}\r\n{ROW}\r\n".encode(),
    "semicolons": f"{HEAD}\n{ROW}\n".replace(",", ";").encode(),
    "tabs": f"{HEAD}\n{ROW}\n".replace(",", "\t").encode(),
    "pipes": f"{HEAD}\n{ROW}\n".replace(",", "|").encode(),
    "Excel's first line": f"sep=;\r\n{HEAD}\r\n{ROW}\r\n".replace(",", ";").encode(),
    "UTF-16, small end first": f"{HEAD}\n{ROW}\n".replace(",", "\t").encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + f"{HEAD}\n{ROW}\n".encode("utf-16-be"),
    "Windows 1252": f"{HEAD}\n{ROW}\n".encode("cp1252"),
    "old Mac line ends": f"{HEAD}\r{ROW}\r".encode(),
    "capitals and spaces": f"ID,First Name, Last-Name ,E-Mail\n{ROW}\n".encode(),
    "German headings": f"Kennung;Vorname;Nachname;E-Mail\n{ROW}\n".replace(",", ";").encode(),
    "other columns and another order": "rank,Email,group,Surname,First name,ID\nPC,ana@example.org,,Müller,Ana,b1\n".encode(),
    "empty rows and columns": f",,{HEAD},,\n,,,,,\n,,{ROW},,\n,,,,,\n".encode(),
    "spaces around": f"{HEAD}\n  b1 , Ana,  Müller ,ana@example.org \n".encode(),
    "quotation marks": b'id,first_name,last_name,email\n"b1","Ana","M\xc3\xbcller","ana@example.org"\n',
    "blanks after quotation marks": b'"id", "first_name" ,"last_name","email" \n"b1" , "Ana" ,"M\xc3\xbcller" ,"ana@example.org" \n',
    "letters put together": f"{HEAD}\nb1,Ana,Mu\u0308ller,ana@example.org\n".encode(),
    "a blank line first": f"\n\n{HEAD}\n{ROW}\n".encode(),
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a list."""

    def make(raw):
        path = tmp_path / "class.csv"
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return path

    return make


@pytest.mark.parametrize("raw", ENCODED.values(), ids=ENCODED)
def test_a_list_is_read_however_it_was_saved(write, raw):
    """Encoding, separator, headings, empty cells and spaces make no difference."""
    assert read(write(raw)).people == (MUELLER,)


def test_a_workbook_is_read(tmp_path):
    """An .xlsx file gives the same, its staff numbers without a fraction, from the first sheet that is filled."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Class")
    sheet.append(["ID", "First name", "Last name", "Email"])
    sheet.append([4711, "Ana", "Müller", None])
    sheet.append([None, None, None, None])
    book.save(tmp_path / "class.xlsx")

    assert read(tmp_path / "class.xlsx").people == (Person(id="4711", first_name="Ana", last_name="Müller"),)


def test_formulas_without_results_are_told(tmp_path):
    """Their cells would be blank; a formula whose result is there, or an empty text, is as any cell."""
    book = openpyxl.Workbook()
    book.active.append(["id", "first name"])
    book.active.append(["b1", "=PROPER(A2)"])
    book.save(tmp_path / "class.xlsx")
    with pytest.raises(CourseError, match="formulas without their results"):
        read(tmp_path / "class.xlsx")

    raw = (tmp_path / "class.xlsx").read_bytes()
    for kind, result, name in (("str", "B1", "B1"), ("str", "", "")):
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(tmp_path / "saved.xlsx", "w") as new:
            for each in old.namelist():
                text = old.read(each).decode()
                with_result = f'<c r="B2" t="{kind}"><f>PROPER(A2)</f><v>{result}</v></c>'
                new.writestr(each, re.sub(r'<c r="B2".*?</c>', with_result, text))
        assert read(tmp_path / "saved.xlsx").people == (Person(id="b1", first_name=name),)


def test_a_dutch_list_has_its_groups(write):
    """The headings of one language are known all together."""
    assert read(write("ID;Voornaam;Achternaam;Groep\nb1;Ana;Visser;A\n")).people[0].group == "A"


def test_marks_and_blanks_within_a_cell_stay(write):
    """Only the blanks that follow a closing mark go: what stands between two marks is one cell."""
    people = read(write('id,first_name,last_name\nb1,"Ana ""Ann"" , Eva" , "Smith" \n')).people
    assert people == (Person(id="b1", first_name='Ana "Ann" , Eva', last_name="Smith"),)


def test_names_in_any_script_stay_whole(write):
    """An Arabic name, a comma in quotation marks and an apostrophe come through."""
    people = read(write('id,first_name,last_name,group\nb2,عمر,الحسن,A\nb3,"Ana, Eva",O\'Neill,B\n')).people

    assert [(one.first_name, one.last_name, one.group) for one in people] == [
        ("عمر", "الحسن", "A"),
        ("Ana, Eva", "O'Neill", "B"),
    ]


WRONG = {
    "no id": (f"{HEAD}\n,Ana,Smith,\n", "the id is blank", 2),
    "a path": (f"{HEAD}\nanna/../x,Ana,,\n", "'anna/../x' cannot be an id", 2),
    "a folder above": (f"{HEAD}\n..,Ana,,\n", "'..' cannot be an id", 2),
    "a formula": (f"{HEAD}\n=cmd,Ana,,\n", "'=cmd' cannot be an id", 2),
    "an option": (f"{HEAD}\n-rf,Ana,,\n", "'-rf' cannot be an id", 2),
    "a name of Windows": (f"{HEAD}\nnul,Ana,,\n", "'nul' cannot be an id", 2),
    "a space within": (f"{HEAD}\nb 1,Ana,,\n", "'b 1' cannot be an id", 2),
    "too long": (f"{HEAD}\n{'x' * 65},Ana,,\n", "cannot be an id", 2),
    "twice": (f"{HEAD}\nb1,Ana,,\nb2,Eva,,\nB1,Ada,,\n", "the id 'B1' stands also in row 2", 4),
    "no mail": (f"{HEAD}\nb1,Ana,,ana at example\n", "'ana at example' is no mail address", 2),
    "no headings": ("b1,Ana,Smith,ana@example.org\n", "no column is headed id", 1),
    "nothing": ("", "the table is empty", 0),
    "no headings at all": (",,\n,,\n", "the table is empty", 0),
    "nobody": (f"{HEAD}\n,,,\n", "the list names nobody", 1),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "not a table of text", 0),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 99, "a workbook of an old Excel", 0),
    "a word after a mark": ('id,first_name\nb0,Eva\nb1,"Ana" Maria\n', "stands within a cell (row 3)", 0),
    "a word after a mark, below Excel's first line": (
        'sep=,\nid,first_name\nb1,"Ana" Maria\n',
        "stands within a cell (row 3)",
        0,
    ),
    "a mark that is not closed": (
        'id,first_name\nb1,"Ana\nb2,Eva\n',
        "not closed, or stands within a cell (row 2)",
        0,
    ),
    "a mark that is not closed, before a long list": (
        'id,first_name\nb1,"Ana\n' + "".join(f"c{at},Eva\n" for at in range(20_000)),
        "not closed, or stands within a cell (row 2)",
        0,
    ),
    "two ids": ("id,first_name,Login\nb1,Ana,b2\n", "two columns stand for the id: id, Login", 1),
    "a name without end": (f"{HEAD}\nb1,{'A' * 129},,\n", "a cell has more than 128 signs", 2),
    "a broken workbook": (b"PK\x03\x04nothing", "cannot be read", 0),
}


@pytest.mark.parametrize(("raw", "said", "line"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_row(write, raw, said, line):
    """Each fault names the row and what to do."""
    with pytest.raises(CourseError) as caught:
        read(write(raw))

    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == (Code.CLASS_LIST, line)
    assert said in problem.what


def test_the_whole_name_does_not_take_the_place_of_the_last(write):
    """Where a list has both, the last name is the last name."""
    found = read(write("id;Name;First name;Last name\nb1;Smith, Ana;Ana;Smith\n")).people

    assert [(one.first_name, one.last_name) for one in found] == [("Ana", "Smith")]


def test_columns_that_are_not_read_are_named(write):
    """As the list has them; a second column for the same is one of them, and an empty one is not."""
    found = read(write(b"Rank,id,,First name,Forename,e-mail\nPC,b1,,Ana,Ann,\n"))
    assert found.ignored == ("Rank", "Forename")
    assert read(write(f"{HEAD}\n{ROW}\n")).ignored == ()


def test_letters_that_may_be_wrong_are_known(write):
    """What is neither UTF-8 nor has a mark at its start could be of any country."""
    assert read(write("id;Vorname\nb1;Łukasz\n".encode("cp1250"))).guessed
    for raw in ("id;Vorname\nb1;Łukasz\n".encode(), "id;x\n1;Ł\n".encode("utf-16")):
        assert not read(write(raw)).guessed


def test_all_rows_that_are_wrong_are_told_at_once(write):
    """A list with three faults gives three lines, and no part of it is used."""
    with pytest.raises(CourseError) as caught:
        read(write(f"{HEAD}\n,Ana,,\nb1,Eva,,\na/b,Ada,,\nb1,Ida,,\n"))

    assert [problem.line for problem in caught.value.problems] == [2, 4, 5]

    with pytest.raises(CourseError) as caught:
        read(write(f"{HEAD}\nb1,Eva,,\nb1,Ida,,ida at example\n"))
    assert [problem.line for problem in caught.value.problems] == [3, 3]


def test_a_missing_file_is_told(tmp_path):
    """A wrong path is a sentence, not a traceback."""
    with pytest.raises(CourseError, match="cannot be read"):
        read(tmp_path / "none.csv")
