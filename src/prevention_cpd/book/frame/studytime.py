"""How long a page of a module takes, counted as assets/course.yml says."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from prevention_cpd.book import domain, registers
from prevention_cpd.book.activities.activity_nodes import ActivityNode
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.frame.coursemap import WORDS
from prevention_cpd.core import studytime

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Where the minutes stand in a page's metadata, for the template.
KEY = "cpd_minutes"


class StudyTime(SphinxTransform):
    """Counts the words of a page and the minutes of what it holds."""

    #: Before "Figures on this page", which nobody reads from end to end.
    default_priority = 805

    def apply(self, **_kwargs: object) -> None:
        """Keep the minutes with the page."""
        if self.env.docname.startswith("modules/"):
            texts = self.document.findall(nodes.Text)
            text = " ".join(node.astext() for node in texts if not isinstance(node.parent, nodes.raw))
            words = len(re.findall(r"\w+", text))
            stated = sum(face["minutes"] for face in self.document.findall(ActivityNode))
            self.env.metadata[self.env.docname] |= {KEY: minutes(self.env, words, stated), WORDS: words}


def minutes(env: BuildEnvironment, words: int, stated: float) -> int:
    """Return whole minutes, one at least.

    Args:
        env: the environment, with what the page uses.
        words: how many the page has.
        stated: the minutes of its activities.
    """
    settings = registers.of(env).settings
    uses = domain.of(env)

    def count(kind: Kind) -> int:
        return len(uses.on_page(env.docname, kind))

    total = studytime.count(
        settings.study_time,
        words=words,
        activities=stated,
        practice=count(Kind.PRACTICE),
        reflections=count(Kind.REFLECTION),
    )
    return max(1, math.ceil(total))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(StudyTime)
