"""Web archives and e-mails: each text and page in them is read, attachments are named."""

import pytest

from prevention_cpd.language import Unreadable, read_bytes

ARCHIVE = b"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<p>one wo=
rd caf=E9
<blockquote>quoted</blockquote>
--b
Content-Type: image/png

x
--b--
"""
MAIL = b"""From: a@example.org
Subject: =?utf-8?q?A_caf=C3=A9?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/plain

poor
--c
Content-Type: text/plain; charset=no-such

rich
> said before
--c--
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="plan.pdf"

x
--b--
"""


@pytest.mark.parametrize("suffix", [".mht", ".doc", ".txt"])
def test_a_web_archive_is_read_whatever_its_name(suffix):
    """Some programs export one as .doc; its page is decoded, and a note says what it is."""
    document = read_bytes(ARCHIVE, suffix)

    assert document.text.split() == ["one", "word", "café", "quoted"]
    assert [document.text[slice(*span)].strip() for span in document.marked.quotations] == ["quoted"]
    assert "web archive" in document.notes[0]


def test_a_mail_is_read_with_its_subject():
    """Of two forms of a text the richer counts, what is quoted is told, attachments are named."""
    document = read_bytes(MAIL, ".eml")

    assert document.text.split() == ["A", "café", "rich", "said", "before"]
    assert [document.text[slice(*span)] for span in document.marked.quotations] == ["said before"]
    assert document.unread == ("the part “plan.pdf” was not read",)


def test_an_envelope_without_a_text_is_told():
    """Nothing that can be read is no clean text."""
    with pytest.raises(Unreadable, match="without any text"):
        read_bytes(b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", ".eml")


def test_prose_that_begins_like_an_envelope_is_prose():
    """A form begins with labels too."""
    assert read_bytes(b"Place: here\nRisk: none\n\ntext", ".txt").text.startswith("Place")
