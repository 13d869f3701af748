"""Briefings, answers, and the ledger of what each channel was actually sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from bot.domain.answers import Answer
from bot.domain.briefings import Briefing
from bot.domain.identifiers import AnswerId, BriefingId, ChannelKey, StoryId
from bot.errors import NotFoundError
from bot.ports.briefings import SentStory
from bot.storage import tables_briefings as tables
from bot.storage.answer_documents import answer_document, restored_answer
from bot.storage.briefing_documents import briefing_document, restored_briefing
from bot.storage.claim_documents import cited_versions
from bot.storage.database import Database
from bot.storage.ledger import covered_until, keep_stories, read_ledger
from bot.storage.quoted_versions import link_articles, quoted_versions, without_forgotten
from bot.storage.story_changes import all_resolved
from bot.storage.writes import took_effect


class SqlBriefingStore:
    """`ports.BriefingStore` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep_briefing(self, briefing: Briefing) -> None:
        """Keep a briefing; the one kept first under its id wins.

        A sentence whose article was forgotten while the briefing was written is not kept.
        """
        key, channel = briefing.briefing_id, briefing.channel

        def work(connection: Connection) -> None:
            document = without_forgotten(connection, channel, briefing_document(briefing))
            insert = self._database.insert(tables.briefing).values(
                briefing_id=key,
                channel=channel,
                since=briefing.since,
                until=briefing.until,
                topic=briefing.topic,
                document=document,
            )
            if took_effect(connection, insert.on_conflict_do_nothing()):
                link_articles(connection, tables.briefing_article, key, document)
                keep_stories(connection, briefing, document["items"])

        await self._database.write(work)

    async def briefing(self, briefing_id: BriefingId) -> Briefing:
        """A briefing; its claims have passed the gate again.

        Raises:
            NotFoundError: there is none.
        """
        is_it = tables.briefing.c.briefing_id == briefing_id
        found = await self._briefing(select(tables.briefing).where(is_it))
        if found is None:
            raise NotFoundError(f"No briefing {briefing_id} is kept: ask for a new one.")
        return found

    async def latest_briefing(self, channel: ChannelKey) -> Briefing | None:
        """The newest briefing that the channel was sent (by the time it was sent)."""
        kept = tables.briefing.c
        sent = select(tables.briefing).where(kept.channel == channel, kept.sent_at.is_not(None))
        return await self._briefing(sent.order_by(kept.sent_at.desc(), kept.until.desc()).limit(1))

    async def keep_answer(self, answer: Answer) -> None:
        """Keep an answer; the one kept first under its id wins."""
        key, channel = answer.answer_id, answer.channel

        def work(connection: Connection) -> None:
            document = without_forgotten(connection, channel, answer_document(answer))
            insert = self._database.insert(tables.answer).values(
                answer_id=key, channel=channel, document=document
            )
            if took_effect(connection, insert.on_conflict_do_nothing()):
                link_articles(connection, tables.answer_article, key, document)

        await self._database.write(work)

    async def answer(self, answer_id: AnswerId) -> Answer:
        """An answer; its claims have passed the gate again.

        Raises:
            NotFoundError: there is none.
        """
        query = select(tables.answer).where(tables.answer.c.answer_id == answer_id)

        def work(connection: Connection) -> Answer:
            row = connection.execute(query).one_or_none()
            if row is None:
                raise NotFoundError(f"No answer {answer_id} is kept: ask the question again.")
            cited = cited_versions(row.document)
            return restored_answer(row.document, quoted_versions(connection, row.channel, cited))

        return await self._database.read(work)

    async def ledger(self, channel: ChannelKey) -> Mapping[StoryId, SentStory]:
        """What the channel was last sent of each story."""
        return await self._database.read(lambda connection: read_ledger(connection, channel))

    async def sent_before(self, briefing_id: BriefingId) -> Mapping[StoryId, SentStory]:
        """What the channel had last been sent of each story of a briefing, before that briefing.

        Raises:
            NotFoundError: there is no such briefing.
        """
        query = select(tables.briefing.c.channel, tables.briefing.c.sent_at).where(
            tables.briefing.c.briefing_id == briefing_id
        )

        def work(connection: Connection) -> Mapping[StoryId, SentStory]:
            row = connection.execute(query).one_or_none()
            if row is None:
                raise NotFoundError(f"No briefing {briefing_id} is kept: ask for a new one.")
            return read_ledger(connection, row.channel, before=(briefing_id, row.sent_at))

        return await self._database.read(work)

    async def ledger_moved_to(self, channel: ChannelKey) -> datetime | None:
        """Up to when the channel was sent whatever it had learned.

        The `until` of the newest confirmed briefing, passing over those that were about one topic
        or that began later than the ones before them ended: what they skipped is still to be sent.
        """
        kept = tables.briefing.c
        query = select(kept.since, kept.until).where(
            kept.channel == channel, kept.sent_at.is_not(None), kept.topic.is_(None)
        )
        rows = await self._database.rows(query.order_by(kept.until))
        return covered_until((row.since, row.until) for row in rows)

    async def move_ledger(self, briefing_id: BriefingId, sent_at: datetime) -> None:
        """Note that a briefing was sent; twice is once.  Only for confirmed deliveries.

        Raises:
            NotFoundError: there is no such briefing.
        """
        is_it = tables.briefing.c.briefing_id == briefing_id
        first = update(tables.briefing).where(is_it, tables.briefing.c.sent_at.is_(None))
        if await self._database.change(first.values(sent_at=sent_at)):
            return
        if await self._database.row(select(tables.briefing.c.briefing_id).where(is_it)) is None:
            raise NotFoundError(f"No briefing {briefing_id} is kept: ask for a new one.")

    async def _briefing(self, query: Select[Any]) -> Briefing | None:
        def work(connection: Connection) -> Briefing | None:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            cited = cited_versions(row.document)
            versions = quoted_versions(connection, row.channel, cited)
            restored = restored_briefing(row.document, versions)
            told = {item.story_id for item in restored.items}
            now = all_resolved(connection, restored.channel, told)
            items = (replace(item, story_id=now[item.story_id]) for item in restored.items)
            return replace(restored, items=tuple(items))

        return await self._database.read(work)
