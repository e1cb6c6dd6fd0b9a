"""CPD records of a class, each as page, PDF and data; may be stopped at any moment, and goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from prevention_cpd.core import settings as course_settings
from prevention_cpd.core.files import write_bytes, write_json, write_text
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.frontend import palette_css
from prevention_cpd.quiz.record import access, certificates
from prevention_cpd.records import results
from prevention_cpd.records.certificates import rules
from prevention_cpd.records.certificates.holding import holding
from prevention_cpd.records.html import render
from prevention_cpd.records.look import look
from prevention_cpd.records.pdf import Press
from prevention_cpd.records.signing.issuer import Issuer, folder_of
from prevention_cpd.records.study.record import Record
from prevention_cpd.records.study.sheet import sections
from prevention_cpd.records.wording import say, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from prevention_cpd.core.tree import Tree
    from prevention_cpd.quiz.record.certificates import Certificate
    from prevention_cpd.records.study.study_record import StudyRecord

#: The whole record, and one page for a manager.
WHOLE, SHORT = "record", "summary"
#: So many people are asked for together.
_TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the record of one person."""

    learner: str
    #: Whether it was there already, the same.
    kept: bool = False
    #: Why it was not written; empty if it was.
    why: str = ""


class Run:
    """CPD records for some people of a course.

    Args:
        tree: the course.
        study: what learners handed over of their own study, by id.

    Raises:
        CourseError: when there is no gradebook or no typst, or the settings cannot be read.
    """

    def __init__(self, tree: Tree, study: Mapping[str, StudyRecord]) -> None:
        self._tree, self._study = tree, study
        self._settings = course_settings.load(tree.settings)
        self._rules = rules.load(tree)
        self._press = Press(self._rules.fonts)
        self._look = look(self._settings, tree.root)
        self._style = palette_css() + (Path(__file__).parent / "record.css").read_text(encoding="utf-8")
        self.people = results.people(tree)
        self._held = _held(tree, self._settings.id, list(self.people))

    def record(self, learner: str) -> Record:
        """Return the record of a person, as data."""
        return Record(
            person=self.people[learner],
            settings=self._settings,
            identified=self._rules.identified,
            made_on=datetime.now(UTC).date().isoformat(),
            certificate=self._held.get(learner),
            study=self._study.get(learner),
        )

    def write(self, learners: Sequence[str]) -> Iterator[Written]:
        """Write the files of each of these people, and yield what became of them.

        Raises:
            CourseError: when they cannot be written.
        """
        for learner in learners:
            try:
                yield self._one(self.record(learner))
            except OSError as error:
                place = folder(self._tree) / learner
                what, fix = (
                    say("recording", "disk", why=error.strerror or error),
                    words("recording")["disk_fix"],
                )
                problem = Problem(file=place, line=0, code=Code.CERTIFICATE, what=what, fix=fix)
                raise CourseError([problem]) from None

    def html(self, record: Record, *, short: bool = False) -> str:
        """Return a record as a page that stands alone."""
        return render("record.html.j2", **self._page(record, short=short), style=Markup(self._style))  # noqa: S704

    def _page(self, record: Record, *, short: bool) -> dict[str, Any]:
        name = record.person.name or record.person.id
        settings = self._settings
        return {
            **self._look,
            "title": say("record", "short_title" if short else "title", name=name),
            "foot": say(
                "record", "foot", course=settings.short_title, version=settings.version, id=record.person.id
            ),
            "sections": sections(record, short=short),
        }

    def _one(self, record: Record) -> Written:
        learner = record.person.id
        own = folder(self._tree) / learner
        data = record.as_data()
        names = [f"{name}.{end}" for name in (WHOLE, SHORT) for end in ("pdf", "html")]
        if _same(own / f"{WHOLE}.json", data) and all((own / name).is_file() for name in names):
            return Written(learner=learner, kept=True)
        at = datetime.fromisoformat(record.made_on).replace(tzinfo=UTC)
        try:
            pdfs = {
                name: self._press.set(
                    "record", self._page(record, short=name == SHORT), at=at, place=own / f"{name}.pdf"
                )
                for name in (WHOLE, SHORT)
            }
        except CourseError as error:
            return Written(
                learner=learner, why=" ".join(f"{each.what}. {each.fix}." for each in error.problems)
            )
        own.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, pdf in pdfs.items():
            write_bytes(own / f"{name}.pdf", pdf)
            write_text(own / f"{name}.html", self.html(record, short=name == SHORT))
        # Last: it tells that the others are there.
        write_json(own / f"{WHOLE}.json", data)
        return Written(learner=learner)


def folder(tree: Tree) -> Path:
    """Return where the records of a class lie."""
    return tree.quizzes / "reports" / "records"


def _same(path: Path, data: Mapping[str, Any]) -> bool:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    # Written and read back, so that lists and tuples are alike.
    return bool(kept == json.loads(json.dumps(data)))


def _held(tree: Tree, course: str, people: Sequence[str]) -> dict[str, Certificate]:
    """Return the certificate that each person holds."""
    issuer = Issuer(folder_of(course))
    if not issuer.file.exists():
        return {}
    known = issuer.known()
    found: dict[str, Certificate] = {}
    with access.reading(tree.quizzes) as connection:
        for at in range(0, len(people), _TOGETHER):
            for person, own in certificates.of(connection, people[at : at + _TOGETHER]).items():
                if held := holding(own, known):
                    found[person] = held
    return found
