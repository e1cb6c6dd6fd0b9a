"""Two runs of one quiz, end to end: what is set, handed in, marked and returned in one leaves the other as it was."""

import json
import re

import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT
from sqlalchemy import update

from prevention_cpd.quiz.intake.class_list_file import Person
from prevention_cpd.quiz.record import class_list, dates, resits, runs
from prevention_cpd.quiz.record.return_tables import resit
from prevention_cpd.quiz.record.run_tables import run
from prevention_cpd.quiz.results import sending
from prevention_cpd.server.desk import overview

pytestmark = pytest.mark.slow
SECOND = f"{QUIZ}-b"
NOTE = {QUIZ: "wri-note", SECOND: "wri-note-two"}
POOR = {**RIGHT, "wri-parts": ["place"], "wri-pairs-two": {"hot": "narrow", "new": "cold", "wide": "aged"}}
#: Of where a form stands.
FACTS = ("due", "people", "handed_in", "graded", "late", "returned", "outdated", "step")
GROUPS = {"first": {"ada": "North", "ben": "", "cem": ""}, "second": {"ada": "", "ben": "North", "dan": ""}}


def begin(course, name, day):
    """Start a run with its people and their groups."""
    with course.record() as connection:
        runs.start(connection, name, starts_at=f"{day}T00:00:00+00:00", place=course.root)
    people = [Person(id=each, group=team) for each, team in GROUPS[name].items()]
    class_list.bring_in(f"sqlite:///{course.quizzes / 'gradebook.db'}", course.quizzes, people, run=name)


def until(course, when, *whom, quiz=QUIZ):
    """Set a deadline as a trainer types it."""
    return course.cpd("class", "date", quiz, f"{when}T12:00+00:00", "--past", *whom, ok=(0,)).stdout


def hand_in_and_mark(course, day, *, points, quiz=QUIZ, form="A", **answers):
    """Let people hand in on a day, and grade, mark and return it; the written answer earns each these points."""
    for name, given in answers.items():
        hand_in(course, name, given, f"{day} 12:00:00", quiz=quiz, form=form)
    course.grade(quiz=quiz)
    for name in answers:
        mark(course, name, NOTE[quiz], points, f"Said to {name} on {day}.", quiz=quiz)
    course.grade("--feedback", quiz=quiz)


def decide(course, day, **offered):
    """Decide on a day to whom the resit is offered."""
    with course.record() as connection:
        for name, yes in offered.items():
            resits.decide(connection, SECOND, [name], offered=yes)
        mine = (resit.c.decided_at > "2026", resit.c.person.in_(list(offered)))
        connection.execute(update(resit).where(*mine).values(decided_at=f"{day}T00:00:00+00:00"))


def seen(course, name):
    """Return all that can be read of a run: results, tables, report, where it stands, dates, feedback."""
    told = json.loads(course.cpd("results", QUIZ, "--run", name, "--json", ok=(0,)).stdout)
    tables = {}
    if any(each["score"] is not None for each in told):
        table, folder = course.root / "table.csv", course.root / f"report-{name}"
        course.cpd("results", QUIZ, "--run", name, "--csv", table, ok=(0,))
        course.cpd("report", QUIZ, "--run", name, "-o", folder, ok=(0,))
        tables = {place.name: place.read_text() for place in (table, folder / "questions.csv")}
    with course.record() as connection:
        one = runs.known(connection, name, place=course.root)
        stands = overview.standings(connection, course.quizzes, run=one)
        due = [dates.of_run(connection, one)[each] for each in (QUIZ, SECOND)]
        narrower = [dates.narrower(connection, each, one) for each in (QUIZ, SECOND)]
        offered = resits.decided(connection, SECOND, run=one)
    pages = course.root / "pages" / name
    sent = [sending.write(course.quizzes, each, pages, run=one) for each in (QUIZ, SECOND)]
    texts = {place.name: place.read_text() for each in sent for place in each.written}
    facts = {f"{each.form.id} {name}": getattr(each, name) for each in stands for name in FACTS}
    return {
        "results": told,
        "tables": tables,
        **facts,
        "dates": (due, narrower),
        "pages": texts,
        "resit": offered,
    }


def results(found):
    """Return who passed and who was late."""
    return {each["learner"]: (each["form"], each["passed"], each["late"]) for each in found["results"]}


def test_nothing_of_one_run_shows_in_the_other(course):
    """Dates, exceptions, resit, results, tables, report and feedback of last year are those of last year."""
    course.nbgrader("generate_assignment", SECOND)
    begin(course, "first", "2024-01-01")
    assert f"{QUIZ}, first: until" in until(course, "2024-06-01")
    until(course, "2024-06-05", "--group", "North", "--run", "first")
    until(course, "2024-06-10", "--person", "cem")
    hand_in_and_mark(course, "2024-06-03", points=4, ada=RIGHT, ben=POOR, cem=RIGHT)
    until(course, "2024-07-01", quiz=SECOND)
    hand_in_and_mark(course, "2024-07-02", points=4, quiz=SECOND, form="B", ben=RIGHT)
    decide(course, "2024-07-01", ada=True, cem=False)
    course.cpd("class", "run", "archive", "first", "--delete-on", "2027-01-01", ok=(0,))
    with course.record() as connection:
        connection.execute(update(run).values(archived_at="2024-12-01T00:00:00+00:00"))
    last_year = seen(course, "first")
    assert results(last_year) == {
        "ada": ("A", True, False),
        "ben": ("B", True, True),
        "cem": ("A", True, False),
    }

    begin(course, "second", "2025-01-01")
    new = seen(course, "second")
    assert (new["dates"], new["pages"], new["resit"]) == (([None, None], [[], []]), {}, {})
    assert [each for name, each in new.items() if name.endswith(("handed_in", "graded")) and each] == []
    assert seen(course, "first") == last_year

    until(course, "2025-06-01")
    until(course, "2025-06-20", "--group", "North", "--run", "second")
    until(course, "2025-06-02", "--person", "ada")
    hand_in_and_mark(course, "2025-06-03", points=0, ada=POOR, ben=RIGHT, dan=POOR)
    decide(course, "2025-07-01", ada=False)
    this_year = seen(course, "second")
    assert {name: late for name, (_form, _passed, late) in results(this_year).items()} == {
        "ada": True,
        "ben": False,
        "dan": True,
    }
    assert seen(course, "first") == last_year
    for found, year in ((last_year, "2024"), (this_year, "2025")):
        comments = {
            said for page in found["pages"].values() for said in re.findall(r"Said to \w+ on (\d+)", page)
        }
        assert comments == {year}

    course.cpd("class", "erase", "cem", "--yes", ok=(0,))
    assert seen(course, "second") == this_year
    after = seen(course, "first")
    assert results(after) == {name: each for name, each in results(last_year).items() if name != "cem"}
