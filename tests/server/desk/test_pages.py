"""The pages of the desk, asked for as a browser does."""

import re
from urllib.parse import quote

import pytest
from quiz.resubmitting import mark
from quiz.small_course import QUIZ, Course
from server.desk.conftest import CLASS
from server.talking import Client

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.marking.written import Written
from prevention_cpd.quiz.record import class_list
from prevention_cpd.server.desk.marking_base import after

PAGES = ("desk", "desk/class", f"desk/quiz/{QUIZ}", f"desk/marking/{QUIZ}")


def text_question(trainer):
    """Return the id of the quiz's written question."""
    return re.search(rf"desk/marking/{QUIZ}/([\w-]+)/answers", trainer.get(f"desk/marking/{QUIZ}").text)[1]


@pytest.mark.parametrize("path", [*PAGES, f"desk/marking/{QUIZ}/x/answers", "desk/work/whatever1"])
def test_the_desk_is_for_trainers(desk, path):
    """A learner is refused, and who is not signed in is led to the sign-in."""
    assert desk.learner("p01").get(path).status == 403
    assert Client(desk.port).get(path).status in {302, 401}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens(trainer, path):
    """Each is a whole page, and holds what learners wrote and are called as text."""
    answer = trainer.get(path)

    assert answer.status == 200, answer.text
    assert "<script>p" not in answer.text
    assert "<i>Ann" not in answer.text


def test_the_first_page_tells_what_is_next(trainer):
    """Twelve wait for a marker, of thirteen; the other forms are drafts."""
    page = trainer.get("desk").text

    assert "the written answers of 12 wait for a marker" in page
    assert "12 of 13" in page
    assert page.count("<td>draft</td>") == 2
    # Of one of the two nobody has taken the form before it, so that nobody needs it.
    assert page.count("<td>Offer the resit</td>") == 1


def test_who_needs_a_person_first(trainer):
    """The class list that grading wrote is one click away."""
    link = re.search(rf'href="/(desk/reports/{QUIZ}\.html)"', trainer.get(f"desk/quiz/{QUIZ}").text)[1]

    assert "What needs a person" in trainer.get(link).text


def test_who_has_not_started_can_be_written_to(trainer):
    """Their names and addresses stand there, and only theirs."""
    page = trainer.get(f"desk/quiz/{QUIZ}?show=missing").text

    assert ">absent@example.org</textarea>" in page
    assert "Absent" in page
    assert "Number p01" not in page


def test_unknown_quizzes_and_steps(trainer):
    """A quiz, a question or a step that there is not: a sentence, and nothing begun."""
    for path in ("desk/quiz/nothing", "desk/marking/nothing", f"desk/marking/{QUIZ}/nothing"):
        answer = trainer.get(path)
        assert (answer.status, "There is no" in answer.text) == (404, True), path
    assert trainer.form(f"desk/quiz/{QUIZ}/do/rm").status == 404


def test_a_new_class_list_is_shown_before_it_changes_anything(trainer):
    """Dropped, looked at, confirmed; a wrong one is told by rows and changes nothing."""
    tray = re.search(r'data-put="/desk/tray/([\w-]+)"', trainer.get("desk/class").text)[1]
    headers = {"X-XSRFToken": trainer.xsrf, "X-File-Name": quote("Klasse ü.csv")}
    lines = "Kennung;Vorname;Nachname;E-Mail;Gruppe\nnew1;Zoë;Müller;zoe@example.org;West\np01;Patricia;Number p01;;East\n"

    assert trainer.send("PUT", f"desk/tray/{tray}", lines.encode("cp1252"), headers).status == 200
    shown = trainer.get(f"desk/class/new/{tray}").text
    assert "1 would be added" in shown
    assert "Zoë Müller" in shown
    assert "(Group: West)" in shown
    assert "First name: Patricia, Group: East" in shown
    assert "Zoë" not in trainer.get("desk/class?search=new1").text
    done = trainer.form(f"desk/class/new/{tray}")
    assert done.status == 302
    assert "1+added%2C+1+changed%2C+0+noted" in done.headers["Location"]
    for words in ("new1", "muller", "MÜLLER zoe"):
        assert "Zoë" in trainer.get(f"desk/class?search={quote(words)}").text, words
    # What was used is gone: whoever loads the page again is led back, and nothing is done twice.
    for again in (trainer.get(f"desk/class/new/{tray}"), trainer.form(f"desk/class/new/{tray}")):
        assert (again.status, again.headers["Location"].partition("?")[0]) == (302, "/desk/class")


def test_who_would_have_left_and_what_is_not_read_is_named(trainer):
    """Ids stand with their names, and columns that are passed over with their headings."""
    headers = {"X-XSRFToken": trainer.xsrf, "X-File-Name": "list.csv"}
    lines = "id,first name,Rank & post\n" + "".join(f"{name},,PC\n" for name in CLASS[1:])
    trainer.send("PUT", "desk/tray/leavers-list", lines.encode(), headers)

    page = trainer.get("desk/class/new/leavers-list?leavers=1").text
    assert "2 would be noted as having left" in page
    assert "<li>p01: Pat Number p01</li>" in page
    assert "<li>absent: &lt;i&gt;Ann&lt;/i&gt; Absent</li>" in page
    assert "Columns that are not read: Rank &amp; post<" in page
    assert "<li>p01: Pat Number p01</li>" in trainer.get("desk/class/new/leavers-list").text


def test_files_that_are_taken_in_already_are_asked_for_anew(trainer):
    """Whoever loads the page again after the work came in is led back to where files are dropped."""
    for again in (trainer.get("desk/receive/used-up-tray"), trainer.form("desk/receive/used-up-tray")):
        assert (again.status, again.headers["Location"].partition("?")[0]) == (302, "/desk/receive")


def test_who_came_by_an_account_alone_is_named(trainer, desk_course):
    """A name on the list that no list has brought in stands above it."""
    assert "without a name" not in trainer.get("desk/class").text
    url = f"sqlite:///{desk_course.quizzes / 'gradebook.db'}"
    class_list.bring_in(url, desk_course.quizzes, [Person(id="stray")])
    assert "1 without a name: stray." in trainer.get("desk/class").text


def test_what_nobody_is_in_is_no_filter(trainer):
    """Each filter of a quiz says how many it finds, and those that would find nobody are left out."""
    page = trainer.get(f"desk/quiz/{QUIZ}").text
    shown = re.findall(r'show=(\w+)#people"[^>]*>[^<]*\((\d+)\)<', page)
    assert dict(shown) == {
        "all": "13", "missing": "1", "handed_in": "12", "waiting": "12", "held_waiting": "12"
    }  # fmt: skip
    assert 'show=late#people" aria-current' in trainer.get(f"desk/quiz/{QUIZ}?show=late").text


def test_a_wrong_class_list_changes_nothing(trainer):
    """Every row that is wrong is told with its number."""
    headers = {"X-XSRFToken": trainer.xsrf, "X-File-Name": "list.csv"}
    lines = "id,first name\nnew1,Ann\n../x,Bob\nNEW1,Cy\n"
    trainer.send("PUT", "desk/tray/wrong-list", lines.encode(), headers)

    for answer in (trainer.get("desk/class/new/wrong-list"), trainer.form("desk/class/new/wrong-list")):
        assert "<td>3</td>" in answer.text
        assert "<td>4</td>" in answer.text
        assert "Make these changes" not in answer.text
    assert "0 found" in trainer.get("desk/class?search=new1").text


def test_a_file_needs_the_pages_own_mark(trainer):
    """Another site cannot drop a file here."""
    assert trainer.send("PUT", "desk/tray/some-tray-1", b"id\nx\n", {"X-File-Name": "a.csv"}).status == 403


def test_marking_round(trainer):
    """Points are given, the next answer comes, and the last is undone."""
    name = text_question(trainer)
    path = f"desk/marking/{QUIZ}/{name}"
    page = trainer.get(path).text
    criteria = len(re.findall(r"<fieldset", page))
    assert re.search(r"12 wait, of 12", page)
    assert not any(person in re.sub(r"&lt;script.*?script&gt;", "", page) for person in CLASS)

    answer, seen = (re.search(rf'name="{field}" value="([^"]+)"', page)[1] for field in ("answer", "seen"))
    points = {f"c{at}": "1.5" for at in range(criteria)}
    done = trainer.form(
        path, answer=answer, seen=seen, part="first", comment="Say **when**.", keep="on", **points
    )
    assert done.status == 302
    page = trainer.get(done.headers["Location"].lstrip("/")).text
    assert "11 wait, of 12" in page
    assert "Say **when**." in page
    assert answer not in re.findall(r'name="answer" value="([^"]+)"', page)

    # The same form again, as from a second window: refused, with what was typed still there.
    again = trainer.form(path, answer=answer, seen=seen, part="first", comment="Other.", **points)
    assert again.status == 409
    assert "Somebody has marked this answer" in again.text

    undone = trainer.form(f"desk/marking/{QUIZ}/undo")
    assert f"answer={answer}" in undone.headers["Location"]
    assert "12 wait, of 12" in trainer.get(path).text


def test_after_the_last_mark_one_goes_on(trainer, desk_course):
    """Where no question has an answer left, the main button leads to the page of the quiz."""
    path = f"desk/marking/{QUIZ}/{text_question(trainer)}"
    for person in CLASS:
        assert "Go on to" not in trainer.get(path).text
        mark(Course(desk_course.root), person, "wri-note", 2)

    page = trainer.get(path).text
    assert (
        f'<a class="cpd-button cpd-main" href="/desk/quiz/{QUIZ}">Go on to the page of the quiz</a>' in page
    )


def test_the_next_question_is_the_one_after():
    """After the last the first comes; the one that is marked is not its own next."""
    asked = [
        Written(id=name, quiz=QUIZ, number=1, points=1, asked="", situation="", rubric=(), anchors=())
        for name in "abc"
    ]

    assert [[each.id for each in after(asked, name)] for name in "abc"] == [
        ["b", "c"],
        ["c", "a"],
        ["a", "b"],
    ]


def test_a_mark_of_the_formgrader_is_nobodys_at_the_desk(trainer, desk_course):
    """Where the points were changed there, who gave others here is not said to have given them."""
    name = text_question(trainer)
    path = f"desk/marking/{QUIZ}/{name}"
    trainer.form(f"desk/marking/{QUIZ}", marker="Ann")
    page = trainer.get(path).text
    answer, seen = (re.search(rf'name="{field}" value="([^"]+)"', page)[1] for field in ("answer", "seen"))
    given = {f"c{at}": "1" for at in range(len(re.findall(r"<fieldset", page)))}
    trainer.form(path, answer=answer, seen=seen, part="first", **given)

    def row():
        return re.search(rf"(?s)answer={answer}.*?</tr>", trainer.get(f"{path}/answers").text)[0]

    assert "<td>Ann</td>" in row()
    for number in range(1, 13):
        mark(Course(desk_course.root), f"p{number:02}", name, 0)
    assert "<td>changed in the formgrader</td>" in row()
    assert "<td>in the formgrader</td>" in row()


def test_points_that_do_not_fit(trainer):
    """None for a criterion, words, or too many: a sentence, and nothing written."""
    path = f"desk/marking/{QUIZ}/{text_question(trainer)}"
    page = trainer.get(path).text
    answer, seen = (re.search(rf'name="{field}" value="([^"]+)"', page)[1] for field in ("answer", "seen"))

    assert trainer.form(path, answer=answer, seen=seen).status == 400
    assert trainer.form(path, answer=answer, seen=seen, c0="lots", c1="1").status == 400
    assert trainer.form(path, answer=answer, seen=seen, c0="99", c1="1").status == 409
    assert "12 wait, of 12" in trainer.get(path).text


def test_second_marker(trainer):
    """Drawn, blind, by another name; the difference is shown and settled."""
    name = text_question(trainer)
    path = f"desk/marking/{QUIZ}/{name}"
    trainer.form(f"desk/marking/{QUIZ}", share="100", hidden="on")
    criteria = len(re.findall(r"<fieldset", trainer.get(path).text))

    def mark(points, part):
        page = trainer.get(f"{path}?part={part}").text
        answer, seen = (
            re.search(rf'name="{field}" value="([^"]+)"', page)[1] for field in ("answer", "seen")
        )
        given = {f"c{at}": points for at in range(criteria)}
        assert (
            trainer.form(path, answer=answer, seen=seen, part=part, comment=f"By {part}.", **given).status
            == 302
        )
        return answer, page

    trainer.form(f"desk/marking/{QUIZ}", marker="Ann")
    answer, _ = mark("2", "first")
    trainer.form(f"desk/marking/{QUIZ}", marker="Bea")
    page = ""
    while f'value="{answer}"' not in page:
        _, page = mark("0", "second")
    assert "By first." not in page
    assert "Ann" not in page

    shown = trainer.get(f"{path}/differences").text
    assert "Ann" in shown
    seen = re.search(
        rf'name="answer" value="{answer}">\s*<input type="hidden" name="seen" value="([^"]+)"', shown
    )[1]
    given = {f"c{at}": "1" for at in range(criteria)}
    settled = trainer.form(
        path, answer=answer, seen=seen, part="settled", back="settle", comment="Both.", **given
    )
    assert settled.headers["Location"].endswith("differences")
    assert "There is nothing to settle." in trainer.get(f"{path}/differences").text
    assert "Both marked" in trainer.get(f"desk/marking/{QUIZ}").text


def test_the_first_marker_sees_nothing_of_the_second(trainer):
    """Where the second mark came first, neither points nor name stand on the page before the first is given."""
    path = f"desk/marking/{QUIZ}/{text_question(trainer)}"
    trainer.form(f"desk/marking/{QUIZ}", share="100", hidden="on")
    trainer.form(f"desk/marking/{QUIZ}", marker="Bea")
    page = trainer.get(f"{path}?part=second").text
    answer, seen = (re.search(rf'name="{field}" value="([^"]+)"', page)[1] for field in ("answer", "seen"))
    points = {f"c{at}": "1" for at in range(len(re.findall(r"<fieldset", page)))}
    given = trainer.form(path, answer=answer, seen=seen, part="second", comment="Short.", **points)
    assert given.status == 302

    trainer.form(f"desk/marking/{QUIZ}", marker="Ann")
    page = trainer.get(f"{path}?answer={answer}").text
    assert f'value="{answer}"' in page
    assert "Bea" not in page
    assert "Short." not in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    assert trainer.form(path, answer=answer, seen=seen, part="first", **points).status == 302
    page = trainer.get(f"{path}?answer={answer}").text
    assert "Bea" in page
    assert "Short." in page


def test_training_without_anchors(trainer):
    """The question of this course has none, and the page says so."""
    page = trainer.get(f"desk/marking/{QUIZ}/{text_question(trainer)}/training").text

    assert "This question has no anchors." in page


def test_results(trainer):
    """A row a person, the class in figures, and the same as files that a spreadsheet opens."""
    page = trainer.get(f"desk/results/{QUIZ}").text
    assert "12 of 13 have marks" in page
    assert len(re.findall(r'<th scope="row"><a href="/desk/person/p\d\d">Pat Number', page)) == 12
    assert page.count(" so far</td>") == 12

    sheet = trainer.get(f"desk/results/{QUIZ}.csv")
    assert sheet.headers["Content-Disposition"] == f'attachment; filename="{QUIZ}.csv"'
    assert len(sheet.text.strip().splitlines()) == 14
    assert trainer.get(f"desk/results/{QUIZ}.xlsx").text.startswith("PK")


def test_a_person_has_passed_or_not_or_something_is_awaited(trainer, desk_course):
    """Their page says what is awaited, and after the mark passed, or by which rule not."""
    person = "desk/person/p01"
    page = trainer.get(person).text
    assert "Not decided yet: waits for marking." in page
    assert "so far" in page
    for points, told in (
        (0, "<td>Not passed. Fewer than 70 per cent of all points.</td>"),
        (4, "<td>Passed.</td>"),
    ):
        mark(Course(desk_course.root), "p01", "wri-note", points)
        page = trainer.get(person).text
        assert told in page, page
        assert "so far" not in page
    assert trainer.get(f"desk/results/{QUIZ}").text.count(" so far</td>") == 11
