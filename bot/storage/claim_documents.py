"""Cited claims as JSON; what a document rests on; striking what was forgotten.

A claim's document keeps its words and where its quotes are; what is shown beside a quote comes
from the stored version when the claim is read back, through the gate.  In every document:

* an object with ``citations`` is a sentence that rests on them,
* an object with ``article_id`` is about that article,
* the values of ``slots`` are what the bot's own words were filled with;

so that striking needs to know nothing else of a document's shape, and leaves ``null`` where
something was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.articles import Article
from bot.domain.claims import Citation, CitedClaim, SpanOf
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, VersionId
from bot.grounding.gate import restore

JsonObject = dict[str, Any]
Versions = Mapping[VersionId, Article]

#: Stands where a title or an address stood that was forgotten.
FORGOTTEN = "(forgotten)"

#: Characters that a shortened title keeps at least, to be known for the title it was.
_SHORTEST_CUT = 12


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a channel forgets, with all that points to it."""

    channel: ChannelKey
    article_ids: frozenset[ArticleId]
    version_ids: frozenset[VersionId]
    #: The titles and addresses of these articles, in all versions.
    names: frozenset[str] = frozenset()
    #: The messages that brought them; their words go as well.
    message_ids: frozenset[MessageId] = frozenset()

    def has_name(self, text: str) -> bool:
        """Whether a text is one of the names, whole or cut short with an ellipsis."""
        cut = text.removesuffix("…").removesuffix("...").rstrip()
        is_cut = cut != text and len(cut) >= _SHORTEST_CUT
        return text in self.names or (is_cut and any(n.startswith(cut) for n in self.names))


def claim_document(claim: CitedClaim) -> JsonObject:
    """A claim as JSON."""
    return {
        "text": claim.text,
        "speaker": claim.speaker,
        "dates": [[d.text, d.day.isoformat()] for d in claim.dates],
        "citations": [citation_document(c) for c in claim.citations],
    }


def restored_claim(document: JsonObject | None, versions: Versions) -> CitedClaim | None:
    """A claim that passes the gate again; None when it was struck or no longer passes."""
    if document is None:
        return None
    citations = [restored_citation(c) for c in document["citations"]]
    return restore(document["text"], citations, document["speaker"], versions)


def restored_claims(
    documents: Collection[JsonObject | None], versions: Versions
) -> tuple[CitedClaim, ...]:
    """The claims that pass the gate again, in order."""
    claims = (restored_claim(document, versions) for document in documents)
    return tuple(claim for claim in claims if claim is not None)


def cited_versions(document: Any) -> frozenset[VersionId]:
    """Every version that a document quotes."""
    return frozenset(VersionId(o["version_id"]) for o in _objects(document) if "version_id" in o)


def articles_in(document: Any) -> frozenset[ArticleId]:
    """Every article that a document quotes or lists."""
    return frozenset(ArticleId(o["article_id"]) for o in _objects(document) if "article_id" in o)


def strike(document: Any, forgotten: Forgotten) -> Any:
    """The document without what rests on, lists or names what is forgotten."""

    def is_gone(reference: JsonObject) -> bool:
        # One version can be forgotten while others of its article are still known.
        if "version_id" in reference:
            return reference["version_id"] in forgotten.version_ids
        return reference["article_id"] in forgotten.article_ids

    return _strike(document, is_gone, forgotten.has_name)


def strike_unknown(
    document: Any, versions: Collection[VersionId], articles: Collection[ArticleId]
) -> Any:
    """The document without what quotes another version or lists another article than these."""

    def is_unknown(reference: JsonObject) -> bool:
        if "version_id" in reference:
            return reference["version_id"] not in versions
        return reference["article_id"] not in articles

    return _strike(document, is_unknown, lambda _: False)


def _strike(
    value: Any, is_gone: Callable[[JsonObject], bool], is_name: Callable[[str], bool]
) -> Any:
    if isinstance(value, list):
        return [_strike(member, is_gone, is_name) for member in value]
    if not isinstance(value, dict):
        return value
    rests_on = [value] if "article_id" in value else value.get("citations", [])
    if any(is_gone(reference) for reference in rests_on):
        return None
    if "part" in value and _strike(value.get("claim"), is_gone, is_name) != value.get("claim"):
        # A part of a post goes with its claim: who says it, where and in which language, too.
        return None
    return {
        key: _strike_slots(member, is_name) if key == "slots" else _strike(member, is_gone, is_name)
        for key, member in value.items()
    }


def _strike_slots(slots: JsonObject, is_name: Callable[[str], bool]) -> JsonObject:
    return {name: _strike_slot(value, is_name) for name, value in slots.items()}


def _strike_slot(value: Any, is_name: Callable[[str], bool]) -> Any:
    # A slot's value is data, or an object of strings: a link, a date.
    texts = value.values() if isinstance(value, dict) else [value]
    return FORGOTTEN if any(isinstance(t, str) and is_name(t) for t in texts) else value


def _objects(value: Any) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        yield value
    members = value.values() if isinstance(value, dict) else value
    if isinstance(value, (dict, list)):
        for member in members:
            yield from _objects(member)


def citation_document(citation: Citation) -> JsonObject:
    """Where a quote stands."""
    return {
        "article_id": citation.article_id,
        "version_id": citation.version_id,
        "of": citation.of.value,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def restored_citation(document: JsonObject) -> Citation:
    """The bare citation: what is shown beside its quote is read from the version."""
    return Citation(
        article_id=ArticleId(document["article_id"]),
        version_id=VersionId(document["version_id"]),
        of=SpanOf(document["of"]),
        start=document["start"],
        end=document["end"],
        quote=document["quote"],
        url=None,
        title=None,
        outlet=None,
        published_at=None,
    )
