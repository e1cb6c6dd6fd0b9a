"""Where the time of `cpd grade` goes: the share of each step, from a profile of one process.

    python tools/profile_grading.py [SUBMISSIONS]

A profile slows small steps down more than large ones, so read the shares and
not the seconds; `bench_grading.py` has those.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
from pathlib import Path

import bench_grading

from prevention_cpd.core.tree import Tree
from prevention_cpd.quiz.grading import grade_class, gradebook_rows, plan, released_quiz, trainer_config
from prevention_cpd.quiz.grading.notebook_template import NotebookTemplate
from prevention_cpd.quiz.grading.released_quiz import ReleasedQuiz
from prevention_cpd.quiz.grading.submission_grader import SubmissionGrader
from prevention_cpd.quiz.grading.writer import Writer
from prevention_cpd.quiz.intake import digest, received
from prevention_cpd.quiz.intake.notebook_diff import altered
from prevention_cpd.quiz.intake.submissions import prepare
from prevention_cpd.quiz.record import writing

#: Each step, what it is called, and the steps within it that have a line of their own.
STEPS = (
    ("look at what was handed in, set aside what may not be copied", prepare, ()),
    ("tell what is handed in by its digest", digest.of, ()),
    ("read the answers, work out the receipt", received.read, ()),
    ("read the notebook again", SubmissionGrader._notebook, ()),  # noqa: SLF001  # a profile looks inside
    ("tell what was altered in it", altered, ()),
    ("mark each answer, and word it for the trainer", ReleasedQuiz.grade, (NotebookTemplate.fill,)),
    ("fill the graded notebook", NotebookTemplate.fill, ()),
    (
        "copy and write files",
        SubmissionGrader._grade,  # noqa: SLF001
        (prepare, digest.of, received.read, SubmissionGrader._notebook, altered, ReleasedQuiz.grade),  # noqa: SLF001
    ),
    ("rows of the gradebook", gradebook_rows.write, ()),
    ("rows of the class record", writing.keep, ()),
    ("late work, putting each copy in its place", Writer.write, (gradebook_rows.write, writing.keep)),
)


def main(submissions: int = 400) -> None:
    """Grade a class in this process, and print the shares."""
    with tempfile.TemporaryDirectory() as name:
        quizzes, _ = bench_grading.make_course(Path(name))
        bench_grading.submit_all(quizzes, submissions)
        converter = trainer_config.converter(Tree(quizzes.parent))
        keys = released_quiz.load(converter, bench_grading.QUIZ, quizzes)
        todo = plan.plan(converter, bench_grading.QUIZ)
        profile = cProfile.Profile()
        profile.enable()
        grade_class.grade(converter, keys, todo, jobs=1, tell=lambda _run: None)
        profile.disable()
    stats = pstats.Stats(profile)
    total = _seconds(stats, grade_class.grade)
    print(f"Where the time goes, {submissions:,} submissions, one process")
    rest = total
    for text, step, within in STEPS:
        own = _seconds(stats, step) - sum(_seconds(stats, part) for part in within)
        rest -= own
        print(f"  {text:62} {100 * own / total:5.1f}%")
    print(f"  {'all else':62} {100 * rest / total:5.1f}%\n")


def _seconds(stats: pstats.Stats, function: object) -> float:
    """Return the time that was spent in a function and in what it called."""
    code = function.__code__  # type: ignore[attr-defined]
    key = (code.co_filename, code.co_firstlineno, code.co_name)
    entry = stats.stats.get(key)  # type: ignore[attr-defined]
    return float(entry[3]) if entry else 0.0


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
