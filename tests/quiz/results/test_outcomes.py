"""Who passed: over all forms, by the rules of the released quiz, and undecided while a marker is needed."""

import csv
import json
from datetime import timedelta

import openpyxl
import pytest
from quiz.resubmitting import hand_in, mark
from quiz.small_course import QUIZ, RIGHT, make_course

from prevention_cpd.core.problems import CourseError
from prevention_cpd.quiz.format.questions_file import Released
from prevention_cpd.quiz.record import runs
from prevention_cpd.quiz.record.attempt import Attempt
from prevention_cpd.quiz.record.grades import QuestionGrade
from prevention_cpd.quiz.results import outcomes, papers
from prevention_cpd.quiz.results.papers import Paper

pytestmark = pytest.mark.slow

FORM_B = f"{QUIZ}-b"
RIGHT_B = {
    "wri-long-word": "terminate",
    "wri-tone": ["headings"],
    "wri-pairs": RIGHT["wri-pairs"],
    "wri-note-two": RIGHT["wri-note-two"],
}
#: With a sign that cannot be seen, which names of many languages need.
NAME = '=Jörg \'O"Neil", Müßig علی\u200cرضا'  # noqa: RUF001  # letters of a name


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A class that took form A and, some of it, form B; one answer waits for a marker."""
    course = make_course(tmp_path_factory.mktemp("class") / "course")
    for quiz in (QUIZ, FORM_B):
        course.nbgrader("generate_assignment", quiz)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("absent", first_name="Ann")
        gradebook.update_or_create_student("passed", first_name=NAME, last_name="X")
    hand_in(course, "passed", RIGHT)
    hand_in(course, "waits", RIGHT)
    hand_in(course, "failed", {"wri-short-word": "begin"})
    hand_in(course, "resit", {"wri-short-word": "begin"})
    hand_in(course, "resit", RIGHT_B, "2026-11-24 10:00:00", quiz=FORM_B, form="B")
    hand_in(course, "new", {"wri-short-word": "begin"})
    course.grade()
    course.grade(quiz=FORM_B)
    mark(course, "passed", "wri-note", 3)
    mark(course, "resit", "wri-note-two", 4, quiz=FORM_B)
    hand_in(course, "new", RIGHT_B, "2026-11-24 10:00:00", quiz=FORM_B, form="B")
    return course


@pytest.fixture(scope="module")
def found(taught):
    """The results, by learner."""
    return {each.learner: each for each in outcomes.results(taught.quizzes, QUIZ)}


def test_who_passed(found):
    """The paper that counts decides; nobody is judged while something waits, is not graded or did not come."""
    told = {name: (each.form, each.attempt, each.passed, each.state) for name, each in found.items()}
    assert told == {
        "absent": ("", None, None, "not_submitted"),
        "failed": ("A", 1, False, "graded"),
        "new": ("A", 1, None, "not_graded"),
        "passed": ("A", 1, True, "graded"),
        "resit": ("B", 2, True, "graded"),
        "waits": ("A", 1, None, "waits"),
    }


def test_any_form_names_the_quiz(taught, found):
    """Asked by form B the answer is the same, for everybody."""
    assert outcomes.results(taught.quizzes, FORM_B) == tuple(found.values())


def test_missed_rules_are_named(found):
    """Only of those who have not passed, in the order of the quiz."""
    assert found["failed"].missed == ("share",)
    assert found["waits"].missed == found["passed"].missed == ()


def test_released_rules_count(taught, found):
    """What the banks and blueprints say today changes no result."""
    blueprints = taught.quizzes / "quizzes.yml"
    before = blueprints.read_text()
    blueprints.write_text(before.replace("pass: {share: 0.7}", "pass: {share: 0.01}"))
    taught.cpd("quiz", "build")
    assert outcomes.results(taught.quizzes, QUIZ) == tuple(found.values())
    blueprints.write_text(before)


def test_summary(found):
    """The average and the pass rate are of those whose result is known."""
    told = outcomes.summary(tuple(found.values()))
    assert (told.people, told.taken, told.decided, told.passed) == (6, 5, 3, 2)
    shares = [found[name].share for name in ("passed", "failed", "resit")]
    assert told.average == pytest.approx(sum(shares) / 3)
    assert told.rate == pytest.approx(2 / 3)


def test_json(taught):
    """Programs get exactly the names that the course promises."""
    rows = json.loads(taught.cpd("results", QUIZ, "--json", ok=(0,)).stdout)
    names = "learner name form attempt score of share passed missed late state"
    assert {tuple(row) for row in rows} == {tuple(names.split())}
    assert next(row for row in rows if row["learner"] == "failed")["missed"] == ["share"]


def test_tables(taught, tmp_path):
    """In CSV and in the workbook every name is right and nothing is a formula; per cent is a number."""
    taught.cpd("results", QUIZ, "--csv", tmp_path / "r.csv", "--xlsx", tmp_path / "r.xlsx", ok=(0,))
    raw = (tmp_path / "r.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = {row["learner"]: row for row in csv.DictReader(raw.decode("utf-8-sig").splitlines())}
    assert rows["passed"]["name"] == f"'{NAME} X"
    assert (rows["failed"]["passed"], rows["failed"]["what was missed"]) == (
        "no",
        "Fewer than 70 per cent of all points.",
    )
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").active
    (own,) = (row for row in sheet.iter_rows(min_row=2) if row[0].value == "passed")
    assert (own[1].value, own[1].data_type) == (f"{NAME} X", "s")
    assert own[6].value == 90


def test_told(taught):
    """The terminal shows who passed and the figures of the class."""
    told = taught.cpd("results", QUIZ, ok=(0,)).stdout
    assert "5 of 6 have marks" in told
    assert "Passed: 2 of 3" in told
    assert "Not decided yet: 2." in told


def test_a_run_has_its_own_results(taught):
    """Only its people, and only what they handed in while it went on."""
    with taught.record() as connection:
        place = taught.quizzes / "gradebook.db"
        runs.start(connection, "spring", starts_at="2026-11-22T00:00:00+00:00", place=place)
        runs.join(connection, "spring", ["resit", "failed"])
    own = {each.learner: each for each in outcomes.results(taught.quizzes, QUIZ, run="spring")}
    assert own["resit"].attempt == 1
    assert (own["resit"].form, own["resit"].passed) == ("B", True)
    assert own["failed"].score is None
    assert set(own) == {"resit", "failed"}
    with taught.record() as connection:
        runs.leave(connection, "spring", ["resit", "failed"])
    # What somebody handed in before they left stays.
    assert [each.learner for each in outcomes.results(taught.quizzes, QUIZ, run="spring")] == ["resit"]
    with pytest.raises(CourseError, match=r"there is no run 'summer'.*spring"):
        outcomes.results(taught.quizzes, QUIZ, run="summer")


def test_wrong_names(taught):
    """A quiz that is misspelt is named, and nothing graded is told as such."""
    told = taught.cpd("results", "writting", ok=(1,)).stdout
    assert "there is no quiz 'writting'" in told
    assert "Did you mean writing?" in told
    told = taught.cpd("results", "kinds", ok=(1,)).stdout
    assert "nothing is graded of 'kinds' yet" in told


def paper(points, time, *, form="A", missed=(), **more):
    """Return a paper of ten points."""
    marks = {"x": QuestionGrade(auto=points, of=10.0)}
    attempt = Attempt(quiz=form, student="ada", submitted_at=f"2026-11-{time}T10:00:00+00:00", marks=marks)
    released = Released(id=form, form=form, rule=papers.passing.PassRule(share=0.5))
    return Paper(form=released, attempt=attempt, missed=missed, late=timedelta(0), there=True, **more)


def test_which_paper_counts():
    """The last, the first, or the best: a pass before a higher score that misses a rule."""
    high = paper(9, 21, form="B", missed=("must:x",))
    early, late = paper(3, 20, missed=("share",)), paper(6, 22, form="C")
    none = Paper(form=Released(id="D", form="D"))
    every = (none, late, high, early)
    assert papers.counting(every, "last") is late
    assert papers.counting(every, "first") is early
    assert papers.counting(every, "best") is late
    assert papers.counting((none,), "best") is None
    assert papers.taken(every) == (early, high, late)
