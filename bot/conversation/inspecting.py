"""Looking into a post: what it rests on, what it tells anew, what it left out.

Commands ask about the post of their thread, buttons and reactions about the one that they are on;
what is shown is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.briefing.presentation import correction_lead
from bot.conversation import changed_replies, inspecting_replies, reading_replies, replies
from bot.conversation.meanings import ShowChanges, ShowEvidence, ShowOmitted
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.domain.articles import Article
from bot.domain.briefings import Briefing, Item
from bot.domain.citations import citation_key, numbers_of
from bot.domain.claims import Citation, CitedClaim
from bot.domain.identifiers import BriefingId, ChannelKey, MessageId, StoryId, VersionId
from bot.domain.messages import Delivery, IncomingMessage, Paragraph, Part, Sentence
from bot.domain.sources import NotRead, SourceHealth
from bot.errors import NotFoundError
from bot.grounding.exhibits import exhibit_of
from bot.ports.briefings import SentStory

# ---------------------------------------------------------------- commands


async def show_evidence(office: Office, message: IncomingMessage, intent: ShowEvidence) -> Parts:
    """What the thread's newest cited post rests on."""
    delivery = await of_thread(office, message)
    if delivery is None:
        return inspecting_replies.ask_in_a_thread()
    return await evidence(office, delivery, number=intent.number)


async def show_changes(office: Office, message: IncomingMessage, _intent: ShowChanges) -> Parts:
    """What the thread's briefing tells anew; outside a thread, what the newest one does."""
    briefing = await _briefing_meant(office, message)
    if briefing is None:
        return inspecting_replies.no_briefing_to_compare()
    return await changes(office, briefing)


async def show_omitted(office: Office, message: IncomingMessage, _intent: ShowOmitted) -> Parts:
    """What the thread's briefing left out; outside a thread, what the newest one did.

    Outside a thread also what could not be read of late.
    """
    briefing = await _briefing_meant(office, message)
    told = replies.no_briefing_yet() if briefing is None else left_out(briefing)
    if message.thread is not None or message.of_message is not None:
        return told
    healths = await office.sources.sources(message.channel)
    return (*told, *reading_replies.not_read(not_read_lately(healths, office.now())))


async def of_thread(office: Office, message: IncomingMessage) -> Delivery | None:
    """The post that a message asks about: the one it was put on, or the thread's newest cited one."""
    if message.of_message is not None:
        # Asked by an emoji on one of our messages: that one is meant.
        meant = await office.messages.sent_post(message.channel, message.of_message)
        if meant is not None:
            return meant
    if message.thread is None:
        return None
    return await office.messages.newest_sent(message.channel, message.thread)


async def _briefing_meant(office: Office, message: IncomingMessage) -> Briefing | None:
    for meant in (message.of_message, message.thread):
        if meant is not None:
            post = await office.messages.sent_post(message.channel, meant)
            briefing = await briefing_of(office, post)
            if briefing is not None:
                return briefing
    return await office.briefings.latest_briefing(message.channel)


# ---------------------------------------------------------------- one of our posts


async def sent_post(office: Office, channel: ChannelKey, message_id: MessageId) -> Delivery:
    """The post behind one of our messages.

    Raises:
        NotFoundError: there is none in this channel.
    """
    delivery = await office.messages.sent_post(channel, message_id)
    if delivery is None:
        raise NotFoundError("I no longer know that message: ask me anew in this channel.")
    return delivery


async def briefing_of(office: Office, delivery: Delivery | None) -> Briefing | None:
    """The briefing that a post is, if it is one and is still kept."""
    if delivery is None or delivery.post.briefing_id is None:
        return None
    try:
        return await office.briefings.briefing(delivery.post.briefing_id)
    except NotFoundError:
        return None


async def evidence(
    office: Office,
    delivery: Delivery,
    *,
    number: int | None = None,
    which: range | None = None,
) -> Parts:
    """Each sentence of a post with the passages it rests on, cut out of the stored articles.

    `number` asks for one citation, `which` for the sentences that one message of a long post tells.
    """
    numbers = numbers_of(delivery.post)
    parts: list[Part] = []
    versions = _Versions(office, delivery.post.channel)
    laid_open: set[int] = set()
    claims = delivery.post.claims()
    for claim in _once(claims if which is None else claims[which.start : which.stop]):
        wanted = [c for c in claim.citations if number in (None, numbers[citation_key(c)])]
        if not wanted:
            continue
        # Alone, it would be counted anew, and its numbers were others; a quote is not said twice.
        is_quote = [c.quote for c in wanted] == [claim.text]
        parts += [] if number is not None or is_quote else [Sentence(claim)]
        for citation in wanted:
            own = numbers[citation_key(citation)]
            if own not in laid_open:
                parts += await versions.exhibit(own, citation)
                laid_open.add(own)
    return tuple(parts) or inspecting_replies.no_evidence(number)


async def changes(office: Office, briefing: Briefing) -> Parts:
    """What a briefing says of each story beside what the channel was last sent of it before."""
    before = await office.briefings.sent_before(briefing.briefing_id)
    earlier = await _items_before(office, briefing, before)
    parts = [
        part
        for item in briefing.items[: briefing.receipt.shown]
        for part in _changes_of(item, before.get(item.story_id), earlier.get(item.story_id))
    ]
    return tuple(parts) or inspecting_replies.nothing_changed()


def not_read_lately(healths: Sequence[SourceHealth], now: datetime) -> list[NotRead]:
    """Items of a channel's sources that could not be read, the newest first."""
    items = (one for health in healths for one in health.not_read_lately(now))
    return sorted(items, key=lambda one: one.at, reverse=True)


def left_out(briefing: Briefing) -> Parts:
    """What a briefing left out, by reason."""
    return replies.omitted(briefing.omitted) or replies.nothing_omitted()


# ---------------------------------------------------------------- inside


class _Versions:
    """The stored versions that a post cites, each read once."""

    def __init__(self, office: Office, channel: ChannelKey) -> None:
        self._office = office
        self._channel = channel
        self._read: dict[VersionId, Article | None] = {}
        self._told: set[VersionId] = set()

    async def exhibit(self, number: int, citation: Citation) -> Sequence[Part]:
        """The citation laid open; nothing when its article was forgotten.

        With a word below it when the page says otherwise by now.
        """
        article = await self._version(citation.version_id)
        found = exhibit_of(number, citation, article) if article else None
        if article is None or found is None:
            return []
        return [found, *await self._since(article)]

    async def _since(self, article: Article) -> Parts:
        """What has become of a cited version: once for each, below its first citation."""
        if article.version_id in self._told:
            return ()
        self._told.add(article.version_id)
        newest = await self._office.articles.article(self._channel, article.article_id)
        look = await self._office.looks.look_at(self._channel, article.article_id)
        page = () if look is None else changed_replies.page_now(look)
        parts = (*page, *changed_replies.reserved(newest))
        if newest.version_number <= article.version_number:
            return parts
        return (*changed_replies.superseded(article, newest), *parts)

    async def _version(self, version_id: VersionId) -> Article | None:
        if version_id not in self._read:
            try:
                read = await self._office.articles.version(self._channel, version_id)
            except NotFoundError:
                self._read[version_id] = None
            else:
                self._read[version_id] = read
        return self._read[version_id]


async def _items_before(
    office: Office, briefing: Briefing, before: Mapping[StoryId, SentStory]
) -> Mapping[StoryId, Item]:
    """The items in which the channel was last sent these stories, as far as they are kept."""
    wanted = {before[i.story_id].briefing_id for i in briefing.items if i.story_id in before}
    found: dict[tuple[BriefingId, StoryId], Item] = {}
    for briefing_id in wanted:
        try:
            earlier = await office.briefings.briefing(briefing_id)
        except NotFoundError:
            continue
        found |= {(briefing_id, item.story_id): item for item in earlier.items}
    return {
        story_id: found[sent.briefing_id, story_id]
        for story_id, sent in before.items()
        if (sent.briefing_id, story_id) in found
    }


def _changes_of(item: Item, sent: SentStory | None, earlier: Item | None) -> Iterator[Part]:
    yield Sentence(item.headline, inspecting_replies.story())
    if sent is None:
        yield Paragraph(inspecting_replies.new_here())
        return
    told = set(sent.sentences)
    fresh = [claim for claim in _told(item) if claim.text not in told]
    righted = {c.text: correction_lead(c) for c in item.corrections}
    for claim in fresh:
        yield Sentence(claim, righted.get(claim.text, inspecting_replies.fresh()))
    if not fresh:
        yield Paragraph(inspecting_replies.nothing_fresh(sent.sent_at))
    now = {claim.text for claim in item.claims()}
    for claim in _told(earlier) if earlier else ():
        if claim.text not in now:
            yield Sentence(claim, inspecting_replies.told_before(sent.sent_at))


def _told(item: Item) -> Sequence[CitedClaim]:
    return _once((*item.sentences, *item.said, *(entry.claim for entry in item.agenda)))


def _once(claims: Sequence[CitedClaim]) -> Sequence[CitedClaim]:
    return list({claim.text: claim for claim in claims}.values())
