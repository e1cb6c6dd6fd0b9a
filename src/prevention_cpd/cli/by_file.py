"""`cpd quiz page`, `preview` and `receive`: a quiz for people who have a browser and nothing else."""

from __future__ import annotations

import json
import sys
import tempfile
import webbrowser
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prevention_cpd.cli.telling import as_json as json_option
from prevention_cpd.cli.telling import course, nothing_graded, problems_told, shorten, stop
from prevention_cpd.core import files
from prevention_cpd.core.startup import without_grammar
from prevention_cpd.quiz.format import naming
from prevention_cpd.quiz.page.page import page as page_of
from prevention_cpd.quiz.times import spoken

if TYPE_CHECKING:
    from prevention_cpd.quiz.intake.receiving_files import Outcome

#: What has to be looked at by a person.
_WRONG = {"closed", "unknown", "unreadable"}


@click.command()
@click.argument("quiz")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; by default QUIZ.html."
)
def page(quiz: str, output: Path | None) -> None:
    """Write QUIZ as one HTML file, to be opened from a disk or a mail.

    It needs no server and no network. The answers stay in the learner's browser until the learner saves
    the hand-in file, which `cpd quiz receive` takes in.
    """
    place = output or Path(f"{quiz}.html")
    with problems_told():
        text = page_of(naming.given_out(course().quizzes, quiz))
    try:
        files.write_text(place, text, mode=0o644)
    except OSError as error:
        raise click.FileError(str(place), error.strerror or type(error).__name__) from None
    size = len(text.encode()) // 1000
    click.echo(f"{shorten(place)} ({size} kB). Send it to the learners, or put it on a shared drive.")


@click.command()
@click.argument("quiz")
@click.option("--open/--no-open", "opens", default=True, help="Open the page in the browser.")
def preview(quiz: str, *, opens: bool) -> None:
    """Try QUIZ as a learner sees it, keeping nothing.

    The page is written outside the course, so that no trial answer can come to the learners.
    """
    with problems_told():
        text = page_of(naming.given_out(course().quizzes, quiz, built_first=True), preview=True)
    place = Path(tempfile.mkdtemp(prefix="cpd-preview-")) / f"{quiz}.html"
    files.write_text(place, text)
    click.echo(f"A preview of {quiz}, which keeps nothing: {place}")
    if opens:
        webbrowser.open(place.as_uri())


@click.command()
@click.argument(
    "paths", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option("--accept-made", is_flag=True, help="Late is who made the file late, not whose file came late.")
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would be taken in.")
@json_option
def receive(paths: tuple[Path, ...], *, accept_made: bool, dry_run: bool, as_json: bool) -> None:
    """Take in the hand-ins in FILES: files, folders, zips, saved mails, mailboxes.

    Each is matched with the class list and filed in quizzes/submitted, where cpd grade finds it. The files
    stay where they are. What is not taken in is kept in quizzes/set-aside/received with the reason;
    the same command takes it in from there when the reason is gone.

    Exit status: 0 when all were taken in, or had been before; 1 when one is unknown or unreadable, or
    was made after its feedback.
    """
    # nbgrader takes a second to load; no other command needs to wait for it.
    without_grammar()
    from prevention_cpd.quiz.intake import receiving_files  # noqa: PLC0415

    tree = course()
    with problems_told(as_json=as_json):
        try:
            found, others = receiving_files.receive(
                tree.quizzes, paths, now=datetime.now(UTC), accept_made=accept_made, dry_run=dry_run
            )
        except OSError as error:
            raise click.FileError(error.filename or "", error.strerror or type(error).__name__) from None
    if as_json:
        click.echo(json.dumps({"hand_ins": [_row(each) for each in found], "others": others}, indent=2))
    else:
        for each in found:
            click.echo(_line(each))
        click.echo(_summary(found, others, dry_run=dry_run))
    sys.exit(1 if not found or any(each.received.state in _WRONG for each in found) else 0)


@click.command()
@click.argument("quiz")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder; by default QUIZ-feedback.",
)
@click.option("--waiting", is_flag=True, help="Also for learners whose answers still wait for a marker.")
def feedback(quiz: str, output: Path | None, *, waiting: bool) -> None:
    """Write the feedback on QUIZ as files to send, one for each learner.

    The pages are those that `cpd grade QUIZ --feedback` made. Each is complete, and called QUIZ-ID.html.
    """
    without_grammar()
    from prevention_cpd.quiz.results import sending  # noqa: PLC0415

    folder = output or Path(f"{quiz}-feedback")
    with problems_told():
        try:
            done = sending.write(course().quizzes, quiz, folder, waiting=waiting)
        except OSError as error:
            raise click.FileError(error.filename or "", error.strerror or type(error).__name__) from None
    if not (done.written or done.held or done.without):
        stop([nothing_graded(course().quizzes, quiz)])
    files = "1 feedback file" if len(done.written) == 1 else f"{len(done.written)} feedback files"
    click.echo(f"{files} in {shorten(folder)}.")
    if done.held:
        click.echo(f"Held back until their answers are marked: {', '.join(done.held)}.")
    if done.without:
        click.echo(f"Without feedback yet: {', '.join(done.without)}. Run cpd grade {quiz} --feedback.")
    sys.exit(0 if done.written else 1)


def _row(each: Outcome) -> dict[str, object]:
    place = str(shorten(each.set_aside)) if each.set_aside else None
    return {"file": each.file, **asdict(each.received), "set_aside": place}


def _line(each: Outcome) -> str:
    told = each.received
    who = f"{told.learner} ({told.name})" if told.name else told.learner
    facts = [who, told.quiz, f"receipt {told.receipt}" if told.receipt else "", "late" if told.late else ""]
    if told.quiz:
        facts.append(f"made {spoken(told.made_at)}")
    if told.quiz and told.received_at[:16] != told.made_at[:16]:
        facts.append(f"came {spoken(told.received_at)}")
    reasons = [told.why, *told.notes]
    if each.set_aside:
        reasons.append(f"It is kept as {shorten(each.set_aside)}.")
    return " ".join(
        [
            f"{told.state}: {each.file}:",
            *filter(None, [", ".join(filter(None, facts)) + "." if told.quiz else "", *reasons]),
        ]
    )


def _summary(found: list[Outcome], others: int, *, dry_run: bool) -> str:
    counts = Counter(each.received.state for each in found)
    told = [
        f"{counts[state]} {state}"
        for state in ("new", "double", "older", "closed", "unknown", "unreadable")
        if counts[state]
    ]
    left = f" {others} other files were left alone." if others else ""
    done = " Nothing was changed." if dry_run else ""
    return f"{', '.join(told) or 'No hand-in was found'}.{left}{done}"
