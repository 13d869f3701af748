"""Posts as JSON, and back through the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from bot.answering.presentation import offered
from bot.domain.identifiers import AnswerId, BriefingId, ChannelKey, DeliveryId, MessageId
from bot.domain.messages import (
    Exhibit,
    Footer,
    Heading,
    Headline,
    Link,
    Paragraph,
    Part,
    Post,
    PostKind,
    Proposal,
    Rows,
    Sentence,
    SlotValue,
    Words,
)
from bot.grounding.exhibits import exhibit_of
from bot.storage.claim_documents import (
    JsonObject,
    Versions,
    citation_document,
    claim_document,
    restored_citation,
    restored_claim,
)

#: The parts that are nothing but the bot's own words.
_WORDED: Mapping[str, Callable[[Words], Part]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "footer": Footer,
}


def post_document(post: Post) -> JsonObject:
    """A post as JSON."""
    return {
        "delivery_id": post.delivery_id,
        "channel": str(post.channel),
        "thread": post.thread,
        "kind": post.kind.value,
        "parts": [_part_document(part) for part in post.parts],
        "briefing_id": post.briefing_id,
        "answer_id": post.answer_id,
        "addressee": post.addressee,
        "is_private": post.is_private,
        "answers": post.answers,
    }


def restored_post(document: JsonObject, versions: Versions) -> Post:
    """A post with the sentences that pass the gate again; the others' parts are left out."""
    parts = (_part(part, versions) for part in document["parts"])
    return Post(
        delivery_id=DeliveryId(document["delivery_id"]),
        channel=ChannelKey.parse(document["channel"]),
        thread=document["thread"] and MessageId(document["thread"]),
        kind=PostKind(document["kind"]),
        parts=tuple(part for part in parts if part is not None),
        briefing_id=document["briefing_id"] and BriefingId(document["briefing_id"]),
        answer_id=document["answer_id"] and AnswerId(document["answer_id"]),
        addressee=document.get("addressee"),
        is_private=document.get("is_private", False),
        answers=document.get("answers"),
    )


def spoken_text(document: JsonObject) -> str:
    """What a post said, a line for each part, without its small print.

    For reading along in a thread, never for posting: its sentences do not pass the gate here.
    """
    return "\n".join(line for part in document["parts"] for line in _lines(part))


def proposed(document: JsonObject) -> str | None:
    """The command that a yes to a post stands for."""
    parts = (part for part in document["parts"] if part is not None)
    return next((part["command"] for part in parts if part["part"] == "proposal"), None)


def offered_titles(document: JsonObject) -> tuple[str, ...]:
    """The stories' titles of which a post asks which one is meant."""
    own = [p["words"] for p in document["parts"] if p is not None and p["part"] == "paragraph"]
    if not own:
        return ()
    return offered(own[0]["template"], [dict(_words(one).slots) for one in own[1:]])


def _part_document(part: Part) -> JsonObject:
    match part:
        case Heading(words):
            return {"part": "heading", "words": _words_document(words)}
        case Paragraph(words):
            return {"part": "paragraph", "words": _words_document(words)}
        case Footer(words):
            return {"part": "footer", "words": _words_document(words)}
        case Proposal(words, command):
            return {"part": "proposal", "words": _words_document(words), "command": command}
        case Rows(rows):
            return {"part": "rows", "rows": [_words_document(row) for row in rows]}
        case Headline(claim, note):
            return {
                "part": "headline",
                "claim": claim_document(claim),
                "note": _words_document(note),
            }
        case Sentence(claim, lead):
            return {
                "part": "sentence",
                "claim": claim_document(claim),
                "lead": _words_document(lead) if lead else None,
            }
        case Exhibit(number, citation):
            return {
                "part": "exhibit",
                "number": number,
                "citations": [citation_document(citation)],
            }
        case _:
            assert_never(part)


def _part(document: JsonObject | None, versions: Versions) -> Part | None:
    if document is None:
        return None
    kind = document["part"]
    if kind == "exhibit":
        return _exhibit(document, versions)
    if kind in {"headline", "sentence"}:
        return _claim_part(document, versions)
    if kind == "rows":
        return Rows(tuple(_words(row) for row in document["rows"]))
    if kind == "proposal":
        return Proposal(_words(document["words"]), document["command"])
    return _WORDED[kind](_words(document["words"]))


def _claim_part(document: JsonObject, versions: Versions) -> Headline | Sentence | None:
    claim = restored_claim(document["claim"], versions)
    if claim is None:
        return None
    if document["part"] == "headline":
        return Headline(claim, _words(document["note"]))
    return Sentence(claim, _words(document["lead"]) if document["lead"] else None)


def _exhibit(document: JsonObject, versions: Versions) -> Exhibit | None:
    """The words cut out of the stored version anew; None when the channel no longer has it."""
    citation = restored_citation(document["citations"][0])
    article = versions.get(citation.version_id)
    return exhibit_of(document["number"], citation, article) if article else None


def _words_document(words: Words) -> JsonObject:
    return {
        "template": words.template,
        "slots": {name: _slot_document(value) for name, value in words.slots},
    }


def _words(document: JsonObject) -> Words:
    return Words(
        document["template"],
        tuple(sorted((name, _slot(value)) for name, value in document["slots"].items())),
    )


def _slot_document(value: SlotValue) -> Any:
    match value:
        case datetime():
            # The zone's name is kept beside the offset: people are shown "CET", not "+01:00".
            zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
            return {"moment": value.isoformat(), "zone": zone}
        case date():
            return {"date": value.isoformat()}
        case Link(label, url):
            return {"label": label, "url": url}
        case _:
            return value


def _slot(value: Any) -> SlotValue:
    match value:
        case {"moment": moment, "zone": zone}:
            aware = datetime.fromisoformat(moment)
            return aware.astimezone(ZoneInfo(zone)) if zone else aware
        case {"date": day}:
            return date.fromisoformat(day)
        case {"label": label, "url": url}:
            return Link(label, url)
        case str() | int():
            return value
        case _:
            raise TypeError(f"not a slot's value: {type(value).__name__}")


def _lines(part: JsonObject | None) -> Iterator[str]:
    if part is None or part["part"] == "footer":
        return
    for row in (part.get("words"), *part.get("rows", ()), part.get("lead")):
        if row:
            yield str(_words(row))
    if part.get("claim"):
        yield part["claim"]["text"]
