"""The search of the book: what each section says, written into one script that the search page reads.

It takes the place of Sphinx's own search, which leaves out numbers and figures, knows no synonyms, and
keeps what was searched for in the reader's browser.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ExtensionError

from prevention_cpd.book import registers
from prevention_cpd.book.frame import contents
from prevention_cpd.book.frame.figures import FIGURES
from prevention_cpd.book.sources.registerpages import is_register
from prevention_cpd.book.upstream import citations
from prevention_cpd.core import yamlfile
from prevention_cpd.core.packing import index_script
from prevention_cpd.core.problems import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The script, in `_static`.
SCRIPT = "cpd-search-index.js"
#: What no reader sees, scripts and what stays hidden unless something fails; what can be chosen; help lines
#: that the page of help has; lists of other pages; answers, which a search should not give away; links to
#: figures elsewhere; the paragraph that names their pages.
_UNSEEN = re.compile(
    r'<div class="cpd-places cpd-help-again">.*?</div>'
    r"|<(script|style|select)\b.*?</\1>|<(p)\b[^>]*\shidden>.*?</\2>|<(nav)\b.*?</\3>"
    r"|<li><a [^>]*>[^<]*</a> <b>[^<]*</b></li>"
    r"|<details>.*?</details>|<p>[^<>]*(?:<a [^>]*>[^<]*</a>(?:, )?)+</p>",
    re.DOTALL,
)
#: The beginning of an entry that a link may lead to: its anchor and its heading.
_ENTRY = re.compile(r'<(?:div|li|details) id="([^"]*)"[^>]*><(?:h[1-6]|summary)>(.*?)</(?:h[1-6]|summary)>')
_TAGS = re.compile(r"<[^>]+>")


def _builder(app: Sphinx) -> None:
    """Switch Sphinx's own index off; it would be the slowest part of writing a page."""
    if app.builder.format == "html":
        app.builder.search = False  # type: ignore[attr-defined]  # of the HTML builders


def _record(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Keep what a page says as it is written; in files, because pages may be written by several processes."""
    if app.builder.format != "html":
        return
    place = _kept(app) / f"{docname.replace('/', '%2F')}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(list(_sections(doctree)), ensure_ascii=False), encoding="utf-8")


def _kept(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "cpd-search"


def _sections(doctree: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Yield heading, anchor and text of each section, without those below it, and of each entry of a list."""
    for section in doctree.findall(nodes.section):
        if FIGURES in section["ids"]:  # they stand in the register as well
            continue
        title = section.next_node(nodes.title)
        anchor = "" if section.parent is doctree else section["ids"][0]
        pieces = [(title.astext() if title else "", anchor, "")]
        for child in section.children:
            if not isinstance(child, nodes.section | nodes.title):
                _add(pieces, child)
        for heading, anchor, text in pieces:
            yield " ".join(heading.split()), anchor, " ".join(text.split())


def _add(pieces: list[tuple[str, str, str]], node: nodes.Node) -> None:
    """Add what a reader sees of a node to the last piece, that of activities too; an entry begins one."""
    for block in node.findall(nodes.TextElement):
        if isinstance(block.parent, nodes.TextElement):
            continue
        heading, anchor, text = pieces[-1]
        if isinstance(block, nodes.term) and block["ids"]:
            if block.parent.index(block):  # another name of the same
                pieces[-1] = (f"{heading}, {block.astext()}", anchor, text)
            else:
                pieces.append((block.astext(), block["ids"][0], ""))
        elif isinstance(block, nodes.raw):
            before, *entries = _ENTRY.split(_UNSEEN.sub("", block.astext()))
            pieces[-1] = (heading, anchor, f"{text} {_plain(before)}")
            for at in range(0, len(entries), 3):
                name, title, says = entries[at : at + 3]
                pieces.append((_plain(title), name, _plain(says)))
        else:
            pieces[-1] = (heading, anchor, f"{text} {''.join(map(_inline, block.findall()))}")


def _plain(markup: str) -> str:
    """Return what stands between the tags of HTML."""
    return html.unescape(_TAGS.sub(" ", markup))


def _inline(node: nodes.Node) -> str:
    """Return the text of a leaf; of raw HTML what stands between its tags."""
    if isinstance(node, nodes.raw):
        return _plain(_UNSEEN.sub("", node.astext()))
    hidden = isinstance(node.parent, nodes.raw | nodes.comment)
    return node.astext() if isinstance(node, nodes.Text) and not hidden else ""


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the page of the search."""
    if app.builder.format == "html":
        yield "search", {}, "search.html"


def _finish(app: Sphinx, error: Exception | None) -> None:
    """Write the script from what the pages said."""
    if error is not None or app.builder.format != "html" or app.env is None:
        return
    known, text = index(app)
    place = Path(app.outdir) / "_static" / SCRIPT
    script = index_script({**known, "labels": _labels(app.env, text)}, text)
    if not place.is_file() or place.read_text(encoding="utf-8") != script:
        place.write_text(script, encoding="utf-8")


def index(app: Sphinx) -> tuple[dict[str, Any], str]:
    """Return what the search page needs to know.

    Returns:
        `pages`: title, address and part of each page, and whether it lists figures or sources;
        `sections`: the number of its page, and anchor; `synonyms`: words that mean the same;
        `support`: what comes first for whom. Then a line for each section: heading, tabulator, text.
    """
    env: BuildEnvironment = app.env
    found = contents.parts(app.config, env)
    pages: list[list[Any]] = []
    sections: list[list[Any]] = []
    lines: list[str] = []
    sources = {docname for _, docname, _ in citations(env)}
    for docname in sorted(env.all_docs):
        place = _kept(app) / f"{docname.replace('/', '%2F')}.json"
        if docname not in env.titles or not place.is_file():
            continue
        part = next((part.title for part in found if docname in part.docnames), "")
        uri = app.builder.get_target_uri(docname)
        for heading, anchor, text in json.loads(place.read_text(encoding="utf-8")):
            sections.append([len(pages), anchor])
            lines.append(f"{heading}\t{text}")
        lists = is_register(env, docname) or docname in sources
        pages.append([env.titles[docname].astext(), uri, part, lists])
    known = _known(env)
    support = known.get("support") or {}
    if support.get("page") in env.all_docs:
        title = env.titles[support["page"]].astext()
        support = {**support, "title": title, "href": app.builder.get_target_uri(support["page"])}
    else:
        support = {}
    synonyms = [*known.get("synonyms", ()), *_terms(env)]
    return {"pages": pages, "sections": sections, "synonyms": synonyms, "support": support}, "\n".join(lines)


def _known(env: BuildEnvironment) -> dict[str, Any]:
    """Read the course's own list, where it has one.

    Raises:
        CourseError: with every problem of the file.
    """
    path = registers.of(env).tree.search
    return dict(yamlfile.read(path, "book/frame/search").data) if path.is_file() else {}


def _terms(env: BuildEnvironment) -> list[list[str]]:
    """Return each term with its long form and what may stand in its place, out of the terminology list."""
    groups = ([term.term, term.expand, *term.alternatives] for term in registers.of(env).terms.terms)
    # "a person who …" stands for wording of the writer's own, and so for no word to look for.
    named = ([name for name in group if name and "…" not in name] for group in groups)
    return [group for group in named if len(group) > 1]


def _labels(env: BuildEnvironment, text: str) -> list[str]:
    """Return the words of a text that are to be avoided: nobody is told that they meant one of them."""
    avoided = [term for term in registers.of(env).terms.terms if term.status == "avoid"]
    patterns = [re.compile(pattern, re.IGNORECASE) for term in avoided for pattern in term.patterns]
    words = dict.fromkeys(re.findall(r"\w+", text))
    return [word for word in words if any(pattern.fullmatch(word) for pattern in patterns)]


def _check(app: Sphinx) -> None:
    """Stop a build whose list is wrong before it starts."""
    try:
        _known(app.env)
    except CourseError as error:
        raise ExtensionError(f"The course cannot be built:\n{error}") from None


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("builder-inited", _builder)
    app.connect("builder-inited", _check)
    app.connect("doctree-resolved", _record, priority=900)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _finish, priority=950)
