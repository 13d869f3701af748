"""Briefings as JSON, and back through the gate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.domain.articles import Omission, Omitted
from bot.domain.briefings import AgendaEntry, Briefing, Correction, EventType, Item, Receipt, Status
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import ArticleId, BriefingId, ChannelKey, StoryId
from bot.storage.answer_documents import usage, usage_document, written_by, written_by_document
from bot.storage.claim_documents import (
    JsonObject,
    Versions,
    claim_document,
    restored_claim,
    restored_claims,
)


def briefing_document(briefing: Briefing) -> JsonObject:
    """A briefing as JSON."""
    return {
        "briefing_id": briefing.briefing_id,
        "channel": str(briefing.channel),
        "since": _iso(briefing.since),
        "until": _iso(briefing.until),
        "items": [_item_document(item) for item in briefing.items],
        "omitted": [_omitted_document(omitted) for omitted in briefing.omitted],
        "receipt": _receipt_document(briefing.receipt),
        "written_by": written_by_document(briefing.written_by),
        "topic": briefing.topic,
    }


def restored_briefing(document: JsonObject, versions: Versions) -> Briefing:
    """A briefing with the sentences that pass the gate again."""
    items = (_item(item, versions) for item in document["items"])
    return Briefing(
        briefing_id=BriefingId(document["briefing_id"]),
        channel=ChannelKey.parse(document["channel"]),
        since=_moment(document["since"]),
        until=datetime.fromisoformat(document["until"]),
        items=tuple(item for item in items if item is not None),
        omitted=tuple(_omitted(o) for o in document["omitted"] if o is not None),
        receipt=_receipt(document["receipt"]),
        written_by=written_by(document["written_by"]),
        topic=document["topic"],
    )


def sent_sentences(item: JsonObject) -> list[JsonObject]:
    """Every sentence of an item's document, headline first, with the versions it rests on."""
    agenda = (entry["claim"] for entry in item["agenda"])
    claims = (item["headline"], *item["sentences"], *item["said"], *agenda)
    return [
        {
            "text": claim["text"],
            "citations": [
                {name: citation[name] for name in ("article_id", "version_id")}
                for citation in claim["citations"]
            ],
        }
        for claim in claims
        if claim is not None
    ]


def _item_document(item: Item) -> JsonObject:
    return {
        "story_id": item.story_id,
        "headline": claim_document(item.headline),
        "status": item.status.value,
        "event_type": item.event_type.value if item.event_type else None,
        "sentences": [claim_document(claim) for claim in item.sentences],
        "said": [claim_document(claim) for claim in item.said],
        "agenda": [
            {
                "day": entry.day.isoformat(),
                "last": entry.last.isoformat() if entry.last else None,
                "is_limit": entry.is_limit,
                "claim": claim_document(entry.claim),
            }
            for entry in item.agenda
        ],
        "outlets": list(item.outlets),
        "origins": item.origins,
        "reserved": list(item.reserved),
        "corrections": [
            {
                "text": correction.text,
                "told_at": correction.told_at.isoformat(),
                "before": correction.before,
                "now": correction.now,
            }
            for correction in item.corrections
        ],
    }


def _item(document: JsonObject, versions: Versions) -> Item | None:
    """An item, headed by its first sentence if its headline is gone; None if all of it is."""
    claims = restored_claims([document["headline"], *document["sentences"]], versions)
    if not claims:
        return None
    return Item(
        story_id=StoryId(document["story_id"]),
        headline=claims[0],
        status=Status(document["status"]),
        event_type=EventType(document["event_type"]) if document["event_type"] else None,
        sentences=claims[1:],
        said=restored_claims(document["said"], versions),
        agenda=_agenda(document["agenda"], versions),
        outlets=tuple(document["outlets"]),
        origins=document["origins"],
        # Briefings that were kept before rights were asked have none.
        reserved=tuple(document.get("reserved", ())),
        corrections=_corrections(document.get("corrections", ()), claims),
    )


def _corrections(documents: Iterable[Any], claims: Iterable[CitedClaim]) -> tuple[Correction, ...]:
    """Those whose sentences are still there."""
    texts = {claim.text for claim in claims}
    return tuple(
        Correction(d["text"], datetime.fromisoformat(d["told_at"]), d["before"], d["now"])
        for d in documents
        if d["text"] in texts
    )


def _agenda(documents: list[Any], versions: Versions) -> tuple[AgendaEntry, ...]:
    claims = ((d, restored_claim(d["claim"], versions)) for d in documents)
    return tuple(
        AgendaEntry(
            date.fromisoformat(d["day"]),
            claim,
            _day_or_none(d.get("last")),
            is_limit=d.get("is_limit", False),
        )
        for d, claim in claims
        if claim
    )


def _day_or_none(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _omitted_document(omitted: Omitted) -> JsonObject:
    return {
        "article_id": omitted.article_id,
        "title": omitted.title,
        "url": omitted.url,
        "outlet": omitted.outlet,
        "reason": omitted.reason.value,
    }


def _omitted(document: JsonObject) -> Omitted:
    return Omitted(
        article_id=ArticleId(document["article_id"]),
        title=document["title"],
        url=document["url"],
        outlet=document["outlet"],
        reason=Omission(document["reason"]),
    )


def _receipt_document(receipt: Receipt) -> JsonObject:
    return {
        "feeds_read": receipt.feeds_read,
        "feeds_failed": list(receipt.feeds_failed),
        "feeds_quiet": list(receipt.feeds_quiet),
        "articles": receipt.articles,
        "stories": receipt.stories,
        "shown": receipt.shown,
        "oldest_at": _iso(receipt.oldest_at),
        "usage": usage_document(receipt.usage),
        "told_before": receipt.told_before,
        "told_at": _iso(receipt.told_at),
        "awaited": receipt.awaited,
    }


def _receipt(document: JsonObject) -> Receipt:
    return Receipt(
        feeds_read=document["feeds_read"],
        feeds_failed=tuple(document["feeds_failed"]),
        feeds_quiet=tuple(document["feeds_quiet"]),
        articles=document["articles"],
        stories=document["stories"],
        shown=document["shown"],
        oldest_at=_moment(document["oldest_at"]),
        usage=usage(document["usage"]),
        # Briefings that were kept before these were have none.
        told_before=document.get("told_before", 0),
        told_at=_moment(document.get("told_at")),
        awaited=document.get("awaited", 0),
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
