"""What a page says anew each time it is opened: ages, "updated" lines, counters.

A text that differs in nothing else has not changed.  A line goes only when the *whole* line is
such a thing; inside a sentence only the age itself ("3 minutes ago") is passed over, so that no
figure of the news is.
"""

from __future__ import annotations

import re

#: Longer lines are prose, whatever word they begin with.
_LONGEST_LINE = 90

_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|secondes?|heures?|jours?|sekunden?|minuten?|"
    r"stunden?|tag(?:en)?|segundos?|minutos?|horas?|d[ií]as?|ثوان|دقائق|دقيقة|ساعات|ساعة|أيام|يوم[اً]*)"
)
_COUNT = r"(?:\d+|an?|one|une?|einer?|un[ao]?)"

#: How long ago something was, counted from whenever the page is opened.
AGE = re.compile(
    rf"\b(?:{_COUNT}\s*{_UNIT}\s+ago|il y a\s+{_COUNT}\s*{_UNIT}|vor\s+{_COUNT}\s*{_UNIT}|"
    rf"hace\s+{_COUNT}\s*{_UNIT}|منذ\s+{_COUNT}?\s*{_UNIT})\b",
    re.IGNORECASE,
)

_UPDATED = re.compile(
    r"\W*(?:last |first )?(?:updated|modified|published|posted|edited)\b(?: at| on)?\W*[^.!?]*|"
    r"\W*(?:mis à jour|publié|modifié|aktualisiert|stand\s*:|veröffentlicht|actualizado|publicado|"
    r"آخر تحديث|تم التحديث|نشر)(?!\w)[^.!?]*",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(r"\d")
_NUMBER = r"\d[\d.,\s]*[km]?"
_COUNTED = (
    r"(?:views?|reads?|comments?|shares?|likes?|reactions?|followers?|replies|votes cast online|"
    r"min(?:utes?|\.)? read|vues?|commentaires?|partages?|kommentare?|aufrufe|comentarios?|"
    r"vistas?|visitas|lectures?|مشاهدة|مشاهدات|تعليق|تعليقات)"
)
_COUNTER = re.compile(
    rf"\W*(?:{_NUMBER}\s*{_COUNTED}|{_COUNTED}\W*{_NUMBER})(?:\W+(?:{_NUMBER}\s*{_COUNTED}|"
    rf"{_COUNTED}\W*{_NUMBER}))*\W*",
    re.IGNORECASE,
)


def is_fleeting(line: str) -> bool:
    """Whether a line only says when the page was touched, or counts its readers."""
    if len(line) > _LONGEST_LINE:
        return False
    if _COUNTER.fullmatch(line):
        return True
    is_dated = _HAS_TIME.search(line) is not None or AGE.search(line) is not None
    return (
        is_dated and (AGE.fullmatch(line.strip(" .·|-–—")) or _UPDATED.fullmatch(line)) is not None
    )
