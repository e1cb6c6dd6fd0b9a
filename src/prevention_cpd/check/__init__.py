"""Everything that can be wrong in the content of a course, found in one run.

Each rule is a function from a `Course` to problems. A file that cannot be
read at all is told as such, and the rules that need it are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.check import (
    activities,
    balance,
    banks,
    certificates,
    coverage,
    cues,
    dates,
    doubles,
    figures,
    forms,
    grammar,
    links,
    minutes,
    needs,
    outcomes,
    plain,
    wording,
    words,
)
from prevention_cpd.check.course import Course, read_course

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from prevention_cpd.core.problems import Problem
    from prevention_cpd.core.tree import Tree

#: The rules, in the order they run.
RULES: tuple[Callable[[Course], Iterator[Problem]], ...] = (
    activities.readable,
    activities.words,
    banks.references,
    banks.draws,
    certificates.quizzes,
    cues.length,
    cues.position,
    cues.absolutes,
    cues.activities,
    wording.given_away,
    grammar.form,
    doubles.questions,
    doubles.options,
    outcomes.tested,
    balance.mixture,
    balance.parts,
    balance.reserve,
    forms.alike,
    forms.must,
    needs.held,
    needs.enough,
    needs.core,
    minutes.stated,
    minutes.at_most,
    figures.known,
    figures.unused,
    dates.registered,
    coverage.accounted,
    coverage.who_is_who,
    links.targets,
    links.pages,
    links.mentioned,
    words.discouraged,
    plain.english,
)


def run(tree: Tree, today: date) -> list[Problem]:
    """Return every problem of the course, sorted by file and line."""
    course, problems = read_course(tree, today)
    if course:
        problems += [problem for rule in RULES for problem in rule(course)]
        problems += course.register.expired(today)
    return sorted(set(problems))
