"""The start page of a module: how long it takes, the way into it, and its pages."""

import json

import pytest
from book.conftest import small_book
from book.looking import only, words

START = "modules/terminology/index"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a book whose module has two sittings, and then two pages that go further."""
    micro = small_book(tmp_path_factory.mktemp("start"))
    micro.page(
        "```{begin}\n```\n\n```{content-note}\nPips.\n\nBreaks.\n```\n\n## Pages\n\n```{module-pages}\n```"
    )
    micro.replace(
        "_toc.yml",
        "terminology/second\n",
        "terminology/second\n"
        + "".join(f"      - file: modules/terminology/{name}\n" for name in ("third", "old", "new"))
        + '  - caption: "Module 2"\n    chapters: [{file: modules/pears/index}]\n',
    )
    micro.write(
        "modules/terminology/second.md", "---\nlast_of_sitting: true\n---\n\n# Second page\n\nA pip.\n"
    )
    micro.write("modules/terminology/third.md", "# Third page\n\nA pip.\n")
    for name in ("old", "new"):
        text = f"---\nfurther: true\n---\n\n# Going further: {name} apples\n\nA pip.\n"
        micro.write(f"modules/terminology/{name}.md", text)
    micro.write("modules/pears/index.md", "# Pears\n\nA pip.\n")
    micro.build()
    assert micro.warnings == []
    return micro


def around(book, name):
    """Return where the card at the end of a page leads, by relation."""
    links = book.soup(f"modules/{name}").select(".cpd-neighbours a")
    return {(link.get("rel") or ["beside"])[0]: link["href"] for link in links}


def test_the_facts_stand_in_one_line(book):
    """The minutes, in how many sittings, and a link to the content note; the button leads to the next page."""
    page = book.main()

    assert (
        words(page.select_one(".cpd-facts"))
        == "About 25 minutes, in 2 sittings. Content note: what this module describes"
    )
    assert page.find(id=page.select_one(".cpd-facts a")["href"][1:])
    assert page.select_one(".cpd-start a")["href"] == "second.html"


def test_the_first_activity_is_the_beginning(micro):
    """A start page with an activity begins with it, below what stands before it."""
    micro.write(
        f"{START}.md",
        micro.cell("terminology/opener").replace("```{code", "```{begin}\n```\n\n## Try\n\n```{code", 1),
    )

    assert micro.build().main().select_one(".cpd-start a")["href"] == "#try"


@pytest.mark.parametrize("name", ["begin", "module-pages"])
def test_a_page_of_no_module_begins_nothing(micro, name):
    """Elsewhere the directive is a mistake, told with its line."""
    micro.page(f"```{{{name}}}\n```", "reference/help")

    assert "reference/help.md:3: WARNING: this page belongs to no module" in only(micro)


def test_the_notebook_keeps_the_facts_and_needs_no_button(book):
    """Outside the browser nothing folds and nothing leads on by a button; the core leads to the core there too."""

    def text(name):
        notebook = json.loads((book.out / f"notebooks/modules/{name}.ipynb").read_text(encoding="utf-8"))
        return "\n".join(cell["source"] for cell in notebook["cells"])

    assert "**About 25 minutes, in 2 sittings.**" in text("terminology/index")
    assert "> Pips.\n>\n> **What to expect, and what you can do instead**\n>\n> Breaks." in text(
        "terminology/index"
    )
    assert "Begin" not in text("terminology/index")
    assert "About 1 minutes" not in text("terminology/index")
    assert (
        "After this: [Pears](../pears/index.ipynb)  \nBeside the core: [Going further: old apples](old.ipynb)"
        in text("terminology/third")
    )


def test_pages_by_sittings(book):
    """The other pages stand by sittings, and apart from them those that go further, under short titles."""
    lists = book.main().select("nav.cpd-sittings > div")

    assert [[words(line) for line in (each.p, *each.select("a"))] for each in lists] == [
        ["Sitting 1", "Second page"],
        ["Sitting 2", "Third page"],
        ["Going further (2)", "Old apples", "New apples"],
    ]


def test_a_search_does_not_find_a_page_by_a_list_of_others(book):
    """The titles of other pages are no text of the start page."""
    kept = book.out.with_name("html.doctrees") / "cpd-search" / "modules%2Fterminology%2Findex.json"

    assert ["Pages", "pages", ""] in json.loads(kept.read_text(encoding="utf-8"))


def test_core_leads_to_core(book):
    """Nobody gets to a page that goes further by Next: it stands beside, and leads on to the next module."""
    assert around(book, "terminology/second") == {"prev": "index.html", "next": "third.html"}
    assert around(book, "terminology/third") == {
        "prev": "second.html",
        "beside": "old.html",
        "next": "../pears/index.html",
    }
    assert around(book, "terminology/old") == {"prev": "third.html", "next": "new.html"}
    assert around(book, "terminology/new") == {"prev": "old.html", "next": "../pears/index.html"}
    assert around(book, "pears/index")["prev"] == "../terminology/third.html"


def test_what_stands_beside_goes_by_its_own_title(micro):
    """Where pages go further in two places of a module, each link has the title of the page that it leads to."""
    micro.add(dict.fromkeys(("old", "third", "new"), "A pip."))
    for name in ("old", "new"):
        micro.write(
            f"modules/terminology/{name}.md",
            f"---\nfurther: true\n---\n\n# {name.title()} apples\n\nA pip.\n",
        )
    micro.build()

    def beside(name):
        link = micro.soup(f"modules/terminology/{name}").select_one(".cpd-neighbours a:not([rel])")
        return link["href"], words(link)

    assert beside("index") == ("old.html", "Going further (2) Old apples")
    assert beside("third") == ("new.html", "Going further (2) New apples")


def test_contents_group_what_goes_further(book):
    """Those pages fold into one group, which is open where one of them is read."""

    def group(name):
        return book.soup(name).select_one("#cpd-contents details details")

    assert words(group(START).summary) == "Going further (2)"
    assert [words(link) for link in group(START).select("a")] == ["Old apples", "New apples"]
    assert not group(START).has_attr("open")
    assert group("modules/terminology/new").has_attr("open")


def test_an_overview_of_the_modules_has_no_second_way_in(micro):
    """The cards lead to each module, so the first page needs no Next."""
    assert micro.build().soup("index").select(".cpd-neighbours")
    micro.write("index.md", "# A course about apples\n\n```{modules}\n```\n")

    assert not micro.build().soup("index").select(".cpd-neighbours")
