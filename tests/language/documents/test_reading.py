"""Any file: told apart by content, read or refused with a reason, never a traceback."""

import os
import time

import pytest

from prevention_cpd.language import MOST_BYTES, Unreadable, files_in, read, read_bytes


@pytest.mark.parametrize(
    ("data", "suffix", "tells"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx", "password"),
        (b"{\\rtf1 text}", ".txt", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, ".txt", "not text"),
        (b"\xff\xfe\x00", ".txt", "UTF-16"),
        (b"", ".pdf", "empty"),
        (b"just text", ".docx", "Word file, but this is none"),
        (b"just text", ".pdf", "PDF, but this is none"),
        (b"PK\x03\x04" + b"\0" * 100, ".docx", "damaged"),
        (b"%PDF-1.7 and nothing", ".pdf", "damaged"),
        (b"a" * (32 * 1024 * 1024 + 1), ".txt", "larger"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_cannot_be_read_is_told(data, suffix, tells):
    """Each wrong kind of file has its own reason and a way on."""
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, suffix)

    assert tells in caught.value.what
    assert caught.value.fix


def test_content_counts_not_the_name(docx, pdf):
    """A Word file, a PDF and a page under a wrong name are read as what they are, with a note."""
    word = read_bytes(docx("<w:p><w:r><w:t>one</w:t></w:r></w:p>"), ".pdf")
    paper = read_bytes(pdf(["one"]), ".txt")
    page = read_bytes(b"<!DOCTYPE html><p>one<script>two</script>", ".txt")

    assert [found.text.strip() for found in (word, paper, page)] == ["one"] * 3
    assert "Word file" in word.notes[0]
    assert "PDF" in paper.notes[0]


def test_an_empty_text_is_a_text():
    """A file without a byte holds nothing to find."""
    assert read_bytes(b"", ".txt").text == ""
    assert read_bytes(b"", ".md").text == ""
    assert read_bytes(b"", ".html").text == ""


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("naïve".encode(), "naïve", ""),
        ("naïve".encode("utf-8-sig"), "naïve", ""),
        ("naïve".encode("utf-16"), "naïve", ""),
        ("naïve".encode("utf-32"), "naïve", ""),
        ("a naïve text".encode("utf-16-le"), "a naïve text", "UTF-16-LE"),
        ("a naïve text".encode("utf-16-be"), "a naïve text", "UTF-16-BE"),
        (b"\n\x93na\xefve\x94", "\n“naïve”", "line 2 is not UTF-8"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", ""),
        ("na\u00efve".encode() + b" na\xefve", "naïve naïve", "line 1 is not UTF-8"),
        ("“a” ".encode() + b"\x93b\x94 \x81", "“a” “b” \x81", "line 1 is not UTF-8"),
        (b"a\x0bb", "a\x0bb", ""),
    ],
)
def test_encodings_are_told_apart(data, text, note):
    """UTF-8, UTF-16 and UTF-32 are known by their marks, Windows-1252 is guessed and said."""
    document = read_bytes(data, ".txt")

    assert document.text == text
    assert note in " ".join(document.notes)
    assert bool(note) == bool(document.notes)


def test_a_page_says_its_encoding():
    """What HTML declares is believed, where it is an encoding of text."""
    assert read_bytes(b'<meta charset="koi8-r"><p>\xd7', ".html").text.strip() == "в"
    assert read_bytes(b'<meta charset="zlib"><p>\xe9', ".html").text.strip() == "é"


def test_what_is_no_regular_file_is_told(tmp_path):
    """A missing file, a folder, a pipe and a ring of links are told and never waited for."""
    pipe, ring = tmp_path / "pipe.txt", tmp_path / "ring.txt"
    os.mkfifo(pipe)
    ring.symlink_to(ring)

    for path in (tmp_path / "none.txt", tmp_path, pipe, ring, tmp_path / ("x" * 300)):
        with pytest.raises(Unreadable) as caught:
            read(path)
        assert caught.value.missing


def test_a_huge_file_is_not_loaded(tmp_path):
    """A file above the limit is refused by its size alone."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    with pytest.raises(Unreadable, match="larger"):
        read(path)


def test_a_folder_gives_what_can_be_read(tmp_path):
    """Files of known kinds come in order; hidden ones, lock files and links to folders are left out."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in ("b.TXT", "a.md", "~$a.docx", ".h.txt", "x.png", "sub/c.pdf", ".git/d.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")

    assert [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)] == ["a.md", "b.TXT", "sub/c.pdf"]


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", '<a b="', "<a>", "</", "<!--", "<!", "<script>", "<i>", "&a", "`", "`` ` ", "](", "[a](", "*a ", "_a", "{a}`",
     "> ", ">\n", "```\n", ":::{a}\n", "```{a}\n", "---\n", "\n"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(piece, suffix):
    """A file that opens the same thing a hundred thousand times is read within seconds."""
    begun = time.monotonic()

    read_bytes((piece * (300_000 // len(piece))).encode(), suffix)

    assert time.monotonic() - begun < 15
