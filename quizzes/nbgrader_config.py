"""nbgrader for this course. It works wherever this copy of the course lies.

Start nbgrader, or JupyterLab with the formgrader, in this folder or above it.
"""

import os
from pathlib import Path

from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)


def refuse(converter):
    """Convert nothing: after an error here nbgrader goes on by its own settings and runs learners' code."""
    converter.log.error("nbgrader_config.py was not read to its end, so nothing is done. The error is above.")
    raise NbGraderException


convert, BaseConverter.convert_notebooks = BaseConverter.convert_notebooks, refuse

from prevention_cpd.quiz.build.deadlines import SetDeadline
from prevention_cpd.quiz.grading import gradebook, grading_lock, nbgrader_patches
from prevention_cpd.quiz.grading.autograding import FlagForTrainer, GradeAnswers
from prevention_cpd.quiz.grading.restoring import DropEmptyMetadata, RestoreRelease
from prevention_cpd.quiz.history.keeping import KeepAttempt
from prevention_cpd.quiz.intake.collecting import SafeCollect
from prevention_cpd.quiz.results.export import SafeCsvExport
from prevention_cpd.quiz.results.feedback import FeedbackPage, Review
from prevention_cpd.quiz.words import words

c = get_config()  # noqa: F821  # nbgrader defines it

# The course: this folder. Learners name the course by this id.
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = os.environ.get("CPD_COURSE_ID", "prevention-cpd")

# The folder through which assignments and submissions go. Set the variable, or keep nbgrader's own default.
if "NBGRADER_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["NBGRADER_EXCHANGE"]

# Anybody may put anything into the exchange: links are collected as links, and one odd folder stops nobody.
c.ExchangeFactory.collect = SafeCollect

# Several people may mark at the same time. CPD_GRADEBOOK names a gradebook on PostgreSQL.
gradebook.configure(c)
grading_lock.configure()

# No name and no time of a submission stops, or changes, the grading of others.
nbgrader_patches.configure()

# Release: what stands in the cell of a written answer, which is filled when it is marked.
c.ClearSolutions.text_stub = words("notebook")["written_cell"]

# The deadline of the blueprint is nbgrader's due date too.
c.GenerateAssignment.preprocessors.append(SetDeadline)

# Grading: answers are data. No learner's code runs; Execute is left out on purpose.
c.Autograde.pre_convert_hook = "prevention_cpd.quiz.intake.submissions.secure"
c.Autograde.sanitize_preprocessors = [
    RestoreRelease,  # the cells as they were released, whatever the learner did to them
    ClearOutput,
    DeduplicateIds,
    DropEmptyMetadata,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    GradeAnswers,  # in place of Execute
    KeepAttempt,  # the history, before the gradebook's row is written over
    LimitOutput,
    SaveAutoGrades,
    FlagForTrainer,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.OverwriteCells.add_missing_cells = True

# Feedback: what the policy of the quiz allows, and never a key that it hides.
c.GenerateFeedback.preprocessors = [GetGrades, Review]
c.GenerateFeedback.exporter_class = FeedbackPage
# To tell more or less than a quiz was released with, set c.Review.policy
# to "score", "correctness" or "rationale".

# nbgrader export: a file that spreadsheets read safely.
c.ExportApp.plugin_class = SafeCsvExport

# All is set: nbgrader may work.
BaseConverter.convert_notebooks = convert
