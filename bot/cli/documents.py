"""The JSON documents of the command line (DESIGN 6.1): names and fields are fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.answers import Answer
from bot.domain.articles import Article, Hit, Learned, Omitted, Rejection
from bot.domain.briefings import AgendaEntry, Briefing, Item, Receipt, Usage
from bot.domain.changes import SecondLook, TextChange
from bot.domain.claims import Citation, CitedClaim, Problem, ResolvedDate, SpanOf
from bot.domain.schedules import Schedule
from bot.domain.sources import NotRead, SourceHealth
from bot.domain.stories import Story, StoryEvent

if TYPE_CHECKING:
    from bot.conversation.changed import Changed

Document = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """An aware time as ISO 8601."""
    return at.isoformat() if at else None


def without_none(document: Document) -> Document:
    """Leave out optional fields that have no value."""
    return {key: value for key, value in document.items() if value is not None}


def citation(number: int, cited: Citation) -> Document:
    """One citation; `start` and `end` count characters of the article's text."""
    document: Document = {
        "n": number,
        "article_id": cited.article_id,
        "url": cited.url,
        "title": cited.title,
        "outlet": cited.outlet,
        "published_at": moment(cited.published_at),
        "date_source": cited.date_source,
        "quote": cited.quote,
        "start": cited.start,
        "end": cited.end,
    }
    if cited.external_id is not None:
        document["external_id"] = cited.external_id
    if cited.of is SpanOf.TITLE:
        document["of"] = "title"
    return document


def sentences(claims: Iterable[CitedClaim]) -> list[Document]:
    """Sentences with citations numbered through, the same passage under the same number."""
    numbers: dict[tuple[str, str, int, int], int] = {}
    return [sentence(claim, numbers) for claim in claims]


def sentence(claim: CitedClaim, numbers: dict[tuple[str, str, int, int], int]) -> Document:
    """One sentence; `numbers` counts citations through the document."""
    citations = []
    for cited in claim.citations:
        key = (cited.version_id, str(cited.of), cited.start, cited.end)
        citations.append(citation(numbers.setdefault(key, len(numbers) + 1), cited))
    document: Document = {"text": claim.text, "citations": citations}
    if claim.speaker:
        document["speaker"] = claim.speaker
    if claim.dates:
        document["dates"] = [_resolved(d) for d in claim.dates]
    return document


def usage(spent: Usage) -> Document:
    """What the model was asked and paid."""
    return {
        "prompt_tokens": spent.prompt_tokens,
        "completion_tokens": spent.completion_tokens,
        "cost": spent.cost,
    }


def answer(given: Answer, text: str) -> Document:
    """An answer; `text` is what a person reads."""
    document: Document = {
        "answer": text,
        "abstained": given.abstained,
        "sentences": sentences(given.sentences),
        "writer": str(given.written_by),
        "usage": usage(given.usage),
        "ms": {
            "recall": round(given.timings.recall, 2),
            "write": round(given.timings.write, 2),
            "total": round(given.timings.total, 2),
        },
    }
    if given.nearest:
        document["nearest"] = sentence(given.nearest, {})
    if given.choices:
        # Asked back is not abstained for want of an answer: a reply with a number goes on.
        document |= {"asked_back": True, "choices": list(given.choices)}
    if given.unanswered:
        document["unanswered"] = list(given.unanswered)
    if given.written_by.fallback_reason:
        document["fallback_reason"] = given.written_by.fallback_reason
    return document


def hit(found: Hit) -> Document:
    """One hit of a search."""
    article = found.article
    document: Document = {
        "rank": found.rank,
        "score": round(found.score, 6),
        "article_id": article.article_id,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "published_at": moment(article.published_at),
        "date_source": article.date_source,
        "modified_at": moment(article.modified_at),
        "modified_source": article.modified_source,
        "start": found.passage.start,
        "end": found.passage.end,
        "passage": found.passage.text,
    }
    if article.external_id is not None:
        document["external_id"] = article.external_id
    return document


def learned(what: Learned) -> Document:
    """One article that was read in."""
    return without_none(
        {
            "article_id": what.article_id,
            "id": what.external_id,
            "duplicate_of": what.duplicate_of,
        }
    ) | {"url": what.url, "title": what.title}


def rejection(what: Rejection) -> Document:
    """One thing that was not read, and why."""
    return {"source": what.source, "reason": what.reason}


def _resolved(found: ResolvedDate) -> Document:
    until = {"until": found.last.isoformat()} if found.last else {}
    return {"text": found.text, "date": found.day.isoformat(), **until}


def agenda_entry(entry: AgendaEntry) -> Document:
    """One dated thing to come."""
    told = sentence(entry.claim, {})
    return {
        "date": entry.day.isoformat(),
        **({"until": entry.last.isoformat()} if entry.last else {}),
        **({"is_limit": True} if entry.is_limit else {}),
        "text": entry.claim.text,
        "citations": told["citations"],
    }


def item(told: Item) -> Document:
    """One story of a briefing."""
    numbers: dict[tuple[str, str, int, int], int] = {}
    document: Document = {
        "story_id": told.story_id,
        "headline": told.headline.text,
        "status": str(told.status),
        "sentences": [sentence(claim, numbers) for claim in told.sentences],
        "said": [sentence(claim, numbers) for claim in told.said],
        "outlets": list(told.outlets),
        "origins": told.origins,
        "agenda": [agenda_entry(entry) for entry in told.agenda],
    }
    if told.event_type:
        document["event_type"] = str(told.event_type)
    if told.reserved:
        document["reserved"] = list(told.reserved)
    if told.corrections:
        document["corrections"] = [
            {"text": c.text, "before": c.before, "now": c.now, "told_at": c.told_at.isoformat()}
            for c in told.corrections
        ]
    return document


def receipt(footer: Receipt) -> Document:
    """The footer of a briefing."""
    return {
        "feeds_read": footer.feeds_read,
        "feeds_failed": list(footer.feeds_failed),
        "feeds_quiet": list(footer.feeds_quiet),
        "articles_awaited": footer.awaited,
        "articles": footer.articles,
        "stories": footer.stories,
        "shown": footer.shown,
        "oldest_at": moment(footer.oldest_at),
        "usage": usage(footer.usage),
    }


def briefing(told: Briefing) -> Document:
    """A briefing."""
    document: Document = {
        "briefing_id": told.briefing_id,
        "from": moment(told.since),
        "to": moment(told.until),
        "items": [item(one) for one in told.items],
        "omitted": [omitted(one) for one in told.omitted],
        "receipt": receipt(told.receipt),
        "writer": str(told.written_by),
    }
    if told.written_by.fallback_reason:
        document["fallback_reason"] = told.written_by.fallback_reason
    return document


def not_read(one: NotRead) -> Document:
    """One item of a source that could not be read."""
    return {"name": one.name, "url": one.url, "reason": one.reason, "at": moment(one.at)}


def omitted(one: Omitted) -> Document:
    """One article that a briefing left out."""
    return {
        "article_id": one.article_id,
        "title": one.title,
        "url": one.url,
        "outlet": one.outlet,
        "reason": str(one.reason),
    }


def looked_at(newest: Article, look: SecondLook) -> Document:
    """A cited article, and how looking at its page again stands."""
    return {
        "article_id": newest.article_id,
        "url": newest.url,
        "title": newest.title,
        "version": newest.version_number,
        "cited_at": moment(look.cited_at),
        "looked_at": moment(look.looked_at),
        "next_look_at": moment(look.next_at),
        "page": str(look.state) if look.state else None,
        "page_since": moment(look.state_since),
        "is_reserved": newest.is_reserved,
    }


def changed(found: Changed) -> Document:
    """What an article says otherwise than when it was cited; offsets count characters."""
    looked = looked_at(found.after, found.look) if found.look else {}
    return {
        "article_id": found.after.article_id,
        "url": found.after.url,
        "title": found.after.title,
        **looked,
        "before": _version(found.before),
        "after": _version(found.after),
        "changes": [_text_change(found, change) for change in found.changes],
    }


def _version(article: Article) -> Document:
    return {
        "version_id": article.version_id,
        "version": article.version_number,
        "title": article.title,
        "fetched_at": moment(article.fetched_at),
        "learned_at": moment(article.learned_at),
    }


def _text_change(found: Changed, change: TextChange) -> Document:
    before, after = found.before.text, found.after.text
    return {
        "before": before[slice(*change.before)] if change.before else None,
        "after": after[slice(*change.after)] if change.after else None,
        "removed": [_stretch(before, *stretch) for stretch in change.removed],
        "added": [_stretch(after, *stretch) for stretch in change.added],
    }


def _stretch(text: str, start: int, end: int) -> Document:
    return {"text": text[start:end], "start": start, "end": end}


def story(told: Story) -> Document:
    """One story."""
    return {
        "story_id": told.story_id,
        "title": told.title,
        "article_ids": [a.article_id for a in told.articles],
        "external_ids": [a.external_id for a in told.articles if a.external_id is not None],
        "first": moment(told.first),
        "last": moment(told.last),
        "outlets": list(told.outlets),
        "origins": told.origins,
    }


def whole_story(told: Story, history: Sequence[StoryEvent]) -> Document:
    """One story with its articles in order of publication, and its merges and splits."""
    timeline = [
        without_none(
            {
                "at": moment(a.told_at),
                "article_id": a.article_id,
                "outlet": a.outlet,
                "title": a.title,
                "duplicate_of": a.duplicate_of,
            }
        )
        for a in told.articles
    ]
    events = [
        {
            "turn": str(event.turn),
            "story_id": event.story_id,
            "other_id": event.other_id,
            "at": moment(event.at),
            "because_of": event.because_of,
        }
        for event in history
    ]
    return story(told) | {"timeline": timeline, "history": events}


def problems(found: Sequence[Problem]) -> Document:
    """What the gate says of a claim."""
    return {
        "supported": not found,
        "problems": [{"kind": str(p.kind), "text": p.text} for p in found],
    }


def source(health: SourceHealth, now: datetime) -> Document:
    """One source, with how reading it goes."""
    a_day, present = health.expected(now - timedelta(days=1), now), health.present_rate(now)
    return {
        "url": health.source.url,
        "title": health.source.title,
        "added_at": moment(health.source.added_at),
        "last_read_at": moment(health.last_read_at),
        "last_success_at": moment(health.last_success_at),
        "next_read_at": moment(health.next_read_at),
        "failures": health.failures,
        "last_error": health.last_error,
        "items_seen": health.items_seen,
        "items_awaited": health.awaited_items,
        "reading_until": moment(health.reading_until),
        "usual_per_day": None if a_day is None else round(a_day, 1),
        "present_per_day": None if present is None else round(present, 1),
        "is_quiet": health.is_quiet(now),
        "last_new_at": moment(health.last_new_at),
        "moved_to": health.moved_to,
        "is_reserved": health.is_reserved,
    }


def schedule(set_: Schedule | None, next_at: datetime | None) -> Document:
    """A channel's digest."""
    if set_ is None:
        return {"schedule": None, "next": None}
    return {
        "schedule": {
            "at": f"{set_.at:%H:%M}",
            "days": sorted(set_.days),
            "timezone": set_.timezone,
        },
        "next": moment(next_at),
    }


def exported(article: Article) -> Document:
    """An article as `attache ingest --format jsonl` reads it."""
    return without_none(
        {
            "id": article.external_id,
            "url": article.url,
            "title": article.title,
            "text": article.text,
            "published_at": moment(article.published_at),
            "date_source": article.date_source,
            "modified_at": moment(article.modified_at),
            "modified_source": article.modified_source,
            "outlet": article.outlet,
            "author": article.author,
            "language": article.language,
            "learned_at": moment(article.learned_at),
            "version": article.version_number,
        }
    )
