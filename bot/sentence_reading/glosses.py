"""A French, German or Spanish sentence put into English words, so that the rules for English can read it.  Pure.

A gloss is for reading alone: what is told is always the sentence itself.  Verbs stand in their
English forms, German ones where English has them, and an office, an adjective and its noun in the
English order.  Where it is not plain who does what (an object comes first), the gloss is None.
"""

from __future__ import annotations

from functools import lru_cache

from bot.sentence_reading.german_order import in_english_order
from bot.sentence_reading.gloss_pieces import MOST_WORDS, grammar_of
from bot.sentence_reading.gloss_verbs import adjectives_first, begins_with_object, verbs_together
from bot.sentence_reading.gloss_writing import written


@lru_cache(maxsize=4_096)
def gloss(sentence: str, language: str, names: frozenset[str] = frozenset()) -> str | None:
    """The sentence in English words; None where it cannot be told who does what, or is too long.

    `names`: what the article has for names, which German does not tell from nouns.

    >>> gloss("Le ministre malien des affaires étrangères, Ali Diarra, a démissionné mercredi.", "fr")
    'the Malian foreign minister, Ali Diarra, resigned on Wednesday.'
    >>> gloss("Die Schweiz hat am Montag Sanktionen gegen elf Richter verhängt.", "de")
    'Switzerland imposed on Monday sanctions on eleven judges.'
    """
    grammar = grammar_of(language)
    if grammar is None:
        return None
    pieces = grammar.read(sentence, names)
    if pieces is None or len(pieces) > MOST_WORDS:
        return None
    if language == "de":
        ordered = in_english_order(pieces, grammar)
        if ordered is None:
            return None
        pieces = ordered
    else:
        if language == "es" and begins_with_object(pieces):
            return None
        pieces = verbs_together(adjectives_first(pieces), grammar)
    return written(pieces)
