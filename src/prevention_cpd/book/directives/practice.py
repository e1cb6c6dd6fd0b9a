"""The directive {practice}: practice questions of the bank. A graded question never gets into a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prevention_cpd.book import faces
from prevention_cpd.book.directives.base import CourseDirective
from prevention_cpd.book.domain import Kind
from prevention_cpd.book.resolving import recording
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
        for bank in self.registers.tree.banks:
            self.env.note_dependency(str(bank))
        questions = self.named(self.arguments[0].split()) if self.arguments else self.of_section()
        resolve = recording(self.env)
        for question in questions:
            faces.note(self.env, Kind.PRACTICE, question.id)
            for text in _texts(question):
                markup.to_html(text, resolve)
        return [
            faces.PracticeFace(question=question.id, number=number, total=len(questions))
            for number, question in enumerate(questions, start=1)
        ]

    def of_section(self) -> list[Question]:
        """Return the practice questions whose section is this page."""
        page = self.env.docname
        found = [
            each
            for each in self.registers.questions.values()
            if each.section == page and each.use == "practice"
        ]
        if not found:
            message = (
                f"no practice question has the section '{page}'. Add one to a bank, or delete the directive"
            )
            warn(Warn.UNKNOWN_QUESTION, message, self.get_location())
        return found

    def named(self, names: list[str]) -> list[Question]:
        """Return the practice questions with these ids."""
        known = self.registers.questions
        found = []
        for name in names:
            question = known.get(name)
            if question is None:
                message = f"no question '{name}' in quizzes/banks. Correct the id, or add the question"
                warn(Warn.UNKNOWN_QUESTION, message, self.get_location())
            elif question.use != "practice":
                message = f"the question '{name}' is graded; on a page it would give its key away"
                warn(Warn.GRADED_QUESTION, f"{message}. Name a practice question", self.get_location())
            else:
                found.append(question)
        return found


def _texts(question: Question) -> list[str]:
    """Return every Markdown text of a question that a page shows."""
    options = [text for option in question.options for text in (option.text, option.feedback)]
    pairs = [text for pair in question.pairs for text in (pair.left.text, pair.right.text)]
    criteria = [text for each in question.rubric for text in (each.criterion, each.guidance)]
    return [question.stem, *options, *pairs, *criteria, question.rationale]
