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
    guess, certainty = identifier.classify(text[:_SHOWN])
    return str(guess) if float(certainty) >= _SURE else stated


def _primary(tag: str | None) -> str | None:
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", tag or "")
    return found[1].lower() if found else None


@cache
def _identifier() -> LanguageIdentifier:
    """The model, read once and only when needed: it costs half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
