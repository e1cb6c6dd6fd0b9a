"""`cpd certificate`: who has passed gets a certificate that anybody can check."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.passphrase import asked
from prevention_cpd.cli.people import chosen, of_run
from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, problems_told, shorten
from prevention_cpd.core import settings
from prevention_cpd.core.startup import without_grammar

if TYPE_CHECKING:
    from prevention_cpd.records.certificates.issuing import Outcome

#: What is told of one person, by what became of them.
_TOLD = {
    "missing": "no certificate yet",
    "changed": "the certificate no longer says what the class record says (--replace makes a new one)",
    "held": "the last certificate was withdrawn, so there is no new one (--replace makes it)",
    "withdrawn": "withdrawn",
    "replaced": "replaced",
    "failed": "not issued",
}


class _Group(click.Group):
    """A group whose arguments are learners, unless the first one is a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in {"-h", "--help"}):
            args = ["issue", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Group)
def command() -> None:
    """Issue certificates: `cpd certificate [LEARNER...]`, for the whole class if nobody is named.

    `cpd certificate issue --help` tells more, with the options.
    """


@command.command()
@click.argument("learners", nargs=-1)
@click.option(
    "--replace", is_flag=True, help="Withdraw and replace what a corrected mark or name has overtaken."
)
@click.option("--run", "of", default="", metavar="RUN", help="Only the people of this run.")
@json_option
def issue(learners: tuple[str, ...], *, replace: bool, of: str, as_json: bool) -> None:
    """Issue certificates to those who have passed what the provider asks for.

    Each is a PDF file with the signed credential inside, and the credential as a file of its own, in
    quizzes/reports/certificates. Who has one keeps it, and who has left is not told to lack one. You can stop
    the command at any moment; it goes on when it is run again.

    Exit status: 1 when somebody who was named gets none, or a certificate was overtaken or failed.
    """
    without_grammar()
    from prevention_cpd.quiz.grading import progress  # noqa: PLC0415
    from prevention_cpd.records.certificates import issuing  # noqa: PLC0415  # nbgrader takes a second to load
    from prevention_cpd.records.signing.issuer import Issuer, folder_of  # noqa: PLC0415

    tree = course()
    with problems_told(as_json=as_json):
        issuer = Issuer(folder_of(settings.load(tree.settings).id))
        run = issuing.Run(tree, issuer, lambda: asked(issuer), replace=replace)
        known, left = of_run(tree, run.people, of)
        names = chosen(tree, known, learners, as_json=as_json, run=of)
        done = list(progress.told(run.issue(names), len(names), sys.stderr, "looked at"))
    done = [each for each in done if learners or each.state != "missing" or each.learner not in left]
    if as_json:
        rows = [{"learner": each.learner, "state": each.state, "told": list(each.told)} for each in done]
        click.echo(json.dumps({"certificates": rows}, ensure_ascii=False, indent=2))
    else:
        _tell(done, shorten(issuing.folder(tree)))
    wrong = {"changed", "failed"} | ({"missing", "held"} if learners else set())
    sys.exit(1 if any(each.state in wrong for each in done) else 0)


def _tell(done: list[Outcome], folder: Path) -> None:
    for each in done:
        if each.state in _TOLD:
            click.echo(f"{each.learner}: {_TOLD[each.state]}. {' '.join(each.told)}".strip())
    states = ("issued", "replaced", "kept", "missing")
    count = {state: sum(each.state == state for each in done) for state in states}
    click.echo(
        f"{count['issued']} issued, {count['replaced']} replaced, {count['kept']} as before,"
        f" {count['missing']} not yet. They are in {folder}"
    )


@command.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file."
)
def verifier(output: Path) -> None:
    """Write one HTML page that checks certificates in any browser, without a network.

    It holds the issuer's public keys and the list of withdrawals as they are now; a change needs a new page.
    """
    from prevention_cpd.exports import write_file  # noqa: PLC0415
    from prevention_cpd.records.signing.issuer import Issuer, folder_of  # noqa: PLC0415
    from prevention_cpd.records.verification import publishing  # noqa: PLC0415

    own = settings.load(course().settings)
    with problems_told():
        page = publishing.verifier(own, Issuer(folder_of(own.id)).known())
        write_file(output, page.encode(), private=False)
    click.echo(str(shorten(output)))
