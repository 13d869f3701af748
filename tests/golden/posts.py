"""A post of every kind that platforms are given, made of the same few articles each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.answering.presentation import answer_post
from bot.briefing.presentation import briefing_post
from bot.conversation import (
    digest_replies,
    inspecting_replies,
    manners,
    reading_replies,
    replies,
    story_replies,
)
from bot.conversation.changed import Changed, shown
from bot.conversation.feed_previews import feed_preview
from bot.conversation.help_texts import help_on
from bot.conversation.overview import ChannelOverview
from bot.digest.schedule import next_slot
from bot.domain.answers import Answer, Timings
from bot.domain.articles import Feed, FeedItem, Learned, Omission, Omitted, Rejection
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
from bot.domain.changes import LookState, SecondLook
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.dating import DateSource
from bot.domain.identifiers import (
    AnswerId,
    ArticleId,
    BriefingId,
    ChannelKey,
    DeliveryId,
    MessageId,
    ScheduleId,
    SourceId,
    StoryId,
    VersionId,
)
from bot.domain.messages import Exhibit, Heading, Paragraph, Post, PostKind, Sentence, words
from bot.domain.schedules import Schedule
from bot.domain.sources import DayCount, NotRead, Source, SourceHealth, Validators
from bot.domain.stories import Regrouping, Story, StoryEvent
from bot.errors import ForbiddenAddressError, Refusal
from bot.grounding.exhibits import exhibit_of
from bot.grounding.gate import check_draft, cite_title
from bot.ingest.outcomes import FoundFeed
from bot.memory.text_changes import compare_texts
from tests.builders import VOTE_DAY, article, evidence

CHANNEL = ChannelKey("slack", "T024BE7LD/C061EG9SL")
PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2024, 3, 25, 7, 0, tzinfo=UTC)


def stored(name, text, **more):
    values = {"article_id": ArticleId(name), "version_id": VersionId(f"{name}-1"),
              "url": f"https://harbour-post.example/{name}", "channel": CHANNEL}  # fmt: skip
    return article(text, **{**values, **more})


VETO = stored(
    "veto",
    "Russia and China on Friday vetoed a draft resolution that called for an immediate ceasefire. "
    "The draft received 11 votes in favour and three against, with Guyana abstaining.\n\n"
    "The ten elected members will put their own text to a vote on Monday.",
    title="Russia and China veto US draft in Security Council",
)
TALKS = stored(
    "talks",
    "Envoys of five states met in Doha on Sunday. The talks will go on next week, Qatar said.",
    title="Envoys meet in Doha",
    outlet="Kestrel Daily",
    published_at=VOTE_DAY + timedelta(days=2),
)
PASTED = stored(
    "pasted", "The embassy was told that the border will open on Tuesday.", url=None, title=None,
    outlet=None, published_at=None,
)  # fmt: skip


VETO_LATER = replace(
    VETO,
    version_id=VersionId("veto-2"),
    version_number=2,
    text=VETO.text.replace("11 votes", "13 votes").replace("on Monday", "on <!here> *Tuesday*")
    + " Japan will abstain.",
    title="Russia and China veto draft of the US in Security Council",
    fetched_at=VOTE_DAY + timedelta(hours=7),
    learned_at=VOTE_DAY + timedelta(hours=7),
)


def what_changed():
    """A changed article, whose page is gone by now."""
    look = SecondLook(
        CHANNEL, VETO.article_id, VOTE_DAY, None, MORNING, LookState.GONE, MORNING, url=VETO.url
    )
    return shown(Changed(VETO, VETO_LATER, compare_texts(VETO.text, VETO_LATER.text).changes, look))


def cited(text, of, speaker=None):
    claim = check_draft(DraftClaim(text, (DraftSpan(1, text),), speaker), evidence(of))
    assert hasattr(claim, "seal"), claim
    return claim


def item(of, *texts, **changes):
    values = {
        "story_id": StoryId(f"story of {of.article_id}"),
        "headline": cite_title(of),
        "status": Status.NEW,
        "event_type": EventType.REJECT,
        "sentences": tuple(cited(text, of) for text in texts),
        "said": (),
        "agenda": (),
        "outlets": (of.outlet,) if of.outlet else (),
        "origins": 1,
    }
    return Item(**{**values, **changes})


VETO_ITEM = item(
    VETO,
    "Russia and China on Friday vetoed a draft resolution that called for an immediate ceasefire.",
    "The draft received 11 votes in favour and three against, with Guyana abstaining.",
)
TALKS_ITEM = item(
    TALKS, "Envoys of five states met in Doha on Sunday.", status=Status.CHANGED,
    event_type=EventType.CONSULT, outlets=("Kestrel Daily", "The Harbour Post"), origins=2,
)  # fmt: skip
RUNNING_ITEM = replace(TALKS_ITEM, status=Status.UNCHANGED)


def receipt(shown, **changes):
    return replace(Receipt(42, (), (), 100, 37, shown, VOTE_DAY, Usage()), **changes)


def briefing(*items, **changes):
    values = {
        "briefing_id": BriefingId("b1"),
        "channel": CHANNEL,
        "since": None,
        "until": MORNING,
        "items": items,
        "omitted": (),
        "receipt": receipt(len(items)),
        "written_by": WrittenBy(Writer.BUILT_IN),
    }
    return Briefing(**{**values, **changes})


def as_post(of, kind=PostKind.BRIEFING):
    return briefing_post(of, delivery_id=DeliveryId("d1"), kind=kind, timezone="Europe/Paris")


def reply(parts, **more):
    return Post(DeliveryId("d1"), CHANNEL, MessageId("1711350000.000100"), PostKind.REPLY, parts,
                addressee="U061F7AUR", **more)  # fmt: skip


def answer(*sentences, nearest=None, **changes):
    values = {
        "answer_id": AnswerId("a1"),
        "channel": CHANNEL,
        "standalone": "Who vetoed the draft?",
        "sentences": sentences,
        "nearest": nearest,
        "written_by": WrittenBy(Writer.BUILT_IN),
        "usage": Usage(),
        "timings": Timings(1, 1, 2),
        "asked_at": MORNING,
    }
    return answer_post(
        Answer(**{**values, **changes}),
        delivery_id=DeliveryId("d1"),
        thread=MessageId("1711350000.000100"),
    )


SOURCE = Source(
    SourceId("s1"), CHANNEL, "https://harbour-post.example/feed.xml", "The Harbour Post", VOTE_DAY
)
WELL = SourceHealth(SOURCE, Validators(), VOTE_DAY, VOTE_DAY, MORNING, 0, None, 31)
FAILING = SourceHealth(
    replace(SOURCE, source_id=SourceId("s2"), url="https://kestrel.example/rss", title=None),
    Validators(), VOTE_DAY, None, MORNING, 3, "https://kestrel.example/rss answered with status 500.",
    0,
)  # fmt: skip
UNREAD = SourceHealth(
    replace(SOURCE, source_id=SourceId("s3"), url="https://new.example/rss", title="New"),
    Validators(), None, None, None, 0, None, 0,
)  # fmt: skip
BUSY = replace(
    WELL,
    source=replace(
        SOURCE, source_id=SourceId("s4"), url="https://busy.example/rss", title="Busy",
        added_at=VOTE_DAY - timedelta(days=20),
    ),
    items_seen=520,
    last_new_at=MORNING - timedelta(hours=1),
    new_by_day=tuple(DayCount((MORNING - timedelta(days=n)).date(), 9) for n in range(9, -1, -1)),
)  # fmt: skip
QUIET = replace(
    BUSY,
    source=replace(BUSY.source, source_id=SourceId("s5"), url="https://quiet.example/rss", title="Quiet"),
    last_new_at=VOTE_DAY - timedelta(days=2),
    new_by_day=(),
)  # fmt: skip
SCHEDULE = Schedule(
    ScheduleId("x"), CHANNEL, time(8), frozenset(range(5)), "Europe/Paris", VOTE_DAY
)


def story_told():
    """A story of two outlets that another story was merged into, and that lost a part."""
    story = Story(StoryId("veto"), VETO.title, (VETO, TALKS))
    merged = StoryEvent(Regrouping.MERGED, StoryId("x"), story.story_id, VOTE_DAY, VETO.article_id)
    split = StoryEvent(Regrouping.SPLIT, story.story_id, StoryId("talks"), VOTE_DAY, None)
    other = Story(StoryId("talks"), TALKS.title, (TALKS,))
    turns = [
        story_replies.turn(merged, story, None, VETO, PARIS),
        story_replies.turn(split, story, other, None, PARIS),
    ]
    return story_replies.whole(story, turns, PARIS)


def overview(**changes):
    values = {
        "channel": CHANNEL,
        "sources": (WELL, FAILING, UNREAD),
        "schedule": SCHEDULE,
        "coming": next_slot(SCHEDULE, MORNING),
        "topics": ("sanctions", "ceasefire"),
        "timezone": "Europe/Paris",
        "articles": 1_204,
        "at": MORNING,
    }
    return ChannelOverview(**{**values, **changes})


def exhibits():
    claims = (cited("The draft received 11 votes in favour and three against, with Guyana abstaining.",
                    VETO), cited(PASTED.text, PASTED))  # fmt: skip
    parts = []
    dated = replace(VETO, date_source=DateSource.PAGE_DATA, modified_at=MORNING,
                    modified_source=DateSource.META_TAG)  # fmt: skip
    for number, (claim, of) in enumerate(zip(claims, (dated, PASTED), strict=True), start=1):
        exhibit = exhibit_of(number, claim.citations[0], of)
        assert isinstance(exhibit, Exhibit)
        parts += [Sentence(claim), exhibit]
    return tuple(parts)


FOUND = FoundFeed(
    "https://kestrel.example/rss",
    Feed(
        "Kestrel <!channel> Daily",
        "https://kestrel.example/",
        "en",
        tuple(
            FeedItem(f"i{n}", f"https://kestrel.example/{n}" if n % 2 else None,
                     f"Envoys *meet* for day {n}" if n else None, None,
                     MORNING - timedelta(hours=7 * n) if n != 3 else None, None, None)
            for n in range(42)
        ),
    ),
)  # fmt: skip
LEARNED = Learned(VETO.article_id, VETO.version_id, True, False, None, VETO.url, VETO.title, None)
LEFT_OUT = (
    Omitted(TALKS.article_id, TALKS.title, TALKS.url, TALKS.outlet, Omission.DUPLICATE),
    Omitted(PASTED.article_id, None, None, None, Omission.BELOW_THRESHOLD),
)


def long_post(stories, sentences):
    """A briefing of many stories of many sentences each."""
    post = as_post(briefing(VETO_ITEM))
    heading, headline, first, second, *footers = post.parts
    story = (headline, *((first, second) * (sentences // 2)))
    return post.saying((heading, *(story * stories), *footers))


POSTS = {
    "briefing": as_post(briefing(VETO_ITEM, RUNNING_ITEM, receipt=receipt(1))),
    "briefing_of_a_topic_by_a_model": as_post(
        briefing(VETO_ITEM, topic="ceasefire <!channel>", written_by=WrittenBy(Writer.MODEL, "gpt-6-luna"),
                 receipt=receipt(1, usage=Usage(1_200, 300, 0.0003)))
    ),
    "briefing_that_looks_ahead": as_post(
        briefing(
            replace(VETO_ITEM, agenda=(AgendaEntry(date(2024, 3, 25), cited(
                "The ten elected members will put their own text to a vote on Monday.", VETO)),)),
            item(TALKS, "The talks will go on next week, Qatar said.", event_type=EventType.CONSULT,
                 said=(cited("The talks will go on next week, Qatar said.", TALKS, "Qatar"),)),
        )
    ),
    "briefing_long": long_post(stories=8, sentences=8),
    "digest": as_post(briefing(VETO_ITEM, TALKS_ITEM), PostKind.DIGEST),
    "digest_nothing_new": as_post(
        briefing(receipt=receipt(0, articles=0, stories=0, oldest_at=None)), PostKind.DIGEST
    ),
    "digest_with_failures": as_post(
        briefing(receipt=receipt(0, articles=0, stories=0, oldest_at=None,
                                 feeds_failed=("Kestrel Daily",), feeds_quiet=("Gazette",))),
        PostKind.DIGEST,
    ),
    "answer": answer(*VETO_ITEM.sentences),
    "answer_alone": answer(VETO_ITEM.sentences[1]),
    "answer_to_a_command": replace(
        answer(VETO_ITEM.sentences[1]), thread=None,
        parts=(manners.question("Who <@U1> abstained?"), *answer(VETO_ITEM.sentences[1]).parts),
    ),
    "abstention": answer(nearest=VETO_ITEM.sentences[0]),
    "small_talk": answer(standalone="thanks"),
    "stopped": reply((Sentence(VETO_ITEM.sentences[0]), *manners.stopped())),
    "help": reply(help_on(None)),
    "help_on_one_command": reply(help_on("digest")),
    "welcome": reply(manners.welcome()),
    "sources": reply(replies.sources([WELL, FAILING, UNREAD, BUSY, QUIET], PARIS, MORNING)),
    "feed_preview": reply(feed_preview(FOUND, PARIS, is_followed=False)),
    "feed_preview_of_one_followed": reply(feed_preview(FOUND, PARIS, is_followed=True)),
    "forget_all": reply(replies.confirm_forget_all(12)),
    "read": reply(reading_replies.learned(LEARNED, VETO, None)),
    "read_a_copy": reply(reading_replies.learned(LEARNED, TALKS, VETO)),
    "not_read": reply(reading_replies.rejected([Rejection("https://x.example/", "It is empty.")])),
    "list_followed": reply(reading_replies.followed_list(3, ["https://x.example/rss"], left=2)),
    "digest_set_without_a_zone": reply(digest_replies.digest_set(
        replace(SCHEDULE, timezone="UTC"), next_slot(replace(SCHEDULE, timezone="UTC"), MORNING), is_guess=True
    )),
    "digest_set": reply(digest_replies.digest_set(SCHEDULE, next_slot(SCHEDULE, MORNING))),
    "refusal": reply(
        manners.refused(ForbiddenAddressError("http://10.0.0.1/ is inside the network.")),
        is_private=True,
    ),
    "slip": reply(manners.unclear("breif", "brief"), is_private=True),
    "not_allowed": reply(manners.may_not_configure(), is_private=True),
    "undelivered": reply(manners.undelivered(Refusal.NO_ENTRY), is_private=True),
    "evidence": reply(exhibits()),
    "changes": reply(
        (Sentence(VETO_ITEM.headline, inspecting_replies.story()),
         Sentence(VETO_ITEM.sentences[1], inspecting_replies.fresh()),
         Sentence(VETO_ITEM.sentences[0], inspecting_replies.told_before(VOTE_DAY)),
         Sentence(TALKS_ITEM.headline, inspecting_replies.story()),
         Paragraph(inspecting_replies.new_here()))
    ),
    "story": reply(story_told()),
    "stories": reply(story_replies.listed([Story(StoryId("v"), VETO.title, (VETO,))], PARIS)),
    "changed": reply(what_changed()),
    "omitted": reply(replies.omitted(LEFT_OUT)),
    "omitted_and_not_read": reply(
        (*replies.nothing_omitted(),
         *reading_replies.not_read(
             [NotRead(f"Envoys <!here> {n}", f"https://kestrel.example/{n}" if n else None,
                      "The page is behind a wall.", MORNING) for n in range(12)]))
    ),
    "status": reply(
        replies.status(
            (replies.remembered(12), replies.reading(3, 1), replies.writing(None),
             replies.recalling(None)),
            digest_replies.no_digest(),
        )
    ),
    "forgotten_whole": reply(()),
    "agenda": reply((Heading(replies.agenda_lead(14)),
                     Sentence(cited("The ten elected members will put their own text to a vote on "
                                    "Monday.", VETO),
                              replies.on_days(date(2024, 3, 25), about=VETO.title)))),
    "words_with_markup": reply((Paragraph(words("{x}", x="<!here> *b* `c` :smile: http://x.example")),)),
}  # fmt: skip
