"""What a provider asks for before it gives a certificate, from `certificate` in the course settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prevention_cpd.core import settings as course_settings
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.questions import load_blueprints
from prevention_cpd.records.signing.award import Award, Passed
from prevention_cpd.records.wording import number, say, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prevention_cpd.core.settings import Settings
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.records.results import Person, QuizResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a certificate needs, and what it says of the person."""

    #: The quizzes that have to be passed, by id, with their titles.
    quizzes: dict[str, str]
    #: How people were identified: `class-list`, `sign-in` or `self-declared`.
    identified: str
    #: For how long it holds; None for no end.
    months: int | None
    #: A folder with fonts of the provider.
    fonts: Path | None


def load(tree: Tree) -> Rules:
    """Read the rules; where the settings say nothing, every quiz is needed.

    Raises:
        CourseError: when the settings name a quiz or a folder that does not exist.
    """
    settings = course_settings.load(tree.settings)
    stated = settings.fields.get("certificate", {})
    titles = {each.id: each.title for each in load_blueprints(tree.blueprints)}
    named = stated.get("quizzes", list(titles))
    fonts = tree.root / stated["fonts"] if "fonts" in stated else None
    problems = [_unknown(settings, name, titles) for name in named if name not in titles]
    if fonts and not fonts.is_dir():
        problems.append(_no_fonts(settings, fonts))
    if problems:
        raise CourseError(problems)
    return Rules(
        quizzes={name: titles[name] for name in named},
        identified=stated.get("identified", "class-list"),
        months=stated.get("valid_months"),
        fonts=fonts,
    )


def missing(rules: Rules, person: Person) -> tuple[str, ...]:
    """Return what a person lacks for a certificate, as sentences; none means that it can be issued."""
    own = {each.quiz: each for each in person.quizzes}
    found = [] if person.name.strip() else [words("missing")["name"]]
    for name, title in rules.quizzes.items():
        if name not in own:
            found.append(say("missing", "not_submitted", title=title))
        elif not own[name].result.passed:
            found += [f"{title}: {why}" for why in why_not(own[name])]
    return tuple(found)


def award(rules: Rules, person: Person) -> Award:
    """Return what a person is given a certificate for; nothing may be missing."""
    return Award(
        learner=person.id,
        name=person.name.strip(),
        identified=rules.identified,
        passed=tuple(_passed(each) for each in person.quizzes if each.quiz in rules.quizzes),
    )


def why_not(one: QuizResult) -> Iterator[str]:
    """Yield why a quiz is not passed, as parts of sentences."""
    text, result = words("why_not"), one.result
    if result.passed is None:
        yield text[result.state if result.state in text else "open"]
        return
    if "share" in result.missed:
        yield say("why_not", "share", percent=number(100 * one.rule.share))
    if any(each.startswith("written:") for each in result.missed):
        yield say("why_not", "written", percent=number(100 * one.rule.written))
    if any(each.startswith("must:") for each in result.missed):
        yield text["must"]


def _passed(one: QuizResult) -> Passed:
    return Passed(
        quiz=one.quiz,
        title=one.title,
        form=one.result.form,
        attempt=one.result.attempt or 0,
        on=one.handed_in[:10],
        percent=round(100 * (one.result.share or 0.0), 1),
        needed=round(100 * one.rule.share, 1),
        markers=one.markers,
    )


def _unknown(settings: Settings, name: str, known: dict[str, str]) -> Problem:
    what, fix = say("missing", "no_quiz", quiz=name), say("missing", "no_quiz_fix", known=", ".join(known))
    return settings.file.problem(Code.UNKNOWN_QUIZ, what, fix, "certificate", "quizzes")


def _no_fonts(settings: Settings, folder: Path) -> Problem:
    what, fix = say("missing", "no_fonts", folder=folder), words("missing")["no_fonts_fix"]
    return settings.file.problem(Code.FILE_MISSING, what, fix, "certificate", "fonts")
