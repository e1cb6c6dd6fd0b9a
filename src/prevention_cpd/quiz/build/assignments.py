"""`cpd quiz build`: banks and blueprints to the assignments of nbgrader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd import evidence
from prevention_cpd.core import settings
from prevention_cpd.core.problems import Code, Problem
from prevention_cpd.questions import assignment_id, draw, load_bank, load_blueprints
from prevention_cpd.questions.passing import rule_of
from prevention_cpd.quiz.build.assignment import Quiz, notebook, questions_json
from prevention_cpd.quiz.format import questions_file

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.core.tree import Tree

#: Files that a notebook host leaves behind; they are never released.
_LEFT_BEHIND = (".ipynb_checkpoints", "__pycache__")


def quizzes(tree: Tree) -> tuple[Quiz, ...]:
    """Return every form of every blueprint, its questions drawn.

    Raises:
        CourseError: with what is wrong in blueprints or banks.
    """
    banks = [load_bank(path) for path in tree.banks]
    blueprints = load_blueprints(tree.blueprints)
    resolve = _resolver(tree)
    return tuple(
        Quiz(
            id=assignment_id(blueprint, form),
            form=form,
            blueprint=blueprint,
            rule=rule_of(blueprint.rule, rule_of(settings.load(tree.settings).passing)),
            questions=draw(blueprint, form, banks, blueprints),
            resolve=resolve,
            section_title=lambda section: _title(tree, section),
        )
        for blueprint in blueprints
        for form in blueprint.forms
    )


def planned(tree: Tree) -> dict[Path, str]:
    """Return what each generated file should hold."""
    files = {}
    for quiz in quizzes(tree):
        folder = tree.quizzes / "source" / quiz.id
        files[folder / f"{quiz.id}.ipynb"] = notebook(quiz)
        files[folder / questions_file.FILE] = questions_json(quiz)
    return files


def build_all(tree: Tree) -> list[Path]:
    """Write what is not there or not as it should be; return the files that were written."""
    written = []
    for path, text in planned(tree).items():
        if not _holds(path, text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    return written


def stale(tree: Tree) -> list[Problem]:
    """Return a problem for each file that a build would write, and for each that is not of its making."""
    files = planned(tree)
    fix = "Run `cpd quiz build`"
    found = [
        Problem(file=path, line=0, code=Code.STALE, what="the file is not what the banks give", fix=fix)
        for path, text in files.items()
        if not _holds(path, text)
    ]
    what = "the file was not generated, and nbgrader would hand it to learners"
    # Only in the folders of our own quizzes: a trainer may keep other assignments beside them.
    for folder in sorted({path.parent for path in files}):
        extra = [path for path in sorted(folder.rglob("*")) if path.is_file() and path not in files]
        found += [
            Problem(file=path, line=0, code=Code.STALE, what=what, fix="Move it out of this folder")
            for path in extra
            if not set(path.parts) & set(_LEFT_BEHIND)
        ]
    return found


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def _resolver(tree: Tree) -> Resolver:
    return evidence.resolver(evidence.load(tree.evidence), evidence.load_references(tree.references))


def _title(tree: Tree, section: str) -> str:
    """Return the first heading of a page, or its name where there is no page yet."""
    page = tree.root / f"{section}.md"
    if page.is_file():
        for line in page.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                return line[2:].strip()
    return section
