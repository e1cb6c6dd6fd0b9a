"""What the links of a page lead to, for the small panel and for paper; and the signs of boxes and modules."""

from book.looking import PAGE, words


def test_terms_and_sources_of_a_page_stand_at_its_end(micro):
    """Each term and source that a page of a module links to is there once, with what is said of it; others are not."""
    micro.page("{term}`apple` and {term}`apple` again, {cite:p}`newton`.")

    notes = micro.build().main().select_one(".cpd-notes")

    assert micro.warnings == []
    names = [words(name) for name in notes.select("dt")]
    assert names[0] == "apple"
    assert len(names) == 2
    assert names[1].startswith("Newton (")
    link = micro.main().select_one("a[href*='glossary.html#']")
    assert notes.find(id=f"note-{link['href'].split('#')[1]}")


def test_a_page_without_links_and_a_list_of_reference_have_no_notes(micro):
    """Nothing is added where nothing is linked, nor to the lists themselves."""
    micro.page("Plain words.")
    micro.build()

    assert micro.main().select_one(".cpd-notes") is None
    assert micro.main("reference/glossary").select_one(".cpd-notes") is None


def test_each_kind_of_box_has_its_own_sign(micro):
    """An outcome, an example, good practice and a caution differ by class and by drawing, which no reader hears."""
    micro.page(
        "```{outcomes}\n```\n\n```{admonition} Invented example\nOne.\n```\n\n"
        "```{admonition} Good practice\n:class: tip\nTwo.\n```\n\n```{content-note}\nThree.\n```"
    )

    main = micro.build().main()

    signs = {}
    for kind in ("aim", "example", "practice", "care"):
        (box,) = main.select(f".cpd-box-{kind}")
        sign = box.select_one("svg.cpd-emblem")
        assert sign["aria-hidden"] == "true"
        signs[kind] = sign.path["d"]
    assert len(set(signs.values())) == len(signs)


def test_cards_have_what_the_settings_say_of_each_module(micro):
    """A card is one link, named by its module, to the first page; it tells its minutes and looks as if it can be pressed."""
    micro.write("index.md", "# Start\n\n```{modules}\n```\n")

    (card,) = micro.build().main("index").select(".cpd-card")

    assert card["data-cpd-part"] == "terminology"
    assert card.a["href"] == f"{PAGE.removesuffix('.md')}.html"
    assert [words(link) for link in card.select("a")] == ["Module 1: Apples"]
    assert words(card.select_one(".cpd-card-time")) == "about 25 min"
    assert words(card.select_one(".cpd-card-go[aria-hidden=true]")) == "Begin"
