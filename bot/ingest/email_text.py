"""The article in a mail: press releases and newsletters arrive so.

Nothing in a mail is followed, fetched or run.  Its sender stands for the outlet: what a press
office or a newsletter sends is published by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from bot.domain.articles import ReadArticle
from bot.errors import NoArticleError, TooLargeError
from bot.ingest.article_text import clean_article, read_fragment
from bot.ingest.plain_text import one_line, paragraphs_of_text

#: Headers by which a mail is told from a text.
_HEADER = re.compile(
    rb"(?im)^(?:received|return-path|message-id|mime-version|delivered-to|dkim-signature):"
)
_FROM, _SUBJECT = re.compile(rb"(?im)^from:"), re.compile(rb"(?im)^(?:subject|date|to):")

#: Bytes of a mail; an article has none of its pictures.
LARGEST_MAIL = 20_000_000
#: Parts of a mail that are looked at; a mail with more was not written by a person.
_MOST_PARTS = 200
_LONGEST_SUBJECT = 300
#: A longer paragraph that speaks of unsubscribing is about something.
_LONGEST_HOUSEKEEPING = 400

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|i)\s*:\s*)+", re.IGNORECASE)
#: A paragraph that quotes the headers of a forwarded mail, or asks the reader to unsubscribe.
_FORWARDED = re.compile(
    r"^(?:-+ ?(?:original|forwarded) message ?-+|begin forwarded message:?|"
    r"(?:from|sent|to|cc|date|subject|reply-to) ?: .*)$",
    re.IGNORECASE,
)
_HOUSEKEEPING = re.compile(
    r"\bunsubscribe\b|\bmanage (?:your )?(?:preferences|subscriptions?)\b|"
    r"\bview (?:this|it|in)[^.]{0,40}\bbrowser\b|\byou (?:are receiving|received) this e?-?mail\b",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"(?m)^-- ?$")


def is_email(body: bytes) -> bool:
    """Whether a document begins with a mail's headers."""
    head = body[:8192].split(b"\r\n\r\n")[0].split(b"\n\n")[0]
    return bool(_FROM.search(head) and _SUBJECT.search(head) and _HEADER.search(head))


def read_email(body: bytes, name: str) -> ReadArticle:
    """The article in a mail: its subject is the title, its date that of publication.

    Raises:
        NoArticleError: it holds no text, or only files.
        TooLargeError: it is larger than is read.
    """
    if len(body) > LARGEST_MAIL:
        raise TooLargeError(f"{name} is larger than a mail with an article: paste its text.")
    mail = message_from_bytes(body, policy=policy.default)
    article = _article(mail, name)
    sender, address = parseaddr(_header(mail, "from"))
    return replace(
        article,
        title=_subject(mail) or article.title,
        author=one_line(sender) or None,
        outlet=one_line(sender) or address.rpartition("@")[2] or None,
        published_at=_date(mail),
    )


def _article(mail: EmailMessage, name: str) -> ReadArticle:
    markup, text, has_files = _bodies(mail)
    try:
        if markup is not None:
            return _clean(read_fragment(markup))
    except NoArticleError:
        if text is None:
            raise
    if text is not None:
        said = _without_forwarded(_SIGNATURE.split(text)[0])
        return _clean(clean_article(paragraphs_of_text(said)))
    if has_files:
        raise NoArticleError(f"{name} holds only files: take them out, and send them to me.")
    raise NoArticleError(f"{name} holds no text: paste what matters.")


def _bodies(mail: EmailMessage) -> tuple[str | None, str | None, bool]:
    """The first HTML and the first plain text, and whether there are files beside them."""
    markup = text = None
    has_files = False
    for part in _parts(mail):
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment":
            has_files = True
        elif kind == "text/html" and markup is None:
            markup = _decoded(part)
        elif kind == "text/plain" and text is None:
            text = _decoded(part)
        elif not kind.startswith("text/"):
            has_files = True
    return markup, text or None, has_files


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Parts that hold something, in order, without recursion: a mail can be nested a hundred deep."""
    waiting, seen = [mail], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.is_multipart():
            waiting = [p for p in part.get_payload() if isinstance(p, EmailMessage)] + waiting
        else:
            yield part


def _decoded(part: EmailMessage) -> str:
    """A part's text; what its charset cannot say is replaced."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _without_forwarded(text: str) -> str:
    """A text without the headers of the mails that it passes on."""
    return "\n".join(line for line in text.splitlines() if not _FORWARDED.match(line.strip()))


def _clean(article: ReadArticle) -> ReadArticle:
    """Without what the sender says about the mail itself."""
    paragraphs = [
        paragraph
        for paragraph in article.text.split("\n\n")
        if not (_HOUSEKEEPING.search(paragraph) and len(paragraph) < _LONGEST_HOUSEKEEPING)
        and not _FORWARDED.match(paragraph)
    ]
    text = "\n\n".join(paragraphs)
    if not text:
        raise NoArticleError("The mail holds no running text: paste what matters.")
    return replace(article, text=text)


def _header(mail: EmailMessage, name: str) -> str:
    """A header's value; one that cannot be read counts as none."""
    try:
        return str(mail.get(name) or "")
    except (ValueError, IndexError, AttributeError, TypeError):
        # The library's own parser stumbles over some malformed headers.
        return ""


def _subject(mail: EmailMessage) -> str | None:
    subject = one_line(_header(mail, "subject")[: 4 * _LONGEST_SUBJECT])
    return _REPLY.sub("", subject)[:_LONGEST_SUBJECT] or None if subject else None


def _date(mail: EmailMessage) -> datetime | None:
    """When it was sent; without a zone, as UTC."""
    try:
        sent = getattr(mail.get("date"), "datetime", None)
    except (ValueError, IndexError, AttributeError, TypeError, OverflowError):
        return None
    if not isinstance(sent, datetime):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
