"""What people send as files: texts, pages, PDFs and mails."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from pypdf import PdfWriter

from bot.errors import NoArticleError, TooLargeError
from bot.ingest import pdf_text
from bot.ingest.documents import read_document
from bot.ingest.email_text import is_email
from bot.ingest.input_format import InputFormat, input_format

PROSE = (
    "The ministers of five states met in Cairo on Thursday and agreed to hold a second round of "
    "talks within a week, the ministry said in a statement."
)


def pdf(pages, *, title=None, password=None):
    """A real PDF whose pages hold these lines."""
    objects, kids = [], []
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(b"")
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for lines in pages:
        drawn = "BT /F1 12 Tf 50 780 Td 14 TL\n"
        drawn += "\n".join(f"({line.replace('(', '').replace(')', '')}) Tj T*" for line in lines)
        stream = zlib.compress(f"{drawn}\nET".encode("latin-1"))
        number = len(objects) + 1
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % number
        )
        kids.append(number + 1)
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    )
    if title is None and password is None:
        return out.getvalue()
    writer = PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    if title is not None:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


LINES = [
    "The ministers of five states met in Cairo on Thursday and agreed to hold a sec-",
    "ond round of talks within a week, the ministry said in a statement that was sent to",
    "reporters in the evening.",
    "A spokesman added that no date had been set for the signing of the agreement it-",
    "self.",
]


def read(body, name, **more):
    return read_document(body, name=name, **more)


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("name", "body", "format_"),
    [
        ("a.pdf", b"%PDF-1.7", InputFormat.PDF),
        ("a.txt", b"%PDF-1.7", InputFormat.PDF),
        ("a.eml", b"anything", InputFormat.EMAIL),
        ("-", b"From: a@x\nTo: b@x\nMIME-Version: 1.0\n\nhi", InputFormat.EMAIL),
        ("-", b"From: the editor\n\nA letter.", InputFormat.TEXT),
        ("a.html", b"<p>x", InputFormat.HTML),
    ],
)
def test_formats_are_told_apart(name, body, format_):
    assert input_format(name, body) is format_


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n", "a picture"),
        (b"PK\x03\x04xx", "an archive or an Office document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"{\\rtf1", "a rich text document"),
        (b"\x00\x01\x02", "is not a text"),
    ],
)
def test_what_is_not_read_is_named_with_a_way_out(body, kind):
    with pytest.raises(NoArticleError, match=kind):
        read(body, "thing")


def test_a_text_and_a_page_are_read_as_ever():
    page = f"<html><head><title>Talks in Cairo</title></head><body><article><p>{PROSE}</p><p>{PROSE} More.</p></article></body></html>"

    assert read(PROSE.encode(), "note.txt").text == PROSE
    assert read("été. ".encode("latin-1") + PROSE.encode(), "n.txt").text.startswith("été.")
    assert read(page.encode(), "page.html").text.startswith(PROSE)


# ---------------------------------------------------------------- PDF


def test_a_pdfs_lines_become_paragraphs_and_broken_words_whole():
    article = read(pdf([LINES]), "statement.pdf")

    first, second = article.text.split("\n\n")
    assert first.startswith("The ministers of five states met in Cairo")
    assert "hold a second round of talks within a week" in first
    assert second.endswith("agreement itself.")
    # When a file was printed is not when its text was published.
    assert article.published_at is None


def test_running_headers_and_page_numbers_are_dropped():
    names = ("Cairo", "Doha", "Amman", "Oslo")
    pages = [
        [
            "MINISTRY OF FOREIGN AFFAIRS",
            *(
                f"In {name} the ministers spoke about point {part} of the {name} text for an hour."
                for part in "abcdefgh"
            ),
            f"Page {number} of 4",
            str(number),
        ]
        for number, name in enumerate(names, start=1)
    ]

    text = read(pdf(pages), "statement.pdf").text

    assert "MINISTRY" not in text
    assert "Page" not in text
    assert [text.count(f"In {name}") for name in names] == [8] * 4


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Joint statement on the Cairo talks", "Joint statement on the Cairo talks"),
        ("Microsoft Word - draft3.doc", None),
        ("statement_final_v2.docx", None),
        ("untitled", None),
    ],
)
def test_a_title_is_taken_only_where_it_is_one(named, title):
    assert read(pdf([LINES], title=named), "s.pdf").title == title


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (lambda: pdf([LINES], password="x"), "locked"),
        (lambda: pdf([[]]), "pictures"),
        (lambda: b"%PDF-1.7\ngarbage without an end", "damaged"),
        (lambda: pdf([LINES])[:300], "damaged"),
        (lambda: b"%PDF-", "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(body, told):
    with pytest.raises(NoArticleError, match=told):
        read(body(), "bad.pdf")


def test_a_book_is_no_article(monkeypatch):
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 3)

    with pytest.raises(TooLargeError, match="4 pages"):
        read(pdf([LINES] * 4), "book.pdf")


# ---------------------------------------------------------------- mail


def mail(text=PROSE, *, html=None, attachment=None, **headers):
    message = EmailMessage()
    values = {
        "From": "Press Office <press@ministry.example>", "To": "desk@x.example",
        "Subject": "Ministers meet in Cairo", "Date": "Thu, 21 Mar 2024 18:00:00 +0200",
        "Message-ID": "<1@x.example>", **headers,
    }  # fmt: skip
    for name, value in values.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    if attachment is not None:
        message.add_attachment(attachment, maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def test_a_press_release_comes_with_its_title_date_and_outlet():
    article = read(mail(), "release.eml")

    assert article.text == PROSE
    assert article.title == "Ministers meet in Cairo"
    assert article.published_at == datetime(2024, 3, 21, 16, tzinfo=UTC)
    assert (article.outlet, article.author) == ("Press Office", "Press Office")
    assert is_email(mail())


def test_a_newsletter_is_read_without_what_it_says_of_itself():
    page = f"<p>View this email in your browser</p><p>{PROSE}</p><p>You can <a href='x'>unsubscribe</a> here.</p>"
    article = read(mail("plain", html=page), "letter.eml")

    assert article.text == PROSE


def test_a_forwarded_mail_is_read_without_the_headers_in_its_text():
    body = (
        "---------- Forwarded message ---------\nFrom: A <a@x.example>\nDate: Thu\n"
        f"Subject: Cairo\nTo: desk\n\n{PROSE}\n\n-- \nJane, desk officer"
    )
    article = read(mail(body, Subject="Fwd: RE: Ministers meet in Cairo"), "fwd.eml")

    assert article.title == "Ministers meet in Cairo"
    assert article.text == PROSE


@pytest.mark.parametrize("charset", ["latin-1", "windows-1251", "utf-8", "no-such-charset"])
def test_charsets_are_heeded_and_unknown_ones_survive(charset):
    known = charset != "no-such-charset"
    said = {"windows-1251": "Министры встретились в Каире."}.get(charset, "Les ministres, été.")
    body = f"{said} {PROSE}".encode(charset if known else "utf-8")
    raw = (
        b"From: P <p@x.example>\nSubject: S\nMIME-Version: 1.0\nMessage-ID: <1@x>\n"
        b"Content-Type: text/plain; charset=" + charset.encode() + b"\n"
        b"Content-Transfer-Encoding: 8bit\n\n" + body
    )

    assert read(raw, "m.eml").text.startswith(said)


def test_a_mail_with_only_a_file_says_so():
    with pytest.raises(NoArticleError, match="holds only files"):
        read(mail(None, attachment=b"%PDF-"), "m.eml")


@pytest.mark.parametrize(
    "headers",
    [{"Date": "yesterday, perhaps"}, {"Date": "Thu, 99 Mar 20244 99:99:99 +9999"}, {"From": "<>"}],
)
def test_headers_that_make_no_sense_are_passed_over(headers):
    raw = mail().replace(b"Date: Thu, 21 Mar 2024 18:00:00 +0200", b"Date: x")
    name, value = next(iter(headers.items()))
    raw = raw.replace(b"Date: x", f"{name}: {value}".encode())

    assert read(raw, "m.eml").text == PROSE


def test_a_mail_nested_a_hundred_deep_ends():
    inner = EmailMessage()
    inner.set_content(PROSE)
    raw = inner.as_string()
    for number in range(100):
        raw = (
            f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{number}"\n\n'
            f"--b{number}\n{raw}\n--b{number}--\n"
        )
    head = "From: P <p@x.example>\nSubject: S\nMessage-ID: <1@x>\n"

    try:
        assert PROSE in read((head + raw).encode(), "m.eml").text
    except NoArticleError as error:
        assert "m.eml" in str(error)  # noqa: PT017 - either is a clear end
