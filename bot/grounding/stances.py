"""How a sentence stands to a deed that it mentions: told, denied, to come, or given up.

The words that govern a verb are read far to its left, since most deeds that are not done are told by
others: "rejected calls to resign", "has to be approved by", "demanded that it be called home",
"wrongly reported that".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.sentence_reading.deeds import Token, is_verb

#: Words before a verb among which what governs it stands.
REACH = 14

#: By what a deed is known that is not done, or is still to come.
_FAILS_TO = r"(?:fail|refuse|decline)(?:s|d|ed)? to|unable to"
_DUE_TO = (
    r"(?:expected|due|set|likely|about|going|ready|scheduled|poised|supposed|planning) to"
    r"|(?:is|are|was|were) to"
)

_ADVERBS = r"(?: \w+ly| also| now| still| yet| then| first| ever| soon)*"
_HELPED = _ADVERBS + r"(?: be| been| have| being| having){0,3}" + _ADVERBS + "$"
_NOT = r"(?:not|never|cannot|\w+n't)"
#: Verbs and nouns after which "to" leads to what somebody wants of others, or means to do.
_WANTING = (
    r"(?:calls?|called on|demand(?:s|ed|ing)?|request(?:s|ed)?|appeal(?:s|ed)?|urg(?:e|es|ed|ing)"
    r"|ask(?:s|ed|ing)?|invit(?:es|ed|ation)|pressure|pressed|push(?:ed)?|plea(?:s|ded)?|want(?:s|ed)?"
    r"|threat(?:s|en|ens|ened)?|proposals?|offer(?:s|ed)?|bids?|attempts?|tried|trying|efforts?"
    r"|prepar(?:es|ed|ing)|orders?|ordered|told|warned)"
)
_THAT = r"(?:demand|urg|ask|insist|propos|recommend|request|suggest)\w*(?: \w+){0,4}? that"

_DENIED = re.compile(
    rf"\b(?:{_NOT}|{_FAILS_TO}){_HELPED}"
    # "With no agreement signed", "no country has ratified it"
    r"|\bno (?!doubt|longer|sooner|one can|one could)\w+(?: \w+)?(?: (?:is|are|was|were|has|have|had))?(?: been| being)?$"
    r"|\bnot (?:been |being |yet )*(?:allowed|permitted|able|cleared|authori[sz]ed|obliged|entitled|let) to"
    rf"{_HELPED}"
    # "Did not agree to withdraw"
    rf"|\b{_NOT} (?:agree|accept|want|plan|intend|offer|promise|decide|choose|consent|have)\w* to"
    rf"{_HELPED}"
    r"|\b(?:denied|denies|denying)(?: \w+){0,2}?(?: that| having)(?: \w+){0,9}$"
    r"|\b(?:denied|denies|denying) (?:any|an|all|the)(?: \w+){1,3} (?:to|of)$"
    r"|\b(?:denied|denies|denying) (?:it|he|she|they)\b(?: \w+){0,4}$"
    r"|\b(?:rejected|dismissed|resisted|rebuffed|ignored|defied)(?: \w+){0,2}? "
    rf"(?:calls?|demands?|requests?|appeals?|pressure|pleas?|proposals?|offers?)(?: \w+){{0,4}} to{_HELPED}"
    r"|\b(?:wrongly|mistakenly|erroneously|falsely|incorrectly)(?: \w+){1,2}? that(?: \w+){0,7}$"
)
#: What is only supposed not to be: "if the ban was not lifted", "unless it was lifted".
_IF_NOT = re.compile(rf"\b(?:if|unless)(?: \w+){{1,7}}? {_NOT}{_HELPED}")
_AHEAD = re.compile(
    rf"\b(?:will|shall|would|may|might|could|should|must|ought to|cannot){_HELPED}"
    rf"|\b(?:has|have|had|needs?|needed|yet) to{_HELPED}"
    r"|\b(?:plan|intend|hope|promise|vow|pledge|aim|expect)(?:s|d|ed|ned)?(?: \w+){0,2} to" + _HELPED
    + rf"|\b(?:{_DUE_TO}){_HELPED}"
    rf"|\b{_WANTING}(?: \w+){{0,5}} to{_HELPED}"
    rf"|\b{_THAT}(?: \w+){{1,5}} be{_ADVERBS}$"
    # "Demanded that parliament set up a committee"
    r"|\b(?:demand|ask|propos|recommend|request)\w*(?: \w+){0,4}? that(?: \w+){1,5}$"
    r"|\b(?:if|unless|whether)(?: \w+){1,7}$"
    r"|\b(?:wants?|wanted|seeks?|sought)(?: (?!which\b|who\b|that\b)\w+){1,5}$"
    r"|\bwere(?: \w+){1,3} to$"
)  # fmt: skip
#: What somebody is said to have done, and no court has found.
_ALLEGED = re.compile(
    r"\b(?:charg(?:es?|ed) (?:of|with)|accus\w+ of|suspect\w+ of|suspicion of|allegations? of"
    rf"|alleged to have){_HELPED}"
)
#: Before the noun of a deed: what is done about it while it is not done.
_ABOUT_IT = re.compile(
    r"\b(?:delay|block|halt|stop|prevent|avoid|avert|reject|oppos|seek|sought|demand|want|consider"
    r"|plan|propos|possible|threat|fear|postpon|refus|rule[sd]? out|against|(?:call|ask)(?:s|ed|ing)? for"
    r"|push(?:es|ed|ing)? for|votes? on|debates? on)\w*(?: (?:a|an|the|any|his|her|its|their|another|\w+'s))*"
    r"(?: (?:urgent|special|new|further|full|early|immediate|second|third|next|emergency|formal|public|joint|final))?$"
)
#: Before a deed's noun or its form in "ing": "no decision on ending it", "talks on lifting it".
_NOT_DECIDED = re.compile(
    r"\bno (?:decisions?|agreements?|plans?|intention|consensus|deal|vote)(?: \w+)? (?:on|to|of|about|for|over)"
    r"(?: \w+ly)?$"
)
_TALKED_OF = re.compile(
    r"\b(?:decisions?|plans?|talks|negotiations|proposals?|debates?|votes?|discussions?|calls?|option|idea|threats?"
    r"|consider\w*|propos\w+|suggest\w*|discuss\w*|favou?r\w*|instead|without|against|before|possibility)"
    r"(?: (?:on|of|about|for|over))?(?: \w+ly)?$"
)
_GIVEN_UP = re.compile(
    rf"\b(?:had been|was|were) (?:expected|due|set|scheduled|planned|supposed|meant) to{_HELPED}"
)
#: What tells that it did not come to it; what was put off will still be done.
_NOT_AFTER_ALL = re.compile(
    r"\b(?:not|never|no longer|cancel\w*|withdr[ae]w\w*|pulled out|dropped out|declin\w+|refus\w+)\b"
)


#: An infinitive is not told as done, but after these: "managed to escape", "went on to win".
_TO = re.compile(r"\bto(?: \w+ly)?$")
_ACHIEVED = re.compile(
    r"\b(?:agree|manag|began|begun|start|continu|proceed|came|went on|happen|able|succeed|help|let|allow|enabl"
    r"|forc|compel|oblig|caus|led|seem|appear|prov|found|known|used|got|made|brought|first|last|only)\w*"
    r"(?: \w+){0,4} to(?: \w+ly)?$"
)
_OPEN = re.compile(
    rf"\b(?:whether|if)(?: \w+){{1,7}}? (?:will|would|could|might|may|should|can){_HELPED}"
)


class Stance(StrEnum):
    """How a sentence stands to a deed."""

    TOLD = "told"
    DENIED = "denied"
    AHEAD = "ahead"
    #: An infinitive: nothing is said of whether it was done.
    MEANT = "meant"
    #: It was to come, and nothing is said of whether it did.
    EXPECTED = "expected"
    #: Whether it will be is left open: "did not say whether it would pay".
    OPEN = "open"
    #: It was to come, and did not.
    GIVEN_UP = "given up"


def is_noun_in_ing(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is a deed's noun with a word before it: "an urgent meeting"."""
    if not tokens[place].low.endswith("ing") or place < 2:
        return False
    is_before = tokens[place - 2].low in {"a", "an", "the", "another", "any", "no"}
    return is_before and not (tokens[place - 1].word.is_stop or tokens[place].after_comma)


def stance_of(tokens: Sequence[Token], place: int) -> Stance:
    """How a sentence stands to the deed whose verb, or noun, stands at a place."""
    start = place
    while start > 0 and place - start < REACH and not tokens[start].after_border:
        start -= 1
    # "In May, she met": a month is no modal verb.
    lows = ("" if t.word.text == "May" else t.low.replace("’", "'") for t in tokens[start:place])
    before = " ".join(lows)
    if tokens[place].low.endswith("ing") and (
        _NOT_DECIDED.search(before) or _TALKED_OF.search(before)
    ):
        return Stance.DENIED if _NOT_DECIDED.search(before) else Stance.AHEAD
    if not is_verb(tokens, place) or is_noun_in_ing(tokens, place):
        return Stance.AHEAD if _ABOUT_IT.search(before) else Stance.TOLD
    after = " ".join(token.low for token in tokens[place + 1 :])
    return _of_a_verb(before, after)


def _of_a_verb(before: str, after: str) -> Stance:
    """The same by the words before and after a verb."""
    if _IF_NOT.search(before):
        return Stance.AHEAD
    if _DENIED.search(before):
        return Stance.DENIED
    if _OPEN.search(before):
        return Stance.OPEN
    if _GIVEN_UP.search(before):
        return Stance.GIVEN_UP if _NOT_AFTER_ALL.search(after) else Stance.EXPECTED
    if _AHEAD.search(before) or _ALLEGED.search(before):
        return Stance.AHEAD
    if _TO.search(before) and not _ACHIEVED.search(before):
        return Stance.MEANT
    return Stance.TOLD
