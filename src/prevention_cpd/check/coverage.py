"""What the documents behind the course hold is used, or left out with a reason; "Who is who" is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd import evidence
from prevention_cpd.check.words import findings
from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from prevention_cpd.check.course import Course
    from prevention_cpd.evidence import Initiatives

#: For each list of assets/coverage.yml: its name in left-out.yml, and the file that has what is used.
_LISTS = {
    "figures": ("facts", "assets/evidence.yml"),
    "initiatives": ("initiatives", "assets/initiatives.yml"),
}


def accounted(course: Course) -> Iterator[Problem]:
    """Yield each id of assets/coverage.yml that is neither used nor left out, or is both; and unknown ids.

    A course without the file has nothing to account for.
    """
    if not course.tree.coverage.is_file():
        return
    try:
        lists = yamlfile.read(course.tree.coverage, "evidence/coverage")
        left_out = yamlfile.read(course.tree.left_out, "evidence/left-out")
        used = {"figures": set(course.register), "initiatives": set(_initiatives(course) or ())}
    except CourseError as error:
        yield from error.problems
        return
    for name, (label, file) in _LISTS.items():
        known = lists.data[name]
        gone = {
            entry["id"]: number for number, entry in enumerate(left_out.data or ()) if entry["list"] == label
        }
        for number, each in enumerate(known):
            if each not in used[name] and each not in gone:
                what = f"'{each}' of the {name} is neither in {file} nor in assets/left-out.yml"
                yield lists.problem(Code.COVERAGE, what, "Use it, or give the reason", name, number)
        for each, number in gone.items():
            if each not in known:
                what = f"assets/coverage.yml has no '{each}' among its {name}"
                yield left_out.problem(Code.COVERAGE, what, "Correct the id, or delete the entry", number)
            elif each in used[name]:
                what = f"'{each}' is left out here and used in {file}"
                yield left_out.problem(Code.COVERAGE, what, "Keep one of the two", number)
    yield from _twice(left_out)


def who_is_who(course: Course) -> Iterator[Problem]:
    """Yield each fact or source that an entry of "Who is who" names in vain, and each term to avoid in it."""
    try:
        entries = _initiatives(course)
    except CourseError as error:
        yield from error.problems
        return
    for entry in entries.values() if entries else ():
        path = course.tree.initiatives
        for fact in dict.fromkeys((*entry.printed, *entry.facts)):
            if fact not in course.register:
                what = f"'{entry.id}' names the fact '{fact}', which does not exist"
                fix = "Correct the id, or add it to assets/evidence.yml"
                yield Problem(file=path, line=entry.line, code=Code.UNKNOWN_FACT, what=what, fix=fix)
            elif fact in entry.printed and not _named(course.register[fact].sources, entry.sources):
                what = f"'{entry.id}' prints the fact '{fact}' without its source"
                fix = f"Add {course.register[fact].sources[0]} to `sources`"
                yield Problem(file=path, line=entry.line, code=Code.UNKNOWN_SOURCE, what=what, fix=fix)
        for key in entry.sources:
            if key not in course.references:
                what = f"'{entry.id}' names the source '{key}', which does not exist"
                fix = "Correct the key, or add it to assets/references.bib"
                yield Problem(file=path, line=entry.line, code=Code.UNKNOWN_SOURCE, what=what, fix=fix)
        yield from findings(course, path, entry.line, f"{entry.what} {entry.effect}", spread=False)


def _initiatives(course: Course) -> Initiatives | None:
    path = course.tree.initiatives
    return evidence.load_initiatives(path) if path.is_file() else None


def _named(wanted: Collection[str], named: Collection[str]) -> bool:
    return any(key in named for key in wanted)


def _twice(left_out: yamlfile.YamlFile) -> Iterator[Problem]:
    """Yield each id that is left out twice."""
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(left_out.data or ()):
        place = (entry["list"], entry["id"])
        if place in seen:
            what = f"'{entry['id']}' is left out twice"
            yield left_out.problem(Code.DUPLICATE_ID, what, "Keep one of the two", number)
        seen.add(place)
