"""The directive {help-lines}: services that a reader can turn to, by jurisdiction."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from prevention_cpd.book.deferred import html
from prevention_cpd.book.directives.base import inline
from prevention_cpd.book.directives.jurisdiction import HELP, JurisdictionDirective
from prevention_cpd.book.strings import strings

if TYPE_CHECKING:
    from prevention_cpd.core.settings import HelpLine


class HelpLines(JurisdictionDirective):
    """Prints the services of assets/jurisdictions.yml; without that file, those of assets/course.yml."""

    def run(self) -> list[nodes.Node]:
        """Return a list for each jurisdiction."""
        settings = self.registers.settings
        self.env.note_dependency(str(settings.file.path))
        # On their own page they lie open; elsewhere each country folds away.
        is_open = self.env.docname == settings.help_page
        if self.registers.jurisdictions:
            return self.sheets([HELP], opened=is_open, folded=not is_open)
        opened = " open" if is_open else ""
        found: list[nodes.Node] = []
        for jurisdiction, lines in groupby(settings.help_lines, key=lambda line: line.jurisdiction):
            found.append(html(f'<details class="cpd-fold"{opened}><summary>{escape(jurisdiction)}</summary>'))
            items = nodes.bullet_list(classes=["cpd-help-lines"])
            items += [_item(line) for line in lines]
            found += [items, html("</details>")]
        return found


def _item(line: HelpLine) -> nodes.list_item:
    words = strings("help_lines")
    item = nodes.list_item()
    item += nodes.paragraph("", "", nodes.strong("", line.name), nodes.Text(". "), *inline(line.audience))
    reach = nodes.paragraph()
    if line.phone:
        number = re.sub(r"[^0-9+]", "", line.phone)
        reach += [
            nodes.Text(f"{words['phone']} "),
            nodes.reference("", line.phone, refuri=f"tel:{number}"),
            nodes.Text(" "),
        ]
    if line.web:
        shown = re.sub(r"^https?://(www\.)?|/$", "", line.web)
        reach += [
            nodes.Text(f"{words['web']} "),
            nodes.reference("", shown, refuri=line.web),
            nodes.Text(" "),
        ]
    reach += nodes.inline("", words["checked"].format(date=line.checked), classes=["cpd-muted"])
    item += reach
    if not line.confirmed:
        item += nodes.paragraph("", words["unconfirmed"], classes=["cpd-review"])
    return item
