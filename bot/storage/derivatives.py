"""Forgetting reaches what was made of an article: posts, briefings, answers, drafts, messages.

`forgetting` calls this after it has deleted the channel's memory of the articles, in the same
transaction.  The order matters on Postgres: whoever keeps a post at the same moment holds the
memory's rows (`quoted_versions.without_forgotten`), so that the deletion waits for the post, and
the post is found here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Row,
    Table,
    Text,
    Update,
    and_,
    cast,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.identifiers import ArticleId
from bot.storage.claim_documents import Forgotten, JsonObject, articles_in, strike
from bot.storage.document_column import as_written
from bot.storage.quoted_versions import in_chunks
from bot.storage.tables_briefings import (
    answer,
    answer_article,
    briefing,
    briefing_article,
    briefing_story,
    briefing_version,
)
from bot.storage.tables_conversations import delivery, delivery_article, incoming_message
from bot.storage.tables_operation import draft, draft_version

#: Characters of a title by which posts that may show it, perhaps cut short, are looked for.
_BEGINNING = 12

#: Patterns in one query; each costs a look at every post of the channel.
_PATTERNS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table of documents and the table that says which articles they rest on."""

    table: Table
    key: Column[Any]
    links: Table
    link_key: Column[Any]


_DELIVERIES = _Kind(
    delivery, delivery.c.delivery_id, delivery_article, delivery_article.c.delivery_id
)
_BRIEFINGS = _Kind(
    briefing, briefing.c.briefing_id, briefing_article, briefing_article.c.briefing_id
)
_ANSWERS = _Kind(answer, answer.c.answer_id, answer_article, answer_article.c.answer_id)


async def forget_derivatives(connection: AsyncConnection, forgotten: Forgotten) -> None:
    """Strike what rests on, lists or names the forgotten articles; drop what was drafted of them.

    Call it after the channel's memory of them is deleted, and before their versions are.
    """
    # First: whoever keeps an answer to one of the messages holds it, and is found below.
    await _silence_messages(connection, forgotten)
    await _strike_deliveries(connection, forgotten)
    await _strike_briefings(connection, forgotten)
    await _strike_answers(connection, forgotten)
    await _blank_questions(connection, forgotten)
    await _drop_drafts(connection, forgotten)


async def _strike_deliveries(connection: AsyncConnection, forgotten: Forgotten) -> None:
    touched = await _resting(connection, _DELIVERIES, forgotten)
    touched |= await _naming(connection, forgotten)
    rewritten = await _rewrite(connection, _DELIVERIES, touched, lambda d: strike(d, forgotten))
    # What stands in a chat is made of the document too: it is shown anew (`Platform.revise`).
    for some in in_chunks(rewritten):
        change = update(delivery).where(delivery.c.delivery_id.in_(some))
        await connection.execute(change.values(revision=delivery.c.revision + 1))


async def _strike_briefings(connection: AsyncConnection, forgotten: Forgotten) -> None:
    touched = await _resting(connection, _BRIEFINGS, forgotten)
    await _rewrite(connection, _BRIEFINGS, touched, lambda d: strike(d, forgotten))
    for some in in_chunks(touched):
        query = select(briefing_story).where(briefing_story.c.briefing_id.in_(some))
        for row in (await connection.execute(query)).all():
            await connection.execute(_struck_story(row, forgotten))
    await _drop_versions(connection, forgotten)


async def _strike_answers(connection: AsyncConnection, forgotten: Forgotten) -> None:
    # The stand-alone question was made from a thread, which may have told of the article.
    touched = await _resting(connection, _ANSWERS, forgotten)
    await _rewrite(
        connection, _ANSWERS, touched, lambda d: strike(d, forgotten) | {"standalone": ""}
    )


async def _blank_questions(connection: AsyncConnection, forgotten: Forgotten) -> None:
    """Of a question that was deleted, the words that were made of it go as well."""
    written = cast(delivery.c.document, Text)
    for some in in_chunks(forgotten.message_ids, _PATTERNS_AT_ONCE):
        names_one = or_(*(written.contains(as_written(name), autoescape=True) for name in some))
        query = select(delivery.c.document).where(
            delivery.c.channel == forgotten.channel, names_one
        )
        documents = (await connection.execute(query)).scalars()
        keys = {d["answer_id"] for d in documents if d["answer_id"] and d.get("answers") in some}
        await _rewrite(connection, _ANSWERS, keys, lambda d: d | {"standalone": ""})


async def _drop_drafts(connection: AsyncConnection, forgotten: Forgotten) -> None:
    for some in in_chunks(forgotten.version_ids):
        keys = select(draft_version.c.key).where(draft_version.c.version_id.in_(some))
        await connection.execute(delete(draft).where(draft.c.key.in_(keys)))


async def _silence_messages(connection: AsyncConnection, forgotten: Forgotten) -> None:
    heard = incoming_message.c
    for some in in_chunks(forgotten.message_ids):
        await connection.execute(
            update(incoming_message)
            .where(
                heard.channel == forgotten.channel,
                or_(heard.message_id.in_(some), heard.of_message.in_(some)),
            )
            .values(text="", sender="", is_forgotten=True)
        )


async def _resting(connection: AsyncConnection, kind: _Kind, forgotten: Forgotten) -> set[str]:
    """Keys of the channel's documents that quote or list the articles."""
    keys: set[str] = set()
    for some in in_chunks(forgotten.article_ids):
        query = (
            select(kind.key)
            .join(kind.links, kind.link_key == kind.key)
            .where(kind.table.c.channel == forgotten.channel, kind.links.c.article_id.in_(some))
        )
        keys.update((await connection.execute(query)).scalars())
    return keys


async def _naming(connection: AsyncConnection, forgotten: Forgotten) -> set[str]:
    """Keys of the channel's posts whose own words may hold a title or an address."""
    written = cast(delivery.c.document, Text)
    keys: set[str] = set()
    for some in in_chunks(_patterns(forgotten.names), _PATTERNS_AT_ONCE):
        names_one = or_(*(written.contains(pattern, autoescape=True) for pattern in some))
        query = select(delivery.c.delivery_id).where(
            delivery.c.channel == forgotten.channel, names_one
        )
        keys.update((await connection.execute(query)).scalars())
    return keys


def _patterns(names: Collection[str]) -> Collection[str]:
    beginnings = (name if "://" in name else name[:_BEGINNING] for name in names)
    return {as_written(beginning) for beginning in beginnings}


async def _rewrite(
    connection: AsyncConnection,
    kind: _Kind,
    keys: Collection[str],
    revise: Callable[[JsonObject], JsonObject],
) -> set[str]:
    """Revise these documents; the keys of those that changed."""
    rewritten: set[str] = set()
    for some in in_chunks(keys):
        query = select(kind.key, kind.table.c.document).where(kind.key.in_(some))
        for key, document in (await connection.execute(query)).all():
            revised = revise(document)
            if revised != document:
                change = update(kind.table).where(kind.key == key)
                await connection.execute(change.values(document=revised))
                rewritten.add(key)
                gone = articles_in(document) - articles_in(revised)
                await _unlink(connection, kind, key, gone)
    return rewritten


async def _unlink(
    connection: AsyncConnection, kind: _Kind, key: str, article_ids: Collection[ArticleId]
) -> None:
    for some in in_chunks(article_ids):
        await connection.execute(
            delete(kind.links).where(kind.link_key == key, kind.links.c.article_id.in_(some))
        )


async def _drop_versions(connection: AsyncConnection, forgotten: Forgotten) -> None:
    ours = select(briefing.c.briefing_id).where(briefing.c.channel == forgotten.channel)
    known = briefing_version.c
    for some in in_chunks(forgotten.version_ids):
        await connection.execute(
            delete(briefing_version).where(known.version_id.in_(some), known.briefing_id.in_(ours))
        )


def _struck_story(row: Row[Any], forgotten: Forgotten) -> Update:
    is_it = and_(
        briefing_story.c.briefing_id == row.briefing_id, briefing_story.c.story_id == row.story_id
    )
    return update(briefing_story).where(is_it).values(sentences=strike(row.sentences, forgotten))
