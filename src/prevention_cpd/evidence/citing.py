"""Put the roles {fact} and {cite} of a question, an option or a caveat into words."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from prevention_cpd.core import markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from prevention_cpd.core.markup import Resolver
    from prevention_cpd.evidence.references import References
    from prevention_cpd.evidence.register import Register


def resolver(
    register: Register, references: References, link: Callable[[str, str], str | None] | None = None
) -> Resolver:
    """Return a resolver that prints figures with their source, sources by their label, and titles of pages.

    Args:
        register: the facts.
        references: the sources.
        link: gives for a role and its target the address to link to, or None for no link.
    """

    def linked(role: str, target: str, text: str) -> str:
        address = link(role, target) if link else None
        shown = html.escape(text)
        return f'<a href="{html.escape(address)}">{shown}</a>' if address else shown

    def resolve(role: str, content: str) -> str:
        target = markup.target(content)
        if role == "fact" and target in register:
            fact = register[target]
            words = fact.text if target == content.strip() else content.rpartition("<")[0].strip()
            source = fact.sources[0]
            label = references[source].label if source in references else source
            return f"{html.escape(words)} ({linked('fact', target, label)})"
        if role.startswith("cite"):
            labels = [
                linked(role, key, references[key].label if key in references else key)
                for key in (part.strip() for part in content.split(","))
            ]
            return f"({'; '.join(labels)})" if role == "cite:p" else " and ".join(labels)
        if role == "doc":
            title = content.rpartition("<")[0].strip() or target
            return linked(role, target, title) if link else f"“{html.escape(title)}”"
        return markup.plain(role, content)

    return resolve
