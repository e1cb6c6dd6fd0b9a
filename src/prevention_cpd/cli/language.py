"""`cpd language`."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prevention_cpd import language as words
from prevention_cpd.cli.telling import as_json, course, problems_told
from prevention_cpd.core.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class _Read:
    """What came of one file."""

    path: Path
    document: words.Document | None = None
    findings: tuple[words.Finding, ...] = ()
    problem: Problem | None = None


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="What could not be read is a problem, not a note.")
@as_json
def language(files: tuple[Path, ...], *, strict: bool, as_json: bool) -> None:
    """Check the words of reports, press releases and letters.

    FILES are text, Markdown, HTML, Word (.docx), PDF, web archive or e-mail files,
    folders that hold such files, or `-` for standard input. Each finding is one
    line, `file:line` with the term, why, and what to write instead. In a Word file
    the number is that of the paragraph, counting those that hold text
    (`report.docx:12`, `report.docx:footnote 2`); in a PDF it is page and line
    (`report.pdf:3:14`).

    Quotations, titles, names of laws and tools, and addresses are left alone; so
    are code, roles and tags. What could not be read (a scanned page, a picture, an
    attachment) is named in a note, and with --strict is a problem. Nothing is sent
    anywhere.

    Exit status: 0 nothing found, 1 something found or a file that could not be
    read, 2 wrong usage.
    """
    # A console that lacks a character shows another; it is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    tree = course()
    with problems_told(as_json=as_json):
        terminology = words.load(tree.terminology)
    failed = False
    rows: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    notes: list[dict[str, str]] = []
    for read in _reads(files, terminology):
        unread = read.document.unread if read.document else ()
        remarks = (*(read.document.notes if read.document else ()), *(() if strict else unread))
        wrong = [
            *([read.problem] if read.problem else []),
            *(_unread(read, what) for what in unread if strict),
        ]
        failed = failed or bool(read.findings or wrong)
        if as_json:
            rows += [_row(read, finding) for finding in read.findings]
            problems += map(_problem_row, wrong)
            notes += [{"file": _name(read.path), "note": remark} for remark in remarks]
            continue
        for line in [*(_line(read, finding) for finding in read.findings), *map(str, wrong)]:
            click.echo(line)
        for remark in remarks:
            click.echo(f"note: {_name(read.path)}: {remark}.", err=True)
    if as_json:
        found = {"findings": rows, "problems": problems, "notes": notes}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    sys.exit(1 if failed else 0)


def _reads(files: tuple[Path, ...], terminology: words.Terminology) -> Iterator[_Read]:
    """Yield what came of each file, as soon as it was read."""
    for given in dict.fromkeys(files):
        paths = list(words.files_in(given)) if given.is_dir() else [given]
        if not paths:
            what = "the folder holds no file of a kind that can be read"
            yield _Read(given, problem=_problem(given, words.Unreadable(what, "Name a file", missing=True)))
        for path in paths:
            try:
                document = _from_standard_input() if str(path) == "-" else words.read(path)
            except words.Unreadable as error:
                yield _Read(path, problem=_problem(path, error))
            else:
                findings = words.find_terms(document.text, terminology, document.marked)
                yield _Read(path, document, tuple(findings))


def _from_standard_input() -> words.Document:
    try:
        # One byte more than is read at most tells that there is too much.
        data = sys.stdin.buffer.read(words.MOST_BYTES + 1)
    except (AttributeError, OSError, ValueError):  # closed, or none at all
        raise words.Unreadable("there is no standard input", "Name a file", missing=True) from None
    return words.read_bytes(data)


def _problem(path: Path, error: words.Unreadable) -> Problem:
    code = Code.FILE_MISSING if error.missing else Code.FILE_FORMAT
    return Problem(file=Path(_name(path)), line=0, code=code, what=error.what, fix=error.fix)


def _unread(read: _Read, what: str) -> Problem:
    fix = "Read it yourself, or turn it into text and check that"
    return Problem(file=Path(_name(read.path)), line=0, code=Code.NOT_READ, what=what, fix=fix)


def _name(path: Path) -> str:
    """Return a file's name that can be printed: the bytes of a name may be no text, or steer a terminal."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "�" for character in name)


def _line(read: _Read, finding: words.Finding) -> str:
    better = ", or ".join(f"“{term}”" for term in finding.term.alternatives)
    advice = f" Write {better}." if better else ""
    found = " ".join(finding.found.split())
    where = f"{_name(read.path)}:{_place(read, finding)}"
    return f"{where}: {finding.term.status}: “{found}”. {finding.term.why}{advice}"


def _place(read: _Read, finding: words.Finding) -> words.Place:
    return read.document.place(finding.start) if read.document else words.Place(number=finding.line)


def _row(read: _Read, finding: words.Finding) -> dict[str, Any]:
    place = _place(read, finding)
    return {
        "file": _name(read.path),
        "place": str(place),
        place.unit: place.number,
        **({"page": place.page} if place.page is not None else {}),
        "found": finding.found,
        "term": finding.term.id,
        "status": finding.term.status,
        "why": finding.term.why,
        "alternatives": list(finding.term.alternatives),
    }


def _problem_row(problem: Problem) -> dict[str, Any]:
    return {
        "file": str(problem.file),
        "line": problem.line,
        "code": problem.code.value,
        "what": problem.what,
        "fix": problem.fix,
    }
