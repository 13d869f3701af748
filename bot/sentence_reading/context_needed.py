"""Whether a sentence needs the one before it: pronouns, "the answer", words without a speaker."""

from __future__ import annotations

import re
from functools import cache

from bot.memory.words import Word, words_of
from bot.sentence_reading.attribution import speaker_of, without_quotations
from bot.sentence_reading.calendar_words import DAYS, MONTHS
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reading_words import first_word, reading_words

OPENING_MARKS = "\"“«„‘'([¿¡"
#: German pronouns at a sentence's head: "Das teilte er mit", and not "Das Parlament".
_LEANS_ABROAD = re.compile(
    r"(?:Das|Dies|Er|Sie|Dort|Da(?:mit|her|bei|für|zu|vor|von|nach|durch|gegen|rauf|raufhin|rin|rüber|runter)|Deshalb)"
    r"\s+[a-zäöü]|(?:Der|Die|Den|Dem)\s+(?:hat|hatten?|war|waren|ist|sind|wird|soll|will|kann|muss)\b"
    r"|(?:Ihre?|Seine?)\s+[A-ZÄÖÜ]\w+\s+[a-zäöü]"
)
#: English joining words of more than one word.
_JOINS = re.compile(
    r"(?:in\s+(?:fact|truth|reality|addition|contrast|turn|return|particular)|as\s+a\s+result|at\s+the\s+same\s+time"
    r"|for\s+(?:example|instance)|on\s+the\s+other\s+hand)\b(?!\s+(?:for|of|to|with))",
    re.IGNORECASE,
)
#: "Will never do that.", "openly criticised this, saying ...": no word before it says what.
_POINTS_BACK = re.compile(
    r"^(?:[^\s,;:]+\s+){1,7}?(?:(?:do|does|did|done|doing)\s+(?:that|so|this|it)\b|(?:this|that)\s*[,.;])"
)
#: What somebody says of "it": whatever that is.
_OF_IT = re.compile(
    r"\b(?:said|says|denied|denies|called|rejected|confirmed|added)\b((?:(?!\b(?:said|says)\b)[^.“\"]){0,60}?)\b(?:it|this|that|them)\.$"
)
#: Words that tell what is said, beside a pronoun, from which it is told.
FEWEST_SAID = 2
#: "Velia has offered to take 40 of them": the sentence before says whom.
_OF_THEM = re.compile(
    r"(?P<before>[^“\"]{0,200}?)\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|half|some|most|many"
    r"|none|all) of them\b",
    re.IGNORECASE,
)
#: "The first meeting is set for 20 January": of whom, was told before.
_ONE_OF_THOSE = re.compile(
    r"The (?:first|second|third|fourth|next|last|final|other|others|rest|remainder)"
    r"(?: (?:meeting|session|round|phase|stage|sitting|hearing|tranche|instalment|part|step|payment|shipment|flight"
    r"|delivery|visit|group|two|three|four|five))?(?= (?:is|are|was|were|will|would|has|have|had|took|takes|begins?|began"
    r"|starts?|ended|ends|comes?|came)\b)"
)
_PLURAL = re.compile(r"\b(?!(?:has|was|says|this|its|his|as|is|does)\b)[a-z]+s\b")
#: A narrator, or one party that speaks of itself.
_FIRST_PERSON = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Oo]ur|[Mm]y)(?![\w-])(?!\.)")


def leans(sentence: str) -> bool:
    """Whether it needs the sentence before it: a pronoun at its head, words without a speaker.

    >>> leans("In a later post, he took a milder tone.")
    True
    >>> leans("In a later post, Moreau said that he had been misread.")
    False
    """
    if sentence.lstrip()[:1] in OPENING_MARKS or _is_mostly_quotation(sentence):
        return speaker_of(sentence) is None
    if _LEANS_ABROAD.match(sentence) or _opens("leaning").match(sentence):
        return True
    if first_word(sentence) in reading_words().leaning_starts:
        return True
    if _says_but_a_pronoun(sentence) or is_of_those_before(sentence):
        return True
    told = without_quotations(sentence)
    return _POINTS_BACK.match(told) is not None or _names_nobody(told)


def _says_but_a_pronoun(sentence: str) -> bool:
    """Whether what is said is only known by the sentence before: "He said he was against it."""
    found = _OF_IT.search(sentence)
    if found is None:
        return False
    said = [word for word in words_of(found[1]) if not word.is_stop]
    return len(said) < FEWEST_SAID and not any(word.is_name or word.is_figure for word in said)


def is_of_those_before(sentence: str) -> bool:
    """Whether it tells of some of those that the sentence before speaks of, without a pronoun first.

    >>> is_of_those_before("The next round will be held in Kesh.")
    True
    >>> is_of_those_before("The next round of the talks will be held in Kesh.")
    False
    """
    return _ONE_OF_THOSE.match(sentence) is not None or _counts_those_before(sentence)


def _counts_those_before(sentence: str) -> bool:
    """Whether it counts some "of them", and has named nobody whom that may mean."""
    found = _OF_THEM.match(sentence)
    if found is None:
        return False
    return _PLURAL.search(found["before"]) is None and " and " not in found["before"]


def joins(sentence: str) -> bool:
    """Whether it begins with a joining word ("However, ..."): better after the one it joins."""
    return (
        first_word(sentence) in reading_words().joining_starts
        or _JOINS.match(sentence) is not None
        or _opens("joining").match(sentence) is not None
    )


def speaks_of_us(sentence: str) -> bool:
    """Whether its writer speaks in it: a columnist, or a party in its own statement."""
    return _FIRST_PERSON.search(without_quotations(sentence)) is not None


def _is_mostly_quotation(sentence: str) -> bool:
    outside = without_quotations(sentence).replace("\x00", "")
    return len(outside.split()) < len(sentence.split()) / 3


def _names_nobody(told: str) -> bool:
    """Whether "he" or "she" comes before anybody whom it may mean, and no name follows it.

    "When she arrives, Roe will ..." names her after it.
    """
    words = list(words_of(told))
    place = next((n for n, w in enumerate(words) if w.text in {"he", "she", "he’s", "she’s"}), None)
    if place is None or any(_may_be_meant(word) for word in words[:place]):
        return False
    return re.search(r",\s+[A-Z]", told[words[place].start :]) is None


def _may_be_meant(word: Word) -> bool:
    text = word.text.casefold()
    if text in reading_words().people or text in reading_words().offices:
        return True
    is_day = word.stem in DAYS | MONTHS
    return word.text[:1].isupper() and not word.is_stop and not is_day


@cache
def _opens(kind: str) -> re.Pattern[str]:
    phrases = (p for lists in read_lists("openings.toml").values() for p in lists[kind])
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)
    return re.compile(rf"\W*(?:{words})(?![\w’'-])", re.IGNORECASE)
