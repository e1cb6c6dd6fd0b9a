"""A class of hostile and broken submissions: nobody gets in, nobody is stopped, nothing is lost, everything is told."""

import json
import sqlite3
import stat
from dataclasses import replace

import pytest
from nbgrader.utils import notebook_hash
from quiz.hostile.case import CLASS, FULL
from quiz.hostile.class_room import ClassRoom
from quiz.hostile.conftest import GRADERS, in_class
from quiz.small_course import QUIZ

pytestmark = pytest.mark.slow


def by(grader, *more):
    """Return the parameters of a test; all that look at one class belong on one worker."""
    return pytest.param(grader, *more, marks=pytest.mark.xdist_group(f"hostile-{grader}"))


each_grader = pytest.mark.parametrize("room", [by(grader) for grader in GRADERS], indirect=True)
each_case = pytest.mark.parametrize(
    ("room", "name"),
    [by(grader, case.name) for grader in GRADERS for case in in_class(grader)],
    indirect=["room"],
)


@each_case
def test_case(room: ClassRoom, name):
    """The case earns what its answers are worth, and the trainer reads what is wrong with it."""
    case = CLASS[name]
    if not case.graded:
        assert case.student not in room.results
        return
    if name == "changing" and name not in room.results:
        # It was a link at the moment of copying: that is told, and the next run grades it.
        assert name in room.output
        return
    found = room.results[case.student]
    assert {question: found.scores[question] for question in FULL} == case.score
    if name == "changing":
        return
    assert found.record["received"] is case.received
    assert case.told in found.told
    assert found.told == "" or case.told
    assert case.look <= found.look
    assert found.flagged is bool(found.record["problems"] or case.look)


def test_class_is_large():
    """There are more cases than were asked for, with nbgrader's own command too."""
    assert len(in_class("nbgrader")) >= 75
    assert len(in_class("cpd")) >= 200


@each_grader
def test_no_code_ran_and_nothing_outside_changed(room: ClassRoom):
    """No code of any submission left a trace; what lies outside, the keys and the release are as they were."""
    assert not list(room.outside.rglob("trace"))
    assert room.unchanged() == set()


@each_grader
def test_graded_copies_are_plain(room: ClassRoom):
    """The graded copies hold ordinary files only, none of them large, and nothing from outside."""
    secret = b"Xylophone"
    for path in (room.course.quizzes / "autograded").rglob("*"):
        found = path.lstat()
        assert stat.S_ISDIR(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink == 1), path
        if stat.S_ISREG(found.st_mode):
            assert found.st_size < 20 * 1024 * 1024
            assert secret not in path.read_bytes()
            assert path.suffix.lower() != ".html"


@each_grader
def test_graded_notebooks_hold_no_markup_of_learners(room: ClassRoom):
    """What a learner wrote stands in a graded notebook as text, in its record and nowhere else as it was written."""
    for student, found in room.results.items():
        shown = json.dumps(_without_values(json.loads(found.text)), ensure_ascii=False)
        for sign in ("<script", "onerror=alert", "{{ 7", "{% for", "/etc/passwd", "\u202e", "\\u0000"):
            assert sign not in shown, (student, sign)


def _without_values(data):
    if isinstance(data, dict):
        return {name: _without_values(value) for name, value in data.items() if name != "value"}
    return [_without_values(value) for value in data] if isinstance(data, list) else data


@each_grader
def test_nothing_is_lost(room: ClassRoom):
    """What was set aside is there as it was handed in, and so is what stayed."""
    kept = room.course.quizzes / "set-aside" / "submitted"
    assert (kept / "notebook-empty" / QUIZ / f"{QUIZ}.ipynb").read_bytes() == b""
    assert (kept / "extra-page" / QUIZ / f"{QUIZ}.html").read_text() == "<script>alert(1)</script>"
    assert (kept / "answers-link-out" / QUIZ / "answers.json").readlink().name == "right.json"
    assert stat.S_ISFIFO((kept / "answers-pipe" / QUIZ / "answers.json").lstat().st_mode)
    assert (kept / "extra-huge" / QUIZ / "film.mp4").stat().st_size == 50 * 1024**3
    assert (room.course.quizzes / "submitted" / "extra-files" / QUIZ / "photo.jpg").read_text() == "mine"


@each_grader
def test_late_is_told(room: ClassRoom):
    """A second after the deadline is late, the deadline itself is not; a time that is none is not late."""
    late = {student: found.late for student, found in room.results.items() if found.late}
    assert late == {"time-late": 1}


@each_grader
def test_gradebook_is_whole(room: ClassRoom):
    """The gradebook is sound, has one submission a learner, and knows everybody who was graded."""
    connection = sqlite3.connect(room.course.quizzes / "gradebook.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    graded = {case.student for case in in_class(room.grader) if case.graded}
    assert set(room.results) | {"changing"} == graded


@pytest.mark.parametrize("room", [by("nbgrader")], indirect=True)
def test_who_cannot_be_graded_is_named(room: ClassRoom):
    """A name that is too long or is no text is named with the reason and with what to do."""
    told = [line for line in room.output.splitlines() if "Not graded: " in line]
    for why in ("is longer than 128 characters", "is no text"):
        assert sum(why in line and "Rename the folder" in line for line in told) == 1, why


@each_grader
def test_export_has_everybody(room: ClassRoom):
    """Each learner has a row, and who was not graded is told apart from a zero."""
    for case in in_class(room.grader):
        shown = case.student.encode("utf-8", "backslashreplace").decode()
        row = next(row for name, row in room.rows.items() if shown in {name, name.removeprefix("'")})
        if not case.graded:
            assert row["status"] in {"not received", "not graded", "not handed in"}


@pytest.mark.parametrize("room", [by("cpd")], indirect=True)
def test_feedback_shows_text(room: ClassRoom):
    """Everybody who was graded gets a feedback page, in which nothing that a learner wrote is more than text."""
    pages = room.course.quizzes / "feedback"
    for student in room.results:
        page = (pages / student / QUIZ / f"{QUIZ}.html").read_text(encoding="utf-8")
        for sign in ("<script", "<img", "<svg", "{{", "{%", "\u202e", "\0", "Xylophone"):
            assert sign not in page, (student, sign)
    found = {path.name for path in pages.rglob("*.html")}
    assert found == {f"{QUIZ}.html", "my answers.html"}


@each_grader
def test_feedback_can_be_released(room: ClassRoom, tmp_path):
    """`nbgrader release_feedback` hands out a page for everybody who was graded; one odd copy would end it for all."""
    course = room.course
    if room.grader == "nbgrader":
        course.nbgrader("generate_feedback", QUIZ)
    (tmp_path / "exchange").mkdir(mode=0o777)
    (tmp_path / "exchange").chmod(0o777)
    env = {**course.env, "NBGRADER_EXCHANGE": str(tmp_path / "exchange")}
    replace(course, env=env).nbgrader("release_feedback", QUIZ)
    released = {path.stem for path in (tmp_path / "exchange" / "prevention-cpd" / "feedback").iterdir()}
    for student in room.results:
        # nbgrader passes over hidden folders, and over names with a line end.
        if not student.startswith(".") and "\n" not in student:
            secret = course.quizzes / "feedback" / student / QUIZ / "submission_secret.txt"
            assert notebook_hash(secret=secret.read_text(), notebook_id=QUIZ) in released, student
