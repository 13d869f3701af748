"""Briefings, answers and the ledger, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.identifiers import DESK, AnswerId, BriefingId, ChannelKey, StoryId
from bot.domain.stories import Placement, Regrouping, StoryChange
from bot.errors import NotFoundError
from bot.ports.briefings import BriefingStore
from bot.storage.articles import SqlArticleStore
from bot.storage.briefings import SqlBriefingStore
from bot.storage.tables_briefings import briefing as briefings
from tests.contracts.promises import untested
from tests.contracts.reading_in import arrival, indexed
from tests.contracts.remembering import (
    NOON,
    VOTE_TITLE,
    answer,
    briefing,
    item,
    learn,
    quoting,
)

HOUR = timedelta(hours=1)
OTHER = ChannelKey("slack", "T1/C1")
TALKS = "Talks resume in Cairo on Monday. Egypt hosts them."


@pytest.fixture
def store(database):
    return SqlBriefingStore(database)


async def learn_talks(database, **changes):
    values = {"url": "https://harbour-post.example/talks", "title": "Talks resume", **changes}
    return await learn(database, TALKS, **values)


async def send(store, sent, at=NOON):
    await store.keep_briefing(sent)
    await store.move_ledger(sent.briefing_id, at)


def test_every_promise_has_a_test():
    assert untested(BriefingStore, __file__) == []


# ---------------------------------------------------------------- briefings and answers


async def test_a_briefing_comes_back_whole(store, database):
    vote, talks = await learn(database), await learn_talks(database)
    wanted = briefing(
        item(vote, talks, said=[quoting(vote)], agenda=[quoting(talks)]),
        replace(item(talks, story="s2"), reserved=("The Harbour Post",)),
        since=NOON - 24 * HOUR,
        topic="ceasefire",
        omitted=[talks],
    )

    await store.keep_briefing(wanted)

    assert await store.briefing(BriefingId("b1")) == wanted


async def test_the_briefing_kept_first_wins(store, database):
    first = briefing(item(await learn(database)))
    await store.keep_briefing(first)

    await store.keep_briefing(briefing(topic="another"))

    assert await store.briefing(BriefingId("b1")) == first


async def test_the_latest_briefing_is_the_one_sent_last(store):
    await send(store, briefing(name="early"), NOON)
    await send(store, briefing(name="late"), NOON + HOUR)
    await send(store, briefing(name="elsewhere", channel=OTHER), NOON + 2 * HOUR)
    await store.keep_briefing(briefing(name="unsent", until=NOON + 3 * HOUR))

    latest = await store.latest_briefing(DESK)

    assert latest is not None
    assert latest.briefing_id == "late"
    assert await store.latest_briefing(ChannelKey("local", "new")) is None


async def test_an_answer_comes_back_whole(store, database):
    vote, talks = await learn(database), await learn_talks(database)
    wanted = answer(quoting(vote), quoting(talks))
    abstaining = answer(name="a2", nearest=quoting(vote))

    await store.keep_answer(wanted)
    await store.keep_answer(abstaining)

    assert await store.answer(AnswerId("a1")) == wanted
    assert await store.answer(AnswerId("a2")) == abstaining


async def test_the_answer_kept_first_wins(store):
    first = answer(standalone="first")
    await store.keep_answer(first)

    await store.keep_answer(answer(standalone="second"))

    assert await store.answer(AnswerId("a1")) == first


async def test_what_was_never_kept_is_not_found(store):
    for act in (
        store.briefing(BriefingId("none")),
        store.answer(AnswerId("none")),
        store.move_ledger(BriefingId("none"), NOON),
    ):
        with pytest.raises(NotFoundError):
            await act


async def test_an_item_whose_headline_no_longer_passes_is_headed_by_its_first_sentence(
    store, database
):
    vote = await learn(database)
    await store.keep_briefing(briefing(item(vote)))
    async with database.writing() as connection:
        document = (await connection.execute(briefings.select())).one().document
        document["items"][0]["headline"]["text"] = "Council rejects 99 drafts"
        await connection.execute(briefings.update().values(document=document))

    (left,) = (await store.briefing(BriefingId("b1"))).items

    assert left.headline == quoting(vote)
    assert left.sentences == ()


async def test_a_briefing_cannot_quote_what_only_another_channel_has_read(store, database):
    elsewhere = await learn(database, channel=OTHER)

    await store.keep_briefing(briefing(item(elsewhere), omitted=[elsewhere]))

    kept = await store.briefing(BriefingId("b1"))
    assert (kept.items, kept.omitted) == ((), ())


# ---------------------------------------------------------------- the ledger


async def test_the_ledger_knows_only_what_was_sent(store, database):
    vote = await learn(database, story="s1")
    await store.keep_briefing(briefing(item(vote)))

    assert await store.ledger(DESK) == {}
    assert await store.ledger_moved_to(DESK) is None


async def test_the_ledger_tells_of_each_story_what_was_sent_last(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s2")
    await send(store, briefing(item(vote), item(talks, story="s2")), NOON)
    revised = await learn(
        database, "The vote was put off. No date is set.", story="s1", learned_at=NOON + HOUR
    )
    later = briefing(item(revised), name="b2", since=NOON, until=NOON + 2 * HOUR)
    await send(store, later, NOON + 2 * HOUR)

    ledger = await store.ledger(DESK)

    assert {story: sent.briefing_id for story, sent in ledger.items()} == {"s1": "b2", "s2": "b1"}
    assert ledger["s1"].sentences == (VOTE_TITLE, "The vote was put off.")
    assert ledger["s1"].version_ids == {vote.version_id, revised.version_id}
    assert ledger["s1"].sent_at == NOON + 2 * HOUR
    assert ledger["s2"].version_ids == {talks.version_id}
    assert await store.ledger(OTHER) == {}


async def test_what_was_sent_of_its_stories_before_a_briefing_is_told(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s2")
    await send(store, briefing(item(vote), item(talks, story="s2")), NOON)
    revised = await learn(
        database, "The vote was put off. No date is set.", story="s1", learned_at=NOON + HOUR
    )
    await send(store, briefing(item(revised), name="b2", since=NOON), NOON + 2 * HOUR)
    await store.keep_briefing(briefing(item(revised), name="unsent", since=NOON))

    before = await store.sent_before(BriefingId("b2"))

    assert {story: sent.briefing_id for story, sent in before.items()} == {"s1": "b1"}
    assert await store.sent_before(BriefingId("b1")) == {}
    unsent = await store.sent_before(BriefingId("unsent"))
    assert {story: sent.briefing_id for story, sent in unsent.items()} == {"s1": "b2"}
    with pytest.raises(NotFoundError):
        await store.sent_before(BriefingId("nothing"))


async def test_a_briefing_knows_the_versions_of_its_time_also_those_it_does_not_quote(
    store, database
):
    vote = await learn(database, story="s1")
    unquoted = await learn_talks(database, story="s1")
    await learn(
        database, "Too late. For it.", url="https://x.example/3", story="s1", learned_at=NOON + HOUR
    )

    await send(store, briefing(item(vote)))

    assert (await store.ledger(DESK))["s1"].version_ids == {vote.version_id, unquoted.version_id}


async def test_two_items_of_one_story_are_one_entry(store, database):
    vote, talks = await learn(database), await learn_talks(database)

    await send(store, briefing(item(vote), item(talks)))

    assert len((await store.ledger(DESK))["s1"].sentences) == 4


async def change(database, turn, story, other, *articles, at=NOON + HOUR):
    """Let an article that comes in merge or split stories."""
    ids = tuple(a.article_id for a in articles)
    where = Placement(StoryId(other), (StoryChange(turn, StoryId(story), StoryId(other), ids),))
    cause = indexed(f"{turn} {story} {other}", None)
    await SqlArticleStore(database).learn(cause, arrival(at=at), None, where)


async def test_what_was_sent_of_two_stories_was_sent_of_the_one_that_they_became(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s2")
    await send(store, briefing(item(vote)), NOON)
    await send(store, briefing(item(talks, story="s2"), name="b2"), NOON + HOUR / 2)

    await change(database, Regrouping.MERGED, "s2", "s1")

    (sent,) = (await store.ledger(DESK)).values()
    assert (sent.story_id, sent.briefing_id) == ("s1", "b2")
    assert sent.version_ids == {vote.version_id, talks.version_id}
    assert sent.sentences[0] == "Talks resume"
    assert VOTE_TITLE in sent.sentences
    (told,) = (await store.briefing(BriefingId("b2"))).items
    assert told.story_id == "s1"
    before = await store.sent_before(BriefingId("b2"))
    assert {story: one.briefing_id for story, one in before.items()} == {"s1": "b1"}


def both(one, other, **changes):
    """An item that cites two articles."""
    return replace(item(one, **changes), said=item(other).sentences)


# An archive's article is learned long before it comes in, and a split may fall between a briefing's
# writing and its sending: no clock tells what was sent of what.
@pytest.mark.parametrize("split_at", [NOON - 24 * HOUR, NOON + HOUR], ids=["before", "after"])
async def test_what_was_cited_of_a_story_was_sent_of_what_is_split_from_it(
    store, database, split_at
):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s1")
    await send(store, briefing(both(vote, talks)))

    await change(database, Regrouping.SPLIT, "s1", "s2", talks, at=split_at)

    ledger = await store.ledger(DESK)
    assert ledger.keys() == {"s1", "s2"}
    assert talks.version_id in ledger["s2"].version_ids
    assert ledger["s2"].briefing_id == "b1"


async def test_what_was_told_of_a_part_stays_told_when_the_rest_is_sent_again(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s1")
    await send(store, briefing(both(vote, talks)), NOON)
    await change(database, Regrouping.SPLIT, "s1", "s2", talks)

    await send(store, briefing(item(vote), name="b2", since=NOON), NOON + 2 * HOUR)

    ledger = await store.ledger(DESK)
    assert ledger["s2"].briefing_id == "b1"
    assert ledger["s2"].version_ids == {talks.version_id}
    assert ledger["s1"].briefing_id == "b2"


async def test_a_part_that_nothing_was_said_of_is_still_to_be_told(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s1")
    await send(store, briefing(item(talks)))

    await change(database, Regrouping.SPLIT, "s1", "s2", talks)

    ledger = await store.ledger(DESK)
    assert ledger.keys() == {"s2"}
    assert vote.version_id not in ledger["s2"].version_ids


async def test_a_part_that_was_split_off_and_merged_on_is_followed(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s1")
    await send(store, briefing(both(vote, talks)))
    await change(database, Regrouping.SPLIT, "s1", "s2", talks)
    await change(database, Regrouping.MERGED, "s2", "s3", at=NOON + 2 * HOUR)
    await change(database, Regrouping.MERGED, "s1", "s4", at=NOON + 3 * HOUR)

    ledger = await store.ledger(DESK)
    assert ledger.keys() == {"s3", "s4"}
    assert ledger["s3"].version_ids == {talks.version_id}
    assert vote.version_id in ledger["s4"].version_ids


async def test_a_story_that_was_sent_knows_what_was_sent_of_a_part_that_it_took(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s2")
    await send(store, briefing(item(vote)), NOON)
    await send(store, briefing(item(talks, story="s2"), name="b2"), NOON + HOUR / 2)

    await change(database, Regrouping.SPLIT, "s1", "s2", vote)

    taker = (await store.ledger(DESK))["s2"]
    assert taker.version_ids == {vote.version_id, talks.version_id}
    assert (taker.briefing_id, taker.sentences[0]) == ("b2", "Talks resume")


async def test_what_is_sent_after_a_split_is_of_its_own_story_alone(store, database):
    vote = await learn(database, story="s1")
    talks = await learn_talks(database, story="s1")
    await change(database, Regrouping.SPLIT, "s1", "s2", talks)

    await send(store, briefing(item(vote)), NOON + 2 * HOUR)

    assert (await store.ledger(DESK)).keys() == {"s1"}


async def test_the_ledger_moves_once(store, database):
    await store.keep_briefing(briefing(item(await learn(database))))

    await asyncio.gather(*(store.move_ledger(BriefingId("b1"), NOON + n * HOUR) for n in range(1)))
    await store.move_ledger(BriefingId("b1"), NOON + 5 * HOUR)

    assert (await store.ledger(DESK))["s1"].sent_at == NOON


@pytest.mark.parametrize(
    ("spans", "moved_to"),
    [
        pytest.param([(None, 8)], 8, id="the first"),
        pytest.param([(None, 8), (8, 32)], 32, id="the next"),
        pytest.param([(None, 8), (32, 56)], 8, id="a gap is still to be sent"),
        pytest.param([(None, 8), (8, 32, "sahel")], 8, id="one topic is not everything"),
        pytest.param([(None, 32), (None, 8)], 32, id="sent late"),
        pytest.param([(None, 8), (31, 32), (8, 33)], 33, id="the gap was closed"),
        pytest.param([(7, 8)], None, id="the last hour only"),
    ],
)
async def test_the_ledger_moves_to_the_end_of_what_was_sent_without_a_gap(store, spans, moved_to):
    def at(hour):
        return None if hour is None else datetime(2024, 3, 1, tzinfo=NOON.tzinfo) + hour * HOUR

    for n, (since, until, *topic) in enumerate(spans):
        sent = briefing(
            name=f"b{n}", since=at(since), until=at(until), topic=next(iter(topic), None)
        )
        await send(store, sent)

    assert await store.ledger_moved_to(DESK) == at(moved_to)
    assert await store.ledger_moved_to(OTHER) is None


async def test_a_briefing_written_while_its_article_was_forgotten_keeps_nothing_of_it(
    store, database
):
    vote, talks = await learn(database, story="s1"), await learn_talks(database, story="s2")
    written = briefing(item(vote), item(talks, story="s2"), omitted=[vote])
    await SqlArticleStore(database).forget(DESK, vote.article_id)

    await send(store, written)

    kept = await store.briefing(BriefingId("b1"))
    assert [i.story_id for i in kept.items] == ["s2"]
    assert kept.omitted == ()
    ledger = await store.ledger(DESK)
    assert "s1" not in ledger or ledger["s1"].sentences == ()
    async with database.reading() as connection:
        (row,) = await connection.execute(briefings.select())
        assert "Eleven" not in str(row)
        assert "Council" not in str(row)
