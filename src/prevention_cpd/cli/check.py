"""`cpd check`."""

from __future__ import annotations

from datetime import datetime

import click

from prevention_cpd import check as rules
from prevention_cpd.cli.telling import as_json, course, line_of, stop
from prevention_cpd.core.problems import Code


@click.command()
@as_json
@click.option("--strict", is_flag=True, help="Count facts that are due or unused as problems too.")
def check(*, as_json: bool, strict: bool) -> None:
    """Find everything that is wrong in the content.

    Banks, blueprints, evidence, terms, links and images: each problem is one
    line, `file:line: code: what is wrong. how to fix it`.
    """
    tree = course()
    found = rules.run(tree, datetime.now().astimezone().date())
    # A fact that comes due must not stop a trainer's build from one day to the next.
    minor = set() if strict else {Code.FACT_EXPIRED, Code.FACT_UNUSED}
    for problem in found:
        if problem.code in minor:
            click.echo(f"note: {line_of(problem)}", err=True)
    serious = [problem for problem in found if problem.code not in minor]
    if not serious and not as_json:
        click.echo("Nothing wrong.")
    stop(serious, as_json=as_json)
