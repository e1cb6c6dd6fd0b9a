"""The directive {practice}: practice questions of the bank. A graded question never gets into a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import domain
from prevention_cpd.book.activities import activity_nodes
from prevention_cpd.book.activities.resolving import recording
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.warn import Warn, warn
from prevention_cpd.core import markup

if TYPE_CHECKING:
    from docutils import nodes

    from prevention_cpd.questions import Question


class Practice(CourseDirective):
    """Prints the practice questions of this page's section, or those that are named."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Record the questions, and leave a place for each."""
        names = " ".join(self.arguments)
        known = self.registers.questions
        questions = chosen(known, names, self.env.docname)
        domain.note(self.env, Kind.QUESTIONS, names, version=domain.digest(*questions))
        self.tell_mistakes(known, names, questions)
        resolve = recording(self.env)
        for question in questions:
            domain.note(self.env, Kind.PRACTICE, question.id)
            for text in _texts(question):
                markup.to_html(text, resolve)
        return [
            activity_nodes.PracticeNode(question=question.id, number=number, total=len(questions))
            for number, question in enumerate(questions, start=1)
        ]

    def tell_mistakes(self, known: dict[str, Question], names: str, questions: list[Question]) -> None:
        """Warn of a section without questions, and of names that may not stand here."""
        if not names and not questions:
            message = f"no practice question has the section '{self.env.docname}'"
            fix = "Add one to a bank, or delete the directive"
            warn(Warn.UNKNOWN_QUESTION, f"{message}. {fix}", self.get_location())
        for name in names.split():
            if name not in known:
                message = f"no question '{name}' in quizzes/banks. Correct the id, or add the question"
                warn(Warn.UNKNOWN_QUESTION, message, self.get_location())
            elif known[name].use != "practice":
                message = f"the question '{name}' is graded; on a page it would give its key away"
                warn(Warn.GRADED_QUESTION, f"{message}. Name a practice question", self.get_location())


def chosen(known: dict[str, Question], names: str, docname: str) -> list[Question]:
    """Return the practice questions of these names; without names, those whose section is the page."""
    if names:
        found = [known[name] for name in names.split() if name in known]
    else:
        found = [question for question in known.values() if question.section == docname]
    return [question for question in found if question.use == "practice"]


def _texts(question: Question) -> list[str]:
    """Return every Markdown text of a question that a page shows."""
    options = [text for option in question.options for text in (option.text, option.feedback)]
    pairs = [text for pair in question.pairs for text in (pair.left.text, pair.right.text)]
    criteria = [text for each in question.rubric for text in (each.criterion, each.guidance)]
    return [question.stem, *options, *pairs, *criteria, question.rationale]
