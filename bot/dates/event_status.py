"""What a sentence says of a dated thing beside its date: that it is off, moved, or a last day.

English, and the most usual words of the other languages.
"""

from __future__ import annotations

import re

from bot.dates.date_words import Bound, DateWord
from bot.dates.rescheduling import CALLED_OFF, MOVED

#: What was announced and will not be.
_CALLED_OFF = re.compile(
    rf"\b(?:{CALLED_OFF}|annulée?s?|abgesagt|cancelad[oa]s?)\b|ألغي|إلغاء"
    r"|\b(?:will|would|shall)\s+(?:no\s+longer|not|never)\s+(?:now\s+)?"
    r"(?:take\s+place|be\s+held|go\s+ahead|happen|proceed)\b|\bwon[’']t\s+(?:take\s+place|be\s+held|go\s+ahead|happen)\b",
    re.IGNORECASE,
)
#: Forms that move, in French, German and Spanish.
_MOVED_ABROAD = (
    r"(?:reporté(?:e?s?)|reporte(?:nt)?|repoussé(?:e?s?)|ajourné(?:e?s?)|décalé(?:e?s?)|déplacé(?:e?s?)"
    r"|verschieb\w+|verschob\w*|verlegt?\w*|vertagt?\w*|aplaza\w*|pospuest\w+|traslada\w*)"
)
#: Moved from this day to another.
_MOVED_FROM = re.compile(
    rf"\b{MOVED}\b[^.;]{{0,80}}?\bfrom\s+(?:\w+\s+)?$"
    rf"|\b{_MOVED_ABROAD}\b[^.;]{{0,90}}?\b(?:du|vom|von|del)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
#: In German the verb stands behind: "vom 1. auf den 8. Mai verschoben".
_FROM, _ON_TO = re.compile(r"\bvom\s+$"), re.compile(r"\s+auf\b")
_MOVES_ABROAD = re.compile(rf"\b{_MOVED_ABROAD}\b", re.IGNORECASE)
#: The day that something was to be on, told before that it was moved: "due on Monday, has been put off".
_MOVED_LATER = re.compile(
    rf"\b(?:has|have|had|was|were|is|are)(?:\s+been)?\s+{MOVED}\b"
    rf"|\b(?:a|ont|est|sont|sera|seront|ha|han|fue|fueron)\s+(?:été\s+|sido\s+)?{_MOVED_ABROAD}\b"
    rf"|\b(?:wurden?|wird|werden|ist|sind|hat|haben)\b(?:[^.;]|(?<=\d)\.){{0,80}}?\b(?:verschob\w*|verlegt|vertagt)\b",
    re.IGNORECASE,
)
_WAS_DUE = re.compile(
    r"\b(?:due|planned|scheduled|set|expected|was\s+to|were\s+to|originally"
    r"|prévue?s?|initialement|devai(?:t|ent)|geplant\w*|angesetzt\w*|vorgesehen\w*|sollten?"
    r"|previst[oa]s?|programad[oa]s?)\b[^,;.]*$",
    re.IGNORECASE,
)
#: "Will not impose the duty due on" that day.
_WILL_NOT = re.compile(
    r"\b(?:will|would)\s+(?:not|no\s+longer)\b[^.;,]{0,80}?\b(?:due|planned|scheduled|set)\s+(?:on|for)\s+$",
    re.IGNORECASE,
)
#: In German it stands behind the day: "die für Freitag geplante Runde".
_IS_DUE_BEHIND = re.compile(r"\s+(?:geplant|angesetzt|vorgesehen)\w*\b", re.IGNORECASE)
#: What had been the day before another one was set, wherever the sentence tells that one.
_AT_FIRST = re.compile(
    r"\b(?:originally|initially|previously|at\s+first)\s+"
    r"(?:set|planned|scheduled|due|slated|expected|fixed|called|announced|to\s+be)\b[^,;.]*$",
    re.IGNORECASE,
)
#: What begins a day or a place in whose stead another one is told: "instead of", "et non".
IN_PLACE_OF = re.compile(
    r"\b(?:instead\s+of|rather\s+than|in\s+place\s+of|not(?=\s+(?:(?:in|on|at|from|for)\b|\d)|\s*$)|et\s+non|plut[oô]t\s+qu(?:e|['’])"
    r"|au\s+lieu|und\s+nicht|anstatt|statt\s+wie\s+\w+|y\s+no|en\s+(?:lugar|vez))(?!\w)|وليس|بدلا\s+من|بدلاً\s+من"
)
#: "On 12 May instead of in Tarn on" 18 May: what may stand between.
_IN_ITS_PLACE = re.compile(
    rf"(?:{IN_PLACE_OF.pattern})"
    r"(?:\s+(?:in|at|on|from|for|to|à|en|au|aux|du|de|d['’]|am|im|vom|zum|el|del|la|le|les|the)|\s+[A-Z][\w’'-]+){0,5}"
    r"(?:\s+\d{1,2}\s?(?:and|or|to|[-–]))?\s*$"
)
#: What is denied to be to come: "denied that talks would be held on 4 April".
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|reject(?:s|ed)?)\s+(?:\w+\s+){0,4}?"
    r"that\b[^.;]*$",
    re.IGNORECASE,
)
#: A verb that moves or extends leads to a day on which something is.
_GOES_TO = re.compile(
    rf"\b(?:{MOVED}|suspended|reportée?s?|aplazad[oa]s?|pospuest[oa]s?|verschob\w*|vertagt)\b[^.;]*$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|none|nobody|cannot|\w+n[’']t)\b[^.;,]*$", re.IGNORECASE)
#: Right before the date, with what may stand between: "the deadline for replies is".
_LAST_DAY = re.compile(
    r"\bdeadline\b[^.;,]{0,60}?\b(?:is|was|of|on|for|to|as)\s+(?:the\s+)?$", re.IGNORECASE
)
_OWNS = re.compile(
    r"[’']s?\s+\w|\s+(?:[a-z]+\s+){0,2}?(?:elections?|run-?off|vote|ballot|referendum|polls|summit|talks|meeting"
    r"|session|hearing|conference|inauguration|ceremony|parade|rally)\b"
)


def is_off(text: str, word: DateWord) -> bool:
    """Whether a sentence says that nothing will be on a day that it names."""
    before = text[: word.start]
    is_not_before = word.bound in {Bound.BEFORE, Bound.AFTER} and not owns_event(text, word)
    return (
        _CALLED_OFF.search(text) is not None
        or _MOVED_FROM.search(before[-130:]) is not None
        or _is_moved_from_behind(text, word)
        or _AT_FIRST.search(before) is not None
        or _WILL_NOT.search(before[-130:]) is not None
        or _IN_ITS_PLACE.search(before[-110:]) is not None
        or _DENIED.search(before) is not None
        # "Not before 10 April" and "after 10 April" name no day of anything.
        or (is_not_before and (word.bound is Bound.AFTER or negated_before(text, word)))
        or (was_due(text, word) and _MOVED_LATER.search(text, word.start) is not None)
    )


def _is_moved_from_behind(text: str, word: DateWord) -> bool:
    is_between = _FROM.search(text, 0, word.start) and _ON_TO.match(text, word.end)
    return bool(is_between and _MOVES_ABROAD.search(text, word.end))


def was_due(text: str, word: DateWord) -> bool:
    """Whether a sentence tells of a day as the one that something was planned for."""
    is_behind = _IS_DUE_BEHIND.match(text, word.end) is not None
    return is_behind or _WAS_DUE.search(text, 0, word.start) is not None


def negated_before(text: str, word: DateWord) -> bool:
    """Whether the clause denies before the date: "will not begin until"."""
    return _NEGATED.search(text, 0, word.start) is not None


def goes_to(text: str, word: DateWord) -> bool:
    """Whether something was moved to the day: "put off until 15 April"."""
    return _GOES_TO.search(text, 0, word.start) is not None


def names_limit(text: str, word: DateWord) -> bool:
    """Whether the sentence calls the day a deadline."""
    return _LAST_DAY.search(text, 0, word.start) is not None


def owns_event(text: str, word: DateWord) -> bool:
    """Whether the day names an event: "before Sunday's vote", "the 27 October general election"."""
    return _OWNS.match(text, word.end) is not None
