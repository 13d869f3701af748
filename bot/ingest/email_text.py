"""The article in a mail: press releases and newsletters arrive so.

Nothing in a mail is followed, fetched or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from bot.domain.articles import ReadArticle
from bot.domain.dating import DateSource
from bot.errors import InputError, NoArticleError, TooLargeError
from bot.ingest.article_text import clean_article
from bot.ingest.mail_bodies import Bodies, bodies_of, parsed_mail
from bot.ingest.mail_files import names_of, only_pdf
from bot.ingest.mail_housekeeping import (
    LONGEST_NOTE,
    own_words,
    without_answered,
    without_signature,
)
from bot.ingest.mail_markup import paragraphs_of_mail
from bot.ingest.mail_passed_on import Envelope, moment_of, opened
from bot.ingest.pdf_text import read_pdf
from bot.ingest.plain_text import letters_in, one_line, paragraphs_of_text
from bot.ingest.timestamps import read_timestamp

#: Headers by which a mail is told from a text.
_HEADER = re.compile(
    rb"(?im)^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature):"
)
_FROM, _SUBJECT = re.compile(rb"(?im)^from:"), re.compile(rb"(?im)^(?:subject|date|to):")
_FIRST_LINE = re.compile(rb"(?:From .*\r?\n)?[!-9;-~]{1,60}:")

#: Bytes of a mail, with its pictures and files.
LARGEST_MAIL = 20_000_000
#: Bytes of headers, and parts that hold parts: nobody writes more.
_LONGEST_HEAD = 1_000_000
_MOST_NESTED = 200
_BLANK, _NESTED = (
    re.compile(rb"\n\r?\n"),
    re.compile(rb"boundary\s*=|message/rfc822", re.IGNORECASE),
)
_LONGEST_SUBJECT = 300
_LONGEST_NAME = 120
#: Mails inside mails that are opened.
_DEEPEST = 5

_PREFIX = re.compile(
    r"^(?:\[[^\]]{1,30}\]\s*)?(?:(?:re|aw|antw|sv|fwd?|wg|tr|rv|enc|i)\s*:\s*)+", re.IGNORECASE
)
_PASSED_ON = re.compile(r"^(?:\W|re:|aw:)*(?:fwd?|wg|tr|rv|enc)\s*:", re.IGNORECASE)
#: Where people have their own addresses: a name there is a person and no outlet.
_PRIVATE = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|icloud|me|aol|gmx|web|proton|protonmail"
    r"|mail|yandex|qq|163)\.(?:com|net|de|at|ch|fr|co\.uk|me|ru)",
    re.IGNORECASE,
)


def is_email(body: bytes) -> bool:
    """Whether a document begins with a mail's headers."""
    head = body[:8192].split(b"\r\n\r\n")[0].split(b"\n\n")[0]
    is_cut = len(head) == 8192  # more headers of the servers on its way than are looked at
    has_sender = _FROM.search(head) and _SUBJECT.search(head)
    return bool(_FIRST_LINE.match(head) and _HEADER.search(head) and (has_sender or is_cut))


def read_email(body: bytes, name: str) -> ReadArticle:
    """The article in a mail: its subject is the title, its date that of publication.

    Raises:
        NoArticleError: it holds no text, or only files of which none is the one to read.
        TooLargeError: it, or the PDF in it, is larger than is read.
    """
    if len(body) > LARGEST_MAIL:
        raise TooLargeError(
            f"{name} has {len(body):,} bytes; I read mails of up to {LARGEST_MAIL:,}. "
            "Paste its text."
        )
    if _is_overgrown(body):
        raise TooLargeError(f"{name} has more headers or parts than a mail has: paste its text.")
    try:
        return _read(parsed_mail(body), name, 0)
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # The library's parser stumbles over broken mails in many ways.
        raise NoArticleError(f"{name} is damaged, or no mail: paste its text.") from error


def _is_overgrown(body: bytes) -> bool:
    """Whether the library's parser would take seconds for headers, or for parts inside parts."""
    is_all_head = len(body) > _LONGEST_HEAD and not _BLANK.search(body, 0, _LONGEST_HEAD)
    return is_all_head or len(_NESTED.findall(body)) > _MOST_NESTED


def _read(mail: EmailMessage, name: str, depth: int) -> ReadArticle:
    """A mail's article; where it is a note about what it carries, that one's."""
    bodies = bodies_of(mail)
    try:
        article = _article(mail, bodies, name)
    except NoArticleError:
        carried = _carried(mail, bodies, name, depth)
        if carried is None:
            raise
        return carried
    if letters_in(article.text) < LONGEST_NOTE:
        with suppress(InputError):
            article = _carried(mail, bodies, name, depth) or article
    return article


def _carried(mail: EmailMessage, bodies: Bodies, name: str, depth: int) -> ReadArticle | None:
    """The article in a mail that is passed on whole, or in the PDF that a mail was written to send.

    Who sends a PDF need not have published it, nor on that day.
    """
    if bodies.passed_on is not None and depth < _DEEPEST:
        inside = _read(bodies.passed_on, name, depth + 1)
        return replace(inside, left_out=inside.left_out + names_of(bodies.files))
    attached = only_pdf(bodies.files)
    if attached is None:
        return None
    file, body = attached
    read = read_pdf(body, f"{file} in {name}")
    return replace(read, title=read.title or _title(_header(mail, "subject")))


def _article(mail: EmailMessage, bodies: Bodies, name: str) -> ReadArticle:
    envelope = Envelope(_header(mail, "from"), _header(mail, "date"), _header(mail, "subject"))
    for text in _texts(bodies):
        inside, said = opened(text)
        try:
            own = without_answered(without_signature(said))
            article = clean_article(own_words(paragraphs_of_text(own)))
        except NoArticleError:
            continue
        article = replace(article, left_out=names_of(bodies.files))
        if inside is not None:
            return _signed(article, inside, envelope.subject, moment_of(inside.date))
        if _PASSED_ON.match(envelope.subject):
            # Somebody else's words, and nobody says whose or of when.
            return _signed(article, Envelope(), envelope.subject, None)
        return _signed(article, envelope, envelope.subject, read_timestamp(envelope.date))
    raise _nothing_in(bodies, name)


def _texts(bodies: Bodies) -> Iterator[str]:
    """The mail's words, the markup's first: it is what its sender laid out."""
    if bodies.markup:
        yield "\n\n".join(paragraphs_of_mail(bodies.markup))
    yield bodies.text


def _nothing_in(bodies: Bodies, name: str) -> NoArticleError:
    if bodies.is_encrypted:
        return NoArticleError(f"{name} is encrypted: open it yourself, and paste its text.")
    if bodies.files:
        return NoArticleError(
            f"{name} holds only files and no text of its own: take the files out, and send them."
        )
    return NoArticleError(f"{name} holds hardly any text: paste what matters.")


def _signed(
    article: ReadArticle, envelope: Envelope, subject: str, sent: datetime | None
) -> ReadArticle:
    sender, address = _sender(envelope.sender)
    domain = address.rpartition("@")[2].lower() if "@" in address else ""
    # What a newsletter or a press office sends, it publishes: the name that it sends under is its
    # outlet, as readers know it; where it gives none, its domain says who it is.
    outlet = None if _PRIVATE.fullmatch(domain) else sender or domain or None
    return replace(
        article,
        title=_title(envelope.subject) or _title(subject),
        author=sender,
        outlet=outlet,
        published_at=sent,
        date_source=DateSource.MAIL if sent else None,
    )


def _sender(written: str) -> tuple[str | None, str]:
    """A sender's name and address; "Press via Desk List" is a list's way to write Press."""
    name, address = parseaddr(written.replace("[mailto:", "<").replace("]", ">"))
    shown = re.sub(r"\s+via\s.*$", "", one_line(name) or "").strip(" '\"*")[:_LONGEST_NAME]
    return (shown if shown and "@" not in shown else None), address


def _title(subject: str) -> str | None:
    said = one_line(_PREFIX.sub("", subject.strip()))
    return said[:_LONGEST_SUBJECT].strip() or None if said else None


def _header(mail: EmailMessage, name: str) -> str:
    return str(mail.get(name) or "")
