"""The two sides of a deed, read narrowly: who does it, to whom it is done, in plain clauses.

`bot.sentence_reading.deeds` reads stretches of words, wide rather than narrow, for questions.  To hold
against a sentence that it turns two sides around, only the words right before and after the verb
will do; where they are not plain, a side is not told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.figures.numerals import NUMBER_WORDS
from bot.grounding.deed_side import ADVERBS, Side, side_of
from bot.grounding.word_lists import listed
from bot.memory.stems import PAST_FORMS, stem
from bot.sentence_reading.deed_words import deed_words
from bot.sentence_reading.deeds import Token, Verb, is_verb, low_at, tokens_of
from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Words of what is inserted between a subject and its verb.
LONGEST_INSERTED = 16
#: Words after a passive verb among which "by" is looked for.
BY_REACH = 12
PREPOSITIONS = listed(
    """in at on near during over under with from to for into about after before against among
    between by through within without since until till amid despite towards toward via per across
    outside inside behind around along as than like"""
)
_ARTICLES = listed("the a an its their his her this that these those our my your")
#: What is said has a speaker, who has a check of their own.
_SAYING = saying_verbs().reporting - saying_verbs().of_somebody
#: Past forms that do not share a stem with their verb.
_BASES = {"lent": "lend", "forgave": "forgive", "undertook": "undertake", "beaten": "beat"}
#: How words end that are made of verbs and describe: "different", "resistant".
SHORTEST_ADJECTIVE = 6
_ADJECTIVAL = ("ent", "ant", "ful", "ous", "ic", "ible")
_SCALES = listed("dozen hundred thousand million billion trillion")
_MEASURES = listed("vote votes percent points to degrees times metres kilometres days weeks")
_WITH_OVER = frozenset(map(stem, listed("hand turn take")))
_NOT_BY = listed("far mistake name chance")


@dataclass(frozen=True, slots=True)
class Sides:
    """One deed: the stem of its verb, and its sides; None for a side that is not told."""

    root: str
    place: int
    doer: Side | None
    done_to: Side | None
    is_passive: bool
    #: All that its clause says on the side that is not the doer's.
    beside: Side


@lru_cache(maxsize=512)
def sides_in(sentence: str) -> tuple[Sides, ...]:
    """The deeds of a sentence whose verb is surely one, with what is plain of their sides."""
    tokens = tokens_of(sentence)
    return tuple(found for place in range(len(tokens)) if (found := _sides(tokens, place)))


def root_of(token: Token) -> str:
    """The stem of a verb's base form."""
    base = _BASES.get(token.low)
    return stem(base) if base else token.word.stem


def roots_of(root: str, others: frozenset[str]) -> frozenset[str]:
    """The stems that the forms of these verbs have."""
    roots = others | {root}
    return roots | {stem(past) for past, base in _BASES.items() if stem(base) in roots}


def roots_at(tokens: Sequence[Token], place: int) -> frozenset[str]:
    """The stems by which the deed of the verb at a place may be told."""
    token = tokens[place]
    verb = Verb.of(token.low, token.key, low_at(tokens, place + 1))
    root = root_of(token)
    return roots_of(root, verb.roots - _apart().get(root, frozenset()))


@cache
def _apart() -> Mapping[str, frozenset[str]]:
    """By the stem of each verb, those of verbs that answers take for it and that are other deeds."""
    found: dict[str, frozenset[str]] = {}
    for group in read_lists("wordings_en.toml")["apart"]:
        stems = frozenset(map(stem, listed(group)))
        for each in stems:
            found[each] = found.get(each, frozenset()) | (stems - {each})
    return found


def _sides(tokens: Sequence[Token], place: int) -> Sides | None:
    if not _is_deed(tokens, place):
        return None
    helper_at = _helper_at(tokens, place)
    by = _by(tokens, place)
    is_passive = _is_passive(tokens, place, helper_at, by)
    if is_passive is None:
        return None
    before = _before(tokens, helper_at)
    after = _after(tokens, place + 1)
    if not is_passive:
        if low_at(tokens, place - 1) in {"to", "and", "or"} and before is None:
            return Sides(root_of(tokens[place]), place, None, after, False, _beside(tokens, place))
        relative = _relative(tokens, helper_at)
        if before is None and relative is not None:
            before = relative
        elif after is None and relative is not None and not _is_of_a_clause(tokens, helper_at):
            after = relative
        return Sides(root_of(tokens[place]), place, before, after, False, _beside(tokens, place))
    if before is None:
        before = _relative(tokens, helper_at)
    doer = _after(tokens, by + 1) if by is not None else None
    start = _clause_start(tokens, place)
    return Sides(
        root_of(tokens[place]), place, doer, before, True, side_of(tokens[start:place]) or Side()
    )


def is_adjectival(token: Token) -> bool:
    """Whether a word made of a verb describes: "different", "resistant"."""
    is_made_so = len(token.low) >= SHORTEST_ADJECTIVE and token.low.endswith(_ADJECTIVAL)
    return is_made_so and token.low not in deed_words().bases


def _is_deed(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.low.endswith("ing") or token.word.is_stop or token.low in _SAYING:
        return False
    if is_adjectival(token):
        return False
    if is_counted(tokens, place):
        return False
    is_known = root_of(token) in deed_words().verbs or token.low.endswith("ed")
    if is_known or token.low in PAST_FORMS:
        return is_verb(tokens, place)
    return _governs(tokens, place)


def _governs(tokens: Sequence[Token], place: int) -> bool:
    """Whether an unlisted word stands as a verb does: "The bloc trails the League"."""
    token, before = tokens[place], low_at(tokens, place - 1)
    if not token.low.endswith("s") or token.low.endswith(("ss", "'s", "’s")) or place == 0:
        return False
    if low_at(tokens, place + 1) not in _ARTICLES or tokens[place + 1].after_comma:
        return False
    lists = deed_words()
    is_noun = before in lists.before_nouns | PREPOSITIONS | lists.auxiliaries
    return not (is_noun or token.word.text[0].isupper() or before.endswith(("'s", "’s", "s'")))


def is_counted(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is what a figure before it counts: "31 ships"."""
    if place == 0 or tokens[place].after_comma or not tokens[place].low.endswith("s"):
        return False
    return tokens[place - 1].word.is_figure or tokens[place - 1].low in _SCALES


def _helper_at(tokens: Sequence[Token], place: int) -> int:
    """Where the verb begins, with its helpers and adverbs."""
    helpers = deed_words().auxiliaries | {"to", "get", "got", "gets"}
    at = place
    while at > 0 and not (tokens[at].after_border or tokens[at].after_comma):
        low = tokens[at - 1].low
        if not (low in helpers or low in ADVERBS or low.endswith(("ly", "n't", "n’t"))):
            break
        at -= 1
    return at


def _is_passive(tokens: Sequence[Token], place: int, helper_at: int, by: int | None) -> bool | None:
    """Whether it is told of what it is done to; None where that is not plain."""
    lists, low = deed_words(), tokens[place].low
    helpers = [t.low for t in tokens[helper_at:place] if t.low in lists.auxiliaries | {"to", "got"}]
    last = helpers[-1] if helpers else ""
    if last in lists.be or last == "got":
        return True
    if last:
        return False
    is_past = not (low == tokens[place].word.stem or low.endswith("s"))
    if by is not None and by - place <= 2:
        return True
    if tokens[place].after_comma and is_past and not _ends_inserted(tokens, place):
        return None  # "The hearings, held in The Hague, ..."
    return False


def _by(tokens: Sequence[Token], place: int) -> int | None:
    for at in range(place + 1, min(place + 1 + BY_REACH, len(tokens))):
        token = tokens[at]
        if token.after_border or token.after_comma or token.low in deed_words().clause_borders:
            return None
        if token.low == "by":
            side = _after(tokens, at + 1)
            following = low_at(tokens, at + 1)
            is_doing = following.endswith("ing") or following in _NOT_BY
            is_doing = is_doing or _is_by_how_much(tokens[at + 1 : at + 5])
            return at if side is not None and side.words and not is_doing else None
        if at > place + 1 and _is_deed(tokens, at):
            return None
    return None


def _is_by_how_much(tokens: Sequence[Token]) -> bool:
    """Whether it is no doer: "by 88 votes to 84", "by 12 percent"."""
    is_count = bool(tokens) and (tokens[0].word.is_figure or tokens[0].low in NUMBER_WORDS)
    return is_count and any(t.low in _MEASURES for t in tokens)


def _before(tokens: Sequence[Token], end: int) -> Side | None:
    """What stands right before the verb: to the comma, the border or the verb before it."""
    at_end = _subject_end(tokens, end)
    if at_end is None:
        return None
    at = at_end
    run: list[Token] = []
    while at > 0:
        token = tokens[at - 1]
        if token.low in deed_words().clause_borders or _is_deed(tokens, at - 1):
            break
        at -= 1
        run.insert(0, token)
        if token.after_border or token.after_comma:
            break
    joints = [i for i, t in enumerate(run) if t.low in {"and", "but", "or"}]
    is_second = at > 0 and _is_deed(tokens, at - 1)
    if joints and is_second:
        run = run[joints[-1] + 1 :]
    elif is_second and not run:
        return None
    elif is_second and run[0].low in PREPOSITIONS | _ARTICLES:
        return None  # "whom parliament dismissed in June was replaced"
    if run and run[0].low in {"and", "but", "or"}:
        run = run[1:]
    # "Norland's envoy, Ida Kern, denied it": both are said to have.
    named = tokens[at_end:end] if at_end < end and tokens[at_end].word.text[0].isupper() else ()
    return side_of([*_head(run), *named])


def _subject_end(tokens: Sequence[Token], verb: int) -> int | None:
    """Where the words for a verb's subject end; None where a border parts it from the verb."""
    if verb >= len(tokens) or tokens[verb].after_border:
        return None
    return _inserted(tokens, verb) if tokens[verb].after_comma else verb


def _inserted(tokens: Sequence[Token], end: int) -> int | None:
    """Where what ends with the comma before a verb began: "The party, Order and Work, leads".

    "The envoy, who met them, denied it": what is told after it is told of the envoy.
    """
    for at in range(end - 1, max(0, end - LONGEST_INSERTED), -1):
        if tokens[at].after_border:
            return None
        if tokens[at].after_comma:
            first = tokens[at]
            is_name = first.word.text[0].isupper() or first.low in _ARTICLES
            return at if is_name or first.low in {"who", "which", "whose"} else None
    return None


def _ends_inserted(tokens: Sequence[Token], place: int) -> bool:
    """Whether the verb's subject stands before what is inserted, and no participle goes on with it."""
    at = _inserted(tokens, place)
    if at is None:
        return False
    is_relative = tokens[at].low in {"who", "which", "whose"}
    if is_relative or low_at(tokens, place + 1) in _ARTICLES:
        return True
    helpers, borders = deed_words().auxiliaries, deed_words().clause_borders
    for at, later in enumerate(tokens[place + 1 :], place + 1):
        if later.after_border or later.low in borders:
            break
        # "Offered to have it examined" goes on with its own verb.
        if later.after_comma or (later.low in helpers and low_at(tokens, at - 1) != "to"):
            return False  # "The engineer, Ada Kesh, held in Lomma since May, was freed"
    return True


def _head(run: Sequence[Token]) -> Sequence[Token]:
    """The words up to a preposition; what a clause opens with ("In March,") is passed over."""
    for at, token in enumerate(run):
        if token.low in PREPOSITIONS:
            return run[:at] if at else _head(run[1:])
    return run


def _relative(tokens: Sequence[Token], end: int) -> Side | None:
    """What "who", "which" or "that" before the verb stands for."""
    at = end
    while at > 0 and tokens[at - 1].low not in {"who", "which", "that", "whom"}:
        if tokens[at - 1].after_border or tokens[at - 1].after_comma or end - at > 4:
            return None
        at -= 1
    if at == 0:
        return None
    run: list[Token] = []
    left = at - 1
    while left > 0:
        token = tokens[left - 1]
        if token.low in deed_words().clause_borders or _is_deed(tokens, left - 1):
            break
        if token.low in PREPOSITIONS:
            break
        left -= 1
        run.insert(0, token)
        if token.after_border or token.after_comma:
            break
    return side_of(run)


def _is_of_a_clause(tokens: Sequence[Token], end: int) -> bool:
    """Whether "which" may stand for all that was told: "..., which the ministry denied"."""
    at = end
    while at > 0 and low_at(tokens, at - 1) not in {"who", "which", "that", "whom"}:
        at -= 1
    return at > 0 and tokens[at - 1].after_comma and tokens[at - 1].low == "which"


def _particles_of(tokens: Sequence[Token], start: int) -> frozenset[str]:
    """What belongs to a verb and not to what follows: "handed over 19 people"."""
    is_one = start > 0 and tokens[start - 1].word.stem in _WITH_OVER
    return frozenset({"over", "in"}) if is_one else frozenset()


def _after(tokens: Sequence[Token], start: int) -> Side | None:
    """The words from here to a preposition, a comma, a border or another verb."""
    at = start
    particles = deed_words().particles | _particles_of(tokens, start)
    while at < len(tokens) and tokens[at].low in particles | ADVERBS and at == start:
        at += 1
    run: list[Token] = []
    while at < len(tokens):
        token = tokens[at]
        if run and (token.after_border or token.after_comma):
            break
        if token.low in PREPOSITIONS | deed_words().clause_borders | deed_words().auxiliaries:
            break
        if run and token.low == "and" and _is_deed(tokens, at + 1 if at + 1 < len(tokens) else at):
            break
        if _is_deed(tokens, at) and run:
            break
        run.append(token)
        at += 1
    return side_of(run)


def _beside(tokens: Sequence[Token], place: int) -> Side:
    """All that stands after the verb in its clause."""
    run: list[Token] = []
    for token in tokens[place + 1 :]:
        if token.after_border or token.low in deed_words().clause_borders - {"as", "that"}:
            break
        run.append(token)
    return side_of(run) or Side()


def _clause_start(tokens: Sequence[Token], place: int) -> int:
    start = place
    while start > 0 and not tokens[start].after_border:
        start -= 1
    return start
