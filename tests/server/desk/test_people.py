"""Single people, runs, records and reports, asked for as a browser does."""

import io
import re
import sqlite3
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest
from quiz.small_course import QUIZ, Course
from server.desk.test_pages import text_question
from server.desk.test_work import wait

from prevention_cpd.core.settings import Module, Outcome
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list
from prevention_cpd.server.desk import steps
from prevention_cpd.server.desk.handlers import HANDLERS
from prevention_cpd.server.desk.jobs import JOBS
from prevention_cpd.server.desk.people import plain

PERSON = "desk/person/p01"


def test_a_person(trainer):
    """Each quiz that they handed in stands there; nobody of that id is a sentence."""
    page = trainer.get(PERSON).text

    assert "p01@example.org" in page
    # No link leads to a page that there is not yet.
    assert f"feedback/{QUIZ}" not in page
    assert "Nobody on the class list" in trainer.get("desk/person/nobody1").text
    assert trainer.get(f"{PERSON}/feedback/{QUIZ}").status == 404


def test_a_blank_is_answered_in_a_talk(trainer, desk_course):
    """What a person left blank is noted with who heard it, and taken back; all else is refused with a reason."""
    course = Course(desk_course.root)
    course.submit("absent", {})
    course.grade()
    place = f"desk/person/absent/oral/{QUIZ}"
    assert place in trainer.get("desk/person/absent").text
    page = trainer.get(place).text
    assert page.count('form="heard" id=') == 4

    assert trainer.form(place, by="Sgt <Osei>", points1="1", points2="", points3="0.5").status == 302
    page = trainer.get(place).text
    assert page.count("heard by Sgt &lt;Osei&gt;") == 2
    assert page.count('form="heard" id=') == 2
    assert trainer.form(place, back="1").status == trainer.form(place, back="3").status == 302
    assert trainer.get(place).text.count('form="heard" id=') == 4

    page = trainer.form(place, by="Ann <b>", points1="0.5", points2="all").text
    assert "Write the points of at least one question" in page
    # What was typed stays, and nothing of it is noted.
    assert 'value="0.5"' in page
    assert "Ann &lt;b&gt;" in page
    assert trainer.form(place, by="Ann").status == 400
    assert "Say who heard" in trainer.form(place, by=" ", points1="1").text
    assert "more than 0" in trainer.form(place, by="Ann", points1="1", points2="7").text
    assert "heard by" not in trainer.get(place).text
    assert "Write the points" in trainer.form(place, back="all").text
    assert "none that p01 left blank" in trainer.form(f"{PERSON}/oral/{QUIZ}", by="A", points1="1").text
    assert "Nothing that was graded here" in trainer.get(f"{PERSON}/oral/{QUIZ}").text


def test_what_was_left_blank_stands_in_its_own_words(desk, trainer, desk_course):
    """Each question with its outcome and what a full answer holds; first the one that nobody passes without."""
    course = Course(desk_course.root)
    course.submit("absent", {})
    course.grade()
    with closing(sqlite3.connect(course.quizzes / "gradebook.db")) as opened, opened:
        opened.execute(
            "UPDATE source_cell SET source = replace(source, 'must=False', 'must=True') WHERE name = 'wri-note'"
        )
    note = Outcome(id="W3", text="Write a note in plain words.")
    module = Module(id="writing", title="Writing", prefix="W", minutes=9, outcomes=(note,))
    desk.app.course = replace(desk.app.course, modules=(module,))
    page = unescape(trainer.get(f"desk/person/absent/oral/{QUIZ}").text)

    sections = re.findall(r"<section.*?</section>", page, re.DOTALL)
    assert [int(re.search(r"Question (\d)", each)[1]) for each in sections] == [4, 1, 2, 3]
    assert ["is not passed" in each for each in sections] == [True, False, False, False]
    *choices, written = questions_file.questions(course.quizzes, QUIZ).values()
    for question, shown in zip([written, *choices], sections, strict=True):
        assert unescape(question["stem"]) in shown
    assert "What it asks for: Write a note in plain words." in sections[0]
    assert "Walrus guidance: a day and a street will do." in sections[0]
    assert all("What a full answer holds" in each and "Quokka reasoning" in each for each in sections)


def test_erasing_shows_first_and_asks_for_the_id(trainer, desk_course):
    """What would go is told; a click alone erases nothing; with the id the person is gone everywhere."""
    folder = desk_course.quizzes / "submitted" / "p01"
    assert str(folder.relative_to(desk_course.quizzes)) in trainer.get(f"{PERSON}/erase").text
    assert trainer.form(f"{PERSON}/erase", again="p02").status == 400
    assert folder.is_dir()

    assert trainer.form(f"{PERSON}/erase", again="p01").status == 200
    assert not folder.exists()
    assert trainer.get(PERSON).status == 404


def test_half_an_erasure_can_be_finished(trainer, desk_course, monkeypatch):
    """What failed is not said to be erased, and why; files without a person on the list go too."""
    failing = "import sys; print('This would be erased'); sys.exit('a.json cannot be erased')"
    with monkeypatch.context() as patched:
        patched.setattr(steps, "ERASE", (sys.executable, "-c", failing))
        page = trainer.form(f"{PERSON}/erase", again="p01").text
    assert "Not everything was erased" in page
    assert "a.json cannot be erased" in page
    assert 'name="again" value="p01"' in page

    left = desk_course.quizzes / "submitted" / "gone" / QUIZ
    left.mkdir(parents=True)
    assert "submitted/gone" in trainer.get("desk/person/gone/erase").text
    assert "Not everything" not in trainer.form("desk/person/gone/erase", again="gone").text
    assert not left.exists()
    assert trainer.get("desk/person/gone/erase").status == 404


def test_an_id_in_any_letters(trainer, desk_course):
    """Every id that a class list may have has its pages, and no other text leads to a file."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    class_list.bring_in(url, desk_course.quizzes, [Person(id="jörg")])
    person = f"desk/person/{quote('jörg')}"

    assert "jörg" in trainer.get(person).text
    assert "There is no feedback yet" in trainer.get(f"{person}/feedback/{QUIZ}").text
    assert trainer.get(f"{person}/erase").status == 200
    assert "Nobody on the class list" in trainer.get(f"desk/person/..%2Fp01/feedback/{QUIZ}").text


def test_runs(trainer):
    """A run is started, takes a class list of its own, and is ended; results know it."""
    assert trainer.form("desk/runs", name="no spaces").status == 400
    assert trainer.form("desk/runs", name="autumn", title="Autumn & winter").status == 302
    assert "Autumn &amp; winter" in trainer.get("desk/runs").text
    headers = {"X-XSRFToken": trainer.xsrf, "X-File-Name": "list.csv"}
    trainer.send("PUT", "desk/tray/run-list-1", b"id,first name\np02,Pat\n", headers)
    assert "Autumn &amp; winter" in trainer.get("desk/class/new/run-list-1").text
    assert "11 would be noted" not in trainer.get("desk/class/new/run-list-1?run=autumn").text
    new = "desk/class/new/run-list-1"
    # What was ticked since the changes were shown is shown before it is done.
    led = trainer.form(f"{new}?run=autumn", run="autumn", leavers="1").headers["Location"]
    assert led == f"/{new}?run=autumn&leavers=1"
    assert "0 people" in trainer.get("desk/runs").text
    assert trainer.form(f"{new}?run=autumn", run="autumn").status == 302
    assert "1 people" in trainer.get("desk/runs").text
    shown = trainer.get(f"desk/results/{QUIZ}?run=autumn").text
    assert "Number p02" in shown
    assert "Number p03" not in shown
    assert trainer.form("desk/runs/autumn/end", delete_on="2020-01-01").status == 302
    assert "to be erased on 2020-01-01" in trainer.get("desk/runs").text


def test_a_run_ends_after_a_question_and_is_opened_again(trainer, desk_course):
    """The page names whose work is not marked and changes nothing; ending is undone with its day of erasure."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    trainer.form("desk/runs", name="autumn", title="Autumn", starts="2026-11-01")
    class_list.bring_in(url, desk_course.quizzes, [Person(id="p01"), Person(id="absent")], run="autumn")

    asked = trainer.get("desk/runs/autumn/end").text
    assert "not marked: 1" in asked
    assert "Pat Number p01 (p01)" in asked
    assert "absent" not in asked
    assert "not graded" not in asked
    assert "Open it again" not in trainer.get("desk/runs").text
    trainer.form("desk/runs/autumn/end", delete_on="2099-01-01")
    assert trainer.form(f"desk/quiz/{QUIZ}/do/grade?run=autumn").status == 409
    assert "Open it again" in trainer.get("desk/runs").text
    assert trainer.get("desk/runs/autumn/end").status == 302
    assert trainer.form("desk/runs/autumn/reopen").status == 302
    assert "2099-01-01" not in trainer.get("desk/runs").text
    assert "Nothing of it is changed any more." not in trainer.get("desk").text
    for path in ("end", "reopen"):
        assert trainer.form(f"desk/runs/spring/{path}").status == 404


def test_who_has_left_is_not_awaited(trainer, desk_course):
    """They stand neither in the counts nor in the list to write to; who has handed in stays to be marked."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    staying = [Person(id=f"p{number:02}") for number in range(2, 13)]

    def shown(path=f"desk/quiz/{QUIZ}"):
        return trainer.get(path).text

    assert "absent@example.org" in shown()
    assert "12 of 13" in shown("desk")
    class_list.bring_in(url, desk_course.quizzes, staying, leavers=True)
    assert "absent@example.org" not in shown()
    assert "Number p01" in shown()
    assert "12 of 12" in shown("desk")


def test_names_are_ordered_as_people_look_for_them():
    """An accent or a stroke moves nobody to the end of the list."""
    names = ["Zamora", "Żółć", "Ødegård", "Åkesson", "Akers", "Ñúñez", "Nunn", "łuk", "Luk"]

    assert sorted(names, key=plain) == [
        "Akers", "Åkesson", "łuk", "Luk", "Ñúñez", "Nunn", "Ødegård", "Zamora", "Żółć",
    ]  # fmt: skip


def test_who_has_left_and_is_back(trainer):
    """One click on the page of a person; the class list tells both apart, and copies addresses."""
    assert trainer.form("desk/person/absent/leave").status == 302
    assert "Has left since" in trainer.get("desk/person/absent").text
    assert "absent@example.org" not in trainer.get("desk/class?show=here").text
    assert ">absent@example.org</textarea>" in trainer.get("desk/class?show=left").text
    assert "12 of 12" in trainer.get("desk").text
    assert trainer.form("desk/person/absent/leave", back="1").status == 302
    assert ">absent@example.org</textarea>" in trainer.get("desk/class?show=not_started").text
    assert trainer.form("desk/person/nobody1/leave").status == 404


def test_who_has_left_the_class_has_left_its_run(trainer, desk_course):
    """Noted for everybody, it counts on the pages of the run that goes on: awaited no more, and back by a click."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    trainer.form("desk/runs", name="this", starts="2026-11-01")
    people = [Person(id="p01", group="West"), Person(id="absent")]
    class_list.bring_in(url, desk_course.quizzes, people, run="this")
    assert trainer.form("desk/person/absent/leave?run=").status == 302

    assert "absent@example.org" not in trainer.get(f"desk/quiz/{QUIZ}?run=").text
    assert "absent@example.org" not in trainer.get(f"desk/quiz/{QUIZ}?run=this").text
    assert "1 of 1" in trainer.get("desk").text
    assert ">absent@example.org</textarea>" in trainer.get("desk/class?show=left").text
    assert "Has left since" in trainer.get("desk/person/absent").text
    assert trainer.form("desk/person/absent/leave", back="1").status == 302
    assert "1 of 2" in trainer.get("desk").text
    assert "Has left since" not in trainer.get("desk/person/absent?run=").text


def test_a_group_is_found(trainer, desk_course):
    """The class list can be narrowed to a group."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    class_list.bring_in(
        url, desk_course.quizzes, [Person(id="p01", group="West & East"), Person(id="p02", group="B")]
    )

    assert "<option>West &amp; East</option>" in trainer.get("desk/class").text
    page = trainer.get("desk/class?group=West+%26+East").text
    assert "1 found" in page
    assert "Number p01" in page
    assert "Number p02" not in page


def test_who_is_in_a_run_that_has_ended_is_not_awaited(trainer, desk_course):
    """Last year's people are not written to beside those of this year."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    for run, person in (("last", "old1"), ("this", "new1")):
        trainer.form("desk/runs", name=run)
        one = Person(id=person, email=f"{person}@example.org")
        class_list.bring_in(url, desk_course.quizzes, [one], run=run)
    assert "old1@example.org" in trainer.get(f"desk/quiz/{QUIZ}?run=").text
    trainer.form("desk/runs/last/end")

    page = trainer.get(f"desk/quiz/{QUIZ}").text
    assert "old1@example.org" not in page
    assert "new1@example.org" in page


def test_one_works_in_one_run(trainer, desk_course):
    """The newest run is chosen, another can be; nothing of one stands on a page of the other, or in its files."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    for run, starts, people in (("east", "2026-11-01", ("p01", "p02")), ("west", "2026-11-02", ("p03",))):
        trainer.form("desk/runs", name=run, title=f"The {run}", starts=starts)
        class_list.bring_in(url, desk_course.quizzes, [Person(id=name) for name in people], run=run)
    pages = ("desk", f"desk/quiz/{QUIZ}", f"desk/results/{QUIZ}", f"desk/results/{QUIZ}.csv", "desk/class")

    trainer.cookies.pop("cpd-run", None)
    assert '<option value="west" selected>' in trainer.get("desk").text
    trainer.get("desk?run=east")
    assert "2 of 2" in trainer.get("desk").text
    shown = [trainer.get(path).text for path in pages]
    assert all("Number p03" not in text for text in shown)
    assert all("Number p02" in text for text in shown[1:])
    trainer.get("desk?run=west")
    assert "1 of 1" in trainer.get("desk").text
    assert all("Number p02" not in trainer.get(path).text for path in pages)
    trainer.get("desk?run=")
    assert "12 of 13" in trainer.get("desk").text


def test_a_run_that_has_ended_can_be_read_only(trainer, desk_course):
    """Its figures stay, it says that it has ended, and no button or form changes anything of it."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    trainer.form("desk/runs", name="last", starts="2026-11-01")
    class_list.bring_in(url, desk_course.quizzes, [Person(id="p01")], run="last")
    trainer.form("desk/runs/last/end")
    page = f"desk/quiz/{QUIZ}"
    shown = trainer.get(f"{page}?run=last").text

    assert "Number p01" in shown
    assert "has ended, " in shown
    assert "What needs you first" not in trainer.get("desk?run=last").text
    for path in ("do/grade", "do/release", "date"):
        assert trainer.form(f"{page}/{path}", when="2035-01-01T10:00").status == 409, path
    assert JOBS.last(desk_course.quizzes, page) is None


def test_no_page_of_a_run_that_has_ended_offers_what_would_be_refused(trainer, desk_course):
    """From the first page on, each page that a link leads to says once that it has ended, and can be read."""
    course = Course(desk_course.root)
    course.submit("absent", {})
    course.grade()
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    trainer.form("desk/runs", name="last", starts="2026-11-01")
    people = [Person(id=name) for name in ("p01", "absent")]
    class_list.bring_in(url, desk_course.quizzes, people, run="last")
    trainer.form("desk/runs/last/end")
    question = text_question(trainer)
    trainer.form(f"desk/marking/{QUIZ}?run=", share="100")
    with closing(sqlite3.connect(desk_course.quizzes / "gradebook.db")) as opened, opened:
        # As where somebody was drawn among others than those of the run.
        opened.execute("DELETE FROM cpd_marking_drawn WHERE person = 'p01'")
    trainer.get("desk?run=last")

    # Of no run are the key, erasing, and the runs themselves.
    of_none = r"desk/(issuer|runs|person/[^/]+/erase)"
    left = ["desk", "desk/receive", f"desk/quiz/{QUIZ}-b/resit"]
    left += [f"desk/marking/{QUIZ}/{question}/{name}" for name in ("training", "differences")]
    seen = set()
    while left:
        path = left.pop()
        page = trainer.get(path)
        shown = page.text
        if page.status == 302 or "<main" not in shown:
            continue
        assert page.status == 200 or "feedback" in path, path
        assert shown.count("has ended, ") == (0 if page.status != 200 or re.match(of_none, path) else 1), path
        assert 'formmethod="post"' not in shown, path
        # A tag that a template writes as text would be read by people.
        assert not re.search("&lt;/(form|div)", shown), path
        for form in re.findall(r'<form[^>]*method="post"[^>]*>', shown):
            action = (re.search(r'action="/([^"]*)"', form) or [path, path])[1]
            handlers = [each[1] for each in HANDLERS if re.fullmatch(each[0], action.partition("?")[0])]
            assert not any(each.writes_run for each in handlers), (path, form)
        links = {unescape(each).partition("#")[0] for each in re.findall(r'href="/(desk[^"]*)"', shown)}
        new = {
            each
            for each in links
            if "run=" not in each and not re.search(r"(\.(zip|csv|xlsx|css|html)|/file|/preview)$", each)
        }
        left += sorted(new - seen)
        seen |= new
    assert any(re.fullmatch(rf"desk/marking/{QUIZ}/{question}\?answer=.*", each) for each in seen)
    assert f"desk/person/absent/oral/{QUIZ}" in seen
    # Nor does looking draw anything for a second marker.
    with closing(sqlite3.connect(desk_course.quizzes / "gradebook.db")) as opened:
        assert opened.execute("SELECT count(*) FROM cpd_marking_drawn WHERE person = 'p01'").fetchone() == (
            0,
        )


def test_no_work_on_a_run_that_has_ended(trainer, desk_course):
    """Marks, drawing, answers in a talk and class lists are refused; nothing in the gradebook changes."""
    course = Course(desk_course.root)
    course.submit("absent", {})
    course.grade()
    file = desk_course.quizzes / "gradebook.db"
    trainer.form("desk/runs", name="last", starts="2026-11-01")
    people = [Person(id=name) for name in ("p01", "p02", "absent")]
    class_list.bring_in(f"sqlite:///{file}", desk_course.quizzes, people, run="last")
    headers = {"X-XSRFToken": trainer.xsrf, "X-File-Name": "list.csv"}
    trainer.send("PUT", "desk/tray/late-list-1", b"id,first name\np03,Paul\n", headers)
    trainer.get("desk?run=last")
    mark = f"desk/marking/{QUIZ}/{text_question(trainer)}"

    def points():
        page = trainer.get(mark).text
        found = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("answer", "seen")}
        return {**found, **{f"c{at}": "1" for at in range(page.count("<fieldset"))}, "part": "first"}

    assert trainer.form(mark, **points()).status == 302
    work = {
        f"desk/marking/{QUIZ}": {"share": "100"},
        mark: points(),
        f"desk/marking/{QUIZ}/undo": {},
        f"desk/person/absent/oral/{QUIZ}": {"by": "Ann", "points1": "1"},
        "desk/class/new/late-list-1?run=last&leavers=1": {"run": "last", "leavers": "1"},
    }
    trainer.form("desk/runs/last/end")

    def kept():
        with closing(sqlite3.connect(file)) as opened:
            return list(opened.iterdump())

    before = kept()
    for path, fields in work.items():
        assert trainer.form(path, **fields).status == 409, path
        assert kept() == before, path
    # A new list is for the class itself then.
    trainer.get("desk?run=last")
    assert "?run=&amp;leavers=" in trainer.get("desk/class/new/late-list-1").text


def test_records_are_those_of_the_run(trainer, desk_course):
    """Its people alone are counted, listed and packed, and who has left lacks nothing."""
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    trainer.form("desk/runs", name="east", title="East", starts="2026-11-01")
    people = [Person(id=name) for name in ("p01", "p02", "p03", "a.b")]
    class_list.bring_in(url, desk_course.quizzes, people, run="east")
    folder = desk_course.quizzes / "reports" / "certificates"
    folder.mkdir(parents=True)
    for name in ("p01", "p05", "a.b", "a"):
        for ending in (".pdf", ".jwt"):
            (folder / f"{name}{ending}").write_text(name)
    trainer.form("desk/person/p03/leave?run=east")

    page = trainer.get("desk/records?run=east").text
    assert '<option value="east" selected>' in page
    assert "2 of 3 people have one." in page
    assert "0 of 3 people have one." in page
    assert "Number p05" not in page
    with zipfile.ZipFile(io.BytesIO(trainer.get("desk/certificates.zip").raw)) as packed:
        assert packed.namelist() == ["a.b.jwt", "a.b.pdf", "p01.jwt", "p01.pdf"]
    assert "of 14 people" in trainer.get("desk/records?run=").text
    with zipfile.ZipFile(io.BytesIO(trainer.get("desk/certificates.zip").raw)) as packed:
        assert len(packed.namelist()) == 8


def test_only_reports_are_given(trainer, desk_course):
    """No path leads out of the folder of reports, and none to what is no page, PDF or data."""
    (desk_course.quizzes / "reports").mkdir(exist_ok=True)
    (desk_course.quizzes / "reports" / "a.txt").write_text("no")
    (desk_course.quizzes / "outside.html").write_text("no")

    for path in ("../outside.html", "a.txt", "..%2Foutside.html", "/etc/hostname", "nothing.pdf"):
        assert trainer.get(f"desk/reports/{path}").status == 404, path


@pytest.mark.slow
def test_records_and_report(trainer, desk_course):
    """Records of the class are written and packed; the report on the questions opens."""
    assert trainer.form("desk/records", kind="records").status == 302
    assert trainer.form("desk/records", kind="else").status == 400
    job = wait(JOBS.last(desk_course.quizzes, "desk/records"), 240)
    assert job.state == "done", job.problems
    page = trainer.get("desk/records").text
    file = re.search(r'href="/(desk/reports/records/p02/[^"]+\.pdf)"', page)[1]
    assert trainer.get(file).text.startswith("%PDF")
    assert trainer.get("desk/records.zip").text.startswith("PK")

    assert trainer.form(f"desk/quiz/{QUIZ}/report").status == 302
    job = wait(JOBS.last(desk_course.quizzes, f"desk/quiz/{QUIZ}"), 120)
    assert job.state == "done", job.problems
    link = re.search(r'href="/(desk/reports/[^"]+report\.html)"', trainer.get(f"desk/quiz/{QUIZ}").text)[1]
    assert "wri-parts" in trainer.get(link).text
