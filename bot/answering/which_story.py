"""Which story is meant: whether a question must be asked back, and what the reply picks.  Pure.

"What did the minister say?" names a thing of which a channel may know two.  It is asked back when
nothing in the question tells them apart: no name, figure or day, hardly a word but the thing's own,
and two stories or more that hold it and answer about as well.  That is meant to be rare: whoever
asks clearly must not be asked anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.answers import Turn
from bot.domain.articles import Hit
from bot.domain.identifiers import StoryId
from bot.memory.equivalents import is_known_place, keys_of
from bot.memory.frequencies import weight_of
from bot.memory.words import Word, words_of

#: Stories that are offered, and how well the least must answer beside the best.
MOST_OFFERED, ABOUT_AS_STRONG = 4, 0.45
#: And how well the best of them must.
SURELY = 0.9
#: How telling words must be, by how rare they are (`weight_of`), to show by standing in one story
#: alone that it is the one meant.
TELLING = 4.0
#: Letters from which a small word may be a place: "us" is a word as well.
LEAST_OF_PLACE = 4
#: Characters of an article's beginning that say, with its title, what it is about.
OPENING = 300
#: Words that say something beyond which a question is taken to be clear.
MOST_WORDS = 4
#: Words of a reply, and characters, beyond which it is a question of its own.
MOST_REPLIED, LONGEST_REPLY = 5, 120

_THE = re.compile(r"\b(?:the|this|that|these|those)\s+(?=\w)", re.IGNORECASE)
#: What asks for something of which there is only one, or of which anything will do.
_TELLS_WHICH = re.compile(
    r"\d|[\"“”«»()]|\b(?:last(?=\s+\w)|latest|next|first|second|third|new(?:est)?|recent(?:ly)?|today|tonight"
    r"|tomorrow|yesterday|now|currently|ago|since|week|month|year|morning|evening|world|news|both|all"
    r"|any|every|each|other|another|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?s?\b",
    re.IGNORECASE,
)
#: What says more of a thing after its name: "the draft of", "the vote on".
_MODIFIES = re.compile(
    r"\b(?:of|between|among|about|on|over|in|at|near|with|without|for|from|to|against|by|after|before"
    r"|during|that|which|who|whose|where|when)\s+\w|['’]s?\s",
    re.IGNORECASE,
)
#: "Who abstained?": a deed and nothing else, of which a channel may know two.
_DEED_ALONE = re.compile(
    r"\W*(?:and |so )?who (?:all |else )?(?:has |had |have |was |were )?((?-i:[a-z]+))"
    r"(?: (?:against|for|in favou?r|yes|no|it))?\W*",
    re.IGNORECASE,
)
_ASKING_VERB = re.compile(r"\b(?:did|does|do|will|would|can|could|should)\s+$", re.IGNORECASE)
_WAS = re.compile(r"\b(?:is|are|was|were|has|have|had)\s+$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"ed$|^(?:held|made|sent|put|met|told|taken|given|built|won|lost|broken)$")
_BE = re.compile(r"\s+(?:be|been|have|has|get|not)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:number|no\.?|nr\.?|option|story)?\s*#?([1-9])\W*", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth")
_ORDINAL = re.compile(rf"\W*(?:the )?({'|'.join(_ORDINALS)})(?: (?:one|story))?\W*", re.IGNORECASE)


def stories_meant(question: str, hits: Sequence[Hit]) -> tuple[StoryId, ...]:
    """The stories of which a question may mean any, the likeliest first; none where it is clear."""
    deed = _the_deed(question)
    thing = (deed, {}) if deed is not None else _the_thing(question)
    if thing is None or not hits:
        return ()
    wanted, others = thing
    best: dict[StoryId, float] = {}
    opens: dict[StoryId, set[str]] = defaultdict(set)
    said: dict[StoryId, set[str]] = defaultdict(set)
    for hit in hits:
        article, story = hit.article, hit.article.story_id
        if story is not None:
            best[story] = max(best.get(story, 0.0), hit.score)
            opens[story] |= _keys(f"{article.title}\n{article.text[:OPENING]}")
            said[story] |= opens[story] | _keys(hit.passage.text)
    enough = ABOUT_AS_STRONG * hits[0].score
    tells = said if deed is not None else opens
    fitting = [story for story in best if best[story] >= enough and wanted <= tells[story]]
    if not any(best[story] >= SURELY * hits[0].score for story in fitting):
        return ()
    held = {story: sum(others[key] for key in others.keys() & said[story]) for story in fitting}
    alike = [story for story in fitting if held[story] > max(held.values()) - TELLING]
    ranked = sorted(alike, key=lambda story: -best[story])
    return tuple(ranked[:MOST_OFFERED]) if len(ranked) > 1 else ()


def picked(reply: str, offered: Sequence[str]) -> str | None:
    """Which of the offered titles a reply means, by number or by words that one alone has."""
    number = _number(reply)
    if number is not None:
        return offered[number - 1] if number <= len(offered) else None
    words = _keys(reply) if may_pick(reply) else set()
    if not words or len(words) > MOST_REPLIED:
        return None
    shared = {title: len(words & _keys(title)) for title in offered}
    most = max(shared.values(), default=0)
    likest = [title for title, count in shared.items() if count == most]
    return likest[0] if most and len(likest) == 1 else None


def may_pick(reply: str) -> bool:
    """Whether a reply is short enough to pick a story, and asks nothing itself."""
    return bool(reply.strip()) and len(reply) <= LONGEST_REPLY and "?" not in reply


def offered_last(thread: Sequence[Turn]) -> tuple[str, ...]:
    """The titles that the thread's last turn offers, if it asks back."""
    return thread[-1].offers if thread and thread[-1].is_ours else ()


def about(question: str, title: str) -> str:
    """A question that was asked back, with the story that it is about."""
    return f"{question.rstrip('?!. ')} ({title})?"


def _the_deed(question: str) -> frozenset[str] | None:
    """The one verb of a question that says nothing else; None of any other."""
    found = _DEED_ALONE.fullmatch(question.strip())
    keys = _keys(found[1]) if found is not None and _PARTICIPLE.search(found[1]) else set()
    return frozenset(keys) or None


def _the_thing(question: str) -> tuple[frozenset[str], Mapping[str, float]] | None:
    """What a question asks about by a common name, and what else in it may tell which one.

    None if it is clear.
    """
    words = list(words_of(question))
    content = [word for word in words if not word.is_stop]
    is_named = any(map(_is_name, content)) or any(map(_is_small_place, keys_of(content), content))
    if _TELLS_WHICH.search(question) or is_named or len(content) > MOST_WORDS:
        return None
    found = _THE.search(question)
    if (
        found is None
        or _THE.search(question, found.end())
        or _MODIFIES.search(question, found.end())
    ):
        return None
    phrase = _phrase(question, words, found.end())
    if len(phrase) > 1 and _ends_in_verb(question, found.start(), phrase):
        phrase = phrase[:-1]
    if not phrase:
        return None
    wanted = frozenset(keys_of(phrase))
    others = zip(keys_of(content), content, strict=True)
    return wanted, {key: weight_of(word.stem) for key, word in others if key not in wanted}


def _ends_in_verb(question: str, start: int, phrase: Sequence[Word]) -> bool:
    """Whether its last word is what is asked of it: "did the minister say", "was the vote put off"."""
    before, after = question[:start], question[phrase[-1].end :]
    if _ASKING_VERB.search(before):
        return _BE.match(after) is None
    return bool(_WAS.search(before) and _PARTICIPLE.search(phrase[-1].text))


def _phrase(question: str, words: Iterable[Word], start: int) -> list[Word]:
    """The words from a place on, up to one that says nothing."""
    phrase: list[Word] = []
    for word in words:
        if word.start < start:
            continue
        if word.is_stop or question[start : word.start].strip():
            break
        phrase.append(word)
        start = word.end
    return phrase


def _is_name(word: Word) -> bool:
    return word.is_acronym or word.is_figure or (word.is_name and not word.is_first)


def _is_small_place(key: str, word: Word) -> bool:
    """Whether it is a listed people or place, typed in small letters: "the togo talks"."""
    return len(word.text) >= LEAST_OF_PLACE and is_known_place(key)


def _keys(text: str) -> set[str]:
    return set(keys_of([word for word in words_of(text) if not word.is_stop]))


def _number(reply: str) -> int | None:
    if (found := _NUMBER.fullmatch(reply)) is not None:
        return int(found[1])
    found = _ORDINAL.fullmatch(reply)
    return _ORDINALS.index(found[1].lower()) + 1 if found is not None else None
