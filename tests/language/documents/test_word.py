"""Word files: paragraphs, tables, notes and headers, and what a hostile one is told."""

import io
import zipfile

import pytest

from prevention_cpd.language import Unreadable, read_bytes


def told(document):
    """Return the place and text of each paragraph."""
    texts = [text for text in document.text.split("\n\n") if text]
    return [(str(document.place(document.text.index(text))), text) for text in texts]


def paragraph(text, properties="", run=""):
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("strict", [False, True])
def test_every_story_is_read(docx, strict):
    """Body, tables, text boxes, headers, footers and notes come with their places."""
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('in a box')}</w:txbxContent></w:pict></w:r>"
    body = (
        paragraph("one")
        + "<w:p/>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('two')}</w:tc><w:tc>{paragraph('three')}</w:tc></w:tr></w:tbl>"
        + f"<w:p>{box}<w:r><w:t>around</w:t></w:r></w:p>"
    )
    notes = (
        f'<w:footnote w:type="separator">{paragraph("line")}</w:footnote>'
        f"<w:footnote>{paragraph('first')}</w:footnote><w:footnote>{paragraph('second')}</w:footnote>"
    )
    data = docx(
        body, strict=strict, footnotes=notes, hdr1="", header1=paragraph("head"), header2=paragraph("head")
    )

    assert told(read_bytes(data, ".docx")) == [
        ("1", "one"), ("2", "two"), ("3", "three"), ("4", "in a box"), ("5", "around"),
        ("header 1", "head"), ("footnote 1", "first"), ("footnote 2", "second"),
    ]  # fmt: skip


def test_runs_are_one_text(docx):
    """Words that Word parts into runs are whole; deleted words, fields and fallbacks are gone."""
    body = (
        "<w:p><w:r><w:t>child por</w:t></w:r><w:r><w:t>nography</w:t><w:tab/><w:noBreakHyphen/></w:r>"
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
        '<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>twice</w:t></w:r></mc:Fallback>'
        "<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins></w:p>"
    )

    assert told(read_bytes(docx(body), ".docx")) == [("1", "child pornography\t-inserted")]


def test_quotations_and_titles_are_marked(docx):
    """A paragraph in a style for quotations, and italics that look like a title, are told."""
    styles = '<w:style w:styleId="Zitat"><w:name w:val="Intense Quote"/></w:style>'
    italic = '<w:r><w:rPr><w:i/></w:rPr><w:t>A Title of Words</w:t></w:r><w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t>, no</w:t></w:r>'
    body = (
        paragraph("quoted", '<w:pStyle w:val="Zitat"/>')
        + f"<w:p><w:r><w:t>In </w:t></w:r>{italic}</w:p>"
        + paragraph("All Of This Paragraph", run="<w:i/>")
    )
    document = read_bytes(docx(body, styles=styles), ".docx")

    assert [document.text[start:end] for start, end in document.marked.quotations] == ["quoted"]
    assert [document.text[start:end] for start, end in document.marked.titles] == ["A Title of Words"]


@pytest.mark.parametrize(
    "name",
    ["Quotations", "Block Text", "Block Quotation", "Zitat", "Citat", "Quote Char", "Extract"],
)
def test_any_style_that_quotes_is_known_and_so_are_its_heirs(docx, name):
    """Word processors name their quotations differently, and authors base styles of their own on them."""
    styles = (
        f'<w:style w:styleId="q"><w:name w:val="{name}"/></w:style>'
        '<w:style w:styleId="own"><w:name w:val="Ours"/><w:basedOn w:val="q"/></w:style>'
        '<w:style w:styleId="ring"><w:name w:val="Ring"/><w:basedOn w:val="ring"/></w:style>'
    )
    body = "".join(paragraph(style, f'<w:pStyle w:val="{style}"/>') for style in ("q", "own", "ring"))
    body += (
        '<w:p><w:r><w:t>so </w:t></w:r><w:r><w:rPr><w:rStyle w:val="q"/></w:rPr><w:t>inline</w:t></w:r></w:p>'
    )
    document = read_bytes(docx(body, styles=styles), ".docx")

    assert [document.text[slice(*span)] for span in document.marked.quotations] == ["q", "own", "inline"]


def test_titles_in_a_style_of_letters_are_known(docx):
    """Italics may come from a style of letters, and from one that it is based on."""
    styles = (
        '<w:style w:styleId="slant"><w:name w:val="Slanted"/><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:styleId="heir"><w:name w:val="Heir"/><w:basedOn w:val="slant"/></w:style>'
        '<w:style w:styleId="upright"><w:name w:val="Up"/><w:basedOn w:val="slant"/><w:rPr><w:i w:val="0"/></w:rPr></w:style>'
    )
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">; in </w:t></w:r><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>Title {style} of Words</w:t></w:r>'
        for style in ("slant", "heir", "upright", "none")
    )
    document = read_bytes(docx(f"<w:p>{runs}</w:p>", styles=styles), ".docx")

    assert [document.text[slice(*span)] for span in document.marked.titles] == [
        "Title slant of Words",
        "Title heir of Words",
    ]


def test_comments_drawings_and_charts_are_read(docx):
    """What stands beside the text is read with its place; pictures and what is embedded are named."""
    drawn = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    charted = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    data = docx(
        paragraph("body")
        + '<w:p><w:r><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" descr="said of it"/></w:r></w:p>',
        comments=f"<w:comment>{paragraph('remark')}</w:comment>",
        **{
            "diagrams/data1": f'<?xml version="1.0"?><d {drawn}><a:p><a:r><a:t>drawn</a:t></a:r></a:p></d>',
            "charts/chart1": f'<?xml version="1.0"?><d {drawn} {charted}><a:p><a:r><a:t>title</a:t></a:r></a:p><c:v>label</c:v></d>',
            "embeddings/sheet1": '<?xml version="1.0"?><x/>',
        },
    )
    document = read_bytes(data, ".docx")

    assert [(place, text.strip()) for place, text in told(document)] == [
        ("1", "body"), ("2", "said of it"), ("comment 1", "remark"), ("drawing 1", "drawn"), ("chart 1", "title"), ("chart 2", "label"),
    ]  # fmt: skip
    assert document.unread == ("the embedded file “embeddings/sheet1.xml” was not read",)


def test_an_archive_that_unfolds_without_end_is_refused(docx):
    """A small file that would fill the memory is told before it does."""
    bomb = docx(paragraph("a" * (70 * 1024 * 1024)))

    assert len(bomb) < 1_000_000
    with pytest.raises(Unreadable, match="unfolds"):
        read_bytes(bomb, ".docx")


@pytest.mark.parametrize(
    "xml",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
        '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    ],
)
def test_entities_are_refused(docx, xml):
    """A document type declaration, which no word processor writes, ends the reading."""
    with pytest.raises(Unreadable, match="entities"):
        read_bytes(docx("", document=xml), ".docx")


def _archive(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "tells"),
    [
        (_archive(**{"xl/workbook.xml": ""}), "not one of Word's"),
        (_archive(mimetype="application/epub+zip"), "not one of Word's"),
        (_archive(**{"a.txt": ""}), "archive"),
        (_archive(**{"word/document.xml": "<a><b>"}), "damaged"),
        (_archive(**{"word/document.xml": "no xml"}), "damaged"),
        (_archive(**{"word/document.xml": "<a>" * 100_000}), "damaged"),
        (_archive(**{"word/document.xml": "<a/>"})[:60], "damaged"),
    ],
    # An archive holds the time it was made, and no two workers make it at the same time.
    ids=["spreadsheet", "book", "other", "open tag", "no xml", "deep", "cut off"],
)
def test_what_is_no_word_file_is_told(data, tells):
    """Other archives, broken XML and cut files are told apart."""
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, ".docx")

    assert tells in caught.value.what


def test_a_locked_part_is_told(docx):
    """A part that the archive marks as encrypted is a damaged file, not a traceback."""
    data = bytearray(docx(paragraph("a")))
    for place in range(len(data)):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1
        elif data[place : place + 4] == b"PK\x03\x04":
            data[place + 6] |= 1

    with pytest.raises(Unreadable, match="damaged"):
        read_bytes(bytes(data), ".docx")
