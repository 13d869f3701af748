"""The store of briefings, answers and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.answers import Answer
from bot.domain.briefings import Briefing
from bot.domain.identifiers import AnswerId, BriefingId, ChannelKey, StoryId, VersionId


@dataclass(frozen=True, slots=True)
class SentStory:
    """What a channel was last sent of a story."""

    story_id: StoryId
    sent_at: datetime
    briefing_id: BriefingId
    #: Versions of the story that the channel knew by the briefing's `until`.
    version_ids: frozenset[VersionId]
    #: Every sentence that was sent of it, headline first.
    sentences: tuple[str, ...]


class BriefingStore(Protocol):
    """Briefings, answers, and the ledger of what each channel was actually sent."""

    async def keep_briefing(self, briefing: Briefing) -> None:
        """Keep a briefing; the one kept first under its id wins."""
        ...

    async def briefing(self, briefing_id: BriefingId) -> Briefing:
        """A briefing; its claims have passed the gate again.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def latest_briefing(self, channel: ChannelKey) -> Briefing | None:
        """The newest briefing that the channel was sent (by the time it was sent)."""
        ...

    async def keep_answer(self, answer: Answer) -> None:
        """Keep an answer."""
        ...

    async def answer(self, answer_id: AnswerId) -> Answer:
        """An answer; its claims have passed the gate again.

        Raises:
            NotFoundError: there is none.
        """
        ...

    async def ledger(self, channel: ChannelKey) -> Mapping[StoryId, SentStory]:
        """What the channel was last sent of each story."""
        ...

    async def sent_before(self, briefing_id: BriefingId) -> Mapping[StoryId, SentStory]:
        """What the channel had last been sent of each story of a briefing, before that briefing.

        Raises:
            NotFoundError: there is no such briefing.
        """
        ...

    async def ledger_moved_to(self, channel: ChannelKey) -> datetime | None:
        """Up to when the channel was sent whatever it had learned; None at first.

        The `until` of the newest confirmed briefing, passing over those that were about one topic
        or that began later than the ones before them ended: what they skipped is still to be sent.
        The first that counts is one whose `since` is None.
        """
        ...

    async def move_ledger(self, briefing_id: BriefingId, sent_at: datetime) -> None:
        """Note that a briefing was sent; twice is once.  Only for confirmed deliveries."""
        ...
