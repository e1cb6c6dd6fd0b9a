"""Word files and PDFs, put together by hand, so that a test says what is in them."""

import io
import zipfile
import zlib

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def docx():
    """Return a function that makes a Word file of the inner XML of its body, and of other parts."""

    def make(body, *, strict=False, **parts):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            for name, xml in {"document": f"<w:body>{body}</w:body>", **parts}.items():
                root = {"footnotes": "footnotes", "styles": "styles"}.get(name, name.rstrip("0123456789"))
                text = xml if xml.startswith("<?xml") else f"<w:{root} {W}>{xml}</w:{root}>"
                if strict:
                    text = text.replace(
                        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                        "http://purl.oclc.org/ooxml/wordprocessingml/main",
                    )
                archive.writestr(f"word/{name}.xml", text)
        return held.getvalue()

    return make


def _pdf(objects):
    """Return a PDF of numbered objects; the first is the catalogue."""
    held = io.BytesIO()
    held.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(held.tell())
        held.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        held.write(b"%010d 00000 n \n" % place)
    held.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return held.getvalue()


def _stream(content, entries=b""):
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)


@pytest.fixture
def pdf():
    """Return a function that makes a PDF of pages, each a list of lines; `objects` and `stream` make odd ones."""

    def make(*pages):
        first = 4
        kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for at, lines in enumerate(pages):
            shown = b"".join(
                b"("
                + line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
                + b") Tj T* "
                for line in lines
            )
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F 3 0 R >> >> >>" % (first + 2 * at + 1)
            )
            objects.append(_stream(b"BT /F 12 Tf 14 TL 50 800 Td " + shown + b"ET"))
        return _pdf(objects)

    make.objects, make.stream = _pdf, _stream
    return make
