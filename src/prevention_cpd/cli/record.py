"""`cpd record`: the CPD record of one person, of some, or of a class."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from prevention_cpd.cli.people import chosen, of_run
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, line_of, problems_told, shorten
from prevention_cpd.core import settings
from prevention_cpd.core.startup import without_grammar


@click.command()
@click.argument("learners", nargs=-1)
@click.option(
    "--study",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="What learners saved with “My progress”: a file, or a folder of them. May be repeated.",
)
@click.option("--run", "of", default="", metavar="RUN", help="Only the people of this run.")
@json_option
def record(learners: tuple[str, ...], *, study: tuple[Path, ...], of: str, as_json: bool) -> None:
    """Write the CPD record of LEARNERS, of the whole class if nobody is named.

    For each a folder in quizzes/reports/records: the record and a summary of one page for a manager, both as
    page and PDF, and the record as data. What a learner reports of their own study stands apart, as their own
    word. You can stop the command at any moment; it goes on when it is run again.
    """
    without_grammar()
    from prevention_cpd.quiz.grading import progress  # noqa: PLC0415
    from prevention_cpd.records.study import recording, study_record  # noqa: PLC0415  # nbgrader is slow to load

    tree = course()
    with problems_told(as_json=as_json):
        reported, problems = study_record.read_all(study, settings.load(tree.settings).id)
        if "" in reported and len(learners) == 1 and len(study) == 1:
            # One file that was named by itself is of whose record is asked for, though no id is in it.
            reported.setdefault(learners[0], reported.pop(""))
        run = recording.Run(tree, reported)
        names = chosen(tree, of_run(tree, run.people, of)[0], learners, as_json=as_json, run=of)
        problems += [study_record.unknown(tree.quizzes, name) for name in reported if name not in run.people]
        done = list(progress.told(run.write(names), len(names), sys.stderr, "written"))
    failed = [each for each in done if each.why]
    if as_json:
        rows = [{"learner": each.learner, "kept": each.kept, "why": each.why} for each in done]
        click.echo(json.dumps({"records": rows, "problems": [line_of(each) for each in problems]}, indent=2))
    else:
        for problem in problems:
            click.echo(line_of(problem))
        for each in failed:
            click.echo(f"{each.learner}: not written. {each.why}")
        kept = sum(each.kept for each in done)
        new = len(done) - kept - len(failed)
        click.echo(f"{new} written, {kept} as before. They are in {shorten(recording.folder(tree))}")
    sys.exit(1 if failed or problems else 0)
