"""`cpd class oral`: an answer that was heard in a talk, in place of one that was left blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.people import chosen
from prevention_cpd.cli.telling import course, problems_told
from prevention_cpd.core.markup import text_of
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.format import questions_file
from prevention_cpd.quiz.words import number, say, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prevention_cpd.quiz.marking.oral import Blank


@click.command()
@click.argument("quiz")
@click.argument("person", metavar="ID")
@click.argument("place", type=click.IntRange(min=1), metavar="[NUMBER]", required=False)
@click.option("--by", default="", metavar="NAME", help="Who heard the answer.")
@click.option("--points", type=float, help="What it earned; all points of the question unless given.")
@click.option("--take-back", is_flag=True, help="Take back what was given.")
def oral(  # noqa: PLR0913  # one for each option
    quiz: str, person: str, place: int | None, *, by: str, points: float | None, take_back: bool
) -> None:
    """Note that the learner ID answered question NUMBER of QUIZ in a talk.

    For a question that was left blank because of its subject; without NUMBER all of these are listed.
    The record and the feedback then say who heard the answer and when; a certificate does not. Grade the
    quiz first.
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
                if place is None:
                    blanks = marking.blanks(connection, quiz, person)
                elif take_back:
                    found = marking.take_back(connection, quiz, person, place)
                else:
                    found = marking.hear(connection, quiz, person, place, by=by, points=points)
        except giving.MarkingError as error:
            raise click.ClickException(str(error)) from None
    public = questions_file.questions(tree.quizzes, quiz)
    if place is None:
        for each in blanks:
            click.echo(_asked(each, public))
        if not blanks:
            click.echo(words("oral")["none_left"])
        return
    told = {"number": place, "points": number(found.given or 0), "most": number(found.question.points)}
    click.echo(_asked(found, public))
    click.echo(say("oral", "taken_back" if take_back else "done", **told))


def _asked(blank: Blank, public: Mapping[str, Mapping[str, str]]) -> str:
    """Return the number of a question, what it can earn, and its words."""
    question = blank.question
    asked = text_of(public.get(question.id, {}).get("stem", ""))
    told = say("oral", "asked", number=question.number, most=number(question.points), asked=asked)
    return f"{told} {words('oral')['must']}" if question.must else told
