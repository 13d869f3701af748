"""What is to come: dated things that the channel's articles announce, each with its sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.briefing.agenda import entries_of, without_repeats
from bot.built_in.briefing_writer import coming_sentences
from bot.domain.articles import Article
from bot.domain.briefings import AgendaEntry
from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.domain.evidence import Evidence
from bot.domain.identifiers import ChannelKey
from bot.grounding.gate import check_draft
from bot.ports import ArticleStore

#: How old an announcement may be, and how many articles are looked through, newest first.
ANNOUNCED_WITHIN = timedelta(days=90)
MOST_ARTICLES = 500


async def agenda_of(
    articles: ArticleStore, channel: ChannelKey, *, today: date, days: int, now: datetime
) -> tuple[AgendaEntry, ...]:
    """What is announced for `today` and the `days` after it, by day."""
    learned = await articles.learned_between(
        channel, now - ANNOUNCED_WITHIN, now, limit=MOST_ARTICLES
    )
    # Reading sentences is work for the processor: it leaves the loop free.
    entries = await asyncio.to_thread(_entries, learned)
    last = today + timedelta(days=days)
    return without_repeats(entry for entry in entries if today <= entry.day <= last)


def _entries(articles: Sequence[Article]) -> list[AgendaEntry]:
    originals = (article for article in articles if article.duplicate_of is None)
    return [entry for a in originals for claim in _claims(a) for entry in entries_of(claim)]


def _claims(article: Article) -> Iterator[CitedClaim]:
    """The announcing sentences of an article that pass the gate."""
    for passage in coming_sentences(article):
        draft = DraftClaim(passage.text, (DraftSpan(1, passage.text),))
        claim = check_draft(draft, Evidence.of([(article, passage)]))
        if isinstance(claim, CitedClaim):
            yield claim
