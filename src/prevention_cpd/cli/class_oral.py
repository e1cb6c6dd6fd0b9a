"""`cpd class oral`: an answer that was heard in a talk, in place of one that was left blank."""

from __future__ import annotations

import click

from prevention_cpd.cli.people import chosen
from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.words import number, say


@click.command()
@click.argument("quiz")
@click.argument("person", metavar="ID")
@click.argument("place", type=click.IntRange(min=1), metavar="NUMBER")
@click.option("--by", default="", metavar="NAME", help="Who heard the answer.")
@click.option("--points", type=float, help="What it earned; all points of the question unless given.")
@click.option("--take-back", is_flag=True, help="Take back what was given.")
def oral(  # noqa: PLR0913  # one for each option
    quiz: str, person: str, place: int, *, by: str, points: float | None, take_back: bool
) -> None:
    """Note that the learner ID answered question NUMBER of QUIZ in a talk.

    For a question that was left blank because of its subject. The record and the feedback then say who
    heard the answer and when; a certificate does not. Grade the quiz first.
    """
    without_grammar()
    from prevention_cpd.quiz.format import naming  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.quiz.marking import giving  # noqa: PLC0415
    from prevention_cpd.quiz.marking import oral as marking  # noqa: PLC0415
    from prevention_cpd.quiz.record import access  # noqa: PLC0415
    from prevention_cpd.quiz.record.people import everybody  # noqa: PLC0415

    with problems_told():
        tree = course()
        naming.known(tree.quizzes, quiz)
        try:
            with access.writing(tree.quizzes) as connection:
                chosen(tree, everybody(connection), [person], as_json=False)
                if take_back:
                    found = marking.take_back(connection, quiz, person, place)
                else:
                    found = marking.hear(connection, quiz, person, place, by=by, points=points)
        except giving.MarkingError as error:
            raise click.ClickException(str(error)) from None
    told = {"number": place, "points": number(found.given or 0), "most": number(found.points)}
    click.echo(say("oral", "taken_back" if take_back else "done", **told))
