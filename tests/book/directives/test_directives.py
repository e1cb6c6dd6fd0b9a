"""The directives of the course: what each prints, and what each says about a mistake."""

from __future__ import annotations

import pytest
from book.conftest import small_book
from book.looking import PAGE, only, words


def test_outcomes_of_the_module(micro):
    """Without an argument, all outcomes of the page's module."""
    micro.page("```{outcomes}\n```")

    box = micro.build().main().select_one(".cpd-outcomes")

    assert [words(item) for item in box.select("li")] == [
        "T1 Tell an apple from a pear.",
        "T2 Say why apples fall.",
    ]
    assert not box.find(["h1", "h2", "h3"])
    assert micro.warnings == []


def test_outcomes_by_name(micro):
    """With arguments, those outcomes and no others."""
    micro.page("```{outcomes} T2\n```")

    assert [words(item) for item in micro.build().main().select(".cpd-outcomes li")] == [
        "T2 Say why apples fall."
    ]


def test_unknown_outcome(micro):
    """An outcome that the course lacks is told with file and line."""
    micro.page("```{outcomes} T9\n```")

    assert only(micro).startswith(f"{PAGE}:3: WARNING: no outcome 'T9'")


def test_outcomes_outside_of_a_module(micro):
    """A page of no module has to name its outcomes."""
    micro.page("```{outcomes}\n```", "reference/help")

    assert "reference/help.md:3: WARNING: this page belongs to no module" in only(micro)


def test_content_note(micro):
    """The note is Markdown of the page, in a box with a title."""
    micro.page("```{content-note}\nIt has *pips* and {fact}`apples_2018`.\n```")

    box = micro.build().main().select_one(".cpd-content-note")

    assert words(box.p) == "Content note"
    assert not box.select("details"), "there is nothing to fold"
    assert box.em.string == "pips"
    assert box.select_one("a.cpd-figure")


def test_a_long_content_note_folds_after_its_first_paragraph(micro):
    """What the page deals with is in sight; what comes after it opens without a script."""
    micro.page("```{content-note}\nIt has pips.\n\nAnd a core.\n\nOr two.\n```")

    box = micro.build().main().select_one("#cpd-content-note")

    assert [words(part) for part in box.find_all("p", recursive=False)] == ["Content note", "It has pips."]
    fold = box.select_one("details.cpd-fold:not([open])")
    assert [words(part) for part in fold.select("p")] == ["And a core.", "Or two."]


def test_empty_content_note(micro):
    """A note without a word is a mistake."""
    micro.page("```{content-note}\n```")

    assert only(micro).startswith(f"{PAGE}:3: ERROR: ")


def test_practice_of_the_page(micro):
    """Without an argument, the practice questions of this section; a graded one never shows."""
    micro.page("```{practice}\n```")

    page = micro.build().main()

    assert micro.warnings == []
    assert "Which colour has an apple?" in words(page)
    assert "secret" not in str(page).lower()
    assert page.select_one("#figure-apples-2018"), "a figure in a question is a figure on the page"


def test_practice_refuses_a_graded_question(micro):
    """Naming a graded question fails, and nothing of it gets into the page."""
    micro.page("```{practice} apple-graded\n```")

    assert f"{PAGE}:3: WARNING: the question 'apple-graded' is graded" in only(micro)
    assert "secret" not in (micro.out / "modules/terminology/index.html").read_text().lower()


@pytest.mark.parametrize("argument", [" apple-shape", ""])
def test_practice_without_questions(micro, argument):
    """An unknown question, or a page that has none, is told."""
    micro.page(f"```{{practice}}{argument}\n```", "modules/terminology/second")

    assert "[cpd.unknown-question]" in only(micro)


def test_reflection(micro):
    """A prompt with a place to write."""
    micro.page("```{reflection} why-apples\nWhy *apples*?\n```")

    page = micro.build().main()

    assert page.select_one('[data-cpd-module="reflection"] em').string == "apples"


def test_reflections_share_no_id(micro):
    """Two reflections with one id would overwrite one another."""
    micro.page("```{reflection} why\nWhy?\n```\n\n```{reflection} why\nWhy not?\n```")

    assert f"{PAGE}:7: WARNING: the reflection 'why' stands also on" in only(micro)


#: What an author may get wrong, and the kind of warning.
MISTAKES = [
    ("```{chart} apples_2018\n:title: Falling\n```", "no-alt"),
    ("```{chart} apples_2081\n:alt: None.\n```", "unknown-fact"),
    ("```{chart} apple_word\n:alt: A word.\n```", "fact-not-a-number"),
    ("```{drawing} assets/figures/tree.svg\n```", "no-alt"),
    ("```{drawing} assets/figures/shrub.svg\n:alt: A shrub.\n```", "bad-drawing"),
    ("```{drawing} assets/course.yml\n:alt: No drawing.\n```", "bad-drawing"),
    ("```{evidence-register} pears\n```", "unknown-module"),
    ("![](apple.png)", "no-alt"),
    ("![An apple](https://apples.example/apple.png)", "foreign-request"),
    ('<iframe src="https://apples.example/"></iframe>', "foreign-request"),
    ("<script src=//apples.example/a.js></script>", "foreign-request"),
]


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory):
    """Return a small book in which each mistake has a page of its own, built once."""
    book = small_book(tmp_path_factory.mktemp("mistaken"))
    book.add({f"mistake-{number}": source for number, (source, _) in enumerate(MISTAKES)})
    (book.root / "modules/terminology/apple.png").write_bytes(b"\x89PNG\r\n")
    return book.build()


@pytest.mark.parametrize(
    "number", range(len(MISTAKES)), ids=[f"{n}-{code}" for n, (_, code) in enumerate(MISTAKES)]
)
def test_mistakes_are_told_with_file_and_line(mistaken, number):
    """Each mistake has one warning of its own kind at its place."""
    place = f"modules/terminology/mistake-{number}.md"

    (warning,) = [line for line in mistaken.warnings if line.startswith(place)]

    assert warning.startswith(f"{place}:3: WARNING: ")
    assert f"[cpd.{MISTAKES[number][1]}]" in warning
