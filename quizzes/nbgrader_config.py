"""nbgrader for this course. It works wherever this copy of the course lies.

Start nbgrader, or JupyterLab with the formgrader, in this folder or above it.
"""

import os
from pathlib import Path

from nbgrader.converters.base import BaseConverter, NbGraderException


def refuse(converter):
    """Convert nothing: after an error here nbgrader would go on and run learners' code."""
    converter.log.error("nbgrader_config.py was not read to its end, so nothing is done. The error is above.")
    raise NbGraderException


convert, BaseConverter.convert_notebooks = BaseConverter.convert_notebooks, refuse

from prevention_cpd.quiz.build.deadlines import SetDeadline
from prevention_cpd.quiz.build.releasing import KnownList, SafeRelease, SafeReturn
from prevention_cpd.quiz.build.validating import LeaveWrittenAnswers
from prevention_cpd.quiz.grading import gradebook, nbgrader
from prevention_cpd.quiz.intake.collecting import SafeCollect
from prevention_cpd.quiz.results.export import SafeCsvExport
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
# What a trial of a quiz has left in its folder is not handed out, and nothing goes out in silence.
c.ExchangeFactory.release_assignment = SafeRelease
c.ExchangeFactory.release_feedback = SafeReturn
c.ExchangeFactory.list = KnownList

# Several people may mark at the same time. CPD_GRADEBOOK names a gradebook on PostgreSQL.
gradebook.configure(c)

# Release: what stands in the cell of a written answer, which is filled when it is marked.
c.ClearSolutions.text_stub = words("notebook")["written_cell"]

# The deadline of the blueprint is nbgrader's due date too.
c.GenerateAssignment.preprocessors.append(SetDeadline)

# The Validate button tells nobody that a quiz which is answered in full has failed.
c.GenerateAssignment.preprocessors.append(LeaveWrittenAnswers)

# Feedback tells what the policy of the quiz allows, and never a key that it hides.
# To tell more or less than a quiz was released with, set c.Review.policy
# to "score", "correctness" or "rationale". A page is held back while answers wait
# for a marker, or can still be handed in; c.Review.early = True lets it go.

# nbgrader export: a file that spreadsheets read safely.
c.ExportApp.plugin_class = SafeCsvExport

# Grading and feedback of our quizzes: from data, by the engine of `cpd grade`. No learner's code runs.
# Other assignments in this folder are graded by nbgrader itself, as ever.
nbgrader.configure()

# All is set: nbgrader may work.
BaseConverter.convert_notebooks = convert
