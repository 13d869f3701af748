"""What an article has to do with diplomacy: its weight, its event type, or why it is off the subject.

An article is read as a newsroom reads it: the title says most, the lead nearly as much, and what
comes after the first twenty sentences is background.  In each sentence the lists of the article's
language (`lexicon.py`) mark actors (states, organisations, offices), acts (what one does to
another, by PLOVER event type) and matters (what is diplomatic in itself).  An act counts for as
much as the actors around it: "talks" between two governments weigh more than talks about pay.

A missed item is the second-worst outcome (DESIGN, first page), so that an article is called off
the subject only where the words of another field clearly outweigh the diplomatic ones: a sport
boycott between governments stays in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.briefing.at_home import Homes
from bot.briefing.lexicon import Lexicon, Mark, Match, field_of, lexicon_of
from bot.briefing.unlisted_languages import names_in
from bot.domain.articles import Article
from bot.domain.briefings import EventType
from bot.domain.identifiers import ArticleId
from bot.sentence_reading.transcripts import turns_of

#: What the title, the first three sentences and the rest count for.  News puts first what it is
#: about: of the sentences that people chose for summaries of news, most are among the first three
#: (the lead-3 baseline of Nallapati et al. 2017 is hard to beat for that reason).
TITLE_COUNTS, LEAD_COUNTS, BODY_COUNTS = 3.0, 2.0, 1.0
LEAD_SENTENCES, MOST_SENTENCES = 3, 20
#: Sentences of a press conference among which its weightiest are looked for.
MOST_SPOKEN = 200

#: A word that rarely means anything else, against one that needs company.
STRENGTH = {"strong": 1.0, "weak": 0.35}
#: What acts and matters of one sentence count for with no actor, one, or more around them.
COMPANY = (0.25, 1.0, 1.4)
#: The most that the acts and matters of one sentence add up to: long sentences are no better.
MOST_IN_A_SENTENCE = 2.5

#: Weight below which a story stays out unless the channel follows its topic.  Set on real news
#: pages: the lightest article that a desk officer would want had 0.39.
LEAST_WEIGHT = 0.3

#: A text is off the subject when another field has this much of it, ...
OFF_LEAST = 0.5
#: ... and this many times what diplomacy has; both chosen on real news pages and on ECB+ so that
#: no article between states was lost (see the table in tests/unit/briefing/test_diplomacy.py).
OFF_RATIO = 1.5
#: What it counts for that the site has an article among its sport, its recipes or the like: as much
#: as a strong word of that field in every sentence.  A boycott of a cup by states still outweighs it.
SECTION_COUNTS = 1.0

#: What the weight of an article is multiplied by in which one state at most is named, no body and
#: no matter between states: a murder trial, a province's budget.  A desk officer may want it, last.
AT_HOME_COUNTS = 0.7

#: The weight of an article in a language without lists by how many states it names: none, one that
#: is not the language's own, two.  A body in its title or a word of diplomacy counts as two; then it
#: lies in the middle, neither lost nor put first.
NAMED_WEIGHT = (0.0, 0.3, 0.4)

#: What reads like an act and is none: "a bird strike", "to appeal to the Supreme Court".
NO_ACT = "NONE"
#: What is not told of a story whose title says that something will not be, or not yet.
_UNDONE = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT})
#: What a quake or a storm does to people is no assault, in whatever words it is told.
_NATURE = "weather"

_BETWEEN_STATES = Mark("matters", "matter", "strong")

_SENTENCE_END = re.compile(r"(?<=[.!?…。؟])[\"”’»)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article has to do with diplomacy; `weight` lies in 0..1."""

    weight: float
    event_type: EventType | None
    #: The field that it belongs to instead ("sport", "weather", ...); None when it stays in.
    off_subject: str | None
    #: Whether there are lists of its language; if not, `weight` rests on names alone.
    is_language_known: bool = True


@dataclass(frozen=True, slots=True)
class _Marked:
    """One sentence, what it counts for, and what was found in it."""

    counts: float
    matches: tuple[Match, ...]


def read_article(article: Article) -> Reading:
    """Weigh one article by its title and its first `MOST_SENTENCES` sentences."""
    return read_articles((article,))[article.article_id]


def read_articles(articles: Iterable[Article]) -> Mapping[ArticleId, Reading]:
    """Weigh articles each, and see by all of them where their outlets are at home."""
    readings: dict[ArticleId, Reading] = {}
    texts: dict[ArticleId, tuple[Article, Lexicon, tuple[_Marked, ...]]] = {}
    for article in articles:
        lexicon = lexicon_of(article.language)
        if lexicon is None:
            readings[article.article_id] = _by_names(article)
        else:
            texts[article.article_id] = article, lexicon, tuple(_marked(article, lexicon))
    homes = Homes.of((a, lexicon, _states(marked)) for a, lexicon, marked in texts.values())
    for name, (article, lexicon, marked) in texts.items():
        readings[name] = _weighed(article, lexicon, marked, homes.home(article, lexicon))
    return readings


def _weighed(
    article: Article, lexicon: Lexicon, marked: Sequence[_Marked], home: frozenset[str]
) -> Reading:
    total = sum(m.counts for m in marked)
    if not total:
        return Reading(0.0, None, None)
    density = sum(m.counts * _diplomatic(m.matches) for m in marked) / total
    weight = density / (density + lexicon.half_weight)
    if _stays_at_home(marked, home):
        weight *= AT_HOME_COUNTS
    elif article.title and _is_between_states(marked):
        weight = max(weight, LEAST_WEIGHT)
    return Reading(
        weight=weight,
        event_type=_event_type(marked),
        off_subject=_off_subject(marked, total, density, field_of(article.section)),
    )


def _states(marked: Sequence[_Marked]) -> frozenset[str]:
    """The states that the title and the first sentences name."""
    opening = (m for told in marked[: 1 + LEAD_SENTENCES] for m in told.matches)
    return frozenset(m.names for m in opening if m.mark.kind == "states")


def _by_names(article: Article) -> Reading:
    """An article in a language without lists, weighed by the states and bodies that it names."""
    named = names_in(article)
    field = None if named.is_diplomatic else field_of(article.section) or named.field
    weight = NAMED_WEIGHT[2 if named.is_diplomatic else named.states]
    return Reading(weight, None, field, is_language_known=False)


def _stays_at_home(marked: Sequence[_Marked], home: frozenset[str]) -> bool:
    """Whether no state abroad, no body and no matter between states comes up where it would count.

    That is in the title or the lead, or twice; `home` has the states that the outlet is at home in.
    Who governs a state is a matter in itself.
    """
    opening = {m for told in marked[: 1 + LEAD_SENTENCES] for m in told.matches}
    times = Counter(m.names for told in marked for m in set(told.matches))
    counted = {m for told in marked for m in told.matches if m in opening or times[m.names] > 1}
    if any(m.mark == _BETWEEN_STATES or m.mark.kind == "organisations" for m in counted):
        return False
    states = {m.names for m in counted if m.mark.kind == "states"}
    return len(states) < 2 and states <= home


def _is_between_states(marked: Sequence[_Marked]) -> bool:
    """Whether the title names two states or bodies, and nothing first told is of another field.

    What they do may be in words that no list has: "Arab League readmits Syria".
    """
    named = {m.names for m in marked[0].matches if m.mark.kind in {"states", "organisations"}}
    opening = marked[: 1 + LEAD_SENTENCES]
    return len(named) > 1 and not any(
        m.mark.group == "off" for told in opening for m in told.matches
    )


def _marked(article: Article, lexicon: Lexicon) -> Iterator[_Marked]:
    if article.title:
        yield _Marked(TITLE_COUNTS, tuple(lexicon.matches(article.title)))
    if turns_of(article.text):
        yield from _weightiest(article, lexicon)
        return
    for place, sentence in enumerate(_first_sentences(article.text)):
        counts = LEAD_COUNTS if place < LEAD_SENTENCES else BODY_COUNTS
        yield _Marked(counts, tuple(lexicon.matches(sentence)))


def _weightiest(article: Article, lexicon: Lexicon) -> Sequence[_Marked]:
    """Of a press conference, which has no lead, the sentences that it has to be weighed by."""
    spoken = _first_sentences(article.text, MOST_SPOKEN)
    marked = [_Marked(BODY_COUNTS, tuple(lexicon.matches(sentence))) for sentence in spoken]
    return sorted(marked, key=lambda m: -_diplomatic(m.matches))[:MOST_SENTENCES]


def _first_sentences(text: str, most: int = MOST_SENTENCES) -> Iterable[str]:
    """Rough sentences: enough to count words in, and ten times as fast as exact ones."""
    pieces = (piece for piece in _SENTENCE_END.split(text) if piece.strip())
    return islice(pieces, most)


def _actors(matches: Sequence[Match]) -> int:
    """How many different actors a sentence names."""
    return len({m.names for m in matches if m.mark.group == "actors"})


def _company(matches: Sequence[Match]) -> float:
    return COMPANY[min(_actors(matches), len(COMPANY) - 1)]


def _diplomatic(matches: Sequence[Match]) -> float:
    """How diplomatic one sentence is, from 0 to `MOST_IN_A_SENTENCE` times the company."""
    forms = {
        m.form: m for m in matches if m.mark.group in {"acts", "matters"} and m.mark.kind != NO_ACT
    }
    total = sum(STRENGTH[m.mark.strength] for m in forms.values())
    return min(total, MOST_IN_A_SENTENCE) * _company(matches)


def _event_type(marked: Sequence[_Marked]) -> EventType | None:
    """The type that the article's sentences speak of most, first sentences and titles counting more.

    Of types that are equal the one that comes first in the text wins.  The type is one that the
    title speaks of, or else the first sentence: another would name a side matter.  What is done in
    a sentence that names no state, body or office is no state's act: a witness agrees to talk.
    """
    opening = [m.mark for told in marked[:2] for m in told.matches]
    excluded = {NO_ACT}
    if any(mark.group == "off" and mark.kind == _NATURE for mark in opening):
        excluded.add(EventType.ASSAULT)
    if any(m.mark.group == "undoing" for m in marked[0].matches):
        excluded |= _UNDONE
    wanted = next(filter(None, (_kinds_of(told) - excluded for told in marked[:2])), frozenset())
    votes: dict[str, float] = defaultdict(float)
    for sentence in marked:
        if not _actors(sentence.matches):
            continue
        acts = {m.form: m.mark for m in sentence.matches if m.mark.group == "acts"}
        for mark in (mark for mark in acts.values() if mark.kind in wanted):
            votes[mark.kind] += (
                sentence.counts * STRENGTH[mark.strength] * _company(sentence.matches)
            )
    return EventType(max(votes, key=votes.__getitem__)) if votes else None


def _kinds_of(sentence: _Marked) -> frozenset[str]:
    return frozenset(m.mark.kind for m in sentence.matches if m.mark.group == "acts")


def _off_subject(
    marked: Sequence[_Marked], total: float, density: float, section: str | None
) -> str | None:
    """The field whose words, and whose section of the site, outweigh the diplomatic ones, if one does."""
    fields: dict[str, float] = defaultdict(float)
    if section is not None:
        fields[section] = SECTION_COUNTS
    for sentence in marked:
        forms = {m.form: m.mark for m in sentence.matches if m.mark.group == "off"}
        for kind in {mark.kind for mark in forms.values()}:
            of_field = (STRENGTH[m.strength] for m in forms.values() if m.kind == kind)
            fields[kind] += sentence.counts * min(sum(of_field), MOST_IN_A_SENTENCE) / total
    if not fields:
        return None
    field = max(fields, key=fields.__getitem__)
    return field if fields[field] >= max(OFF_LEAST, OFF_RATIO * density) else None
