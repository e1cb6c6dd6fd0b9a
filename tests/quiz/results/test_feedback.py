"""The feedback page: question, answer, result, why, what to read again; by policy, and never the hidden cell."""

import copy
import io
import json
import os
import re
import shutil
import time

import pypdf
import pytest
from bs4 import BeautifulSoup
from quiz import kinds_steps
from quiz.lone_pages import faults
from quiz.resubmitting import hand_in, mark
from quiz.small_course import HANDOVER, make_course

from prevention_cpd.core.tree import Tree
from prevention_cpd.questions import load_bank
from prevention_cpd.questions.passing import PassRule
from prevention_cpd.quiz.build.assignments import build_all
from prevention_cpd.quiz.build.leaks import search, search_bytes, secrets
from prevention_cpd.quiz.format.questions_file import Released
from prevention_cpd.quiz.marking.giving import give
from prevention_cpd.quiz.marking.state import answers
from prevention_cpd.quiz.marking.written import written
from prevention_cpd.quiz.results import class_list, class_page, feedback_page, reading_on, verdict
from prevention_cpd.quiz.results.feedback_page import FeedbackData

pytestmark = pytest.mark.slow

QUIZ = "kinds"
TRICK = "<script>alert(1)</script> # no heading *a* $x$ {{ 7*7 }}"
RIGHT = {
    **kinds_steps.RIGHT,
    "kin-numeric": 1.6,
    "kin-text": "Whoever reads it later needs the date.",
}
ANSWERS = {
    "right": RIGHT,
    "part": {
        "kin-single": "may",
        "kin-multiple": ["bicycle"],
        "kin-match": {"saw": "dividing"},
        "kin-order": ["writing", "posting", "folding"],
        "kin-numeric": 12,
        "kin-text": TRICK,
    },
    "blank": {},
    "unclear": {
        "kin-single": 5,
        "kin-multiple": TRICK,
        "kin-match": [],
        "kin-order": ["writing"],
        "kin-numeric": "1.5",
        "kin-text": ["no text"],
    },
    "nothing": None,
    "desk": RIGHT,
    "changed": RIGHT,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A quiz with one question of each kind, graded, marked by a person, and fed back by nbgrader."""
    course = make_course(tmp_path_factory.mktemp("feedback") / "course")
    blueprints = course.quizzes / "quizzes.yml"
    due = '    seed: 3\n    deadline: "2026-11-20T12:00:00+02:00"\n'
    blueprints.write_text(blueprints.read_text().replace("    seed: 3\n", due))
    build_all(Tree(course.root))
    course.nbgrader("generate_assignment", QUIZ)
    for student, given in ANSWERS.items():
        hand_in(course, student, given, quiz=QUIZ)
    hand_in(course, "late", RIGHT, "2026-11-23 13:00:00", quiz=QUIZ)
    course.nbgrader("autograde", QUIZ)
    mark(course, "right", "kin-text", 4.0, quiz=QUIZ)
    mark(course, "part", "kin-text", 2.5, f"Well <b>put</b>.\n{TRICK}", quiz=QUIZ)
    mark(course, "part", "kin-single", 0.5, quiz=QUIZ)
    mark_at_the_desk(course, "desk", [2, 0.5], "Say *who*,\n\n- by name\n- by role")
    mark_at_the_desk(course, "changed", [2, 1], "")
    mark(course, "changed", "kin-text", 1.0, quiz=QUIZ)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student("part", first_name="Ann", last_name="Part")
    course.nbgrader("generate_feedback", QUIZ)
    return course


@pytest.fixture(scope="module")
def told(graded):
    """What the gradebook says of the class."""
    with graded.gradebook() as gradebook:
        return FeedbackData.of(
            graded.quizzes, gradebook, QUIZ, [student.id for student in gradebook.students]
        )


@pytest.fixture(scope="module")
def pages(graded, told):
    """Return a function that gives each learner's page under a policy."""
    return lambda policy: {
        student: feedback_page.page(graded.autograded(student, quiz=QUIZ), student, told, policy)
        for student in told.entries
    }


def mark_at_the_desk(course, student, points, comment):
    """Give points by criterion for the written answer of a learner."""
    with course.record() as connection:
        (question,) = written(connection, course.quizzes, QUIZ)
        (answer,) = answers(connection, QUIZ, question.id, people=[student])
        give(connection, question, answer.id, points, comment, marker="Ann", seen=answer.seen)


def hidden(course, policy):
    """Return what a page under this policy must not tell."""
    return secrets(load_bank(course.quizzes / "banks" / "kinds.yml").questions, told=policy)


def reviews(page):
    """Return for each question the parts of its review, by name."""
    soup = BeautifulSoup(page, "html.parser")
    return [
        {
            dt.get_text(): " ".join(dt.find_next_sibling("dd").get_text(" ").split())
            for dt in found.find_all("dt")
        }
        for found in soup.select(".cpd-review")
    ]


def facts(page):
    """Return the lines above the questions."""
    soup = BeautifulSoup(page, "html.parser")
    return [soup.select_one(".score").get_text(), *(line.get_text() for line in soup.select(".facts li"))]


def test_nbgraders_command_writes_these_pages(graded, pages):
    """`nbgrader generate_feedback` writes the page of each learner, under the policy of the quiz."""
    for student, page in pages("").items():
        assert graded.feedback(student, quiz=QUIZ) == page


def test_under_score(pages):
    """`score` tells the answers, the total and the marker's comment; no verdict, no reason, no points of a question."""
    for page in pages("score").values():
        for parts in reviews(page):
            assert set(parts) <= {"Your answer", "Comment of the marker"}
        assert not re.search(
            r"Right\b|Not right|Partly|of \d+ points<|Read again|cpd-(full|part|none)",
            page.split("</style>")[1],
        )
    assert facts(pages("score")["right"])[0] == "Score: 13 of 13 points (100 per cent)"


def test_under_correctness(pages):
    """`correctness` tells of each kind what was right, what to read again, and what a written answer is marked for."""
    found = pages("correctness")
    part = reviews(found["part"])
    assert [parts["Result"] for parts in part] == [
        "Partly right , 0.5 of 1 point",
        "Partly right , 1 of 2 points",
        "Partly right , 1 of 2 points",
        "Partly right , 1 of 3 points",
        "Not right , 0 of 1 point",
        "Marked by a person , 2.5 of 4 points",
    ]
    assert part[4]["Your answer"] == "12 min"
    assert {parts["Read again"] for parts in part} == {"Plain words"}
    # By file a title; a host that has the book leads there.
    assert "<a href" not in found["part"].split("Read again")[-1]
    linked = reading_on.linked(found["part"].encode(), "/book/{}.html".format).decode()
    assert linked.count('<a href="/book/modules/writing/plain-words.html">Plain words</a>') == 2 * len(part)
    assert found["part"].count("<li>Says who needs the date (2 points)</li>") == 1
    assert part[5]["Your answer"] == TRICK
    shown = TRICK.replace("*a*", "a").replace("$x$", "$ x $")
    assert part[5]["Comment of the marker"] == f"Well <b>put</b>. {shown}"
    assert "<em>a</em>" in found["part"]
    right = reviews(found["right"])
    assert {parts["Result"].split(" ,")[0] for parts in right} == {"Right", "Marked by a person"}
    assert not any("Read again" in parts for parts in right)
    assert {parts["Result"] for parts in reviews(found["blank"])} == {
        f"Not answered , 0 of {most} point{'s' * (most > 1)}" for most in (1, 2, 3, 4)
    }
    unclear = reviews(found["unclear"])
    assert unclear[1]["Your answer"] == f"Not readable: {TRICK}"
    assert unclear[0]["Result"] == "Your answer could not be read , 0 of 1 point"
    assert unclear[5]["Result"] == "Not marked yet"
    assert "Right answer" not in "".join(found.values())


def test_points_by_criterion(pages):
    """Each criterion with points of points and the comment as Markdown; none where they are hidden or not known."""
    for policy in ("correctness", "rationale"):
        found = pages(policy)
        (parts,) = (each for each in reviews(found["desk"]) if "Points by criterion" in each)
        assert parts["Result"] == "Marked by a person , 2.5 of 4 points"
        assert parts["Points by criterion"] == (
            "Says who needs the date: 2 of 2 points Uses plain words: 0.5 of 2 points"
        )
        assert parts["Comment of the marker"] == "Say who , by name by role"
        # A total from the formgrader, given first or later, has no points by criterion.
        assert not any(
            "Points by criterion" in each for who in ("part", "changed") for each in reviews(found[who])
        )
    paper = BeautifulSoup(pages("correctness")["desk"], "html.parser").select_one(".comments")
    assert [each.get_text() for each in paper.select("[dir=auto] em, [dir=auto] li")] == [
        "who",
        "by name",
        "by role",
    ]
    assert "Uses plain words: 0.5 of 2 points" in paper.get_text()
    told = BeautifulSoup(pages("score")["desk"], "html.parser").select_one(".comments").get_text(" ")
    assert "Say who" in " ".join(told.split())
    assert "points" not in told


def test_under_rationale(pages):
    """`rationale` also tells the right answer in the words of the question, why, and what there is to say on a choice."""
    part = reviews(pages("rationale")["part"])
    assert part[0]["Right answer"] == "B. February"
    assert part[0]["About your choice"] == "Heron one: it has 31."
    assert part[1]["About your choice"] == "Heron four: count them."
    assert "a saw → " in part[2]["Right answer"]
    assert re.sub(r"[A-C]\. ", "", part[3]["Right answer"]) == "Write it Fold it Post it"
    assert re.sub(r"[A-C]\. ", "", part[3]["Your answer"]) == "Write it Post it Fold it"
    assert part[4]["Right answer"] == "1.5 min (from 1.4 to 1.6 counts as right)"
    assert part[5]["Why"] == "Lynx reasoning six: without it nobody knows what came first."


def test_what_is_said_of_the_whole(pages):
    """Score, time with zone, how late, which attempt, receipt; and plainly when something is missing or not final."""
    found = {student: facts(page) for student, page in pages("rationale").items()}
    assert found["right"][0] == "Score: 13 of 13 points (100 per cent)"
    assert re.fullmatch(r"Handed in: 20 November 2026, \d\d:00 \(.+\)", found["right"][1])
    assert found["right"][2] == "Attempt: 1 of 2"
    assert re.fullmatch(r"Receipt: \w{4}-\w{4}-\w{4}", found["right"][3])
    assert "Handed in 3 days 3 h after the deadline" in found["late"]
    assert found["late"][1] == "Some answers still wait for a marker. The score may change."
    assert found["nothing"][1].startswith("No answers came")
    assert found["blank"][0] == "Score: 0 of 13 points (0 per cent)"


@pytest.mark.parametrize("policy", ["score", "correctness", "rationale"])
def test_keys_stay_secret(graded, pages, policy):
    """Under each policy no page of any learner holds what the policy hides; a planted sentence is found."""
    secret = hidden(graded, policy)
    for student, page in pages(policy).items():
        assert [leak.what for leak in search_bytes(graded.root / student, page.encode(), secret)] == []
        assert "HIDDEN TESTS" not in page
        assert "Marten guidance" not in page
    own = {"kin-multiple: feedback on scooter"} if policy != "rationale" else set()
    planted = page.replace(
        "</main>", "<p>Heron six: one behind the other. Marten guidance: any reader will do."
    )
    found = {leak.what for leak in search_bytes(graded.root, planted.encode(), secret)}
    assert found == own | {"kin-text: guidance"}


def test_release_and_lists_hold_no_key(graded):
    """What learners fetch, the export and the class list hold no key under any policy; the source does."""
    graded.nbgrader("export")
    with graded.gradebook() as gradebook:
        found = class_list.rows(graded.quizzes, gradebook, QUIZ)
    (graded.quizzes / "list.html").write_text(class_page.page(graded.quizzes, QUIZ, found))
    source = graded.quizzes / "source" / QUIZ / f"{QUIZ}.ipynb"
    for policy in ("score", "correctness"):
        secret = hidden(graded, policy)
        for name in (f"release/{QUIZ}", "grades.csv", "list.html"):
            assert search(graded.quizzes / name, secret) == []
        assert search(source, secret)


def test_release_is_clean_under_each_policy(course):
    """Whatever the policy, the same release goes out, and it holds no key."""
    blueprints = course.quizzes / "quizzes.yml"
    blueprints.write_text(blueprints.read_text().replace("feedback: rationale", "feedback: score"))
    before = course.quizzes / "release" / "writing" / "questions.json"
    kept = before.read_bytes()
    build_all(Tree(course.root))
    course.nbgrader("generate_assignment", "writing", "--force")
    questions = load_bank(course.quizzes / "banks" / "writing.yml").questions
    assert before.read_bytes() == kept
    assert search(course.quizzes / "release", secrets(questions, told="score")) == []


def test_looks(graded, watch, tmp_path):
    """What people wrote is text; nothing is loaded; axe finds nothing, light, dark and at 320 px; print has the comments."""
    page = watch()
    for student in ("part", "unclear", "nothing"):
        place = tmp_path / f"{student}.html"
        place.write_text(graded.feedback(student, quiz=QUIZ))
        if "CPD_PICTURES" in os.environ:
            shutil.copy(place, os.environ["CPD_PICTURES"])
        assert "<script" not in place.read_text()
        assert not re.search(r'(src|href)="(?!#)', place.read_text())
        assert faults(page, place.as_uri()) == []
    page.emulate_media(media="print")
    page.goto((tmp_path / "part.html").as_uri())
    assert page.get_by_role("heading", name="From your marker").is_visible()
    page.emulate_media(media="screen")
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map((each) => Number(each.tagName[1]))")
    assert levels == [1, 2, 2, 2, *[3] * 6]
    assert page.locator("html").get_attribute("lang") == "en-GB"


def test_prints_on_two_pages(graded, watch, tmp_path):
    """A final of 36 questions and five written answers prints on two pages at most, with the learner's name."""
    soup = BeautifulSoup(graded.feedback("desk", quiz=QUIZ), "html.parser")
    soup.select_one(".who").string = "Ann Part"
    (paper,) = soup.select(".comments")
    for criterion in paper.select("ul")[0].select("li"):
        criterion.insert_after(copy.copy(criterion))
    paper.select_one("em").string = "who. " + 6 * "Write so that a colleague can act on it. "
    for each in list(paper.children) * 4:
        paper.append(copy.copy(each))
    rows = soup.select(".glance tbody tr")
    for _ in range(5):
        for row in rows:
            soup.select_one(".glance tbody").append(copy.copy(row))
    page = watch()
    (tmp_path / "long.html").write_text(str(soup))
    page.goto((tmp_path / "long.html").as_uri())
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    assert len(printed) <= 2
    assert "Ann Part" in printed[0].extract_text()


def test_passed_or_not(pages):
    """Each page says it, and which rule was missed; under `score` no question is named."""
    told = {
        student: " ".join(
            line.get_text() for line in BeautifulSoup(page, "html.parser").select(".outcome, .missed li")
        )
        for student, page in pages("rationale").items()
    }
    assert told["right"] == "Passed"
    assert told["part"] == "Not passed Fewer than 50 per cent of all points."
    assert told["late"] == "Not decided yet"
    assert told["nothing"] == ""
    form = Released(id=QUIZ, rule=PassRule(share=0.5, written=0.5), numbers={"kin-text": 6})
    rules = ("written:kin-text", "must:kin-text")
    assert all("6" in line for line in verdict.missed(form, rules))
    assert not any("6" in line for line in verdict.missed(form, rules, named=False))


def test_a_page_costs_little(graded, told):
    """Once the class is told, a further page takes a few milliseconds at most."""
    notebook = json.loads((graded.quizzes / "autograded" / "part" / QUIZ / f"{QUIZ}.ipynb").read_text())
    feedback_page.page(notebook, "part", told)
    start = time.process_time()
    for _ in range(50):
        feedback_page.page(notebook, "part", told)
    assert (time.process_time() - start) / 50 < 0.02


def configured(course, *changes):
    """Run nbgrader's feedback with other settings; return a page, with the settings put back."""
    config = course.quizzes / "nbgrader_config.py"
    kept = config.read_text()
    text = kept
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    config.write_text(text)
    try:
        course.nbgrader("generate_feedback", QUIZ, "--force", "--student", "part")
        return course.feedback("part", quiz=QUIZ)
    finally:
        config.write_text(kept)


def test_policy_can_be_set_by_the_trainer(graded, pages):
    """`c.Review.policy` tells less than the quiz was released with."""
    page = configured(graded, (HANDOVER, f'{HANDOVER}c.Review.policy = "score"\n'))
    assert page == pages("score")["part"]


def test_without_our_part_the_key_is_printed(graded):
    """What the hand-over is for: nbgrader's own feedback prints the hidden cells, key and all."""
    page = configured(graded, (HANDOVER, ""))
    assert "BEGIN HIDDEN TESTS" in page
    assert search(graded.quizzes / "feedback" / "part" / QUIZ / f"{QUIZ}.html", hidden(graded, "score"))
