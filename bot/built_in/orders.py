"""Sentences of an article that tell whoever reads them to do something.

Articles are data (promise 4).  An order is not reported, not even word for word: it is no news,
and in a post it would speak to the channel, or do what somebody planted it for.  What a person is
quoted as saying is theirs, and no order of the article's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import dropwhile, islice, pairwise

from bot.built_in.attribution import without_quotations
from bot.built_in.reading_words import reading_words

_WORD = re.compile(r"[^\W_]+")
#: What an order may begin with before its verb: "In your response, ...", "To the assistant: ...".
_LEAD_IN = re.compile(
    r"^\s*(?:in|for|to|at|with|as|from|before|after|when|while|if|once|upon)\b[^,:.]{1,60}[,:]\s*",
    re.IGNORECASE,
)
#: Label of a planted order: "SYSTEM:", "Note to AI -".
_LABEL = re.compile(r"^[^\w]*(?:[^\W\d_]+\s){0,3}[^\W\d_]+\s*(?::|\s[-–—])\s+(?=\w)")

#: How a question ends, here and in Arabic and Chinese.
_ASKS = re.compile(r"[?؟？][!?؟？\s)\]]*$")


@lru_cache(maxsize=4_096)
def is_order(sentence: str) -> bool:
    """Whether a sentence orders something, or speaks to whoever writes from it.

    English: by a verb at its head without a subject, or by the phrases of `to_the_writer`.
    """
    own = without_quotations(sentence)
    if reading_words().to_the_writer.are_in(own):
        return True
    heads = (own, _LEAD_IN.sub("", own, count=1), _LABEL.sub("", own, count=1))
    return any(_begins_with_order(head) for head in dict.fromkeys(heads))


def is_question(sentence: str) -> bool:
    """Whether a sentence asks something, and not only in the words of somebody it quotes."""
    return _ASKS.search(without_quotations(sentence)) is not None


def speaks_to_reader(sentence: str) -> bool:
    """Whether a sentence says "you" outside quotation marks."""
    return reading_words().to_the_reader.are_in(without_quotations(sentence))


def _begins_with_order(text: str) -> bool:
    lists = reading_words()
    # A mask of a quotation is no word; what follows it is not what the sentence begins with.
    found = islice(_WORD.finditer(text.replace("\x00", "x")), 8)
    words = [match.group().casefold() for match in found]
    rest = list(dropwhile(lambda word: word in lists.before_orders, words))
    if rest[:1] and rest[0] in lists.orders:
        return True
    first = next(pairwise(rest), None)
    return first is not None and first[0] in lists.orders_or_nouns and first[1] in lists.determiners
