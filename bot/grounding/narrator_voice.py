"""Voices: whose word a sentence is that names nobody, by the sentences before it.

"She added that ..." and a quotation that nobody is named for go on with who spoke before; between
them a report may put several sentences of the same speaker.  Where two could be meant, nobody is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.sentence_reading.attribution import speaker_of, without_quotations
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Sentences before one in which its speaker is looked for: reports name them anew after that.
MOST_BEFORE = 5

#: Words before a name with which a sentence begins: "Ostra's foreign minister, Ada Kesh".
MOST_OFFICE = 5

#: A pronoun right before a verb, or right after one that follows a quotation.
_PRONOUN_DOES = re.compile(
    r"\b(?P<who>[Hh]e|[Ss]he)(?: (?:also|then|later|further|\w+ly|has|had))? (?P<verb>[a-z]+)\b"
)
_GOES_ON = re.compile(r"(?P<who>He|She)\b")
_BODY_GOES_ON = re.compile(r"(?:It|They)\b")
_QUOTED = re.compile(r"[“\"„«]")
#: Two capitalised words of a person's name, as they stand: "Ada Kesh".
_IN_FULL = re.compile(
    r"\b(?!The\b|In\b|On\b|At\b|[A-Z][a-z]{2,5}day\b)[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?(?: [a-z]{2,3})? [A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?\b"
)


def voice_of(sentence: str, before: Sequence[str]) -> str | None:
    """Who says a sentence that begins with a pronoun or a quotation, or has "he said"; else None.

    `before` are the sentences before it in its text, the nearest last.

    >>> voice_of("She added that it was shut.", ["The envoy, Ada Kesh, said it was late.", "“So be it,” she said."])
    'The envoy, Ada Kesh'
    """
    who, is_quoted = pronoun_of(sentence), _QUOTED.match(sentence) is not None
    if who is None and not is_quoted:
        return speaker_of(before[-1]) if before and _BODY_GOES_ON.match(sentence) else None
    for earlier in reversed(before[-MOST_BEFORE:]):
        found = speaker_of(earlier)
        if found is not None:
            return found
        again = pronoun_of(earlier)
        if again is not None and who in {None, again}:
            who = again
        elif again is not None or who is None:
            return None
        elif not _QUOTED.match(earlier):
            return _one_in_full(earlier)
    return None


def pronoun_of(sentence: str) -> str | None:
    """The "he" or "she" that a sentence begins with, or who says it by one, in small letters."""
    told = without_quotations(sentence)
    begun = _GOES_ON.match(told)
    if begun is not None:
        return begun["who"].lower()
    reporting = saying_verbs().reporting
    said = {m["who"].lower() for m in _PRONOUN_DOES.finditer(told) if m["verb"] in reporting}
    return said.pop() if len(said) == 1 and speaker_of(sentence) is None else None


def _one_in_full(sentence: str) -> str | None:
    """The one person whom a sentence names in full, or the first where it is about them."""
    found = list(_IN_FULL.finditer(without_quotations(sentence)))
    if not found:
        return None
    first = found[0]
    is_subject = len(sentence[: first.start()].split()) <= MOST_OFFICE
    is_only = len({match.group() for match in found}) == 1
    return first.group() if is_subject or is_only else None
