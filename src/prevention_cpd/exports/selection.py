"""Which questions go into a file, and under which headings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prevention_cpd import evidence
from prevention_cpd.core import settings
from prevention_cpd.core.problems import Code, CourseError, Problem
from prevention_cpd.core.strings import strings
from prevention_cpd.questions import load_bank
from prevention_cpd.quiz.build.assignments import quizzes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.core.tree import Tree
    from prevention_cpd.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that stand together."""

    #: Its headings, the outermost first: course, module or quiz, practice or graded.
    path: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is exported."""

    #: Names the whole: a course's id, or a quiz's.
    id: str
    title: str
    #: The language of the questions, such as en-GB.
    language: str
    groups: tuple[Group, ...]
    #: Puts the roles of the texts into words.
    resolve: Resolver
    #: Whether this is one paper, whose order counts.
    paper: bool = False
    #: Whether the options of choice questions may be mixed for each learner.
    mixed: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in their order."""
        return tuple(question for group in self.groups for question in group.questions)

    @property
    def graded(self) -> int:
        """How many of them are graded ones, whose keys must not get out."""
        return sum(question.use == "graded" for question in self.questions)

    def without(self, ids: Collection[str]) -> Selection:
        """Return the selection without the questions of these ids."""
        kept = (
            replace(group, questions=tuple(each for each in group.questions if each.id not in ids))
            for group in self.groups
        )
        return replace(self, groups=tuple(group for group in kept if group.questions))


def of_banks(tree: Tree, modules: Sequence[str] = (), *, graded: bool = False) -> Selection:
    """Return the practice questions of banks, and their graded ones only when asked for.

    Args:
        tree: the course.
        modules: the modules whose banks are taken; none stands for all.
        graded: whether graded questions go along, under a heading of their own.

    Raises:
        CourseError: with what is wrong in a bank, or with each module that has none.
    """
    course = settings.load(tree.settings)
    banks = [load_bank(path) for path in tree.banks]
    there = {bank.module for bank in banks}
    fix = f"Name one of {', '.join(sorted(there))}"
    if problems := [
        Problem(file=tree.quizzes, line=0, code=Code.UNKNOWN_BANK, what=f"there is no bank '{name}'", fix=fix)
        for name in modules
        if name not in there
    ]:
        raise CourseError(problems)
    groups = []
    for bank in banks:
        if modules and bank.module not in modules:
            continue
        module = course.module(bank.module)
        for use in ("practice", "graded") if graded else ("practice",):
            chosen = tuple(question for question in bank.questions if question.use == use)
            path = (course.title, module.title if module else bank.module, _words(use))
            groups += [Group(path=path, questions=chosen)] if chosen else []
    return Selection(
        id=course.id,
        title=course.title,
        language=course.language,
        groups=tuple(groups),
        resolve=_resolver(tree),
    )


def of_quiz(tree: Tree, quiz: str, form: str | None = None) -> Selection:
    """Return the graded questions of one paper, in its order.

    Args:
        tree: the course.
        quiz: the id of a blueprint.
        form: one of its forms; None takes the first.

    Raises:
        CourseError: with what is wrong in blueprints or banks, or when there is no such quiz or form.
    """
    papers = quizzes(tree)
    paper = next((each for each in papers if each.blueprint.id == quiz and form in (None, each.form)), None)
    if paper is None:
        names = ", ".join(f"{each.blueprint.id} {each.form}" for each in papers)
        what = f"there is no quiz '{quiz}'" + (f" with a form {form}" if form else "")
        fix = f"Name a quiz and form of {names}"
        raise CourseError([Problem(file=tree.blueprints, line=0, code=Code.UNKNOWN_QUIZ, what=what, fix=fix)])
    course = settings.load(tree.settings)
    group = Group(
        path=(course.title, f"{paper.blueprint.title} ({paper.form})", _words("graded")),
        questions=paper.questions,
    )
    return Selection(
        id=paper.id,
        title=paper.blueprint.title,
        language=course.language,
        groups=(group,),
        resolve=paper.resolve,
        paper=True,
        mixed=paper.blueprint.shuffle,
    )


def _resolver(tree: Tree) -> Resolver:
    return evidence.resolver(evidence.load(tree.evidence), evidence.load_references(tree.references))


def _words(use: str) -> str:
    return str(strings("prevention_cpd.exports")[use])
