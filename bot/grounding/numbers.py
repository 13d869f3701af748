"""Figures: each of a sentence must stand in its sources, with its unit and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.dates.words import ENGLISH, calendar_words
from bot.domain.claims import Problem, ProblemKind
from bot.figures.reading import Figure
from bot.figures.units import MEASURES, names_currency
from bot.grounding.figure_agreement import agrees
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.tokens import Token
from bot.grounding.word_lists import listed
from bot.memory.stems import stem

#: Words after a figure among which the thing that it counts is looked for.
_REACH = 3
#: Words that say "zero" in a count of votes.
_NONE_WORDS = frozenset({"no", "none", "nobody", "zero", "without", "unanimously", "unanimous"})
#: Between two figures of one range or one list.
_RANGED = re.compile(r"[\s,‐‑–-]*(?:to|or|and)?[\s‐‑–-]*")
_OF_IT = re.compile(r"\s+of\s+(?:it|them|these|those|this|that|which|whom)\b")
_PART_OF = re.compile(
    r"\s+of\s+(?:the\s+|its\s+|their\s+|some\s+)?(?:(?:[\w-]+\s+)?[\w-]+(?:['’]s|s['’])\s+)?"
)
#: Before a second day of the same month: "April 24th and".
_DAYS_BEFORE = re.compile(
    rf"\b(?:{'|'.join(calendar_words(ENGLISH).months)})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?"
    r"\s*(?:,|and|or|to|-|–)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
#: Plurals without an "s".
_PLURALS = listed("people men women children police troops personnel")
#: Those who may be called anything else: "11 people" are the prisoners.
_ANYBODY = listed("people men women members others")
#: What money is called among friends.
_SLANG = listed("bucks quid grand")

#: "In ten years", of "the next decade".
_HELPERS = listed("is are was were has have had will would can could may might should must")
_BEFORE_VERB = re.compile(r"(?:is|are|was|were) \w+(?:ing|ed)\b")
_DECADE = 10
#: What says "two" without a figure.
_BOTH = frozenset({"both", "pair"})
_DECADE_WORDS = frozenset({stem("decade")})

#: Before the other end of a change.
_OTHER_END = re.compile(r"\b(?:from|to|against|than)\s+$")
_COUNTS_NOTHING = re.compile(
    r"(?:against|for|in favour|opposed|undecided|said|were|in|did)\b|[.,;]"
)
_WHOSE = re.compile(r"['’]s\b|s['’](?!\w)")
ToldFigure = tuple[Figure, Ground]


def check_numbers(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every figure of the sentence that its sources do not carry."""
    told = [(f, g) for g in (*grounds.cited, *grounds.about) for f in g.figures]
    for figure in claim.loose_figures:
        if not _is_carried(figure, claim, told, grounds):
            yield Problem(ProblemKind.NUMBER, figure.text)


def check_currencies(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for every amount of a currency that the articles never name: "$4bn" of 4 billion.

    For what is posted: a bare text may leave its currency to its place, as chats do.
    """
    texts = [*(ground.text for ground in (*grounds.cited, *grounds.about)), *grounds.whole]
    for figure in claim.loose_figures:
        unit = figure.unit if figure.is_money else None
        if unit and not any(names_currency(unit, text) for text in texts):
            yield Problem(ProblemKind.NUMBER, figure.text)


def _is_carried(
    figure: Figure, claim: Ground, told: Sequence[ToldFigure], grounds: Grounds
) -> bool:
    same = [(f, g) for f, g in told if agrees(figure, f) and not _counts_things(figure, f, g)]
    if not same and figure.unit == "yr" and figure.value == _DECADE:
        return any(_DECADE_WORDS & ground.stems for ground in grounds.cited)
    if not same and figure.value == len(_BOTH) and figure.unit is None and _says_both(grounds):
        return True
    if not same and figure.unit == "%" and any(_shares_percent(figure, f, g) for f, g in told):
        return True
    if not same:
        return (figure.value == 0 and _says_none(grounds)) or _is_a_day(figure, claim, grounds)
    if any(_counts_same(figure, claim, f, g) for f, g in same):
        return not _is_of_others(figure, claim, same, told)
    return not _counted_elsewhere(figure, claim, told)


def _shares_percent(figure: Figure, found: Figure, ground: Ground) -> bool:
    """Whether it is the other end of a change told in percent: "to 14 percent from 19 in June"."""
    if found.unit is not None or found.value != figure.value:
        return False
    has_percent = any(other.unit == "%" for other in ground.figures)
    if not has_percent:
        return False
    # "58 percent for it, 29 against": what counts nothing else.
    after = ground.text[found.end :].lstrip()
    return (
        _OTHER_END.search(ground.text, 0, found.start) is not None
        or _COUNTS_NOTHING.match(after) is not None
    )


def _counts_things(figure: Figure, found: Figure, ground: Ground) -> bool:
    """Whether an amount of money is read where the source counts things: "$300" of 300 ships."""
    if not figure.is_money or found.unit is not None:
        return False
    head = head_of(found, ground)
    return head is not None and head.key not in _SLANG


def _is_of_others(
    figure: Figure, claim: Ground, same: Sequence[ToldFigure], told: Sequence[ToldFigure]
) -> bool:
    """Whether one source sentence counts this with another figure, and other things with this.

    "12 banks" of "12 officials and three banks", whatever else the two have in common.
    """
    mine = head_of(figure, claim)
    if mine is None:
        return False
    for found, ground in same:
        head = head_of(found, ground)
        if head is None or head.stem == mine.stem or head.key in _ANYBODY:
            return False
        heads = (head_of(f, ground) for f, g in told if g is ground and not agrees(figure, f))
        if not any(other is not None and other.stem == mine.stem for other in heads):
            return False
    return True


def head_of(figure: Figure, ground: Ground) -> Token | None:
    """The plural that a figure counts: the first one in the unbroken words after it."""
    last = figure.end
    for token in [t for t in ground.tokens if t.start >= figure.end][:_REACH]:
        if ground.text[last : token.start].strip("-") not in {"", " "} or not _is_thing(token):
            return None
        last = token.end
        if token.key in _PLURALS or (token.text.endswith("s") and token.text[:1].islower()):
            return token
    return None


def _is_a_day(figure: Figure, claim: Ground, grounds: Grounds) -> bool:
    """Whether it is a day of the month that the sources name: "the 24th and 25th"."""
    days = {word.day for g in (*grounds.cited, *grounds.about) for word in g.dates}
    if not figure.is_ordinal or figure.value not in days:
        return False
    return not counted(figure, claim) or bool(_DAYS_BEFORE.search(claim.text, 0, figure.start))


def _says_both(grounds: Grounds) -> bool:
    """Whether two are told of without a figure: "she invited both sides"."""
    return any(t.key in _BOTH for g in grounds.cited for t in g.tokens)


def _says_none(grounds: Grounds) -> bool:
    return any(t.key in _NONE_WORDS for g in grounds.cited for t in g.tokens)


def _counts_same(figure: Figure, claim: Ground, found: Figure, ground: Ground) -> bool:
    if figure.unit in MEASURES and found.unit in MEASURES:
        return True  # "10 min" are 10 minutes, and two decades are 20 years.
    if 0 < found.value < 1 and _OF_IT.match(ground.text, found.end):
        return True  # "Half of it went by rail."
    mine = counted(figure, claim)
    if not counted(found, ground) and ground.before and mine & Ground(ground.before).stems:
        return True  # "It will get 20 more monitors. At present it has 35."
    theirs = counted(found, ground) | _before(found, ground) | _told_before(found, ground)
    return not mine or bool(mine & theirs)


def _told_before(found: Figure, ground: Ground) -> frozenset[str]:
    """What a figure counts of which its sentence told before: "27 members: 21 for, six against"."""
    following = next((t for t in ground.tokens if t.start >= found.end), None)
    is_beside = following is not None and not ground.text[found.end : following.start].strip()
    if following is not None and following.is_content and is_beside:
        return frozenset()  # "3 Idiots"
    before = (figure for figure in ground.figures if figure.end <= found.start)
    return frozenset().union(*(counted(figure, ground) for figure in before))


def _counted_elsewhere(figure: Figure, claim: Ground, told: Sequence[ToldFigure]) -> bool:
    """Whether the sources count the same thing with another figure: a figure put in its place."""
    mine = counted(figure, claim)
    return any(mine & counted(f, g) for f, g in told if not agrees(figure, f))


def counted(figure: Figure, ground: Ground) -> frozenset[str]:
    """Stems of the content words that follow a figure in its clause: what it counts."""
    following = (t for t in ground.tokens if t.start >= figure.end)
    stems: list[str] = []
    last = figure.end
    for token in following:
        if _is_whole_of(figure, token, ground):
            last = token.end
            continue
        between = ground.text[last : token.start]
        if any(mark in between for mark in ',;:.—–()“”"') or len(stems) == _REACH:
            break
        if _WHOSE.match(ground.text, token.end - 2):
            last = token.end  # "Eleven of the draft's fourteen articles"
            continue
        if figure.is_money and token.key == "from":
            break  # "Received 2.4 million dinars from the company"
        # "Two are serving long sentences"
        is_helping = not stems and _BEFORE_VERB.match(ground.text, token.start) is not None
        is_helper = token.key in _HELPERS and (figure.is_money or is_helping)
        if _is_another(token, figure, ground) or is_helper:
            break
        last = token.end
        if _is_thing(token):
            stems.append(token.stem)
    return frozenset(stems)


def _is_whole_of(part: Figure, token: Token, ground: Ground) -> bool:
    """Whether a word is of the figure that a part is of: "a third of the 210 million", "six of the nine"."""
    if part.unit is not None:
        return False
    others = [f for f in ground.figures if f.start >= part.end and f.start <= token.start < f.end]
    return any(_PART_OF.fullmatch(ground.text, part.end, other.start) for other in others)


def _is_another(token: Token, figure: Figure, ground: Ground) -> bool:
    """Whether a word begins another figure, which counts what follows; "30 to 40" count together."""
    is_joined = _RANGED.fullmatch(ground.text, figure.end, token.start) is not None
    others = (f for f in ground.figures if f.start >= figure.end)
    return not is_joined and any(f.start <= token.start < f.end for f in others)


def _before(figure: Figure, ground: Ground) -> frozenset[str]:
    leading = [t for t in ground.tokens if t.end <= figure.start and _is_thing(t)]
    return frozenset(t.stem for t in leading[-_REACH:])


def _is_thing(token: Token) -> bool:
    return token.is_content and not token.key[0].isdigit()
