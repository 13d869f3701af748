"""A text that somebody pastes with no command before it, and what they say they want of it.  Pure.

Several sentences that ask nothing are a text and no question.  Where whoever pasted it says "read
this:", it is read; else they are asked once.  A long question stays a question: one that ends or
begins by asking, or that is short and speaks of "me" and "you", as no article does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

#: A text has at least so many words, in at least so many sentences or lines.
LEAST_WORDS, LEAST_SENTENCES = 40, 2
#: Words up to which a text with "I", "you" or a question mark in it is taken for talk.
MOST_WORDS_OF_TALK = 120
#: Characters at each end of a text that are looked at, and characters of what may lead up to it.
LOOKED_AT, LONGEST_LEAD = 4_000, 140
#: Words from which one that is said to be read is one.
LEAST_TO_READ = 5
#: Characters of a script without spaces that count as a word.
_UNSPACED_A_WORD = 2


class Wanted(Enum):
    """What is to become of a text."""

    #: Nothing was said of it.
    UNSAID = auto()
    READ = auto()
    BRIEFED = auto()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text without what leads up to it."""

    text: str
    wanted: Wanted


_GREETING = r"(?:(?:hi|hello|hey|hallo|bonjour|good (?:morning|afternoon|evening)|dear \w+)\b[^:\n]{0,20}?[,!.]?\s+)?"
_POLITE = (
    r"(?:(?:please|pls|kindly|(?:can|could|would|will) you|bitte|kannst du|können sie"
    r"|s['’]il (?:te|vous) pla[iî]t|(?:peux-tu|pouvez-vous))[\s,]+)*"
)
_THIS = (
    r"(?:this|that|these|it|below|what (?:follows|is below)|(?:the )?(?:following|below)"
    r"|the \w+ below|the following \w+|das|dies\w*|folgende\w*|den folgenden \w+|ceci|cela|ce qui suit"
    r"|ce(?:t|tte)? \w+|l[ea] \w+ (?:suivante?|ci-dessous))"
)
_REST = r"(?:[\s,]+[^\s:]+){0,8}"
_READ = re.compile(
    rf"{_GREETING}{_POLITE}(?:read|note|remember|keep|store|save|memori[sz]e|learn|take in|take note of"
    rf"|lies|lesen(?: sie)?|merke?n?(?: dir| sie sich)?|lis|lisez|lire|retiens|retenez)"
    rf"\s+(?:(?:please|bitte)\s+)?{_THIS}\b{_REST}",
    re.IGNORECASE,
)
_BRIEF = re.compile(
    rf"{_GREETING}{_POLITE}(?:summari[sz]e|sum up|recap|condense|brief(?: (?:me|us))?(?: on)?"
    rf"|(?:give (?:me|us) )?an? (?:\w+ )?(?:summary|brief(?:ing)?) (?:of|on)|fass(?:e|en sie)?|résume[rz]?)"
    rf"\s+{_THIS}\b{_REST}",
    re.IGNORECASE,
)
_HERE_IS = re.compile(
    rf"{_GREETING}(?:here(?:['’]s| is| are| comes)|below is|attached is|see below|as (?:discussed|promised)"
    r"|for your information|fyi|for (?:the )?(?:record|memory|file)|hier (?:ist|kommt)"
    rf"|voici|zur (?:info|kenntnis)|pour (?:info|information)){_REST}",
    re.IGNORECASE,
)
_LEADS = ((_READ, Wanted.READ), (_BRIEF, Wanted.BRIEFED), (_HERE_IS, Wanted.UNSAID))
#: "Please read it." below a text.
_READ_AFTER = re.compile(
    rf"{_POLITE}(?:read|note|remember|keep|store|save) (?:this|it|that|the above|the text above)\b{_REST}",
    re.IGNORECASE,
)

_LEAD_ENDS = re.compile(r":(?=\s)|\n|[.!](?=\s)")
_QUOTATION = re.compile(r"“[^”]{0,600}”|\"[^\"]{0,600}\"|«[^»]{0,600}»|„[^“]{0,600}“")
_SENTENCE_ENDS = re.compile(r"[.!?。！？؟…]+[\"”»’)\]]*(?=\s|$)|(?<=[。！？])|\n+")
_ASKS = re.compile(r"[?？؟]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
#: How a sentence begins that asks, whatever stands at its end.
_REQUEST = re.compile(
    r"(?:(?:so|and|but|now|then|also)[\s,]+)?(?:please|pls|kindly|(?:can|could|would|will|did|do|have) (?:you|we|i)\b"
    r"|(?:tell|give|show|find|get|send|help|remind) (?:me|us)\b|who\b|whom\b|whose\b|what(?!ever)\b|which\b"
    r"|why\b|how\b|is there\b|are there\b|explain\b|compare\b|list\b|check\b|look (?:for|up|into)\b"
    r"|(?:i|we)(?:['’]d| would)? (?:like|need|want|wonder|am looking|are looking)\b|any (?:idea|news)\b"
    r"|wer\b|was\b|warum\b|wie\b|welche\w*\b|bitte\b|qui\b|que\b|quel\w*\b|pourquoi\b|comment\b|peux-tu\b"
    r"|pouvez-vous\b)",
    re.IGNORECASE,
)
#: Whoever speaks of themselves, or to somebody, writes no article.
_TALKS = re.compile(r"\b(?:i|me|my|mine|you|your|pls|ich|mir|mein\w*|je|moi)\b", re.IGNORECASE)


def pasted_in(line: str) -> Pasted | None:
    """The text that a message pastes; None where it is no text, or asks something."""
    text, wanted = _without_lead(line)
    if wanted is Wanted.UNSAID:
        text, wanted = _without_word_after(text)
    if not _is_text(text):
        is_short = wanted is Wanted.READ and _count_words(text) >= LEAST_TO_READ
        return Pasted(text, wanted) if is_short and not _asks(text) else None
    return Pasted(text, wanted) if wanted is Wanted.READ or not _asks(text) else None


def _without_lead(line: str) -> tuple[str, Wanted]:
    """A text without the words that lead up to it, and what they want."""
    end = _LEAD_ENDS.search(line, 0, LONGEST_LEAD)
    if end is None:
        return line, Wanted.UNSAID
    lead, rest = line[: end.start()].strip(), line[end.end() :].strip()
    for pattern, wanted in _LEADS:
        # A sentence that begins like that may be the text's own.
        if pattern.fullmatch(lead) and (wanted is not Wanted.UNSAID or end[0] in ":\n"):
            return rest, wanted
    return line, Wanted.UNSAID


def _without_word_after(text: str) -> tuple[str, Wanted]:
    """A text without the "please read it" below it."""
    body, _, last = text.rpartition("\n")
    if body and len(last) <= LONGEST_LEAD and _READ_AFTER.fullmatch(last.strip(" \t.!")):
        return body.strip(), Wanted.READ
    return text, Wanted.UNSAID


def _is_text(text: str) -> bool:
    looked_at = text[:LOOKED_AT]
    return (
        _count_words(looked_at) >= LEAST_WORDS
        and len(_sentences(looked_at.strip())) >= LEAST_SENTENCES
    )


def _asks(text: str) -> bool:
    """Whether a text asks something, in words of its own and not of somebody it quotes."""
    is_whole = len(text) <= 2 * LOOKED_AT
    begins = _QUOTATION.sub("“”", text if is_whole else text[:LOOKED_AT])
    ends = begins if is_whole else _QUOTATION.sub("“”", text[-LOOKED_AT:])
    first, last = _sentences(begins)[:1], _sentences(ends)[-2:]
    # "Thank you!" may stand behind the question.
    if any(map(_is_asking, last[-1:])) or any(map(_ASKS.search, last)):
        return True
    if is_whole and _count_words(begins) <= MOST_WORDS_OF_TALK:
        return bool(_ASKS.search(begins) or _TALKS.search(begins)) or any(map(_is_asking, first))
    # A long text may have a headline that asks; a question of one's own stands before it in its line.
    headline = begins.strip().partition("\n")[0].strip()
    return any(_is_asking(sentence) for sentence in first if sentence != headline)


def _is_asking(sentence: str) -> bool:
    return bool(_ASKS.search(sentence) or _REQUEST.match(sentence))


def _sentences(text: str) -> list[str]:
    """Sentences or lines that hold a word; each with the mark it ends with."""
    found, start = [], 0
    for end in _SENTENCE_ENDS.finditer(text):
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if _WORD.search(sentence)]


def _count_words(text: str) -> int:
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + unspaced // _UNSPACED_A_WORD
