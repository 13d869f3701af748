"""The files in a mail: which of them a reader would miss, and the one that is the mail's article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from email.message import EmailMessage

from bot.ingest.pdf_text import is_pdf
from bot.ingest.plain_text import one_line

_LONGEST_NAME = 120
#: What comes with every mail of some senders, and says nothing.
_NO_DOCUMENTS = frozenset({"text/calendar", "application/ics", "text/vcard", "text/x-vcard"})


def documents_in(files: Iterable[EmailMessage]) -> list[EmailMessage]:
    """Files that were sent to be read: no logos, signatures, cards and invitations."""
    return [file for file in files if _is_document(file)]


def names_of(files: Iterable[EmailMessage]) -> tuple[str, ...]:
    """What the documents among the files are called."""
    return tuple(map(_name, documents_in(files)))


def only_pdf(files: Sequence[EmailMessage]) -> tuple[str, bytes] | None:
    """The name and the bytes of the one document, if it is one PDF; of several, none is the one."""
    documents = documents_in(files)
    if len(documents) != 1:
        return None
    body = documents[0].get_payload(decode=True)
    if not isinstance(body, bytes) or not is_pdf(body):
        return None
    return _name(documents[0]), body


def _is_document(file: EmailMessage) -> bool:
    kind = file.get_content_type()
    is_told = file.get_content_maintype() in {"application", "text"} and kind not in _NO_DOCUMENTS
    return is_told and "signature" not in kind and bool(file.get_filename())


def _name(file: EmailMessage) -> str:
    return (one_line(file.get_filename()) or "a file")[:_LONGEST_NAME]
