"""Where things stand in a course tree."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from prevention_cpd.core import yamlfile
from prevention_cpd.core.problems import Code, CourseError, Problem


@dataclass(frozen=True, slots=True)
class Tree:
    """The folders and files of one copy of the course."""

    #: The folder with `_config.yml` and `assets/course.yml`.
    root: Path

    @property
    def settings(self) -> Path:
        """The course settings."""
        return self.root / "assets" / "course.yml"

    @property
    def evidence(self) -> Path:
        """The evidence register."""
        return self.root / "assets" / "evidence.yml"

    @property
    def references(self) -> Path:
        """The sources, as BibTeX."""
        return self.root / "assets" / "references.bib"

    @property
    def terminology(self) -> Path:
        """The terminology list."""
        return self.root / "assets" / "terminology.yml"

    @property
    def plain_english(self) -> Path:
        """Idioms and clipped phrases, each with plainer words; a course need not have it."""
        return self.root / "assets" / "plain-english.yml"

    @property
    def dated_facts(self) -> Path:
        """Words that make a year a dated fact, and names that hold a year; a course need not have it."""
        return self.root / "assets" / "dated-facts.yml"

    @property
    def left_out(self) -> Path:
        """What the course knows of and does not use, with the reason."""
        return self.root / "assets" / "left-out.yml"

    @property
    def search(self) -> Path:
        """What the search of the book knows beyond the words of the pages; a course need not have it."""
        return self.root / "assets" / "search.yml"

    @property
    def initiatives(self) -> Path:
        """The register behind "Who is who"."""
        return self.root / "assets" / "initiatives.yml"

    @property
    def jurisdictions(self) -> Path:
        """Law, duties and help by place."""
        return self.root / "assets" / "jurisdictions.yml"

    @property
    def coverage(self) -> Path:
        """The ids of everything that the documents behind the course hold."""
        return self.root / "assets" / "coverage.yml"

    @property
    def contents(self) -> Path:
        """The table of contents of the book."""
        return self.root / "_toc.yml"

    @property
    def quizzes(self) -> Path:
        """The nbgrader course."""
        return self.root / "quizzes"

    @property
    def blueprints(self) -> Path:
        """What each quiz draws from the banks."""
        return self.quizzes / "quizzes.yml"

    @property
    def banks(self) -> tuple[Path, ...]:
        """The question banks, in the order of their names, those of further folders last."""
        folders = [self.quizzes / "banks"]
        # What is wrong with the file is told by whoever reads the blueprints.
        with contextlib.suppress(CourseError, AttributeError):
            more = yamlfile.read(self.blueprints).data.get("banks") or ()
            folders += [self.quizzes / name for name in more if isinstance(name, str)]
        return tuple(path for folder in folders for path in sorted(folder.glob("*.yml")))

    @property
    def modules(self) -> Path:
        """The folders of the modules."""
        return self.root / "modules"

    @property
    def activities(self) -> tuple[Path, ...]:
        """The data of every activity, in the order of their ids."""
        return tuple(sorted(self.modules.glob("*/activities/*.yml")))

    def activity(self, name: str) -> Path:
        """Return the data file of the activity `<module>/<name>`."""
        module, _, short = name.partition("/")
        return self.modules / module / "activities" / f"{short}.yml"


def find(start: Path | None = None) -> Tree:
    """Return the course tree that holds `start` (default: the current folder).

    Raises:
        CourseError: when neither `start` nor any folder above it is a course tree.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "assets" / "course.yml").is_file() and (folder / "_config.yml").is_file():
            return Tree(folder)
    what = "no course holds this folder: neither here nor above are _config.yml and assets/course.yml"
    fix = "Change into the folder of the course"
    raise CourseError([Problem(file=start, line=0, code=Code.NO_COURSE, what=what, fix=fix)])
