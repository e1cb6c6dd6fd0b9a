"""What is kept of a learner, who sees it and for how long: read before a quiz is begun."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from prevention_cpd.quiz.record import kept
from prevention_cpd.server.handler import Handler
from prevention_cpd.server.learner import paper
from prevention_cpd.server.person import Role
from prevention_cpd.server.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator


def sections(handler: Handler) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading of the notice with its paragraphs."""
    settings = handler.application.course
    names = {
        "provider": settings.text("provider.name") or "",
        "contact": settings.text("provider.contact") or "",
    }
    own = settings.text("provider.kept_for")
    told = words("learner")["notice"]
    for part in ("what", "who", "how_long", "rights"):
        name = "how_long_set" if part == "how_long" and own else part
        title, *texts = told[name]
        yield title, [text.format(**names, kept_for=own) for text in texts]


def digest(handler: Handler) -> str:
    """Return what stands for the text: when it changes, it is read anew."""
    text = "\n".join(line for title, texts in sections(handler) for line in (title, *texts))
    return hashlib.sha256(text.encode()).hexdigest()


class Notice(Handler):
    """Shows the notice, and notes who has read it."""

    roles = (Role.LEARNER,)
    part = "learner"

    async def get(self) -> None:
        """Show the notice."""
        quiz = self.get_query_argument("next", "")
        self.page("learner/notice.html.j2", sections=list(sections(self)), quiz=quiz)

    async def post(self) -> None:
        """Note that it was read, and go on to the quiz."""
        quiz = self.get_body_argument("next", "")
        if quiz and await self.run(paper.released, self.course, quiz) is None:
            raise HTTPError(404)
        await self.record(kept.note_read, self.who.id, digest(self))
        self.redirect(self.link(f"quiz/{quiz}" if quiz else ""))
