"""`cpd report`: what the marks say about the questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told, shorten, stop
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.format.questions_file import Released
from prevention_cpd.quiz.results import item_report
from prevention_cpd.quiz.results.item_analysis import analyse, marks_file
from prevention_cpd.quiz.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.quiz.results.item_report import Part


@click.command()
@click.argument("quiz", required=False)
@click.option(
    "--marks",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A table of marks, as CSV or .xlsx, in place of a quiz of this course.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A folder for the page, the table and the data; or a file that ends with .csv.",
)
@click.option("--all-attempts", is_flag=True, help="Count every attempt of a learner, not only the first.")
@click.option("--run", metavar="RUN", help="Only the people of this run.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the questions as CSV.")
@json_option
def report(  # noqa: PLR0913  # one for each option
    quiz: str | None,
    *,
    marks: Path | None,
    output: Path | None,
    all_attempts: bool,
    run: str | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Analyse the questions of QUIZ, or of any table of marks.

    With -o FOLDER you get a page with pictures, report.html, beside questions.csv and report.json.

    Of a table the first column names the learner, the second may hold the total, and each other
    column is a question. A row under the headings that begins with `most` may hold the points.
    The grades that Moodle exports with marks for each question are read as they are, and so is the
    student analysis of a classic quiz in Canvas. A blank counts as no points, and is shown as a blank.

    With fewer than 30 learners the figures are shown and nothing is judged.
    """
    if (quiz is None) == (marks is None):
        raise click.UsageError("Name a quiz, or give a table of marks with --marks.")
    with problems_told(as_json=as_json):
        if marks:
            parts, form, about = _of_table(marks, all_attempts=all_attempts)
        else:
            parts, form, about = _of_quiz(quiz or "", all_attempts=all_attempts, run=run)
    if quiz and not parts and not as_json:
        what, fix = say("item_report", "nobody", quiz=quiz), say("item_report", "nobody_fix")
        stop([Problem(file=course().quizzes, line=0, code=Code.NOT_GRADED, what=what, fix=fix)])
    data = item_report.as_data(parts)
    told = (
        {**parts[0].analysis.as_data(), "notes": list(parts[0].notes)}
        if marks
        else {"quiz": quiz, "parts": data, "forms": item_report.differences(parts)}
    )
    if output:
        try:
            _write(output, parts, told, item_report.page(form.title, form, parts, about))
        except OSError as error:
            raise click.BadParameter(
                f"it cannot be written ({error.strerror})", param_hint="--output"
            ) from None
        click.echo(shorten(output), err=as_json or as_csv)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif as_csv:
        click.echo(item_report.as_csv(parts), nl=False)
    elif not output:
        click.echo(item_report.text(parts))


def _of_table(marks: Path, *, all_attempts: bool) -> tuple[list[Part], Released, dict[str, dict[str, str]]]:
    found = marks_file.read(marks, all_attempts=all_attempts)
    title = say("item_report", "marks_of", file=marks.name)
    part = item_report.Part(
        title=title, marks=found.marks, analysis=analyse(found.marks), notes=found.notes, passed_from=None
    )
    return [part], Released(id=marks.name, title=marks.name), {}


def _of_quiz(
    quiz: str, *, all_attempts: bool, run: str | None
) -> tuple[list[Part], Released, dict[str, dict[str, str]]]:
    without_grammar()
    from prevention_cpd.quiz.results import taken  # noqa: PLC0415  # nbgrader takes a second to load

    tree = course()
    every = taken.of(tree.quizzes, quiz, all_attempts=all_attempts, run=run)
    return [*map(item_report.part_of, every)], questions_file.load(tree.quizzes, quiz), _about(tree)


def _about(tree: Tree) -> dict[str, dict[str, str]]:
    """Return outcome and difficulty of each question that the banks have now."""
    from prevention_cpd.questions import load_bank  # noqa: PLC0415

    try:
        questions = [question for path in tree.banks for question in load_bank(path).questions]
    except CourseError:
        return {}
    return {
        "outcome": {each.id: each.outcome for each in questions},
        "difficulty": {each.id: str(each.difficulty) for each in questions},
    }


def _write(place: Path, parts: list[Part], told: Mapping[str, Any], page: str) -> None:
    # The mark at the start is how Excel knows UTF-8.
    if place.suffix == ".csv":
        place.write_text(item_report.as_csv(parts), encoding="utf-8-sig", newline="")
        return
    place.mkdir(parents=True, exist_ok=True)
    (place / "report.html").write_text(page, encoding="utf-8")
    (place / "questions.csv").write_text(item_report.as_csv(parts), encoding="utf-8-sig", newline="")
    text = json.dumps(told, ensure_ascii=False, indent=2)
    (place / "report.json").write_text(text + "\n", encoding="utf-8")
