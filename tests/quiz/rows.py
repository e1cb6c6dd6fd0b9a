"""What a gradebook holds, without the ids that differ from run to run: two gradebooks can be compared."""

from nbgrader.api import Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func, select

#: Tables of what learners handed in, each with the columns that make a row the only one of its kind.
ONCE = (
    (SubmittedAssignment, ("assignment_id", "student_id")),
    (SubmittedNotebook, ("assignment_id", "notebook_id")),
    (Grade, ("notebook_id", "cell_id")),
    (Comment, ("notebook_id", "cell_id")),
)


def opened(course):
    """Open the gradebook of a course, wherever it is."""
    named = (course.env or {}).get("CPD_GRADEBOOK", f"sqlite:///{course.quizzes / 'gradebook.db'}")
    return Gradebook(named.replace("postgresql:", "postgresql+psycopg:"), "prevention-cpd")


def rows(course):
    """Return all that the gradebook holds on the learners' work, for each quiz and learner."""
    with opened(course) as gradebook:
        return {
            (assignment.name, submission.student_id): {
                "handed in": submission.timestamp,
                "extension": submission.extension,
                "notebooks": sorted(map(_notebook, submission.notebooks), key=lambda found: found["name"]),
            }
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        }


def _notebook(notebook):
    return {
        "name": notebook.name,
        "flagged": notebook.flagged,
        "penalty": notebook.late_submission_penalty,
        "grades": sorted(
            (grade.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
            for grade in notebook.grades
        ),
        "comments": sorted(
            (comment.name, comment.auto_comment, comment.manual_comment) for comment in notebook.comments
        ),
    }


def odd_rows(course):
    """Return what no gradebook should hold: rows that stand twice, that belong to nothing, or that lack a part."""
    with opened(course) as gradebook:
        found = [odd for model, names in ONCE for odd in _odd(gradebook, model.__table__, names)]
        for submission in gradebook.db.query(SubmittedAssignment):
            handed_in = {notebook.name for notebook in submission.notebooks}
            if handed_in != {notebook.name for notebook in submission.assignment.notebooks}:
                found.append((submission.student_id, "lacks notebooks"))
            for notebook in submission.notebooks:
                if {grade.name for grade in notebook.grades} != {
                    cell.name for cell in notebook.notebook.grade_cells
                }:
                    found.append((submission.student_id, "lacks grades"))
                if {comment.name for comment in notebook.comments} != {
                    cell.name for cell in notebook.notebook.solution_cells
                }:
                    found.append((submission.student_id, "lacks comments"))
    return found


def _odd(gradebook, table, names):
    keys = [table.c[name] for name in names]
    twice = select(*keys).group_by(*keys).having(func.count() > 1)
    yield from ((table.name, "stands twice", *row) for row in gradebook.db.execute(twice))
    for key in keys:
        (foreign,) = key.foreign_keys
        lost = select(key).where(key.is_(None) | key.not_in(select(foreign.column)))
        yield from ((table.name, "belongs to nothing", *row) for row in gradebook.db.execute(lost))
