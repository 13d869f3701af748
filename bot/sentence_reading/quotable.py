"""Whether a sentence of an article can stand by itself in a briefing."""

from __future__ import annotations

import re

from bot.memory.words import words_of
from bot.sentence_reading.attribution import speaker_of, without_quotations
from bot.sentence_reading.orders import is_order, speaks_to_reader
from bot.sentence_reading.reading_words import first_word, reading_words

#: Fewest and most words of a sentence that is shown by itself: shorter ones are captions and
#: credits, longer ones are not read in a chat.
FEWEST_WORDS, MOST_WORDS = 4, 70
#: The same for scripts that put no spaces between words, in characters.
FEWEST_CHARACTERS, MOST_CHARACTERS = 10, 600

_ENDS = re.compile(r"[.!…。！؟۔।][\"”’»')\]]*$")
_OPENS = "\"“«„‘'([¿¡"
#: German and French pronouns at a sentence's head: "Das teilte er mit", and not "Das Parlament".
_LEANS_ABROAD = re.compile(
    r"(?:Das|Dies|Er|Sie|Dort|Damit|Daher|Deshalb|Dabei|Dafür|Dazu|Darüber|Dagegen)\s+[a-zäöü]"
    r"|(?:Ihre?|Seine?)\s+[A-ZÄÖÜ]\w+\s+[a-zäöü]|(?:Elles?|Ils|Cela|Celui-ci|Celle-ci|Ceux-ci)\s"
)
#: Joining words of more than one word.
_JOINS = re.compile(
    r"(?:in\s+(?:fact|truth|reality|addition|contrast|turn|return|particular)|as\s+a\s+result|at\s+the\s+same\s+time"
    r"|for\s+(?:example|instance)|on\s+the\s+other\s+hand)\b(?!\s+(?:for|of|to|with))",
    re.IGNORECASE,
)
#: What somebody says of "it": whatever that is.
_OF_IT = re.compile(
    r"\b(?:said|says|denied|denies|called|rejected|confirmed|added)\b((?:(?!\b(?:said|says)\b)[^.“\"]){0,60}?)\b(?:it|this|that|them)\.$"
)
#: Words that tell what is said, beside a pronoun, from which it is told.
FEWEST_SAID = 2
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def stands_alone(sentence: str) -> bool:
    """Whether it is a complete statement that leans on no other sentence.

    Left out: fragments and credits, questions, sentences that begin with a pronoun, quotations
    that are torn or whose speaker is in another sentence, what is not part of the article, and
    what tells its reader to do something.
    """
    return (
        _is_whole(sentence)
        and _has_fit_length(sentence)
        and not leans(sentence)
        and not reading_words().not_the_article.are_in(sentence)
        and not speaks_to_reader(sentence)
        and not is_order(sentence)
    )


def leans(sentence: str) -> bool:
    """Whether it needs the sentence before it: a pronoun at its head, words without a speaker."""
    if sentence.lstrip()[:1] in _OPENS or _is_mostly_quotation(sentence):
        return speaker_of(sentence) is None
    if _LEANS_ABROAD.match(sentence) or _says_but_a_pronoun(sentence):
        return True
    return first_word(sentence) in reading_words().leaning_starts


def _says_but_a_pronoun(sentence: str) -> bool:
    """Whether what is said is only known by the sentence before: "He said he was against it."""
    found = _OF_IT.search(sentence)
    if found is None:
        return False
    said = [word for word in words_of(found[1]) if not word.is_stop]
    return len(said) < FEWEST_SAID and not any(word.is_name or word.is_figure for word in said)


def joins(sentence: str) -> bool:
    """Whether it begins with a joining word ("However, ..."): better after the one it joins."""
    return (
        first_word(sentence) in reading_words().joining_starts or _JOINS.match(sentence) is not None
    )


def _is_whole(sentence: str) -> bool:
    opening = sentence.lstrip(_OPENS)[:1]
    quotes_match = sentence.count("“") == sentence.count("”") and sentence.count('"') % 2 == 0
    return (
        _ENDS.search(sentence) is not None
        and bool(opening)
        and not opening.islower()
        and quotes_match
        and "\n" not in sentence
    )


def _has_fit_length(sentence: str) -> bool:
    if _SPACELESS.search(sentence):
        return FEWEST_CHARACTERS <= len(sentence) <= MOST_CHARACTERS
    return FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS


def _is_mostly_quotation(sentence: str) -> bool:
    outside = without_quotations(sentence).replace("\x00", "")
    return len(outside.split()) < len(sentence.split()) / 3
