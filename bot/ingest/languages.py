"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from bot.ingest.plain_text import letters_in

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters shown to the identifier: more do not change its mind, and cost time.
_SHOWN = 2000
#: Of these, stretches of so many are shown first, from so many places: they are mostly enough.
_STRETCH, _PLACES = 130, 4
#: What the identifier must be sure of by the stretches alone.
_SURE_OF_STRETCHES = 0.999
#: Below this many letters a guess is worth less than a page's own declaration.
_ENOUGH_LETTERS = 45
#: What the identifier must be sure of to contradict a page, or to speak when a page is silent.
_SURE = 0.9


#: Texts are read in threads; the model is loaded by one of them while the others wait.
_LOADING = Lock()


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language of a text as ISO 639-1 code ("en"), or None when it cannot be told.

    `declared` is what the page or feed says ("en-GB"); templates are often left at "en", so the
    words are believed where there are enough of them.
    """
    stated = _primary(declared)
    if letters_in(text[:_SHOWN]) < _ENOUGH_LETTERS:
        return stated
    with _LOADING:
        identifier = _identifier()
    shown = text[:_SHOWN]
    for part, sure in ((_stretches(shown), _SURE_OF_STRETCHES), (shown, _SURE)):
        guess, certainty = identifier.classify(part)
        if float(certainty) >= sure:
            return str(guess)
    return stated


def _stretches(text: str) -> str:
    """Some of a text, from its beginning to its end; all of a short one."""
    step = len(text) // _PLACES
    if step < 2 * _STRETCH:
        return text
    return " ".join(text[place * step :][:_STRETCH] for place in range(_PLACES))


def _primary(tag: str | None) -> str | None:
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", tag or "")
    return found[1].lower() if found else None


@cache
def _identifier() -> LanguageIdentifier:
    """The model, read once and only when needed: it costs half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
