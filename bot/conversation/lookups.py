"""What platforms show beside the conversation: evidence, changes, left out, overviews, prompts.

Buttons and reactions ask here; the same can be said in words (`inspecting`, `suggestions`).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation import inspecting, replies
from bot.conversation.inspecting import briefing_of, sent_post
from bot.conversation.intents import read_intent
from bot.conversation.meanings import Intent
from bot.conversation.office import Office
from bot.conversation.overview import ChannelOverview, overview
from bot.conversation.replies import Parts
from bot.conversation.suggestions import Suggestion, suggestions
from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Feedback, Post


@dataclass(frozen=True, slots=True)
class Lookups:
    """Answers what is asked of a post or a channel by other means than words."""

    office: Office

    async def evidence(
        self, channel: ChannelKey, message_id: MessageId, which: range | None = None
    ) -> Parts:
        """What one of our posts rests on; with `which`, what these of its sentences do.

        Raises:
            NotFoundError: it is none of ours.
        """
        delivery = await sent_post(self.office, channel, message_id)
        return await inspecting.evidence(self.office, delivery, which=which)

    async def changes(self, channel: ChannelKey, message_id: MessageId) -> Parts:
        """What a briefing told anew.

        Raises:
            NotFoundError: the message is none of ours.
        """
        delivery = await sent_post(self.office, channel, message_id)
        briefing = await briefing_of(self.office, delivery)
        if briefing is None:
            return replies.no_briefing_yet()
        return await inspecting.changes(self.office, briefing)

    async def left_out(self, channel: ChannelKey, message_id: MessageId) -> Parts:
        """What a briefing left out.

        Raises:
            NotFoundError: the message is none of ours.
        """
        delivery = await sent_post(self.office, channel, message_id)
        briefing = await briefing_of(self.office, delivery)
        return replies.no_briefing_yet() if briefing is None else inspecting.left_out(briefing)

    async def post_at(self, channel: ChannelKey, message_id: MessageId) -> Post | None:
        """The post that one of our messages belongs to; None for everybody else's."""
        delivery = await self.office.messages.sent_post(channel, message_id)
        return delivery.post if delivery else None

    async def overview(self, channel: ChannelKey) -> ChannelOverview:
        """How a channel stands."""
        return await overview(self.office, channel)

    async def known_channels(self) -> frozenset[ChannelKey]:
        """Every channel that has read, followed, scheduled or set anything."""
        return frozenset(await self.office.articles.channels())

    async def keeps_anything(self, channel: ChannelKey) -> bool:
        """Whether anything was said, read or set in a channel."""
        said = await self.office.messages.timeline(channel, limit=1)
        return bool(said) or channel in await self.known_channels()

    async def suggestions(self, channel: ChannelKey) -> tuple[Suggestion, ...]:
        """What a person might ask next."""
        return suggestions(await self.office.briefings.latest_briefing(channel))

    async def feedback(
        self,
        channel: ChannelKey,
        message_id: MessageId,
        person: str,
        *,
        is_good: bool,
        reaction_id: MessageId | None = None,
    ) -> bool:
        """Keep a thumb on one of our messages; whether it is one."""
        delivery = await self.office.messages.sent_post(channel, message_id)
        if delivery is None or delivery.message_id is None:
            return False
        await self.office.messages.keep_feedback(
            Feedback(channel, delivery.message_id, person, is_good, self.office.now(), reaction_id)
        )
        return True

    async def take_feedback_back(self, channel: ChannelKey, reaction_id: MessageId) -> None:
        """Forget the thumb that was given by a reaction, if one was."""
        await self.office.messages.drop_feedback(channel, reaction_id)

    def read(self, words: str) -> Intent:
        """What words would mean, so that a form can say at once what is wrong with them.

        Raises:
            InputError: a time, day or zone in them is not understood.
        """
        return read_intent(words, is_thread_reply=False)
