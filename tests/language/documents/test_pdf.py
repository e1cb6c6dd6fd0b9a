"""PDF: page and line, words put together again, and what a hostile one is told."""

import contextlib
import io
import time

import pypdf
import pytest

from prevention_cpd.language import Unreadable, read_bytes
from prevention_cpd.language.documents import pdfprocess


def test_places_are_page_and_line(pdf):
    """A word knows its page and its line in it."""
    document = read_bytes(pdf(["one", "two"], ["three", "four"]), ".pdf")

    assert [str(document.place(document.text.index(word))) for word in ("one", "two", "three", "four")] == [
        "1:1", "1:2", "2:1", "2:2",
    ]  # fmt: skip


def test_broken_words_are_whole(pdf):
    """A word broken at the end of a line is one again; a hyphen that belongs to the word stays."""
    document = read_bytes(pdf(["child porno-", "graphy and self-", "generated", "A-", "B"]), ".pdf")

    assert document.text.split("\n")[:3] == ["child pornography and self-generated", "A-", "B"]
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

    assert "scan" in document.notes[0]


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

    assert document.text == "one\n"
    assert document.notes == ("page 2 could not be read",)
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
