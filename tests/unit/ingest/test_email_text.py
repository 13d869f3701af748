"""Mails as newsrooms get them, and such as were made to hurt."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from bot.errors import InputError, NoArticleError, TooLargeError
from bot.ingest import email_text
from bot.ingest.email_text import is_email, read_email
from tests.fakes.paper import pdf

PROSE = (
    "The ministers of five states met in Cairo on Thursday and agreed to hold a second round of "
    "talks within a week, the ministry said in a statement."
)
MORE = (
    "A spokesman added that no date had been set for the signing, and that the gaps were narrowing."
)
SENT = datetime(2024, 3, 21, 16, tzinfo=UTC)


def mail(text=PROSE, *, html=None, files=(), inside=None, **headers) -> bytes:
    message = EmailMessage()
    values = {
        "From": "Press Office <press@ministry.example>", "To": "desk@x.example",
        "Subject": "Ministers meet in Cairo", "Date": "Thu, 21 Mar 2024 18:00:00 +0200",
        "Message-ID": "<1@x.example>",
    } | headers  # fmt: skip
    for name, value in values.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    if inside is not None:
        message.add_attachment(inside)
    return message.as_bytes()


def raw(*lines: str, body: bytes = PROSE.encode()) -> bytes:
    head = ("From: P <p@m.example>", "Subject: S", "MIME-Version: 1.0", "Message-ID: <1@x>", *lines)
    return "\n".join(head).encode() + b"\n\n" + body


def read(body: bytes):
    return read_email(body, "m.eml")


def text_of(text):
    return read(mail(text)).text


# ---------------------------------------------------------------- title, date, outlet


def test_a_press_release_comes_with_its_title_date_and_outlet():
    article = read(mail())
    assert (article.text, article.title) == (PROSE, "Ministers meet in Cairo")
    assert article.published_at == SENT
    assert (article.outlet, article.author) == ("Press Office", "Press Office")
    # A mail has no address: it belongs to its channel alone.
    assert article.url is None
    assert is_email(mail())


@pytest.mark.parametrize(
    ("sender", "outlet", "author"),
    [
        ("press@mfa.example", "mfa.example", None),
        ('"press@mfa.example" <press@mfa.example>', "mfa.example", None),
        ("'Press Office' via Desk List <desk@lists.example>", "Press Office", "Press Office"),
        ("=?utf-8?q?Minist=C3=A8re?= <p@m.example>", "Ministère", "Ministère"),
        ('"<b>Bold</b> Press" <p@m.example>', "Bold Press", "Bold Press"),
        ("<b>Bold</b> Press <p@m.example>", None, None),
        # A person's own address is no outlet.
        ("Jane Doe <jane@gmail.com>", None, "Jane Doe"),
        ("<>", None, None),
        ("", None, None),
    ],
)
def test_the_sender_is_the_outlet(sender, outlet, author):
    article = read(mail().replace(b"Press Office <press@ministry.example>", sender.encode()))
    assert (article.outlet, article.author) == (outlet, author)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 21 Mar 2024 16:00:00 GMT", SENT),
        ("21 Mar 2024 16:00 -0000", SENT),
        ("Thu, 21 Mar 2024 18:00:00 +0200 (EET)", SENT),
        ("yesterday, perhaps", None),
        ("Thu, 99 Mar 20244 99:99:99 +9999", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("", None),
    ],
)
def test_its_date_is_believed_if_it_is_one(written, moment):
    assert (
        read(mail().replace(b"Thu, 21 Mar 2024 18:00:00 +0200", written.encode())).published_at
        == moment
    )


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: AW: Ministers meet", "Ministers meet"),
        ("[press-list] Re: Ministers meet", "Ministers meet"),
        ("=?windows-1251?b?zOjt6PHy8Psg4iDK4Ojw5Q==?=", "Министры в Каире"),
        ("", None),
    ],
)
def test_its_subject_is_the_title(subject, title):
    assert read(mail().replace(b"Ministers meet in Cairo", subject.encode())).title == title


# ---------------------------------------------------------------- newsletters


def test_a_newsletter_is_read_without_what_it_says_of_itself():
    page = (
        "<html><head><title>Brief</title><style>p {color: red}</style></head><body>"
        "<div style='display:none;max-height:0'>Inside: what you must know</div>"
        "<p>View this email in your browser</p>"
        f"<table><tr><td><p>{PROSE}</p></td></tr><tr><td>{MORE}</td></tr></table>"
        "<p><a href='https://click.list.example/?u=1'>https://click.list.example/?u=1&amp;id=2</a></p>"
        "<p>You are receiving this email because you signed up.</p>"
        "<p>You can <a href='x'>unsubscribe</a> here.</p><img src='https://list.example/open.gif'>"
        "<div class='gmail_signature'>Jane Doe, press officer, and her telephone number</div></body></html>"
    )
    assert read(mail("See the HTML part.", html=page)).text == f"{PROSE}\n\n{MORE}"


def test_the_plain_part_stands_where_the_html_holds_no_text():
    assert read(mail(PROSE, html="<img src='all.png'>")).text == PROSE


def test_parts_around_a_picture_are_one_text():
    message = EmailMessage()
    message["From"], message["Message-ID"] = "P <p@m.example>", "<1@x>"
    message.set_content(PROSE)
    message.make_mixed()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    message.add_attachment(MORE, disposition="inline")
    assert read(message.as_bytes()).text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Unsubscribe: https://list.example/u?x=1",
        "To change your preferences, manage your subscription here.",
        "Pour vous désabonner, cliquez ici.",
        "Newsletter abbestellen",
        "Sent from my iPhone",
        "Read online: https://list.example/2024/03/21",
        "https://list.example/a",
        "This e-mail and any attachments are confidential and intended solely for the addressee. "
        + "If you have received it in error, delete it and tell the sender without delay. " * 5,
        "-- \nJane Doe\nPress officer of the ministry, and a very long line about what she does there.",
        "--\nJane Doe",
    ],
)
def test_housekeeping_is_dropped(line):
    assert text_of(f"{PROSE}\n\n{line}") == PROSE


@pytest.mark.parametrize(
    "paragraph",
    [
        "Subject: the border, the ministers said, was the matter of an hour of talks on Friday.",
        f"Thousands will unsubscribe from the service, the union said. {MORE * 4}",
        f"From: here to there, he said. {MORE}",
        "The text is at https://ministry.example/statement and was signed on Friday.",
    ],
)
def test_what_only_looks_like_it_stays(paragraph):
    assert text_of(f"{PROSE}\n\n{paragraph}") == f"{PROSE}\n\n{paragraph}"


def test_links_for_mail_clients_and_counters_are_taken_out():
    text = (
        "The ministers<https://click.list.example/x?u=1> met in Cairo [https://t.example/1] on "
        "Thursday (https://t.example/?utm_source=mail) and agreed https://t.example/?q=1 on a date."
    )
    assert text_of(text) == "The ministers met in Cairo on Thursday and agreed on a date."


# ---------------------------------------------------------------- passed on

GMAIL = (
    "FYI\n-- \nJane, desk officer\n\n---------- Forwarded message ---------\n"
    "From: *Press Office* <press@ministry.example>\nDate: Thu, Mar 21, 2024 at 6:00 PM\n"
    f"Subject: Ministers meet in Cairo\nTo: Desk <desk@x.example>,\n Other <o@x.example>\n\n{PROSE}\n"
)
OUTLOOK = (
    "See below.\n\n________________________________\nFrom: Press Office [mailto:press@ministry.example]\n"
    f"Sent: 21 March 2024 18:00\nTo: Desk\nSubject: Ministers meet in Cairo\n\n{PROSE}\n"
)
APPLE = (
    "Begin forwarded message:\n\n> From: Press Office <press@ministry.example>\n> Subject: Ministers meet "
    f"in Cairo\n> Date: 21 March 2024 at 18:00:00 CET\n> To: desk@x.example\n> \n> {PROSE}\n"
)
GERMAN = (
    "-----Ursprüngliche Nachricht-----\nVon: Press Office <press@ministry.example>\n"
    f"Gesendet: 21 Mar 2024\nAn: Desk\nBetreff: Ministers meet in Cairo\n\n{PROSE}\n"
)


@pytest.mark.parametrize("text", [GMAIL, OUTLOOK, APPLE, GERMAN, f"FYI\n\n{GMAIL}"])
def test_a_release_that_was_passed_on_is_its_senders_and_of_its_day(text):
    headers = {
        "From": "Jane Doe <jane@desk.example>",
        "Subject": "Fwd: look",
        "Date": "Mon, 25 Mar 2024 09:00:00 +0000",
    }
    article = read(mail(text, **headers))
    assert article.text == PROSE
    assert article.title == "Ministers meet in Cairo"
    assert (article.outlet, article.author) == ("Press Office", "Press Office")
    assert article.published_at == datetime(2024, 3, 21, tzinfo=UTC)


def test_one_passed_on_as_html_is_read_alike():
    page = (
        "<div>FYI</div><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>"
        "From: <strong>Press Office</strong> &lt;press@ministry.example&gt;<br>Date: Thu, Mar 21, 2024 at "
        f"6:00 PM<br>Subject: Ministers meet in Cairo<br>To: desk<br></div><p>{PROSE}</p></div>"
    )
    article = read(mail("x", html=page, From="Jane Doe <jane@desk.example>", Subject="Fwd: x"))
    assert (article.text, article.outlet) == (PROSE, "Press Office")
    assert article.published_at == datetime(2024, 3, 21, tzinfo=UTC)


def test_one_passed_on_whole_is_read_with_its_own_headers():
    inside = EmailMessage()
    inside["From"], inside["Subject"] = (
        "Press Office <press@ministry.example>",
        "Ministers meet in Cairo",
    )
    inside["Date"] = "Thu, 21 Mar 2024 18:00:00 +0200"
    inside.set_content(PROSE)
    article = read(
        mail("For your information.", inside=inside, Subject="Fwd: x", From="J <j@d.example>")
    )
    assert (article.text, article.outlet, article.published_at) == (PROSE, "Press Office", SENT)


def test_passed_on_without_headers_it_is_nobodys_and_of_no_day():
    article = read(mail(Subject="FW: Ministers meet in Cairo", From="Jane Doe <jane@desk.example>"))
    assert article.title == "Ministers meet in Cairo"
    assert (article.outlet, article.author, article.published_at) == (None, None, None)


def test_an_answer_is_its_senders_though_it_quotes_another():
    text = f"{PROSE} {MORE}\n\nFrom: A <a@x.example>\nSent: 1 March 2024\nTo: B\nSubject: Question\n\nWhen do they meet?"
    article = read(mail(text))
    assert article.text == f"{PROSE} {MORE}\n\nWhen do they meet?"
    assert (article.outlet, article.published_at) == ("Press Office", SENT)


def test_a_numeric_day_that_could_be_two_is_none():
    text = GMAIL.replace("Thu, Mar 21, 2024 at 6:00 PM", "03/04/2024 18:00")
    assert read(mail(text, Subject="Fwd: x")).published_at is None


@pytest.mark.parametrize(
    "below",
    [
        "Best regards,\nJane Doe\nPress officer\nTel. +43 1 234",
        "Kind regards\n\nJane Doe\n\nMinistry",
        "Mit freundlichen Grüßen\nJane Doe",
        "If you are not the intended recipient of this message, please delete it at once.",
        "Confidential: the contents of this message are privileged.",
        "On Thu, Mar 21, 2024 at 6:00 PM Press <p@m.example> wrote:\n> When do they meet?\n> Where?",
    ],
)
def test_what_closes_a_mail_and_what_it_answers_is_not_its_text(below):
    assert text_of(f"{PROSE} {MORE}\n\n{below}\n") == f"{PROSE} {MORE}"


def test_sentences_that_begin_like_a_closing_stay():
    for said in ("Best of all, the crossing is open again.", "Regards for the victims were sent."):
        assert text_of(f"{PROSE}\n\n{said}") == f"{PROSE}\n\n{said}"


# ---------------------------------------------------------------- files

RELEASE = pdf([[PROSE[:88], PROSE[88:]]])


def test_of_a_note_that_sends_a_pdf_the_pdf_is_read_and_not_taken_for_its_senders():
    for note in (None, "\n", "Dear all, please find the statement attached. Best, Jane"):
        article = read(mail(note, files=[RELEASE]))
        assert article.text == PROSE
        assert article.title == "Ministers meet in Cairo"
        assert (article.outlet, article.author, article.published_at) == (None, None, None)
        assert article.left_out == ()


def test_files_beside_a_mails_own_text_are_told():
    article = read(mail(f"{PROSE} {MORE}", files=[RELEASE, b"x"]))
    assert article.text == f"{PROSE} {MORE}"
    assert article.left_out == ("a.pdf", "a.pdf")


def test_logos_signatures_and_invitations_are_no_files_to_tell_of():
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "p@m.example", "S", "<1@x>"
    message.set_content(PROSE)
    for kind in ("image/png", "application/pgp-signature", "text/calendar"):
        main, sub = kind.split("/")
        message.add_attachment(b"x", maintype=main, subtype=sub, filename="f")
    assert read(message.as_bytes()).left_out == ()


def test_a_pdf_that_cannot_be_read_is_named_with_its_mail_or_told_beside_its_note():
    with pytest.raises(NoArticleError, match=r"^a\.pdf in m\.eml is damaged"):
        read(mail("\n", files=[b"%PDF-"]))
    article = read(mail("The ceasefire has collapsed, the ministry said.", files=[b"%PDF-"]))
    assert article.text == "The ceasefire has collapsed, the ministry said."
    assert article.left_out == ("a.pdf",)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        ("latin-1", "Les ministres, cet été."),
        ("windows-1251", "Министры встретились в Каире."),
        ("iso-2022-jp", "外務大臣はカイロで会談した。"),
        ("big5", "部長在開羅會晤。"),
        ("utf-8", "Les ministres, cet été."),
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_charsets_and_transfer_encodings(charset, said, encoding):
    import base64
    import quopri

    body = f"{said} {PROSE}".encode(charset)
    coded = {
        "8bit": body,
        "base64": base64.encodebytes(body),
        "quoted-printable": quopri.encodestring(body),
    }
    message = raw(
        f"Content-Type: text/plain; charset={charset}",
        f"Content-Transfer-Encoding: {encoding}",
        body=coded[encoding],
    )
    assert read(message).text == f"{said} {PROSE}"


@pytest.mark.parametrize(
    "charset", ["no-such", "undefined", "idna", "punycode", "hex", "zip", '"\\"', "utf-8\0"]
)
def test_charsets_that_are_none_are_passed_over(charset):
    assert read(raw(f"Content-Type: text/plain; charset={charset}")).text == PROSE


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (mail("\n", files=[b"PK\x03\x04"]), "only files"),
        (mail("See attached.", files=[b"%PDF-", b"%PDF-"]), "only files"),
        (mail("\n"), "hardly any text"),
        (
            raw("Content-Type: multipart/encrypted; boundary=b", body=b"--b\n\nx\n--b--"),
            "encrypted",
        ),
        (raw('Content-Type: multipart/mixed; boundary="b"', body=b""), "hardly any text"),
    ],
)
def test_each_has_a_sentence_of_its_own(body, told):
    with pytest.raises(NoArticleError, match=told) as raised:
        read(body)
    assert str(raised.value).startswith("m.eml ")


def test_a_mail_that_is_too_large_is_not_parsed(monkeypatch):
    monkeypatch.setattr(email_text, "LARGEST_MAIL", 100)
    with pytest.raises(TooLargeError, match="up to 100"):
        read(mail())


# ---------------------------------------------------------------- made to hurt


def within(seconds, body):
    started = time.process_time()
    try:
        return read(body)
    except InputError as error:
        return error
    finally:
        assert time.process_time() - started < seconds


def test_headers_cannot_be_injected():
    article = read(
        mail().replace(b"Ministers meet", b"=?utf-8?q?Hi=0D=0ABcc=3A_x=40y=0D=0A=0D=0ABody?= all")
    )
    assert article.title == "Hi Bcc: x@y Body all in Cairo"
    assert article.text == PROSE


@pytest.mark.parametrize("unit", [b"a b ", b"=?utf-8?q?a?= ", b"((", b'"', b"\n x", b"<", b"a@b,"])
@pytest.mark.parametrize("header", [b"Subject", b"From", b"Date", b"Content-Type", b"To"])
def test_a_header_of_ten_megabytes_costs_nothing(header, unit):
    long = header + b": x" + unit * (10_000_000 // len(unit))
    body = b"X: y\n" + long + b"\nMessage-ID: <1@x>\n\n" + PROSE.encode()
    read_ = within(8, body)
    assert isinstance(read_, InputError) or len(read_.title or "") <= 300


@pytest.mark.parametrize("depth", [100, 3000])
def test_a_mail_nested_deep_ends(depth):
    inside = f"\n{PROSE}"
    for number in range(depth):
        inside = f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n{inside}\n--b{number}--\n'
    read_ = within(15, b"From: P <p@m.example>\nMessage-ID: <1@x>\n" + inside.encode())
    assert isinstance(read_, TooLargeError) if depth > 100 else read_.text == PROSE


def test_mails_inside_mails_end():
    inside = f"\n{PROSE}"
    for _ in range(300):
        inside = f"Content-Type: message/rfc822\n\n{inside}"
    assert isinstance(within(10, b"From: a\nMessage-ID: <1@x>\n" + inside.encode()), TooLargeError)


@pytest.mark.parametrize(
    "markup", ["<div>" * 100_000, "<table><tr><td>" * 20_000, "<p style='" + "display:" * 200_000]
)
def test_hostile_markup_ends(markup):
    read_ = within(15, mail(PROSE, html=f"{markup}<p>{PROSE}</p>"))
    assert isinstance(read_, InputError) or PROSE in read_.text


@pytest.mark.parametrize(
    "text",
    [
        "-" * 300_000,
        "From: x\n" * 50_000,
        "> " * 200_000,
        "a:" * 200_000,
        "<http://" * 50_000,
        "unsubscribe\n\n" * 50_000,
    ],
)
def test_hostile_text_ends(text):
    within(10, mail(f"{PROSE}\n\n{text}"))


def test_nothing_is_run_or_fetched():
    page = (
        f"<p>{PROSE}</p><script>alert(1)</script><iframe src='http://169.254.169.254/'>x</iframe>"
        "<img src=x onerror=alert(1)><p>&lt;script&gt;alert(2)&lt;/script&gt; is what it said at the end.</p>"
    )
    text = read(mail("x", html=page)).text
    assert text == f"{PROSE}\n\n<script>alert(2)</script> is what it said at the end."


def test_whatever_is_broken_ends_in_a_sentence():
    whole = mail(GMAIL, html=f"<p>{PROSE}</p>", files=[b"%PDF-1.7"], Subject="=?utf-8?b?w6k=?=")
    chance = random.Random(7)
    for _ in range(200):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        within(5, bytes(broken))
