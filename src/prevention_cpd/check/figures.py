"""Facts and sources that pages name exist; facts of the register are used or left out with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prevention_cpd.core import markup, yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prevention_cpd.check.course import Course


def known(course: Course) -> Iterator[Problem]:
    """Yield each fact or source that a page, a fact or a term names and the registers do not have."""
    for page in course.pages.values():
        for line, role, target in page.roles():
            if role == "fact" and target not in course.register:
                what, fix = f"there is no fact '{target}'", "Correct the id, or add it to assets/evidence.yml"
                yield Problem(file=page.path, line=line, code=Code.UNKNOWN_FACT, what=what, fix=fix)
            if role.startswith("cite"):
                for key in (part.strip() for part in target.split(",")):
                    if key not in course.references:
                        what = f"there is no source '{key}'"
                        fix = "Correct the key, or add it to assets/references.bib"
                        yield Problem(file=page.path, line=line, code=Code.UNKNOWN_SOURCE, what=what, fix=fix)
    cited = [
        (course.register.path, fact.line, key) for fact in course.register.values() for key in fact.sources
    ]
    cited += [
        (course.terminology.path, term.line, key) for term in course.terminology.terms for key in term.sources
    ]
    for path, line, key in cited:
        if key not in course.references:
            what, fix = f"there is no source '{key}'", "Correct the key, or add it to assets/references.bib"
            yield Problem(file=path, line=line, code=Code.UNKNOWN_SOURCE, what=what, fix=fix)


def unused(course: Course) -> Iterator[Problem]:
    """Yield facts that nothing uses, and facts both used and left out."""
    used = {name for page in course.pages.values() for _, name in page.charted()}
    used |= {target for page in course.pages.values() for _, role, target in page.roles() if role == "fact"}
    used |= {name for question in course.questions for name in question.evidence}
    used |= {name for file in course.activities for name in facts_in(file.data)}
    used |= {
        target
        for question in course.questions
        for role, target in markup.roles_in(question.rationale + question.stem)
        if role == "fact"
    }
    left_out = _left_out(course)
    for fact in course.register.values():
        if fact.id not in used and fact.id not in left_out:
            what = f"the fact '{fact.id}' is used nowhere"
            fix = "Use it, delete it, or give the reason in assets/left-out.yml"
            problem = Problem(
                file=course.register.path, line=fact.line, code=Code.FACT_UNUSED, what=what, fix=fix
            )
            yield problem


def facts_in(value: Any) -> Iterator[str]:
    """Yield each fact that the data of an activity names, under the key `fact` or in a role."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "fact" and isinstance(part, str):
                yield part
            yield from facts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from facts_in(part)
    elif isinstance(value, str):
        yield from (target for role, target in markup.roles_in(value) if role == "fact")


def _left_out(course: Course) -> set[str]:
    try:
        return {entry["id"] for entry in yamlfile.read(course.tree.left_out).data or ()}
    except CourseError:
        return set()
