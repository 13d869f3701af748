"""What people send as files: told apart by content, type and name; what is not read is named."""

from __future__ import annotations

import pytest

from bot.errors import NoArticleError
from bot.ingest.documents import read_document
from bot.ingest.input_format import InputFormat, input_format
from tests.fakes.paper import pdf

PROSE = (
    "The ministers of five states met in Cairo on Thursday and agreed to hold a second round of "
    "talks within a week, the ministry said in a statement."
)
PAGE = f"<html><head><title>Talks in Cairo</title></head><body><article><p>{PROSE}</p><p>{PROSE} More.</p></article></body></html>"
MAIL = f"From: Press <p@m.example>\nTo: b@x\nSubject: Talks\nMIME-Version: 1.0\n\n{PROSE}"


@pytest.mark.parametrize(
    ("name", "content_type", "body", "format_"),
    [
        ("a.pdf", "", b"%PDF-1.7", InputFormat.PDF),
        ("a.txt", "text/plain", b"%PDF-1.7", InputFormat.PDF),
        ("a", "", b"\r\n\r\n%PDF-1.4", InputFormat.PDF),
        ("download", "application/pdf", b"junk", InputFormat.PDF),
        ("report.pdf", "application/pdf", b"<!DOCTYPE html><p>Not found", InputFormat.HTML),
        ("a.eml", "", b"anything", InputFormat.EMAIL),
        ("a", "message/rfc822", b"anything", InputFormat.EMAIL),
        ("-", "", MAIL.encode(), InputFormat.EMAIL),
        ("saved.txt", "text/plain", MAIL.encode(), InputFormat.EMAIL),
        ("mail", "", b"From x@y Mon\n" + MAIL.encode(), InputFormat.EMAIL),
        ("-", "", b"Received: x\n" + b"ARC-Seal: y\n" * 1000, InputFormat.EMAIL),
        ("-", "", b"From: the editor\n\nA letter.", InputFormat.TEXT),
        ("-", "", b"He wrote:\nFrom: a\nTo: b\nReceived: c\n\n", InputFormat.TEXT),
        ("a.html", "", b"<p>x", InputFormat.HTML),
        ("a", "text/html; charset=utf-8", b"<p>x", InputFormat.HTML),
        ("a.txt", "", b"<html>", InputFormat.TEXT),
        ("a.opml", "", b"<opml version='2.0'>", InputFormat.OPML),
    ],
)
def test_formats_are_told_apart(name, content_type, body, format_):
    assert input_format(name, body, content_type) is format_


@pytest.mark.parametrize(
    ("name", "body", "kind", "instead"),
    [
        ("photo.png", b"\x89PNG\r\n", "a picture", "paste the text that it shows"),
        ("photo.webp", b"RIFF\0\0\0\0WEBPVP8", "a picture", "paste"),
        ("photo.heic", b"\0\0\0\x18ftypheic", "a picture", "paste"),
        ("speech.mp4", b"\0\0\0\x18ftypisom", "a recording", "paste what is said"),
        ("speech.mp3", b"ID3\x03", "a recording", "paste what is said"),
        ("note.docx", b"PK\x03\x04xx", "an Office document", "save it as PDF"),
        ("votes.xlsx", b"PK\x03\x04xx", "a table", "save it as PDF"),
        ("talk.pptx", b"PK\x03\x04xx", "a set of slides", "save it as PDF"),
        ("all.zip", b"PK\x03\x04xx", "an archive", "unpack it"),
        ("all.tar.gz", b"\x1f\x8b\x08", "an archive", "unpack it"),
        ("note.doc", b"\xd0\xcf\x11\xe0", "an old Office document", "save it as PDF"),
        ("note.rtf", b"{\\rtf1", "a rich text document", "save it as PDF"),
        ("votes.csv", b"a,b\n1,2", "a table", "save it as PDF"),
        ("page.mht", MAIL.encode(), "a web page saved as an archive", "HTML only"),
        ("data.json", b'{"a": 1}', "JSON", "paste the text"),
        ("thing.pdf", b"", "is empty", "paste its text"),
        ("note.txt", b" \n", "is empty", "paste its text"),
        ("thing", b"\x00\x01\x02", "is not a text", "Paste what matters"),
        ("picture.txt", b"\x89PNG\r\n", "not a text", "paste"),
    ],
)
def test_what_is_not_read_is_named_with_a_way_out(name, body, kind, instead):
    with pytest.raises(NoArticleError) as raised:
        read_document(body, name=name)
    said = str(raised.value)
    assert said.startswith(f"{name} ")
    assert kind in said
    assert instead in said


def test_each_kind_is_read_as_what_it_is():
    for body, name in (
        (PROSE.encode(), "note.txt"),
        (PROSE.encode("utf-16"), "note.txt"),
        (PAGE.encode(), "page.html"),
        (MAIL.encode(), "mail.eml"),
        (pdf([[PROSE[:88], PROSE[88:]]]), "s.pdf"),
    ):
        assert read_document(body, name=name).text.startswith(PROSE[:88])
    assert (
        read_document("été. ".encode("latin-1") + PROSE.encode(), name="n.txt").text[:4] == "été."
    )


def test_a_text_without_a_title_has_none():
    assert read_document(PROSE.encode(), name="note.txt").title is None


def test_a_page_without_an_article_is_called_by_its_name():
    with pytest.raises(NoArticleError, match=r"no article in menu\.html"):
        read_document(b"<html><body>Menu</body></html>", name="menu.html")


def test_a_document_at_an_address_has_its_canonical_form():
    url = "https://ministry.example/s.pdf?utm_source=x"
    read = read_document(pdf([[PROSE[:88], PROSE[88:]]]), name=url, url=url)
    assert read.url == "https://ministry.example/s.pdf"
