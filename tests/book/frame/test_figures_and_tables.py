"""Drawings, charts and tables."""

from __future__ import annotations

from book.looking import words


def test_chart(micro):
    """Bars as a table: label, bar to scale, figure with source and caveat."""
    micro.page("```{chart} apples_2018 apples_2020\n:title: Falling\n:alt: Fewer fell.\nA *caption*.\n```")

    figure = micro.build().main().figure

    assert micro.warnings == []
    assert figure["aria-label"] == "Fewer fell."
    assert [row.th.string for row in figure.select("tbody tr")] == ["2018", "2020"]
    assert [bar["width"] for bar in figure.select("rect")] == ["100", "50"]
    assert [link.string for link in figure.select("a.cpd-figure")] == ["1,200 apples", "six hundred apples"]
    assert figure.caption.string == "Falling"
    assert words(figure.figcaption) == "A caption ."


def test_chart_with_labels(micro):
    """An author may label the bars."""
    micro.page("```{chart} apples_2018 apples_2020\n:alt: Fewer.\n:labels: before | after\n```")

    assert [row.th.string for row in micro.build().main().select("tbody tr")] == ["before", "after"]


def test_drawing(micro):
    """The drawing stands in the page, with its text alternative in the place of its own title, and ids of its own."""
    micro.page("```{drawing} assets/figures/tree.svg\n:alt: A tree with one apple.\nThe tree.\n```")

    figure = micro.build().main().figure

    assert micro.warnings == []
    assert figure.svg["role"] == "img"
    assert figure.svg["aria-label"] == "A tree with one apple."
    assert not figure.svg.find("title")
    assert figure.svg.find(id="tree-tip")
    assert figure.find("path", attrs={"marker-end": "url(#tree-tip)"})
    assert words(figure.figcaption) == "The tree."


#: What a drawing may not hold.
FOREIGN = [
    "<script>1</script>",
    '<rect onclick="1"/>',
    '<image href="https://apples.example/a.png"/>',
    '<use href="https://apples.example/a.svg#b"/>',
    "<foreignObject/>",
    "<style>@import url(https://apples.example/a.css)</style>",
    '<rect fill="url(https://apples.example/a.svg#b)"/>',
]


def test_a_drawing_brings_nothing_foreign(micro):
    """A drawing with a script, or with a request to another place, is refused."""
    drawing = "```{drawing} assets/figures/%s.svg\n:alt: Bad.\n```"
    micro.add({f"bad-{number}": drawing % number for number in range(len(FOREIGN))})
    for number, inside in enumerate(FOREIGN):
        svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
        micro.write(f"assets/figures/{number}.svg", svg)

    micro.build()

    for number, inside in enumerate(FOREIGN):
        name = f"modules/terminology/bad-{number}"
        (warning,) = [line for line in micro.warnings if line.startswith(f"{name}.md")]
        assert "[cpd.bad-drawing]" in warning, inside
        assert "apples.example" not in str(micro.main(name))


def test_cells_say_their_column(micro):
    """For a narrow screen, each cell has the name of its column."""
    micro.page("| Term | Limit |\n| --- | --- |\n| Apple | *Round* |\n| Pear | |")

    rows = micro.build().main().select("tbody tr")

    assert [[words(cell) for cell in row.select("td")] for row in rows] == [
        ["Term: Apple", "Limit: Round"],
        ["Term: Pear", ""],
    ]


def test_the_corner_above_row_headings_is_no_heading(micro):
    """A column without a name gets a plain cell: a heading without a word says nothing."""
    micro.page("| | Limit |\n| --- | --- |\n| Apple | Round |")

    head = micro.build().main().select("thead tr > *")

    assert [cell.name for cell in head] == ["td", "th"]
