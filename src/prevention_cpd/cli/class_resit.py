"""`cpd class resit`: a further form of a quiz, for who needs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.class_dates import When, current_run, outbound
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.words import say, words

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.argument("quiz")
@click.option("--until", type=When(), help="The deadline of the form, as for cpd class date.")
@click.option("--add", multiple=True, metavar="ID", help="Offer it to this person too; may be repeated.")
@click.option("--leave-out", multiple=True, metavar="ID", help="Do not offer it to this person.")
@click.option("--rule", multiple=True, metavar="ID", help="Take back what was decided of this person.")
@click.option("--run", default="", help="Only for the people of this run.")
@click.option("--everybody", is_flag=True, help="The deadline is for all runs, not for the current one.")
@json_option
def resit(  # noqa: PLR0913  # one for each option
    quiz: str,
    *,
    until: datetime | None,
    add: tuple[str, ...],
    leave_out: tuple[str, ...],
    rule: tuple[str, ...],
    run: str,
    everybody: bool,
    as_json: bool,
) -> None:
    """Tell who needs a further form of QUIZ and why; give it a deadline; add people or leave them out.

    The class server offers a form to who did not pass the form before it, once their feedback is returned.
    QUIZ is that form, such as terminology-b; of a quiz its second form is meant.
    """
    if everybody and run:
        raise click.UsageError(words("dates")["everybody_alone"])
    without_grammar()
    from prevention_cpd.quiz.record import access  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.results import resitting  # noqa: PLC0415

    tree = course()
    with problems_told(as_json=as_json):
        form, _before = resitting.further(tree.quizzes, quiz)
        if until or add or leave_out or rule:
            of_run = run or ("" if everybody or not until else current_run(tree))
            decision = resitting.Decision(add=add, leave_out=leave_out, rule=rule, until=until, run=of_run)
            place = outbound(tree, form.id) if until else None
            resitting.decide(tree.quizzes, form.id, decision, outbound=place)
        with access.reading(tree.quizzes) as connection:
            found = resitting.of(tree.quizzes, connection, form.id, run=run)
    if as_json:
        click.echo(json.dumps(found.as_data(), ensure_ascii=False, indent=2))
        return
    for each in found.candidates:
        why = " ".join(each.missed)
        if each.decided is not None:
            why = words("resit")["added" if each.decided else "left_out"]
        click.echo(f"{each.learner}, {each.name}: {why}")
    offered = sum(each.offered for each in found.candidates)
    click.echo(say("resit", "offered", quiz=form.id, count=offered, undecided=found.undecided))
