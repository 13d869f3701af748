"""Which cited articles are looked at again, and what changed in them, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.articles import Way
from bot.domain.changes import LookState, TextChange
from bot.domain.identifiers import DESK, ArticleId, ChannelKey, DeliveryId, MessageId, VersionId
from bot.domain.messages import Sentence
from bot.domain.sources import Validators
from bot.ports.looks import LookStore
from bot.storage.articles import SqlArticleStore
from bot.storage.looks import SqlLookStore
from bot.storage.messages import SqlMessageStore
from tests.contracts.promises import untested
from tests.contracts.remembering import NOON, VOTE, learn, post, quoting

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHER = ChannelKey("slack", "T1/C1")
LONG_AGO = NOON - 7 * DAY
CHANGES = (
    TextChange((0, 42), (0, 44), ((4, 12), (20, 25)), ((4, 13),)),
    TextChange(None, (45, 60), (), ((45, 60),)),
    TextChange((43, 80), None, ((43, 80),), ()),
)


@pytest.fixture
def store(database):
    return SqlLookStore(database)


async def send(database, article, name="d1", *, at=NOON):
    messages = SqlMessageStore(database)
    cited = post(Sentence(quoting(article)), name=name, channel=article.channel)
    await messages.keep_delivery(cited, at)
    if at is not None:
        await messages.mark_sent(DeliveryId(name), (MessageId(f"m-{name}"),), at)


async def cite(database, store, **changes):
    """An article that was cited and is enrolled; its look."""
    article = await learn(database, **changes)
    await send(database, article, f"cites {article.channel} {article.article_id}")
    await store.enrol(LONG_AGO, 10)
    return article, await store.look_at(article.channel, article.article_id)


def test_every_promise_has_a_test():
    assert untested(LookStore, __file__) == []


async def test_what_a_sent_post_cites_is_looked_at_an_hour_after_it_was_first_cited(
    database, store
):
    article = await learn(database, message_id=MessageId("m1"))
    await send(database, article, "later", at=NOON + HOUR)
    await send(database, article, "first", at=NOON)

    assert await store.enrol(LONG_AGO, 10) == 1
    assert await store.enrol(LONG_AGO, 10) == 0

    look = await store.look_at(DESK, article.article_id)
    assert (look.channel, look.article_id) == (DESK, article.article_id)
    assert (look.cited_at, look.next_at) == (NOON, NOON + HOUR)
    assert (look.looked_at, look.state, look.state_since) == (None,) * 3
    assert (look.title, look.url) == (article.title, article.url)
    assert look.brought_by == "m1"
    assert look.validators == Validators()


async def test_what_was_not_sent_or_not_read_at_its_page_is_not_looked_at(database, store):
    pasted = await learn(database, "A pasted text, of no address.", url=None, way=Way.PASTE)
    filed = await learn(database, "A text out of a file.", url="https://x.example/f", way=Way.FILE)
    unsent = await learn(database, "An unsent text, cited all the same.", url="https://x.example/u")
    await send(database, pasted, "d1")
    await send(database, filed, "d2")
    messages = SqlMessageStore(database)
    await messages.keep_delivery(post(Sentence(quoting(unsent)), name="d3"), NOON)
    await messages.mark_failed(DeliveryId("d3"), NOON)
    old = await learn(database, "An old text, cited long ago.", url="https://x.example/o")
    await send(database, old, "d4", at=LONG_AGO - HOUR)

    assert await store.enrol(LONG_AGO, 10) == 0
    assert await store.look_at(DESK, unsent.article_id) is None


async def test_a_few_are_enrolled_at_a_time_and_none_is_left_out(database, store):
    for number in range(5):
        article = await learn(database, f"Text {number}. More.", url=f"https://x.example/{number}")
        for again in range(3):
            at = NOON + timedelta(minutes=number)
            await send(database, article, f"d{number} {again}", at=at)

    assert [await store.enrol(LONG_AGO, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert [look.url[-1] for look in await store.cited(DESK, 3)] == ["4", "3", "2"]


async def test_replicas_that_enrol_together_enrol_once(database, store):
    article = await learn(database)
    await send(database, article)

    await asyncio.gather(*(store.enrol(LONG_AGO, 10) for _ in range(5)))

    assert len(await store.cited(DESK, 10)) == 1


async def test_due_looks_come_longest_waiting_first(database, store):
    for number, minutes in ((1, 30), (2, 0), (3, 90)):
        article = await learn(database, f"Text {number}. More.", url=f"https://x.example/{number}")
        await send(database, article, f"d{number}", at=NOON + timedelta(minutes=minutes))
    await store.enrol(LONG_AGO, 10)

    assert await store.due(NOON + HOUR - timedelta(seconds=1), 10) == []
    due = await store.due(NOON + 2 * HOUR, 10)
    assert [look.url[-1] for look in due] == ["2", "1"]
    assert len(await store.due(NOON + DAY, 2)) == 2


async def test_what_a_look_found_is_noted(database, store):
    _, look = await cite(database, store)
    noted = replace(
        look,
        looked_at=NOON + HOUR,
        next_at=NOON + 6 * HOUR,
        state=LookState.GONE,
        state_since=NOON + HOUR,
        validators=Validators('W/"1"', "Fri"),
    )

    await store.note(noted)
    assert await store.look_at(DESK, look.article_id) == noted
    assert await store.due(NOON + 2 * HOUR, 10) == []

    await store.note(replace(noted, next_at=None))
    assert await store.due(NOON + 99 * DAY, 10) == []
    assert await store.enrol(LONG_AGO, 10) == 0, "what was looked at often enough is not begun anew"


async def test_channels_are_apart(database, store):
    article, look = await cite(database, store)
    _, other = await cite(database, store, channel=OTHER)

    await store.note(replace(look, state=LookState.GONE, state_since=NOON))

    assert (await store.look_at(OTHER, article.article_id)) == other
    assert other.state is None
    assert [one.channel for one in await store.cited(OTHER, 10)] == [OTHER]


async def test_what_a_version_changed_is_kept_once_for_its_channel(database, store):
    before = await learn(database)
    after = await learn(database, VOTE.replace("Eleven", "Ten"), learned_at=NOON + HOUR)
    ids = (before.version_id, after.version_id)
    assert await store.changes(DESK, *ids) is None

    await store.keep_changes(DESK, *ids, CHANGES)
    await store.keep_changes(DESK, *ids, ())

    assert tuple(await store.changes(DESK, *ids)) == CHANGES
    assert await store.changes(OTHER, *ids) is None
    await store.keep_changes(OTHER, *ids, CHANGES)
    assert await store.changes(OTHER, *ids) is None, "it knows neither version"
    await store.keep_changes(DESK, before.version_id, VersionId("v-none"), CHANGES)
    assert await store.changes(DESK, before.version_id, VersionId("v-none")) is None


async def test_a_forgotten_article_is_not_looked_at_and_its_changes_go(database, store):
    article, look = await cite(database, store)
    after = await learn(database, VOTE.replace("Eleven", "Ten"), learned_at=NOON + HOUR)
    ids = (article.version_id, after.version_id)
    await store.keep_changes(DESK, *ids, CHANGES)

    await SqlArticleStore(database).forget(DESK, article.article_id)

    assert await store.look_at(DESK, article.article_id) is None
    assert await store.due(NOON + DAY, 10) == []
    assert await store.changes(DESK, *ids) is None
    await store.note(replace(look, state=LookState.GONE))
    assert await store.look_at(DESK, article.article_id) is None
    # Read in again, it is a new article that nobody has cited.
    await learn(database)
    assert await store.look_at(DESK, article.article_id) is None
    assert await store.enrol(LONG_AGO, 10) == 0


async def test_of_an_article_that_lost_one_version_the_looks_stay_and_its_changes_go(
    database, store
):
    article, _ = await cite(database, store)
    after = await learn(
        database,
        VOTE.replace("Eleven", "Ten"),
        learned_at=NOON + HOUR,
        message_id=MessageId("brought it"),
    )
    ids = (article.version_id, after.version_id)
    await store.keep_changes(DESK, *ids, CHANGES)

    await SqlArticleStore(database).forget_message(DESK, MessageId("brought it"))

    assert (await store.look_at(DESK, article.article_id)).brought_by is None
    assert await store.changes(DESK, *ids) is None


async def test_an_article_that_nobody_cited_has_no_look(store):
    assert await store.look_at(DESK, ArticleId("none")) is None
    assert await store.cited(DESK, 10) == []
