"""The page "Who is who": complete without a script, linked to figures, sources and the pages that teach an entry."""

from __future__ import annotations

import pytest

PAGE = "reference/who-is-who"
ENTRIES = """
groups:
  key: orchards
  choose: Kind of orchard
  label: Orchard
  names: {early: early, middle: in the middle, late: late}
kinds: {service: Help and self-help, school: Schools, association: Working groups}
ladder: {heard: heard of, seen: seen, weighed: put on scales}
entries:
- id: growers
  name: Apple Growers
  short: AG
  kind: association
  orchards: [all]
  countries: [Ireland, United Kingdom]
  what: People who grow apples.
  strength: not-applicable
  sources: [newton]
  status: current
  checked: '2026-05-01'
- id: line
  name: Orchard Line
  kind: service
  orchards: [middle]
  countries: [Ireland]
  what: A line for people who worry about apples.
  effect: It had {fact}`apples_2018`.
  strength: heard
  facts: [apples_2020]
  sources: [newton]
  status: unconfirmed
  checked: '2026-05-01'
"""


def text(element) -> str:
    """Return the words of an element on one line."""
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def who(micro):
    """Return the small book with the page, not built yet."""
    micro.write("assets/initiatives.yml", ENTRIES)
    micro.write(f"{PAGE}.md", "# Who is who\n\nText.\n\n```{who-is-who}\n```\n")
    micro.replace(
        "_toc.yml",
        "      - file: reference/glossary\n",
        f"      - file: reference/glossary\n      - file: {PAGE}\n",
    )
    return micro


def test_entries_stand_by_kind(who):
    """Each kind that has entries is a section; each entry says group, country, state and evidence in words."""
    main = who.build().main(PAGE)

    assert who.warnings == []
    assert [text(title) for title in main.select("section section > h2")] == [
        "Help and self-help",
        "Working groups",
    ]
    line, growers = main.select(".cpd-who-list > li")
    assert (line["data-groups"], growers["data-groups"]) == ("middle", "early|middle|late")
    assert growers["data-countries"] == "Ireland|United Kingdom"
    assert text(line.select_one(".cpd-who-line")).startswith("Orchard: in the middle. Country: Ireland.")
    assert text(growers.select_one(".cpd-who-line")).startswith("Orchard: all. ")
    assert "■□□ heard of (rung 1 of 3)" in text(line)
    assert "does not apply" in text(growers)


def test_an_entry_leads_to_figures_sources_and_pages(who):
    """A figure leads to the register, a source to its entry, and a page that names the entry to that section."""
    who.page("Text.\n\n## Who helps\n\nCall the Orchard Line, says the AG.")
    main = who.build().main(PAGE)

    line = main.select_one("#who-line")
    addresses = [link["href"] for link in line.select("a")]
    assert addresses[0].startswith("evidence-register.html#fact-")
    assert any(address.startswith("references.html#") for address in addresses)
    assert "../modules/terminology/index.html#who-helps" in addresses
    for address in addresses:
        page, _, anchor = address.partition("#")
        assert who.soup(f"reference/{page}".removesuffix(".html")).find(id=anchor)


def test_where_no_page_names_an_entry(who):
    """The page says so, rather than nothing."""
    assert "Taught in: no module" in text(who.build().main(PAGE).select_one("#who-growers"))


def test_a_page_that_names_an_entry_later(who):
    """The list follows when another page is changed."""
    who.build()
    who.page("Ask the Apple Growers.")

    assert "First page" in text(who.build().main(PAGE).select_one("#who-growers"))


def test_the_filter_is_native_and_only_here(who):
    """Labelled controls with a status, hidden without a script; other pages carry none of it."""
    form = who.build().main(PAGE).select_one("form.cpd-needs-script")

    assert [text(label.find(string=True)) for label in form.select("label")] == [
        "Kind of orchard",
        "Kind",
        "Country",
        "Words in the entry",
    ]
    assert form.select_one("fieldset > legend")
    assert form.select_one("button[type=reset]").string == "Show all"
    assert form.select_one("[role=status]")["data-template"] == "{n} of 2 entries shown."
    assert [option["value"] for option in form.select("select[name=countries] option")] == [
        "",
        "Ireland",
        "United Kingdom",
    ]
    scripts = {
        name: [script["src"] for script in who.soup(name).select("script[src]")]
        for name in (PAGE, "reference/help")
    }
    assert any("cpd-who.js" in source for source in scripts[PAGE])
    assert not any("cpd-who.js" in source for source in scripts["reference/help"])


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("facts: [", "facts: [nothing, ", "no fact 'nothing'"),
        ("sources: [", "sources: [nobody, ", "'nobody'"),
    ],
)
def test_what_an_entry_names_in_vain(who, old, new, warning):
    """An unknown fact or source is told with the line of the entry."""
    path = who.root / "assets" / "initiatives.yml"
    before, _, after = path.read_text(encoding="utf-8").rpartition(old)
    path.write_text(f"{before}{new}{after}", encoding="utf-8")

    who.build()

    assert len(who.warnings) == 1
    assert who.warnings[0].startswith("assets/initiatives.yml:21: WARNING: ")
    assert warning in who.warnings[0]
