"""Answers as JSON, and back through the gate; with what answers and briefings share."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.answers import Answer, NewsScope, Timings
from bot.domain.briefings import Usage, Writer, WrittenBy
from bot.domain.identifiers import AnswerId, ChannelKey
from bot.storage.claim_documents import (
    JsonObject,
    Versions,
    claim_document,
    restored_claim,
    restored_claims,
)


def answer_document(answer: Answer) -> JsonObject:
    """An answer as JSON."""
    return {
        "answer_id": answer.answer_id,
        "channel": str(answer.channel),
        "standalone": answer.standalone,
        "sentences": [claim_document(claim) for claim in answer.sentences],
        "nearest": claim_document(answer.nearest) if answer.nearest else None,
        "written_by": written_by_document(answer.written_by),
        "usage": usage_document(answer.usage),
        "timings": {
            "recall": answer.timings.recall,
            "write": answer.timings.write,
            "total": answer.timings.total,
        },
        "asked_at": answer.asked_at.isoformat() if answer.asked_at else None,
        "unanswered": list(answer.unanswered),
        "told": _told_document(answer.told) if answer.told else None,
        "is_unread": answer.is_unread,
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
    }


def restored_answer(document: JsonObject, versions: Versions) -> Answer:
    """An answer with the sentences that pass the gate again."""
    # Documents of answers that were kept before these were have none.
    asked_at, as_of, told = (document.get(name) for name in ("asked_at", "as_of", "told"))
    return Answer(
        answer_id=AnswerId(document["answer_id"]),
        channel=ChannelKey.parse(document["channel"]),
        standalone=document["standalone"],
        sentences=restored_claims(document["sentences"], versions),
        nearest=restored_claim(document["nearest"], versions),
        written_by=written_by(document["written_by"]),
        usage=usage(document["usage"]),
        timings=Timings(**document["timings"]),
        asked_at=datetime.fromisoformat(asked_at) if asked_at else None,
        unanswered=tuple(document.get("unanswered", ())),
        told=_told(told) if told else None,
        is_unread=document.get("is_unread", False),
        as_of=datetime.fromisoformat(as_of) if as_of else None,
    )


def _told_document(told: NewsScope) -> JsonObject:
    return {
        "first": told.first.isoformat() if told.first else None,
        "last": told.last.isoformat() if told.last else None,
        "topic": told.topic,
        "articles": told.articles,
        "days_ahead": told.days_ahead,
        "goes_on": told.goes_on,
    }


def _told(document: JsonObject) -> NewsScope:
    first, last = document["first"], document["last"]
    return NewsScope(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        document["topic"],
        document["articles"],
        document["days_ahead"],
        document.get("goes_on", False),
    )


def written_by_document(writer: WrittenBy) -> JsonObject:
    """Who wrote, as JSON."""
    return {
        "writer": writer.writer.value,
        "model": writer.model,
        "fallback_reason": writer.fallback_reason,
    }


def written_by(document: JsonObject) -> WrittenBy:
    """Who wrote."""
    return WrittenBy(Writer(document["writer"]), document["model"], document["fallback_reason"])


def usage_document(spent: Usage) -> JsonObject:
    """What was spent, as JSON."""
    return {
        "prompt_tokens": spent.prompt_tokens,
        "completion_tokens": spent.completion_tokens,
        "cost": spent.cost,
    }


def usage(document: JsonObject) -> Usage:
    """What was spent."""
    return Usage(document["prompt_tokens"], document["completion_tokens"], document["cost"])
