"""Sentences of an article that tell whoever reads them to do something.

Articles are data (promise 4).  An order is not reported, not even word for word: it is no news,
and in a post it would speak to the channel, or do what somebody planted it for.  What a person is
quoted as saying is theirs, and no order of the article's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import dropwhile, islice, pairwise

from bot.dates.datelines import dateline_of, place_of
from bot.sentence_reading.attribution import without_quotations
from bot.sentence_reading.foreign_orders import is_foreign_order
from bot.sentence_reading.reading_words import reading_words

_WORD = re.compile(r"[^\W_]+")
#: What an order may begin with before its verb: "In your response, ...", "To the assistant: ...".
_LEAD_IN = re.compile(
    r"^\s*(?:in|for|to|at|with|as|from|before|after|when|while|if|once|upon)\b[^,:.]{1,60}[,:]\s*",
    re.IGNORECASE,
)
#: Label of a planted order: "SYSTEM:", "Note to AI -".
_LABEL = re.compile(r"^[^\w]*(?:[^\W\d_]+\s){0,3}[^\W\d_]+\s*(?::|\s[-–—])\s+(?=\w)")

#: What an order obliges without a word to it: a machine that reads, or what it writes.
MACHINE = r"(?:(?:language|ai) models?|chat ?bots?|(?:ai|virtual) (?:assistants?|systems?)|llms?)"
READER = (
    r"(?:assistant|model|bot|ai|machine|system|anyone|anybody|whoever|everyone)s? (?:that |who )?"
    r"(?:reads?|reading|processing|parsing|summari[sz](?:es|ing)|answer(?:s|ing))"
)
_WRITTEN = r"(?:summar(?:y|ies)|answers?|repl(?:y|ies)|responses?|briefings?|digests?|output)"
_TO_BE_WRITTEN = r"(?:contain|carry|rhyme|be (?:in|written|signed|a poem|a joke|preceded|followed))"
MUST = (
    r"(?:must|should|shall|has to|have to|ought to|needs? to|(?:is|are) (?:to|(?:asked|told|required"
    r"|instructed|requested|ordered|obliged|advised|forbidden|not allowed) to))"
)
#: What a machine that writes may be obliged to; the news obliges it to other things.
WRITES = (
    r"(?:answer|reply|respond|say|state|write|end|begin|start|finish|close|sign|quote|cite|mention"
    r"|include|add|leave out|omit|skip|ignore|forget|disregard|tell|call|print|output|praise|repeat"
    r"|translate|summari[sz]e|refuse|speak)"
)
_OBLIGES = re.compile(
    rf"\b{MACHINE}\b[^.]{{0,50}}?\b{MUST} (?:never |always |only |not )?{WRITES}\b"
    rf"|\b{READER}\b[^.]{{0,50}}?\b{MUST}\b"
    rf"|\b(?:model|bot|ai|assistant)s? (?:reading|processing|summari[sz]ing) [^.]{{1,40}}? will\b"
    rf"|\b{_WRITTEN} (?:[^.]{{1,25}} )?{MUST} (?:never |always |only |not )?(?:{WRITES}|{_TO_BE_WRITTEN})\b"
    r"|\b(?:may|must|should|shall) (?:the|any) (?:summary|reply|briefing|digest|output)\b"
    r"|\bas an? (?:ai|llm|(?:ai |large )?language model|ai assistant|chat ?bot), (?:you|i|do|never|al)"
    r"|^\W*dear (?:ai|assistant|model|chat ?bot|bot|machine|language model|reader)\b"
    r"|\b(?:it is )?your (?:job|task|duty|role|mission|goal|only task)(?: is|,|\b) (?:now )?to\b"
    r"|^\W*from (?:now|this (?:point|moment)|here) on(?:wards?)?,?[^.]{0,80}\b(?:must|only|always|never"
    r"|repl(?:y|ies)|answers?|responses?)\b"
    r"|^\W*(?:stop|quit|keep|start|avoid|begin) [a-z]+ing\b|\byour (?:new )?(?:name|role|persona|identity) is\b"
    r"|\byou have been (?:re)?(?:programmed|trained|configured|instructed|set) to\b"
    r"|\b(?:takes?|has|have) (?:priority|precedence) over (?:all |any |every)?(?:thing )?(?:your|what you"
    r"|previous|earlier|other instructions)|\bthe bot (?:must|should|shall)\b"
    r"|\bas if you (?:were|are|had)\b|\bwhen you (?:answer|reply|respond|write|summari[sz]e)\b"
    r"|\byou (?:will|can|may|are going to|are free to) (?:now |then |always |never |only )?(?:answer|act|reply"
    r"|respond|pretend|ignore|forget|disregard|translate|print|output|summari[sz]e|write|obey|call)\b",
    re.IGNORECASE,
)

#: How a question ends, here and in Arabic and Chinese.
_ASKS = re.compile(r"[?؟？][!?؟？\s)\]]*$")


@lru_cache(maxsize=4_096)
def is_order(sentence: str) -> bool:
    """Whether a sentence orders something, or speaks to whoever writes from it.

    English: by a verb at its head without a subject, by the phrases of `to_the_writer`, or by what
    it says that a machine, an answer or a reader must do; other languages: `foreign_orders`.
    """
    own = without_quotations(_without_place(sentence))
    if reading_words().to_the_writer.are_in(own) or _OBLIGES.search(own) or is_foreign_order(own):
        return True
    heads = (own, _LEAD_IN.sub("", own, count=1), _LABEL.sub("", own, count=1))
    return any(_begins_with_order(head) for head in dict.fromkeys(heads))


def _without_place(sentence: str) -> str:
    """A sentence without the one word of its dateline: "SPLIT - A woman died" orders nothing."""
    dateline = dateline_of(sentence)
    is_one_word = dateline is not None and len(place_of(dateline).split()) == 1
    return sentence[len(dateline) :] if dateline is not None and is_one_word else sentence


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
