"""Chats written out: "Meet on fri at 7.30? - I'll ask Jane" as claims about it are written.

Only texts that are chats (`sentence_reading.chats`): elsewhere "sat" and "wed" are verbs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.memory.word_files import lines_of
from bot.sentence_reading.chats import messages_of

_WORD = re.compile(r"[^\W_][\w/]*(?:[-’'][^\W_]+)?")
#: "At 7.30" is a time, "3.50 each" is none.
_DOTTED_TIME = re.compile(
    r"\b(?P<at>at|till|until|from|by|around|about|to|@) ?(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)\b(?![.,]?\d)",
    re.IGNORECASE,
)
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_PARTS = {"half past": 30, "quarter past": 15, "quarter to": -15}
_SPOKEN_TIME = re.compile(
    rf"\b(?:a )?(?P<part>half past|quarter past|quarter to) (?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})\b",
    re.IGNORECASE,
)
#: "Jane'll"; pronouns are read with what they are drawn together with.
_CONTRACTED = re.compile(
    r"\b(?!(?:I|You|He|She|It|We|They|That|There|This|Who|What)\b)(?P<who>[A-Z]\w+)['’](?P<verb>ll|ve|re)\b"
)
_VERBS = {"ll": " will", "ve": " have", "re": " are"}


def in_full(text: str) -> str:
    """A chat in full words, any other text as it is."""
    if not messages_of(text):
        return text
    told = _WORD.sub(lambda match: _in_full(match.group()), text)
    told = _CONTRACTED.sub(lambda match: match["who"] + _VERBS[match["verb"]], told)
    told = _DOTTED_TIME.sub(r"\g<at> \g<hour>:\g<minute>", told)
    return _SPOKEN_TIME.sub(_time, told)


def _in_full(word: str) -> str:
    is_letter = len(word) == 1 and word.isupper()
    return word if is_letter else _short_forms().get(word.casefold(), word)


def _time(match: re.Match[str]) -> str:
    """A spoken time in figures: half past seven is 7:30."""
    hour = match["hour"].casefold()
    whole = int(hour) if hour.isdigit() else _HOURS.index(hour) + 1
    minutes = whole * 60 + _PARTS[match["part"].casefold()]
    return f"{minutes // 60}:{minutes % 60:02}"


@cache
def _short_forms() -> Mapping[str, str]:
    """By each short form, the words that it stands for."""
    found: dict[str, str] = {}
    for line in lines_of("word_lists/chat_en.txt", "bot.sentence_reading"):
        forms, _, words = line.partition(": ")
        found |= dict.fromkeys(forms.split(), words)
    return found
