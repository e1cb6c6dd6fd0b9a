"""Each activity of the course, loaded once for each version of the files behind it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from prevention_cpd.activities import static
from prevention_cpd.activities.longest import longest_words
from prevention_cpd.book import registers
from prevention_cpd.book.activities.resolving import resolve
from prevention_cpd.book.sources import facts
from prevention_cpd.core import settings, studytime, yamlfile

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.core.tree import Tree


class Loaded(NamedTuple):
    """An activity, what its data says by way of roles, and how long it takes."""

    instance: static.Instance
    #: Study time.
    minutes: float
    #: Name and content of each role, in the order of the data.
    roles: tuple[tuple[str, str], ...]


def activity(env: BuildEnvironment, name: str) -> Loaded:
    """Load an activity.

    Raises:
        CourseError: with every problem of its file.
    """
    tree = registers.of(env).tree
    behind = (tree.activity(name), tree.settings, tree.evidence, tree.references, tree.terminology)
    return _load(name, tree, tuple(map(_version, behind)), _Shown(resolve(env)))


class _Shown:
    """A resolver that is equal to any other: what it prints depends on the files alone."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=256)
def _load(name: str, tree: Tree, _versions: tuple[tuple[int, int], ...], shown: _Shown) -> Loaded:
    roles: list[tuple[str, str]] = []

    def note(role: str, content: str) -> str:
        roles.append((role, content))
        return shown.resolver(role, content)

    instance = static.load(name, tree, note)
    data = yamlfile.read(tree.activity(name)).data
    method = settings.load(tree.settings).study_time
    minutes = studytime.of_activity(method, data.get("minutes", 0), longest_words(data))
    return Loaded(instance, minutes, tuple(roles))


def _version(path: Path) -> tuple[int, int]:
    """Return what changes when a file does; a file that is not there is told by whoever reads it."""
    if not path.is_file():
        return (0, 0)
    state = path.stat()
    return (state.st_mtime_ns, state.st_size)


def note_facts(env: BuildEnvironment, loaded: Loaded) -> None:
    """Record the files and facts of an activity as used on the page that is being read."""
    tree = registers.of(env).tree
    # Of these, what changes is told for each fact, and for the frame of all pages.
    apart = (tree.settings, tree.evidence, tree.references)
    for path in (path for path in loaded.instance.files if path not in apart):
        env.note_dependency(str(path))
    for role, content in loaded.roles:
        facts.note_role(env, role, content)
