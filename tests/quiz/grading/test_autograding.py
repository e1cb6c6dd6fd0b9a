"""Grading from data: what answers earn, and that nothing a learner hands in gets in the way."""

import os

import nbformat
from quiz.small_course import QUIZ, RIGHT, answers_text, change

from prevention_cpd.quiz.intake import submissions

FULL = {"wri-short-word": 1.0, "wri-parts": 2.0, "wri-pairs-two": 3.0}
NONE = dict.fromkeys(FULL, 0.0)


def automatic(course, student):
    """Return the scores that no person gives."""
    return {name: score for name, (score, _look) in course.scores(student).items() if name in FULL}


def test_scores_whole_class(course):
    """Right, partly right, blank and missing answers earn what the rules say; only a written answer waits for a person."""
    course.submit("right", RIGHT)
    part = {
        "wri-short-word": "initiate",
        "wri-parts": ["date"],
        "wri-pairs-two": {"hot": "cold"},
        "wri-note": "  \n",
    }
    course.submit("part", part)
    course.submit("blank", {})
    course.grade()
    assert course.scores("right") == {
        **{name: (score, False) for name, score in FULL.items()},
        "wri-note": (None, True),
    }
    assert course.scores("part") == {
        "wri-short-word": (0.0, False),
        "wri-parts": (1.0, False),
        "wri-pairs-two": (1.0, False),
        "wri-note": (0.0, False),
    }
    assert course.scores("blank") == {**dict.fromkeys(FULL, (0.0, False)), "wri-note": (0.0, False)}


def test_nothing_means_zero_and_not_full_marks(course):
    """A submission without answers earns nothing; nbgrader gives full marks to a cell without a result."""
    course.submit("empty")
    course.grade()
    assert automatic(course, "empty") == NONE


def test_zero_where_a_key_cannot_be_read(course):
    """A grade cell whose key was damaged earns nothing and is put before the trainer."""
    with course.gradebook() as gradebook:
        cell = gradebook.find_source_cell("wri-short-word", QUIZ, QUIZ)
        cell.source = cell.source.replace("kind='single'", "kind=open('x')")
        gradebook.db.commit()
    course.submit("ada", RIGHT)
    course.grade()
    assert course.scores("ada")["wri-short-word"] == (0.0, True)
    assert course.scores("ada")["wri-parts"] == (2.0, False)


def test_no_code_of_a_learner_runs(course, tmp_path):
    """Code in a submitted notebook is neither run nor kept in the graded copy."""
    folder = course.submit("mallory", {})
    trace = tmp_path / "trace"
    change(folder, lambda notebook: notebook.cells.insert(1, code(f"open({str(trace)!r}, 'w')")))
    course.grade()
    assert not trace.exists()
    assert not any(str(trace) in cell.source for cell in course.autograded("mallory").cells)


def test_copied_cell(course):
    """A copied grade cell changes nothing; it would stop nbgrader's own grading of the submission."""

    def copy(notebook):
        twin = nbformat.from_dict({**notebook.cells[-2], "id": "twin"})
        notebook.cells.insert(-1, twin)

    change(course.submit("ada", RIGHT), copy)
    course.grade()
    assert automatic(course, "ada") == FULL


def test_deleted_cells(course):
    """A notebook whose cells are all gone is graded like any other."""
    change(course.submit("ada", RIGHT), lambda notebook: notebook.cells.clear())
    course.grade()
    assert automatic(course, "ada") == FULL


def test_edited_key_and_points(course):
    """A learner who writes a key and other points into the notebook gains nothing."""

    def edit(notebook):
        for cell in notebook.cells:
            if cell.metadata.nbgrader.grade and cell.cell_type == "code":
                cell.source = "### BEGIN HIDDEN TESTS\ngrade(id='wri-parts', points=99)\n### END HIDDEN TESTS"
                cell.metadata.nbgrader.points = 99.0
                cell.outputs = [
                    nbformat.v4.new_output("execute_result", {"text/plain": "99.0"}, execution_count=1)
                ]

    change(course.submit("mallory", {}), edit)
    course.grade()
    assert automatic(course, "mallory") == NONE


def test_unreadable_notebooks(course):
    """A notebook that cannot be read does not cost the learner the answers, nor anybody else the grading."""
    texts = [
        "",
        "no notebook",
        "[]",
        "{}",
        '{"cells": 5, "metadata": {}, "nbformat": 4}',
        '{"cells": [5], "metadata": {}}',
    ]
    for number, text in enumerate(texts):
        (course.submit(f"ada{number}", RIGHT) / f"{QUIZ}.ipynb").write_text(text)
    course.grade()
    for number, text in enumerate(texts):
        assert automatic(course, f"ada{number}") == FULL
        kept = course.quizzes / "set-aside" / "submitted" / f"ada{number}" / QUIZ / f"{QUIZ}.ipynb"
        assert kept.read_text() == text


def test_answers_that_are_no_file(course, tmp_path):
    """A link to a device, a pipe, a link to a stranger's file: refused with the reason, read by nobody, others are graded."""
    outside = tmp_path / "outside.json"
    outside.write_text(answers_text(RIGHT))
    (course.submit("device") / "answers.json").symlink_to("/dev/zero")
    os.mkfifo(course.submit("pipe") / "answers.json")
    (course.submit("outside") / "answers.json").symlink_to(outside)
    (course.submit("folder") / "answers.json").mkdir()
    course.submit("zoe", RIGHT)
    course.grade()
    for student in ("device", "pipe", "outside", "folder"):
        assert automatic(course, student) == NONE
        assert flagged(course, student)
        assert course.autograded(student).metadata.prevention_cpd.problems
        assert not (course.quizzes / "autograded" / student / QUIZ / "answers.json").is_file()
    assert automatic(course, "zoe") == FULL
    assert not flagged(course, "zoe")


def test_a_mistake_of_ours_lets_nothing_through(course, monkeypatch):
    """What could not be looked through is not graded, with the reason, and nothing of it is copied; others are."""
    (course.submit("ada", RIGHT) / "extra").symlink_to("/dev/zero")
    course.submit("zoe", RIGHT)
    faults = submissions.faults
    monkeypatch.setattr(
        submissions, "faults", lambda folder: {}[0] if "ada" in str(folder) else faults(folder)
    )
    done = course.grade()
    assert f"submitted/ada/{QUIZ}:0: not-graded: It was not graded: KeyError" in done.stdout
    assert [path.name for path in (course.quizzes / "autograded").iterdir()] == ["zoe"]


def test_unreadable_answers_are_told(course):
    """Whatever the file holds, the grading ends, the score is 0, and the trainer is told why."""
    odd = '"answers":{"wri-parts":{"value":["date","date"]},"wri-note":{"value":5}}'
    files = {
        "empty": b"",
        "text": b"not json",
        "bytes": b"\xff\xfe\x00",
        "deep": b"[" * 100_000,
        "shapeless": b'{"schema": 1}',
        "other": answers_text(RIGHT, quiz="other").encode(),
        "large": b" " * 2_000_000,
        "odd": f'{{"schema":1,"quiz":"writing","form":"A",{odd}}}'.encode(),
    }
    for student, raw in files.items():
        course.submit(student, raw=raw)
    course.grade()
    for student in files:
        assert automatic(course, student) == NONE
        assert flagged(course, student)


def test_one_unreadable_answer_costs_no_other(course):
    """The answers that can be read still count; the other one is 0 and put before the trainer with the reason."""
    course.submit("ada", {**RIGHT, "wri-parts": {"date": True}})
    course.grade()
    assert automatic(course, "ada") == {**FULL, "wri-parts": 0.0}
    assert course.scores("ada")["wri-parts"] == (0.0, True)
    cell = next(cell for cell in course.autograded("ada").cells if cell.id == "wri-parts")
    assert "not a list of options" in cell.outputs[0].data["text/html"]


def test_written_answer_is_shown_as_text(course):
    """Script, HTML and Markdown of a written answer are shown as text, with the rubric beside it."""
    text = "<script>alert(1)</script> # not a heading\n\n<img src=x onerror=alert(1)> $x$"
    course.submit("ada", {**RIGHT, "wri-note": text})
    course.grade()
    source = next(cell for cell in course.autograded("ada").cells if cell.id == "wri-note").source
    assert "<script" not in source
    assert "<img" not in source
    assert "Walrus guidance: a day and a street will do." in source
    assert "\n" not in source


def test_ids_are_stable(course):
    """With submissions in, the same questions can be released again, and others cannot."""
    course.submit("ada", RIGHT)
    course.grade()
    course.nbgrader("generate_assignment", QUIZ, "--force")
    source = course.quizzes / "source" / QUIZ / f"{QUIZ}.ipynb"
    source.write_text(source.read_text().replace('"wri-parts"', '"wri-others"'))
    assert course.nbgrader("generate_assignment", QUIZ, "--force", ok=False).returncode != 0


def code(source):
    """Return a code cell."""
    return nbformat.from_dict({**nbformat.v4.new_code_cell(source)})


def flagged(course, student):
    """Tell whether the trainer is asked to look at something."""
    with course.gradebook() as gradebook:
        notebook = gradebook.find_submission(QUIZ, student).notebooks[0]
        return bool(
            notebook.flagged
            or any(grade.needs_manual_grade for grade in notebook.grades if grade.name != "wri-note")
        )
