"""What a mail holds: its words as markup and as text, its files, and a mail that is passed on in it.

The library's parser of headers is slow on long ones and falls over some broken ones, so headers
are cut before it sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from bot.ingest.web_encoding import decode_page

#: Parts of a mail that are looked at; a mail with more was not written by a person.
_MOST_PARTS = 200
_LONGEST_HEADER = 2000
_ENCRYPTED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)


class _CutHeaders(EmailPolicy):
    """The modern policy, for mails that somebody may have made to hurt."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """A header's value; one that cannot be read counts as empty."""
        try:
            return super().header_fetch_parse(name, value[:_LONGEST_HEADER])
        except Exception:  # noqa: BLE001 - the library's parser stumbles in many ways
            return super().header_fetch_parse(name, "")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The inline parts of a mail, each kind in order, and what lies beside them."""

    markup: str
    text: str
    files: tuple[EmailMessage, ...]
    is_encrypted: bool
    #: The mail that this one carries whole.
    passed_on: EmailMessage | None


def parsed_mail(body: bytes) -> EmailMessage:
    """A mail, however it is broken."""
    mail = message_from_bytes(body, policy=_CutHeaders())
    assert isinstance(mail, EmailMessage)
    return mail


def bodies_of(mail: EmailMessage) -> Bodies:
    """What a mail holds; alternatives stand side by side in `markup` and `text`."""
    markup: list[str] = []
    text: list[str] = []
    files: list[EmailMessage] = []
    is_encrypted = False
    passed_on = None
    for part in _parts(mail):
        kind = part.get_content_type()
        is_encrypted = is_encrypted or kind in _ENCRYPTED
        if kind == "message/rfc822":
            passed_on = passed_on or _inside(part)
        elif part.get_content_maintype() == "multipart":
            continue
        elif part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            files.append(part)
        elif kind == "text/html":
            markup.append(_decoded(part))
        elif kind == "text/plain":
            text.append(_decoded(part))
    words = "\n\n".join(text).strip()
    return Bodies("\n".join(markup), words, tuple(files), is_encrypted, passed_on)


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Parts in order, without recursion: a mail can be nested a thousand deep."""
    waiting, seen = [mail], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart":
            waiting = _children(part) + waiting


def _children(part: EmailMessage) -> list[EmailMessage]:
    inside = part.get_payload()
    return [p for p in inside if isinstance(p, EmailMessage)] if isinstance(inside, list) else []


def _inside(part: EmailMessage) -> EmailMessage | None:
    return next(iter(_children(part)), None)


def _decoded(part: EmailMessage) -> str:
    """A part's text; its charset is believed as far as its bytes bear it out."""
    raw = part.get_payload(decode=True)
    charset = str(part.get_content_charset() or "utf-8")
    return decode_page(raw, f"text/plain; charset={charset}") if isinstance(raw, bytes) else ""
