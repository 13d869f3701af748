"""Sentences that speak of "the draft" which another sentence has named.

Shown under another article's headline, such a sentence speaks of another draft: eleven votes for
one resolution then read as eleven votes for the next.
"""

from __future__ import annotations

import re
from functools import cache

from bot.sentence_reading.reading_words import reading_words

#: What comes after the noun and says which one it is: "the draft of the ten", "the text that ...".
_SAYS_WHICH = r"(?!\w)(?!\s+(?:of|on|for|by|from|between|with|that|which|who|calling|demanding|\d))"


def refers_back(sentence: str) -> bool:
    """Whether it speaks of a document by "the" alone, without having named it.

    >>> refers_back("Eleven members voted for the draft and three against it.")
    True
    >>> refers_back("A vote on the draft of the ten elected members is expected on Monday.")
    False
    >>> refers_back("The United States put a draft forward, and Russia vetoed the draft.")
    False
    """
    for found in _back_reference().finditer(sentence):
        named = re.compile(rf"(?<!\w){re.escape(found['noun'])}", re.IGNORECASE)
        if named.search(sentence, 0, found.start()) is None:
            return True
    return False


@cache
def _back_reference() -> re.Pattern[str]:
    lists = reading_words()
    nouns = "|".join(sorted(lists.document_nouns))
    vague = "|".join(sorted(lists.vague_adjectives))
    return re.compile(
        rf"(?<!\w)(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)\s+(?:(?:{vague})\s+)?"
        rf"(?P<noun>{nouns}){_SAYS_WHICH}(?!\s+\(?[A-Z0-9])"
    )
