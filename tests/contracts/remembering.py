"""Articles that a store really remembers, and what is written from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.answers import Answer, Timings
from bot.domain.articles import Omission, Omitted, ReadArticle, Way
from bot.domain.briefings import (
    AgendaEntry,
    Briefing,
    EventType,
    Item,
    Receipt,
    Status,
    Usage,
    Writer,
    WrittenBy,
)
from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.domain.identifiers import (
    DESK,
    AnswerId,
    BriefingId,
    DeliveryId,
    MessageId,
    StoryId,
)
from bot.domain.messages import (
    Footer,
    Heading,
    Headline,
    IncomingMessage,
    Paragraph,
    Post,
    PostKind,
    Rows,
    Sentence,
    words,
)
from bot.domain.stories import Placement
from bot.grounding.exhibits import exhibit_of
from bot.grounding.gate import check_draft, cite_title
from bot.ports.articles import Arrival, Fingerprint, Indexed
from bot.storage.articles import SqlArticleStore
from tests.builders import evidence

NOON = datetime(2024, 3, 22, 12, 0, tzinfo=UTC)

VOTE = "The Security Council voted on the draft on Friday. Eleven members were in favour."
VOTE_TITLE = "Council votes on a ceasefire draft"


async def learn(
    database,
    text=VOTE,
    *,
    channel=DESK,
    url="https://harbour-post.example/vote",
    title=VOTE_TITLE,
    learned_at=NOON,
    story=None,
    message_id=None,
    way=Way.FEED,
    bands=(),
):
    """Let a channel know an article; the version as the store gives it back."""
    store = SqlArticleStore(database)
    read = ReadArticle(text, url, title, "The Harbour Post", published_at=NOON, language="en")
    hashed = Fingerprint(f"hash of {text}", bands)
    arrival = Arrival(channel, way, learned_at, learned_at, message_id=message_id)
    placement = Placement(story and StoryId(story))
    learned = await store.learn(Indexed(read, ((0, len(text)),), hashed), arrival, None, placement)
    return await store.version(channel, learned.version_id)


def quoting(article, sentence=None):
    """A verbatim sentence of an article (its first), past the gate."""
    said = sentence or article.text.split(". ")[0] + "."
    claim = check_draft(DraftClaim(said, (DraftSpan(1, said),)), evidence(article))
    assert isinstance(claim, CitedClaim), claim
    return claim


def item(article, *more, story="s1", said=(), agenda=()):
    """An item headed by an article's title, with a sentence of it and of each of `more`."""
    return Item(
        story_id=StoryId(story),
        headline=cite_title(article),
        status=Status.NEW,
        event_type=EventType.CONSULT,
        sentences=tuple(quoting(a) for a in (article, *more)),
        said=tuple(said),
        agenda=tuple(
            AgendaEntry(NOON.date(), claim, NOON.date() + timedelta(days=6)) for claim in agenda
        ),
        outlets=("The Harbour Post",),
        origins=1,
    )


def briefing(*items, name="b1", channel=DESK, since=None, until=NOON, topic=None, omitted=()):
    return Briefing(
        briefing_id=BriefingId(name),
        channel=channel,
        since=since,
        until=until,
        items=items,
        omitted=tuple(
            Omitted(a.article_id, a.title, a.url, a.outlet, Omission.OVER_LIMIT) for a in omitted
        ),
        receipt=Receipt(3, ("Slow Wire",), ("Quiet Wire",), 5, 2, 1, NOON, Usage(10, 5, 0.25)),
        written_by=WrittenBy(Writer.MODEL, "small-model", None),
        topic=topic,
    )


def answer(*claims, name="a1", channel=DESK, nearest=None, standalone="How did they vote?"):
    return Answer(
        answer_id=AnswerId(name),
        channel=channel,
        standalone=standalone,
        sentences=claims,
        nearest=nearest,
        written_by=WrittenBy(Writer.BUILT_IN, None, "The model did not answer."),
        usage=Usage(),
        timings=Timings(1.5, 2.5, 4.0),
        asked_at=NOON,
    )


def post(*parts, name="d1", channel=DESK, thread=None, kind=PostKind.REPLY, **ids):
    return Post(DeliveryId(name), channel, thread and MessageId(thread), kind, parts, **ids)


def full_post(article, **changes):
    """A post with a part of every kind."""
    return post(
        Heading(words("Briefing of {day}", day=NOON.date())),
        Headline(cite_title(article), words("{count} outlets", count=2)),
        Sentence(quoting(article), words("What comes next:")),
        Sentence(quoting(article)),
        exhibit_of(1, quoting(article).citations[0], article),
        Paragraph(words("That is all.")),
        Rows((words("One feed."), words("Another feed."))),
        Footer(words("Written by {writer}.", writer="built-in")),
        **changes,
    )


def message(text="What happened?", *, name="m1", channel=DESK, thread=None, **changes):
    values = {"sender": "amal", "sent_at": NOON, "is_addressed": True, "may_configure": False}
    return IncomingMessage(
        channel, MessageId(name), thread and MessageId(thread), text=text, **{**values, **changes}
    )
