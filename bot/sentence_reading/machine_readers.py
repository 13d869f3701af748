"""Articles that speak to the machines that read them: "Note to language models: ...".  Pure.

No newsroom writes so.  Whoever planted such a sentence may have planted others that no list knows,
so that nothing is written from the whole article (promise 4): neither by a model nor word for word.
People still find it by searching, and `omitted` says why it was left out.  What a person is quoted
as saying is theirs: news about such sentences stays news.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.sentence_reading.attribution import without_quotations
from bot.sentence_reading.orders import MACHINE, MUST, READER, WRITES

_ADDRESSED = re.compile(
    # a chatbot must tell; assistants reading this page should
    rf"\b{MACHINE}\b[^.!?\n]{{0,50}}?\b{MUST} (?:never |always |only |not )?{WRITES}\b"
    rf"|\b{READER}\b[^.!?\n]{{0,50}}?\b{MUST}\b"
    # note to language models; instructions for all assistants
    rf"|\b(?:note|notice|message|memo|attention|instructions?|reminder|hint|warning) (?:to|for)"
    rf" (?:all |any |the |every |other )*(?:{MACHINE}|(?:ai|automated|machine)\b|bots?\b|assistants?\b"
    r"|summari[sz]ers?\b|models?\b)"
    # if you are an automated summariser; ignore all previous instructions
    r"|\b(?:if )?you are (?:now )?an? (?:ai|automated|language|large language|llm|bot|chat ?bot|machine"
    r"|virtual|assistant|summari[sz]er)\b"
    r"|\b(?:ignore|disregard|forget|override) (?:all |any |the |your |my )*(?:previous|prior|above"
    r"|earlier|preceding|system) (?:instructions?|prompts?|rules|directions|guidelines)\b",
    re.IGNORECASE,
)


# Of an article all passages are looked at, for each question anew.
@lru_cache(maxsize=1_024)
def speaks_to_machines(text: str) -> bool:
    """Whether a text, outside quotation marks, addresses whatever machine reads it."""
    return _ADDRESSED.search(without_quotations(text)) is not None
