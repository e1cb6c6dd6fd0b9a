"""PDF: page and line, words put together again, and what a hostile one is told."""

import contextlib
import io
import time

import pypdf
import pytest

from prevention_cpd.language import Unreadable, read_bytes
from prevention_cpd.language.documents import pdfprocess
from prevention_cpd.language.normalise import readings


def test_places_are_page_and_line(pdf):
    """A word knows its page and its line in it."""
    document = read_bytes(pdf(["one", "two"], ["three", "four"]), ".pdf")

    assert [str(document.place(document.text.index(word))) for word in ("one", "two", "three", "four")] == [
        "1:1", "1:2", "2:1", "2:2",
    ]  # fmt: skip


def test_broken_words_are_whole(pdf):
    """A word broken at the end of a line is one again; a hyphen that belongs to the word stays."""
    document = read_bytes(pdf(["child porno-", "graphy and self-", "generated", "A-", "B"]), ".pdf")

    words = "".join(read.text for read in readings(document.text))
    assert "child pornography and selfgenerated" in words
    assert "self-generated" in words
    assert str(document.place(document.text.index("generated"))) == "1:3"


def test_a_locked_file_is_told(pdf):
    """A password is asked for in words; without one for reading, the file is read."""
    for password, readable in (("secret", False), ("", True)):
        writer, held = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["one"]))), io.BytesIO()
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        writer.write(held)
        if readable:
            assert read_bytes(held.getvalue()).text == "one\n"
        else:
            with pytest.raises(Unreadable, match="encrypted"):
                read_bytes(held.getvalue())


def test_a_scan_is_told(pdf):
    """A PDF without text is no clean text: the note says that it may be a scan."""
    document = read_bytes(pdf([]), ".pdf")

    assert document.unread == ("page 1 holds no text, or a picture and hardly any: it may be a scan",)


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_a_file_that_anybody_may_read_is_read(pdf, algorithm):
    """What is protected against changes only, with an empty password, is read."""
    pytest.importorskip("cryptography")
    writer, held = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["one"]))), io.BytesIO()
    writer.encrypt("", owner_password="owner", algorithm=algorithm)
    writer.write(held)

    assert read_bytes(held.getvalue()).text == "one\n"


def test_soft_hyphens_that_are_drawn_as_blanks_are_gone(pdf):
    """Browsers print a soft hyphen as a blank with a note of what it is."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    drawn = pdf.stream(b"BT /F 12 Tf (so) Tj /Span << /ActualText <FEFF00AD> >> BDC ( ) Tj EMC (ft) Tj ET")
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    data = pdf.objects([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, drawn, font])

    assert read_bytes(data).text.split() == ["soft"]


def test_comments_forms_and_attachments_are_not_passed_over(pdf):
    """What a comment says and a field holds is read; attachments are named."""
    writer, held = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["one"], []))), io.BytesIO()
    text = pypdf.generic.TextStringObject
    note = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/Contents"): text("remark")})
    filled = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/V"): text("filled in")})
    writer.pages[0][pypdf.generic.NameObject("/Annots")] = pypdf.generic.ArrayObject([note, filled])
    writer.add_attachment("notes.txt", b"secret")
    writer.write(held)
    document = read_bytes(held.getvalue())

    assert [str(document.place(document.text.index(word))) for word in ("one", "remark", "filled")] == [
        "1:1", "1:comment 1", "1:comment 2",
    ]  # fmt: skip
    assert document.unread == (
        "page 2 holds no text, or a picture and hardly any: it may be a scan",
        "the attachment “notes.txt” was not read",
    )


def test_a_broken_page_is_told_and_the_others_are_read(pdf):
    """One page that cannot be read leaves a note, all of them a problem."""
    good = pdf.stream(b"BT /F 12 Tf (one) Tj ET")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents %d 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    broken = b"<< /Length 9 /Filter /NoSuchFilter >>\nstream\nnine byte\nendstream"

    def made(*kids):
        pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        return pdf.objects(
            [b"<< /Type /Catalog /Pages 2 0 R >>", pages, page % 6, page % 7, font, good, broken]
        )

    document = read_bytes(made(b"3 0 R", b"4 0 R"), ".pdf")

    assert document.text.split() == ["one"]
    assert document.unread == ("page 2 could not be read",)
    with pytest.raises(Unreadable, match="no page"):
        read_bytes(made(b"4 0 R"), ".pdf")


@pytest.mark.parametrize("kind", ["ring of pages", "drawing that draws itself", "nested drawings", "bomb"])
def test_a_hostile_file_ends(pdf, kind):
    """A PDF made to run for ever or to fill the memory ends in time, as a text or as a problem."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X %d 0 R >> >> >>"
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    if kind == "ring of pages":
        objects = [catalogue, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]
    elif kind == "drawing that draws itself":
        objects = [catalogue, pages, page % 5, pdf.stream(b"/X Do"), pdf.stream(b"/X Do /X Do", form % 5)]
    elif kind == "nested drawings":
        objects = [catalogue, pages, page % 5, pdf.stream(b"/X Do")]
        objects += [pdf.stream(b"/X Do /X Do", form % (6 + at)) for at in range(40)]
    else:
        objects = [catalogue, pages, page % 5, pdf.stream(b"BT (a) Tj ET " * 20_000_000)]

    begun = time.monotonic()
    with contextlib.suppress(Unreadable):
        pdfprocess.read(pdf.objects(objects), seconds=10)

    assert time.monotonic() - begun < 20
