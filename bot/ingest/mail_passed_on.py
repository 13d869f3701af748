"""A mail that was passed on inside the text of another: whose it was, and what it says.

Who passes on a press release did not publish it, and not on that day: sender, date and subject are
those that the forwarded headers name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.ingest.mail_housekeeping import LONGEST_NOTE
from bot.ingest.plain_text import letters_in
from bot.ingest.timestamps import read_timestamp
from bot.ingest.written_days import written_day

_MARK = re.compile(
    r"(?:-{2,} ?(?:original|forwarded) message ?-{2,}|begin forwarded message:?"
    r"|-{2,} ?(?:urspr[uü]ngliche|weitergeleitete) nachricht ?-{2,}"
    r"|-{2,} ?message (?:transf[eé]r[eé]|d['’]origine|original) ?-{2,}"
    r"|-{2,} ?mensaje (?:reenviado|original) ?-{2,}|-{2,} ?messaggio (?:inoltrato|originale) ?-{2,}"
    r"|-{2,} ?(?:пересылаемое|исходное) сообщение ?-{2,})",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_-]{10,}")
_NAMES = {
    "sender": "from von de da от van från fra",
    "date": "date sent gesendet datum envoyé envoye fecha enviado data inviato дата отправлено verzonden skickat sendt",
    "subject": "subject betreff objet asunto assunto oggetto тема onderwerp ämne emne",
    "": "to cc bcc reply-to an à para кому копия aan till til kopie kopi antwort-an",
}
_MEANS = {name: means for means, names in _NAMES.items() for name in names.split()}
_HEADER = re.compile(
    rf"\*?({'|'.join(sorted(map(re.escape, _MEANS), key=len, reverse=True))})\s?:\*?\s*(.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sent a mail, when and about what, as its headers write it; empty where they do not."""

    sender: str = ""
    date: str = ""
    subject: str = ""


@dataclass(slots=True)
class _Block:
    """Forwarded headers: the lines from `start` to `end`."""

    start: int
    end: int
    found: dict[str, str] = field(default_factory=dict)
    is_marked: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is more than a line of an article that begins with "From:"."""
        least = 2 if self.is_marked else 3
        return len(self.found) >= least and "sender" in self.found


def opened(text: str) -> tuple[Envelope | None, str]:
    """The envelope of the mail that a text passes on, if it does, and the text without headers.

    A note above it is dropped with them; where more than a note stands there, the text is the
    sender's own, and what it quotes stays below it.
    """
    envelope = None
    lines = text.splitlines()
    while (block := _next_block(lines, 0)) is not None and _is_note(lines[: block.start]):
        envelope = Envelope(*(block.found.get(name, "") for name in ("sender", "date", "subject")))
        is_quoted = lines[block.end - 1].startswith(">")
        lines = [_unquoted(line) if is_quoted else line for line in lines[block.end :]]
    return envelope, "\n".join(_without_headers(lines))


def _is_note(lines: Sequence[str]) -> bool:
    return letters_in("".join(lines)) < LONGEST_NOTE


def _without_headers(lines: Sequence[str]) -> Iterator[str]:
    place = 0
    while place < len(lines):
        block = _next_block(lines, place)
        start, end = (block.start, block.end) if block else (len(lines), len(lines))
        for line in lines[place:start]:
            if not _MARK.fullmatch(_unquoted(line).strip()):
                yield line
        place = end


def moment_of(date: str) -> datetime | None:
    """When a mail was sent, by forwarded headers: without a zone they tell no more than the day."""
    if re.search(r"[+-]\d{4}\b|\bGMT\b", date):
        return read_timestamp(date)
    day = written_day(date)
    return day[0] if day else None


def _next_block(lines: Sequence[str], start: int) -> _Block | None:
    """The first forwarded headers at or below a line."""
    while start < len(lines):
        block = _block_at(lines, start)
        if block is not None and block.is_whole:
            return block
        start = max(block.end if block else 0, start + 1)
    return None


def _block_at(lines: Sequence[str], start: int) -> _Block | None:
    """The headers that begin at a line; a blank line stands between them where they were HTML."""
    block = _Block(start, start)
    place = start
    if _MARK.fullmatch(_unquoted(lines[place]).strip()):
        block.is_marked, place = True, place + 1
    elif _RULE.fullmatch(lines[place].strip()):
        place += 1
    last = ""
    while place < len(lines):
        line = _unquoted(lines[place]).strip()
        header = _HEADER.fullmatch(line)
        if header and (_MEANS[header[1].lower()] or header[1].lower()) not in block.found:
            last = header[1].lower()
            block.found[_MEANS[last] or last] = header[2].strip(" *")
            block.end = place + 1
        elif line and not (last and not _MEANS[last] and "@" in line):
            break
        elif line:  # more addresses
            block.end = place + 1
        place += 1
    return block if block.found else None


def _unquoted(line: str) -> str:
    return re.sub(r"^(?:> ?)+", "", line)
