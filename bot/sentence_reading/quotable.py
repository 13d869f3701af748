"""Whether a sentence of an article can stand by itself in a briefing."""

from __future__ import annotations

import re

from bot.sentence_reading.context_needed import OPENING_MARKS, leans
from bot.sentence_reading.orders import is_order, speaks_to_reader
from bot.sentence_reading.reading_words import reading_words

#: Fewest and most words of a sentence that is shown by itself: shorter ones are captions and
#: credits, longer ones are not read in a chat.
FEWEST_WORDS, MOST_WORDS = 4, 70
#: The same for scripts that put no spaces between words, in characters.
FEWEST_CHARACTERS, MOST_CHARACTERS = 10, 600

_ENDS = re.compile(r"[.!…。！؟۔।][\"”’»')\]]*$")
#: A sentence that was broken off.
_BREAKS_OFF = re.compile(r"(?:\.\.\.|…)$")
#: German, French and Spanish teasers, which have no main clause: "Was hinter dem Angriff steckt."
_ASKS = re.compile(
    r"(?:(?:Was|Wie|Warum|Wieso|Weshalb|Wer|Wen|Wem|Wo|Wann|Welche[rsnm]?|Wohin|Woher|Worum|Wozu|Womit|Ob)"
    r"|Pourquoi|Comment|Ce\s+qu(?:e|['’])|Por\s+qué|Cómo|Cuándo)\b"
)
#: What goes on with a question behind a comma: no verb of a main clause.
_GOES_ON = re.compile(
    r"\s*(?:was|wie|warum|wieso|weshalb|wer|wen|wem|wo|wann|welche[rsnm]?|wohin|woher|worum|und|oder|dass|ob|der|die"
    r"|das|den|dem|deren|dessen|weil|wenn|aber|sondern|auch|vor|pourquoi|comment|qui|que|où|quand|et|ou|dont|cómo|cuándo"
    r"|quién|qué|y|o)\b"
)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def stands_alone(sentence: str) -> bool:
    """Whether it is a complete statement that leans on no other sentence.

    Left out: fragments, teasers and credits, questions, sentences that begin with a pronoun, quotations
    that are torn or whose speaker is in another sentence, what is not part of the article, and
    what tells its reader to do something.
    """
    return (
        _is_whole(sentence)
        and _has_fit_length(sentence)
        and not leans(sentence)
        and not _only_asks(sentence)
        and not reading_words().not_the_article.are_in(sentence)
        and not speaks_to_reader(sentence)
        and not is_order(sentence)
    )


def _only_asks(sentence: str) -> bool:
    """Whether it is the head of what a page goes on to tell, and no statement."""
    if _ASKS.match(sentence) is None:
        return False
    return all(_GOES_ON.match(clause) for clause in sentence.split(",")[1:])


def _is_whole(sentence: str) -> bool:
    opening = sentence.lstrip(OPENING_MARKS)[:1]
    quotes_match = sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0
    return (
        _ENDS.search(sentence) is not None
        and _BREAKS_OFF.search(sentence) is None
        and bool(opening)
        and not opening.islower()
        and quotes_match
        and "\n" not in sentence
    )


def _has_fit_length(sentence: str) -> bool:
    if _SPACELESS.search(sentence):
        return FEWEST_CHARACTERS <= len(sentence) <= MOST_CHARACTERS
    return FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
