"""Who last said what on a topic: the newest attributed statement of each speaker."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.built_in.briefing_writer import is_known
from bot.dates.datelines import after_dateline
from bot.domain.articles import Hit, Passage
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import ChannelKey
from bot.grounding.gate import cite_passage
from bot.memory.channel_memory import ChannelMemory
from bot.memory.sentences import split_sentences
from bot.memory.words import content_stems
from bot.sentence_reading.attribution import speaker_of, surname_of
from bot.sentence_reading.quotable import stands_alone
from bot.sentence_reading.transcripts import after_head, is_asked, spoken_by

#: Passages looked through, and speakers shown.
MOST_PASSAGES, MOST_SPEAKERS = 40, 10
#: Characters of an article's beginning that say, with its title, what it is about.
LEAD_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Position:
    """One speaker's newest statement, as its article reports it."""

    speaker: str
    claim: CitedClaim
    #: When it was published, or learned where no date is known.
    said_at: datetime


async def positions_on(
    memory: ChannelMemory, channel: ChannelKey, topic: str, *, now: datetime
) -> tuple[Position, ...]:
    """The newest statement of each speaker on a topic, the newest first."""
    hits = await memory.recall(channel, topic, limit=MOST_PASSAGES, asked_at=now)
    return await asyncio.to_thread(_newest, hits, frozenset(content_stems(topic)))


def _newest(hits: Sequence[Hit], topic: frozenset[str]) -> tuple[Position, ...]:
    """A person is the same under a longer and a shorter name when the surname is the same."""
    newest: dict[str, Position] = {}
    for position in _positions(hits, topic):
        key = surname_of(position.speaker)
        if key not in newest or position.said_at > newest[key].said_at:
            newest[key] = position
    ordered = sorted(newest.values(), key=lambda p: (p.said_at, p.claim.text), reverse=True)
    return tuple(ordered[:MOST_SPEAKERS])


def _positions(hits: Sequence[Hit], topic: frozenset[str]) -> Iterator[Position]:
    for hit in (hit for hit in hits if not hit.article.is_satire):
        article = hit.article
        for passage in _sentences(hit):
            speaker = speaker_of(passage.text) or spoken_by(article, passage.start)
            if speaker is None or not is_known(speaker) or not _is_on(passage.text, hit, topic):
                continue
            claim = cite_passage(article, passage, speaker)
            if claim is not None:
                yield Position(_shown(speaker), claim, article.told_at)


def _shown(speaker: str) -> str:
    """A speaker without an office of which only the last word is told: "chief, Ada Kobb"."""
    office, comma, name = speaker.partition(", ")
    return name if comma and office.islower() and " " not in office else speaker


def _is_on(sentence: str, hit: Hit, topic: frozenset[str]) -> bool:
    """Whether a sentence is on the topic: itself, or by what its article is about."""
    if not topic:
        return True
    near = set(content_stems(sentence))
    article = hit.article
    around = near | set(content_stems(f"{article.title or ''}. {article.text[:LEAD_CHARACTERS]}"))
    return bool(near & topic) or topic <= around


def _sentences(hit: Hit) -> Iterator[Passage]:
    begin = hit.passage.start
    whole = hit.article.text
    for first, last in split_sentences(hit.passage.text, hit.article.language):
        if is_asked(whole, begin + first):
            continue
        start = after_dateline(hit.passage.text, first, last) + begin
        start, end = after_head(whole, start, begin + last), begin + last
        if stands_alone(whole[start:end]):
            yield Passage(hit.passage.version_id, start, end, whole[start:end])
