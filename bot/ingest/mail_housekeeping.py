"""What in a mail is not its news: how to leave the list, where to see it, who signs, what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.ingest.plain_text import letters_in, squeezed

#: Letters below which a mail's own words are a note about what it carries or quotes.
LONGEST_NOTE = 150
#: A longer paragraph that speaks of unsubscribing is about something.
_LONGEST_HOUSEKEEPING = 400
#: A longer paragraph that speaks of secrecy is no notice.
_LONGEST_NOTICE = 1500
#: Letters that may stand below a signature's mark that is not written as the rule asks.
_LONGEST_SIGNATURE = 300
#: Marks that are looked at: who writes more of them uses them for something else.
_MOST_MARKS = 50

_HOUSEKEEPING = re.compile(
    r"\bunsubscribe\b|\bopt[ -]out\b.{0,40}\b(?:mail|list)|\b(?:manage|update|change) (?:your )?"
    r"(?:e-?mail )?(?:preferences|subscriptions?|profile)\b|\bview (?:this|it|in|online)\b[^.]{0,40}"
    r"(?:\bbrowser\b|\bonline\b|$)|\b(?:trouble|problems?) (?:viewing|reading)\b|"
    r"\byou(?:['’]re| are receiving| received| are getting) (?:receiving )?this (?:e-?mail|message|newsletter)\b|"
    r"\badd (?:us|.{0,60}@\S+) to your (?:address book|contacts|safe)|\bforward (?:this )?to a friend\b|"
    r"\bd[eé]sabonn|\bd[eé]sinscri|\bnewsletter abbestellen\b|\babmelden\b.{0,40}\bnewsletter|"
    r"\bnewsletter\b.{0,60}\babmelden\b|\bdarse de baja\b|\bcancelar (?:la |mi )?suscripci[oó]n\b|"
    r"\bdisiscriver|\bотписаться\b|^sent from my \w+|إلغاء الاشتراك",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:(?:confidentiality|legal) (?:notice|disclaimer)\b|disclaimer\s*:|"
    r"(?:this|the (?:information|contents?) (?:in|of) this) (?:e-?mail|message|communication)\b.{0,120}"
    r"\b(?:confidential|intended (?:solely|only)|privileged)\b|"
    r"confidential\s*:.{0,40}\bthis (?:e-?mail|message)\b|if you (?:are not|were not) (?:the|an) (?:intended|named) "
    r"(?:recipient|addressee)|if you (?:have )?received this (?:e-?mail|message|communication) (?:in error|by mistake)|"
    r"(?:please )?consider the environment before printing)",
    re.IGNORECASE | re.DOTALL,
)
#: How a mail is closed; names and numbers follow.
_CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest) (?:regards|wishes)|(?:best )?regards|best"
    r"|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|mit (?:freundlichen|besten) gr[uü](?:ß|ss)en"
    r"|(?:bien )?cordialement|atentamente|saludos(?: cordiales)?|cordiali saluti|с уважением)"
    r"(?:\s*[,.!]|\s+(?-i:[A-ZÀ-ÞА-Я])|$)",
    re.IGNORECASE,
)
#: The line above what a mail answers.
_WROTE = re.compile(
    r"(?:on|am|le|el) .{0,200}\b(?:wrote|schrieb.{0,80}|a écrit|escribió)\s?:\s*", re.IGNORECASE
)
#: An address that a mail client shows behind a word, or that leads through a counter.
_BESIDE_A_WORD = re.compile(
    r"(?:(?<!\s)\s+)?[<\[(]\s*(?:https?://|mailto:)[^\s<>\[\]()]+\s*[>\])]", re.IGNORECASE
)
_COUNTED = re.compile(r"https?://\S*\?\S*|https?://\S{80,}", re.IGNORECASE)
_ONLY_ADDRESS = re.compile(r"[^:]{0,40}:?\s*https?://\S+", re.IGNORECASE)


def own_words(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs without those about the mail, and without addresses for mail clients and counters."""
    kept: list[str] = []
    for paragraph in _unclosed(list(paragraphs)):
        is_notice = len(paragraph) < _LONGEST_NOTICE and _NOTICE.match(paragraph)
        if is_notice or (
            len(paragraph) < _LONGEST_HOUSEKEEPING and _HOUSEKEEPING.search(paragraph)
        ):
            continue
        words = _BESIDE_A_WORD.sub("", paragraph)
        if not _ONLY_ADDRESS.fullmatch(words) and (said := squeezed(_COUNTED.sub("", words))):
            kept.append(said)
    return kept


def _unclosed(paragraphs: Sequence[str]) -> Sequence[str]:
    """Paragraphs up to the words that close a mail, if only a name and its numbers follow."""
    for place, paragraph in enumerate(paragraphs):
        if place and _CLOSING.match(paragraph):
            below = [one for one in paragraphs[place:] if not _NOTICE.match(one)]
            if letters_in("".join(below)) < _LONGEST_SIGNATURE:
                return paragraphs[:place]
    return paragraphs


def without_answered(text: str) -> str:
    """A text without the lines of the mail that it answers; all of it where that is its substance."""
    lines = text.splitlines()
    own = "\n".join(
        line for line in lines if not line.startswith(">") and not _WROTE.fullmatch(line)
    )
    return own if letters_in(own) >= LONGEST_NOTE else text


def without_signature(text: str) -> str:
    """A text up to the line that the rule sets above signatures: two dashes and a space."""
    lines = text.splitlines()
    marks = [place for place, line in enumerate(lines) if line.strip() == "--"]
    for place in marks[:_MOST_MARKS]:
        is_short = letters_in("".join(lines[place + 1 :])) < _LONGEST_SIGNATURE
        if lines[place] == "-- " or is_short:
            return "\n".join(lines[:place])
    return text
