"""`cpd export ...`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd import exports
from prevention_cpd.cli.scorm import scorm
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, line_of, problems_told, rows_of, shorten
from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from prevention_cpd.exports import Export, Selection

_HELP = {
    "moodle-xml": "Write questions as Moodle XML, for Moodle and Totara.",
    "gift": "Write questions as GIFT, a text file that Moodle and several others import.",
    "qti": "Write questions as a QTI 2.1 package, a zip with one item a file.",
}
_MORE = """

Practice questions of every bank, unless told otherwise. What the format cannot
hold is told on standard error, one line each, `file:line: export-loss: ...`;
it does not change the exit status."""


@click.group()
def export() -> None:
    """Take the book or its questions to another system, and tell what it cannot hold."""


def _command(name: str) -> click.Command:
    """Return the command of one format."""

    @click.command(name, help=_HELP[name] + _MORE)
    @click.option(
        "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file."
    )
    @click.option("--bank", "banks", multiple=True, help="The bank of this module only; may be given again.")
    @click.option("--quiz", help="One paper, in its order; its questions are graded ones.")
    @click.option("--form", help="The form of the quiz, such as B.")
    @click.option("--graded", is_flag=True, help="Graded questions too, with their keys.")
    @click.option(
        "--without",
        "earlier",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        help="Leave out the questions that this earlier file holds.",
    )
    @json_option
    def command(  # noqa: PLR0913  # one argument an option, as click calls it
        output: Path,
        banks: tuple[str, ...],
        quiz: str | None,
        form: str | None,
        earlier: Path | None,
        *,
        graded: bool,
        as_json: bool,
    ) -> None:
        if quiz and banks:
            raise click.UsageError("Give --quiz or --bank, not both.")
        if form and not quiz:
            raise click.UsageError("--form goes with --quiz.")
        if quiz and not graded:
            raise click.UsageError(
                "A quiz holds graded questions, and the file their keys. If you want that, add --graded."
            )
        tree = course()
        with problems_told(as_json=as_json):
            chosen = (
                exports.of_quiz(tree, quiz, form) if quiz else exports.of_banks(tree, banks, graded=graded)
            )
            if earlier:
                chosen = chosen.without(_ids_in(name, earlier))
            if not chosen.questions:
                raise CourseError([_nothing(output)])
            made = exports.FORMATS[name].write(chosen)
            exports.write_file(output, made.data, private=bool(chosen.graded))
        _tell(name, output, chosen, made, as_json=as_json)

    return command


for _name in _HELP:
    export.add_command(_command(_name))
export.add_command(scorm)


def _ids_in(name: str, earlier: Path) -> set[str]:
    try:
        found: set[str] = exports.FORMATS[name].ids_in(earlier.read_bytes())
    except (OSError, ValueError) as error:
        what = f"no {name} export can be read here: {error}"
        fix = f"Name a file that `cpd export {name}` wrote"
        raise CourseError(
            [Problem(file=earlier, line=0, code=Code.FILE_FORMAT, what=what, fix=fix)]
        ) from None
    return found


def _nothing(output: Path) -> Problem:
    what = "there is no question to export, so nothing was written"
    fix = "Choose another bank, add --graded, or leave out --without"
    return Problem(file=output, line=0, code=Code.UNKNOWN_QUESTION, what=what, fix=fix)


def _tell(name: str, output: Path, chosen: Selection, made: Export, *, as_json: bool) -> None:
    notes = [*made.notes, *([_private(output, chosen.graded)] if chosen.graded else [])]
    if as_json:
        rows = rows_of([loss.problem for loss in made.losses])
        told = {
            "file": str(output),
            "format": name,
            "questions": [question.id for question in chosen.questions],
            "graded": chosen.graded,
            "losses": [
                {**row, "question": loss.question.id, "marks": loss.marks}
                for row, loss in zip(rows, made.losses, strict=True)
            ],
            "notes": notes,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for loss in made.losses:
        click.echo(line_of(loss.problem), err=True)
    for note in notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"{shorten(output)}: {len(chosen.questions)} questions.")


def _private(output: Path, graded: int) -> str:
    return (
        f"{shorten(output)} holds the keys, the feedback and the rationales of {graded} graded questions. "
        "Only you can read it (mode 600). What you import it into holds the keys from then on: "
        "import it where learners cannot look, then delete the file."
    )
