"""`cpd reading`."""

from __future__ import annotations

import json

import click

from prevention_cpd.check import course as courses
from prevention_cpd.cli.telling import as_json, course, problems_told


@click.command()
@as_json
def reading(*, as_json: bool) -> None:
    """Tell how hard each page is to read.

    One line a page: its words, words a sentence, Flesch reading ease (higher is
    easier) and Flesch-Kincaid grade (years of school). Headings, tables and pages
    with fewer than 100 words of running text are left out.
    """
    with problems_told(as_json=as_json):
        levels = courses.reading_levels(course())
    if as_json:
        rows = [
            {
                "page": name,
                "words": level.words,
                "words_a_sentence": round(level.words_a_sentence, 1),
                "ease": round(level.ease, 1),
                "grade": round(level.grade, 1),
            }
            for name, level in levels.items()
        ]
        click.echo(json.dumps({"pages": rows}, indent=2))
        return
    width = max(map(len, levels), default=0)
    click.echo(f"{'page':{width}}  words  words a sentence   ease  grade")
    for name, level in levels.items():
        figures = f"{level.words:5}  {level.words_a_sentence:16.1f}  {level.ease:5.1f}  {level.grade:5.1f}"
        click.echo(f"{name:{width}}  {figures}")
