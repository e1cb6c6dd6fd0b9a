"""Stock nbgrader, which runs the cells, reaches the scores that our grader reads from data."""

import contextlib
import io
import random

import nbformat
import pytest
from nbgrader.utils import determine_grade
from quiz.small_course import HANDOVER, QUIZ, RIGHT, answers_text, without

from prevention_cpd.core.tree import Tree
from prevention_cpd.questions import load_bank
from prevention_cpd.questions.answers import read_answers
from prevention_cpd.quiz.build.assignment import freeze
from prevention_cpd.quiz.build.assignments import quizzes
from prevention_cpd.quiz.format.key import code_region, read_key
from prevention_cpd.quiz.grading.question_grader import display_output, grade_answer, score_output
from prevention_cpd.quiz.grading.stock_execute import shown

ODD = [
    None,
    "",
    "  ",
    0,
    1.5,
    True,
    [],
    {},
    "nonsense",
    ["nonsense"],
    {"hot": 1},
    [[]],
    ["date", "date"],
    "x" * 20_001,
]


def values(chance, question):
    """Return a random answer: right, partly right, wrong, of another kind, or unreadable."""
    if chance.random() < 0.3:
        return chance.choice([*ODD, *RIGHT.values()])
    options = [option.id for option in question.options]
    match question.kind:
        case "single":
            return chance.choice(options)
        case "multiple":
            return chance.sample(options, chance.randint(0, len(options)))
        case "match":
            rights = [pair.right.id for pair in question.pairs]
            return {pair.left.id: chance.choice(rights) for pair in question.pairs if chance.random() < 0.8}
        case _:
            return chance.choice(["text", "", "  "])


def test_running_a_cell_gives_the_score_of_the_grader(course, tmp_path, monkeypatch):
    """For 500 random answer sets the hidden cell, run as it stands, returns to the last bit what the grader computes."""
    monkeypatch.chdir(tmp_path)
    chance = random.Random(1)  # the same cases at each run
    quiz, *_others = quizzes(Tree(course.root))
    cells = {
        question.id: code_region(freeze(quiz, at, question)) for at, question in enumerate(quiz.questions, 1)
    }
    for _round in range(500):
        answers = {question.id: values(chance, question) for question in quiz.questions}
        (tmp_path / "answers.json").write_text(answers_text(answers))
        read = read_answers(tmp_path / "answers.json", QUIZ)
        for question in quiz.questions:
            graded = grade_answer(read_key(cells[question.id]), read)
            space = {}
            lines = cells[question.id].replace("\ngrade(", "\nresult = grade(")
            with contextlib.redirect_stdout(io.StringIO()):
                exec(lines, space)
            assert repr(space["result"]) == repr(graded.mark.points)
            cell = nbformat.v4.new_code_cell(
                metadata={"nbgrader": {"grade": True, "solution": False, "points": question.points}}
            )
            outputs = display_output(shown(graded, ())), score_output(repr(float(graded.mark.points)))
            cell.outputs = [nbformat.from_dict(output) for output in outputs]
            assert determine_grade(cell) == (graded.mark.points, question.points)


@pytest.mark.slow
def test_stock_execute_gives_the_same_scores(course, one_in):
    """`nbgrader autograde` with its own Execute writes the same scores into the gradebook."""
    chance = random.Random(2)
    bank = {
        question.id: question for question in load_bank(course.quizzes / "banks" / "writing.yml").questions
    }
    names = ("wri-short-word", "wri-parts", "wri-pairs-two", "wri-note")
    students = {
        "right": {name: RIGHT[name] for name in names},
        "blank": {},
        "nothing": None,
        "unreadable": {"wri-short-word": 1, "wri-parts": "date", "wri-pairs-two": ["hot"], "wri-note": 5},
    }
    students |= {
        f"chance{number}": {name: values(chance, bank[name]) for name in names}
        for number in one_in(range(6), 3)
    }
    for student, answers in students.items():
        course.submit(student, answers)
    course.submit("broken", raw=b"{")
    graded = names[:3]
    course.grade()
    ours = {
        student: {name: course.scores(student)[name][0] for name in graded}
        for student in [*students, "broken"]
    }
    without(course, HANDOVER)
    # Jupyter chooses ports for a kernel before the kernel takes them; another test may be quicker. Then once more.
    for _attempt in range(3):
        done = course.nbgrader("autograde", QUIZ, "--force", ok=False)
        if "Address already in use" not in done.stderr:
            break
    assert done.returncode == 0, done.stderr
    stock = {
        student: {name: course.scores(student)[name][0] for name in graded}
        for student in [*students, "broken"]
    }
    assert stock == ours
    assert any(
        cell.get("execution_count") for cell in course.autograded("right").cells if cell.cell_type == "code"
    )
