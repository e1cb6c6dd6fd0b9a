"""The frame around each page: what assets/course.yml and _toc.yml say, and nothing that nobody asked for."""

from __future__ import annotations

import json
import re

import pytest

PAGE = "modules/terminology/index"


def words(element) -> str:
    """Return the words of an element on one line."""
    return " ".join(element.get_text(" ").split())


def test_settings_of_the_course_reach_the_page(micro):
    """Title, version, provider, contact and licence come from the settings, language and direction too."""
    micro.replace("assets/course.yml", "language: en-GB\ndirection: ltr", "language: ar\ndirection: rtl")

    page = micro.build().soup(PAGE)

    assert page.html["lang"] == "ar"
    assert page.html["dir"] == "rtl"
    assert page.title.string == "First page – Apples"
    foot = words(page.select_one(".cpd-footer"))
    for said in ("A course about apples", "1.2", "2026-01-02", "The orchard", "the gardener", "CC BY 4.0"):
        assert said in foot


def test_a_logo_of_the_provider(micro):
    """A logo is shown with the provider's name as its text alternative."""
    micro.replace("assets/course.yml", "logo: null", "logo: assets/figures/tree.svg")

    logo = micro.build().soup(PAGE).select_one(".cpd-brand img")

    assert logo["alt"] == "The orchard"
    assert (micro.out / PAGE).parent.joinpath(logo["src"]).resolve().is_file()


def test_a_style_sheet_of_the_provider(micro):
    """assets/styles/course.css comes after all others."""
    micro.write("assets/styles/course.css", ":root { --cpd-accent: #123456; }")

    sheets = [link["href"] for link in micro.build().soup(PAGE).select("link[rel=stylesheet]")]

    assert "course.css" in sheets[-1]


def test_contents(micro):
    """The contents have each part with its pages; the page at hand is marked, its part open."""
    page = micro.build().soup(PAGE)

    parts = page.select("#cpd-contents details")
    assert [words(part.summary) for part in parts] == ["Module 1: Apples", "Reference"]
    assert [part.has_attr("open") for part in parts] == [True, False]
    assert [words(link) for link in page.select("#cpd-contents [aria-current=page]")] == ["First page"]
    assert words(page.select_one(".cpd-where")).startswith("Module 1: Apples 1 of 2")


def test_pages_that_go_further_are_counted_apart(micro):
    """The core counts as a whole without them, they count among themselves, and the way shows which they are."""
    micro.write("modules/terminology/second.md", "---\nfurther: true\n---\n\n# Second page\n\nMore.\n")
    micro.build()
    core, further = micro.soup(PAGE), micro.soup("modules/terminology/second")

    assert core.select_one(".cpd-where-place").string == "1 of 1"
    assert further.select_one(".cpd-where-place").string == "further page 1 of 1"
    assert core.select_one(".cpd-where-done").string == "1 of 1 sections done"
    assert [piece["class"] for piece in further.select(".cpd-way > i")] == [[], ["cpd-more", "cpd-here"]]


def test_contents_of_the_other_parts_stand_in_one_file(micro):
    """The start page has every part whole; another page has its own, of the rest the first page, and a shared file."""
    micro.build()

    def of_each_part(name: str) -> list[int]:
        return [len(part.select("a")) for part in micro.soup(name).select("#cpd-contents details")]

    assert of_each_part("index") == [2, 5]
    assert of_each_part(PAGE) == [2, 1]
    assert of_each_part("reference/glossary") == [1, 5]
    shared = (micro.out / "_static" / "cpd-contents.js").read_text(encoding="utf-8")
    names = ["index", "second"]
    pages = json.loads(shared.removeprefix("self.cpdContents = ").removesuffix(";\n"))
    assert [page[0] for page in pages[0]] == [f"modules/terminology/{name}" for name in names]
    assert [len(part) for part in pages] == [2, 5]


def test_previous_and_next(micro):
    """The pages of the course follow one another."""
    page = micro.build().soup(PAGE)

    assert page.select_one("a[rel=next]")["href"] == "second.html"
    assert page.select_one("a[rel=prev]")["href"] == "../../index.html"


def test_headings_of_a_page(micro):
    """A page with several sections lists them, "Figures on this page" among them."""
    micro.page("## One\n\n{fact}`apples_2018`\n\n## Two\n\nText.")

    page = micro.build().soup(PAGE)

    links = page.select(".cpd-headings a")
    assert [words(link) for link in links] == ["One", "Two", "Figures on this page"]
    assert all(page.find(id=link["href"][1:]) for link in links)


def test_no_id_stands_twice(micro):
    """Every HTML id of a page is unique."""
    micro.page(
        "{fact}`apples_2018` {fact}`apples_2018` {cite:p}`newton`\n\n```{practice}\n```\n\n```{outcomes}\n```"
    )
    micro.build()

    for path in micro.out.rglob("*.html"):
        ids = re.findall(r'\sid="([^"]*)"', path.read_text())
        assert len(ids) == len(set(ids)), path.name


def test_every_link_within_the_book_leads_somewhere(micro):
    """No address and no anchor is dead, whatever page it stands on."""
    micro.page("{fact}`apples_2018` {term}`apple`\n\n```{practice}\n```")
    micro.build()
    soups = {
        path: micro.soup(path.relative_to(micro.out).with_suffix("").as_posix())
        for path in micro.out.rglob("*.html")
    }

    for path, soup in soups.items():
        for link in soup.select("a[href]"):
            address, _, anchor = link["href"].partition("#")
            if "://" in address or address.startswith("tel:"):
                continue
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path}: {address}"
            assert not anchor or soups[target].find(id=anchor), f"{path}: {link['href']}"


def test_nothing_is_loaded_from_elsewhere(micro):
    """Scripts, styles, icons and images are files of the book."""
    micro.build()

    for path in micro.out.rglob("*.html"):
        for name, attribute in (("script", "src"), ("link", "href"), ("img", "src")):
            for element in micro.soup(path.relative_to(micro.out).with_suffix("").as_posix()).find_all(name):
                address = element.get(attribute, "").partition("?")[0]
                assert not address or (path.parent / address).resolve().is_file(), f"{path.name}: {address}"


def test_nothing_unused_is_shipped(micro):
    """Style sheets and pictures of Sphinx and MyST-NB that no page uses are not in the book."""
    names = {path.name for path in (micro.build().out / "_static").iterdir()}

    assert not [
        name for name in names if name.startswith(("basic", "mystnb", "pygments")) or name.endswith(".png")
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("assets/course.yml", "pass: {share: 0.7}", "pass: {share: 7}", "assets/course.yml:9: shape"),
        ("assets/evidence.yml", "status: source", "status: sure", "assets/evidence.yml:9: shape"),
        ("assets/terminology.yml", "status: preferred", "status: liked", "assets/terminology.yml:3: shape"),
        ("quizzes/banks/apples.yml", "kind: single", "kind: double", "quizzes/banks/apples.yml:4: shape"),
    ],
)
def test_a_broken_register_stops_the_build_at_its_line(micro, name, old, new, place):
    """A mistake in a register is told once, with file and line, before any page is read."""
    micro.replace(name, old, new)

    micro.build()

    assert f"{micro.root}/{place}" in str(micro.code)


def test_a_missing_register_stops_the_build(micro):
    """A register that is not there is told by its name."""
    (micro.root / "assets/evidence.yml").unlink()

    micro.build()

    assert "assets/evidence.yml" in str(micro.code)
    assert "file-missing" in str(micro.code)
