"""The directive {terminology}: the glossary, out of assets/terminology.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import glossary

from prevention_cpd.book.directives.base import CourseDirective, inline
from prevention_cpd.book.sources.citing import cite
from prevention_cpd.book.strings import strings
from prevention_cpd.book.upstream import glossary_term

if TYPE_CHECKING:
    from prevention_cpd.language import Term


class Terminology(CourseDirective):
    """Prints each term that has a definition; {term} leads here."""

    def run(self) -> list[nodes.Node]:
        """Return the glossary, in the order of the alphabet."""
        terms = self.registers.terms
        self.env.note_dependency(str(terms.path))
        entries = nodes.definition_list(classes=["glossary"])
        defined = [term for term in terms.terms if term.definition]
        for term in sorted(defined, key=lambda term: term.term.casefold()):
            entries += nodes.definition_list_item(
                "", *self.names(term), nodes.definition("", *self.says(term))
            )
        return [glossary("", entries, sorted=False)]

    def names(self, term: Term) -> list[nodes.term]:
        """Return the term, and its long form, each as a target of {term}."""
        names = [term.term, term.expand] if term.expand else [term.term]
        source = str(self.registers.terms.path)
        return [
            glossary_term(self.env, name, self.state.document, source=source, line=term.line)
            for name in names
        ]

    def says(self, term: Term) -> list[nodes.Node]:
        """Return the definition, the standing of the term, and why."""
        words = strings("terminology")
        status = nodes.paragraph()
        status += nodes.strong("", words[term.status])
        if term.alternatives:
            others = words["also" if term.status == "preferred" else "instead"]
            status += nodes.Text(f" {others} {', '.join(term.alternatives)}.")
        if term.where:
            places = ", ".join(words["places"].get(place, place) for place in sorted(term.where))
            status += nodes.Text(f" {words['may_stand']} {places}.")
        said: list[nodes.Node] = [nodes.paragraph("", "", *inline(term.definition or "")), status]
        why = nodes.paragraph("", "", *inline(term.why))
        if term.sources:
            why += [nodes.Text(" "), cite(self.env, self.state.document, term.sources, self.lineno)]
        if term.why or term.sources:
            said.append(why)
        return said
