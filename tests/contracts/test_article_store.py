"""What channels remember, on every database."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.articles import Way
from bot.domain.dating import DateSource
from bot.domain.identifiers import (
    DESK,
    ArticleId,
    ChannelKey,
    MessageId,
    SourceId,
    StoryId,
    VersionId,
)
from bot.domain.schedules import ChannelSettings
from bot.domain.stories import Placement, Regrouping, StoryChange, StoryEvent
from bot.errors import ForgottenError, NotFoundError, StoreError
from bot.ports.articles import ArticleStore, Fingerprint
from bot.storage.articles import SqlArticleStore
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore
from bot.storage.settings import SqlSettingsStore
from tests.contracts.promises import untested
from tests.contracts.reading_in import (
    DAY,
    EMBASSY,
    FIRST,
    HOUR,
    MONDAY,
    SECOND,
    URL,
    arrival,
    indexed,
    teach,
    texts,
)
from tests.contracts.remembering import message


@pytest.fixture
def store(database):
    return SqlArticleStore(database)


def test_every_promise_has_a_test():
    assert untested(ArticleStore, __file__) == []


# ---------------------------------------------------------------- learning


async def test_a_reservation_is_kept_with_the_text(store):
    learned = await teach(store, is_reserved=True)
    await teach(store, SECOND, f"{URL}/2", is_reserved=False)

    assert (await store.version(DESK, learned.version_id)).is_reserved
    assert not (await store.by_url(DESK, f"{URL}/2")).is_reserved


@pytest.mark.parametrize("reader", [DESK, EMBASSY], ids=["here", "elsewhere"])
async def test_a_reservation_that_is_seen_later_holds_for_the_same_text(store, reader):
    first = await teach(store)
    assert not (await store.version(DESK, first.version_id)).is_reserved

    again = await teach(store, channel=reader, at=MONDAY + HOUR, is_reserved=True)
    await teach(store, at=MONDAY + 2 * HOUR, is_reserved=False)

    assert again.version_id == first.version_id
    assert (await store.version(DESK, first.version_id)).is_reserved


@pytest.mark.parametrize("is_read_again", [False, True], ids=["noted", "read again"])
async def test_a_reservation_holds_for_every_text_that_its_article_has_had(store, is_read_again):
    first = await teach(store)
    if is_read_again:
        await teach(store, SECOND, at=MONDAY + HOUR, is_reserved=True)
    else:
        await teach(store, SECOND, at=MONDAY + HOUR)
        await store.reserve(first.article_id)
    other = await teach(store, SECOND, f"{URL}/other")

    kept = await store.versions(DESK, first.article_id)
    assert [version.is_reserved for version in kept] == [True, True]
    assert not (await store.version(DESK, other.version_id)).is_reserved


async def test_everything_that_was_read_comes_back(store):
    lesson = indexed(
        title="Le Conseil réuni — 安理会",
        outlet="The Harbour Post",
        author="A. Writer",
        published_at=MONDAY - DAY,
        language="en",
        credit="AFP",
        date_source=DateSource.FEED,
        modified_at=MONDAY,
        modified_source=DateSource.PAGE_DATA,
        section="World",
        external_id="line-7",
    )
    learned = await store.learn(
        lesson,
        arrival(way=Way.LINK, source_id=SourceId("s1"), message_id=MessageId("m1")),
        ArticleId("original"),
        Placement(StoryId("told")),
    )

    article = await store.article(DESK, learned.article_id)

    for field in ("text", "url", "title", "outlet", "author", "published_at", "language", "credit",
                  "date_source", "modified_at", "modified_source", "section"):  # fmt: skip
        assert getattr(article, field) == getattr(lesson.article, field), field
    assert (article.external_id, article.source_id, article.way) == ("line-7", "s1", Way.LINK)
    assert (article.learned_at, article.fetched_at) == (MONDAY, MONDAY)
    assert (article.version_id, article.version_number) == (learned.version_id, 1)
    assert (article.duplicate_of, article.story_id, article.channel) == ("original", "told", DESK)
    assert learned.is_new
    assert not learned.is_update


async def test_the_same_text_again_changes_nothing(store):
    first = await teach(store)

    again = await teach(store, at=MONDAY + DAY, title="Another headline")

    assert (again.is_new, again.is_update) == (False, False)
    assert (again.article_id, again.version_id) == (first.article_id, first.version_id)
    assert await store.count(DESK) == 1
    assert (await store.article(DESK, first.article_id)).learned_at == MONDAY


async def test_another_text_at_the_url_becomes_the_next_version(store):
    first = await teach(store)

    second = await teach(store, SECOND, at=MONDAY + HOUR)

    assert (second.is_new, second.is_update) == (False, True)
    assert second.article_id == first.article_id
    versions = await store.versions(DESK, first.article_id)
    assert [(v.version_number, v.text) for v in versions] == [(1, FIRST), (2, SECOND)]
    assert (await store.version(DESK, first.version_id)).text == FIRST
    assert await store.count(DESK) == 1


async def test_a_correction_that_is_taken_back_is_a_third_version(store):
    learned = [
        await teach(store, text, at=MONDAY + n * HOUR)
        for n, text in enumerate((FIRST, SECOND, FIRST, SECOND))
    ]

    assert len({one.version_id for one in learned}) == 4
    versions = await store.versions(DESK, learned[0].article_id)
    assert texts(versions) == [FIRST, SECOND, FIRST, SECOND]


async def test_an_archive_read_in_any_order_twice_gives_the_same_memory(store):
    for _ in range(2):
        await teach(store, SECOND, at=MONDAY + DAY)
        await teach(store, FIRST, at=MONDAY)
        learned = await teach(store, SECOND + "\nMore.", at=MONDAY + 2 * DAY)

    assert texts(await store.versions(DESK, learned.article_id)) == [
        FIRST,
        SECOND,
        SECOND + "\nMore.",
    ]
    seen = [
        (await store.article(DESK, learned.article_id, as_of=MONDAY + n * DAY)).text
        for n in range(3)
    ]
    assert seen == [FIRST, SECOND, SECOND + "\nMore."]
    assert (await store.article(DESK, learned.article_id)).text == SECOND + "\nMore."


async def test_ids_are_the_same_in_every_store(store, tmp_path):
    here = await teach(store, title="One")
    async with open_database(f"sqlite+aiosqlite:///{tmp_path}/other.db") as other:
        there = await teach(SqlArticleStore(other), title="One", channel=EMBASSY)

    assert (here.article_id, here.version_id) == (there.article_id, there.version_id)


@pytest.mark.parametrize("broken", ["half a pair \ud800", "a NUL \0 in it"])
@pytest.mark.parametrize("field", ["text", "title", "url"])
async def test_characters_that_no_database_takes_are_refused_in_a_sentence(store, broken, field):
    given = {"text": FIRST, "url": URL, field: broken}

    with pytest.raises(StoreError, match="characters that cannot be stored"):
        await store.learn(indexed(passages=(), content_hash="h", **given), arrival(), None)

    assert await store.count(DESK) == 0


async def test_many_lessons_at_once_are_all_learned_once(store):
    lessons = [teach(store, url=f"{URL}/{n % 10}", at=MONDAY) for n in range(30)]

    learned = await asyncio.gather(*lessons)

    assert sum(one.is_new for one in learned) == 10
    assert await store.count(DESK) == 10


async def test_two_channels_learn_one_text_at_once(store):
    channels = [ChannelKey("local", f"room-{n}") for n in range(6)]

    learned = await asyncio.gather(*(teach(store, channel=channel) for channel in channels))

    assert {one.is_new for one in learned} == {True}
    assert len({one.version_id for one in learned}) == 1


# ---------------------------------------------------------------- each channel for itself


async def test_channels_do_not_see_each_other(store):
    learned = await teach(store, bands=(5,), message_id=MessageId("m1"), story="story")

    with pytest.raises(NotFoundError):
        await store.article(EMBASSY, learned.article_id)
    with pytest.raises(NotFoundError):
        await store.version(EMBASSY, learned.version_id)
    assert await store.versions(EMBASSY, learned.article_id) == []
    assert await store.by_url(EMBASSY, URL) is None
    assert await store.known_urls(EMBASSY, [URL]) == frozenset()
    assert await store.learned_between(EMBASSY, None, MONDAY + DAY) == []
    assert await store.of_stories(EMBASSY, [StoryId("story")]) == []
    assert await store.near(EMBASSY, indexed(bands=(5,)).fingerprint) == []
    assert await store.count(EMBASSY) == 0
    theirs = StoryChange(Regrouping.MERGED, StoryId("story"), StoryId("theirs"))
    await store.change_story(EMBASSY, theirs, learned.article_id, MONDAY)
    assert await store.forget_message(EMBASSY, MessageId("m1")) == 0
    assert await store.forget(EMBASSY, learned.article_id) == 0
    assert await store.forget(EMBASSY, None) == 0
    assert (await store.article(DESK, learned.article_id)).story_id == "story"


async def test_a_channel_sees_only_the_versions_it_learned_itself(store):
    await teach(store, FIRST)
    theirs = await teach(store, SECOND, channel=EMBASSY, at=MONDAY + HOUR)

    assert texts(await store.versions(EMBASSY, theirs.article_id)) == [SECOND]
    assert texts(await store.versions(DESK, theirs.article_id)) == [FIRST]
    assert (await store.article(EMBASSY, theirs.article_id)).version_number == 1


@pytest.mark.parametrize(
    "secret",
    [
        {"title": "For our eyes"},
        {"outlet": "Internal"},
        {"author": "The minister"},
        {"published_at": MONDAY},
        {"credit": "A source"},
        {"date_source": DateSource.ADDRESS},
        {"modified_at": MONDAY},
        {"language": "xx"},
        {"external_id": "case-7"},
    ],
    ids=lambda secret: next(iter(secret)),
)
async def test_what_one_channel_was_told_beside_a_public_text_stays_there(store, secret):
    await teach(store, **secret)

    theirs = await teach(store, channel=EMBASSY)

    article = await store.article(EMBASSY, theirs.article_id)
    assert getattr(article, next(iter(secret))) is None


async def test_pasted_text_is_private_to_its_channel(store):
    ours = await teach(store, url=None)
    theirs = await teach(store, url=None, channel=EMBASSY)

    assert ours.article_id != theirs.article_id
    assert ours.version_id != theirs.version_id
    assert (await teach(store, url=None)).is_new is False
    with pytest.raises(NotFoundError):
        await store.article(EMBASSY, ours.article_id)


async def test_what_is_not_known_is_told_in_a_sentence(store):
    with pytest.raises(NotFoundError, match="local:desk has not read that article"):
        await store.article(DESK, ArticleId("nothing"))
    with pytest.raises(NotFoundError, match="local:desk has not read that article"):
        await store.version(DESK, VersionId("nothing"))


# ---------------------------------------------------------------- as of a time


@pytest.mark.parametrize(
    ("hours", "text"), [(0, FIRST), (1.9, FIRST), (2, SECOND), (100, SECOND)], ids=str
)
async def test_an_article_is_what_was_known_by_then(store, hours, text):
    learned = await teach(store, FIRST)
    await teach(store, SECOND, at=MONDAY + 2 * HOUR)

    assert (await store.article(DESK, learned.article_id, as_of=MONDAY + hours * HOUR)).text == text


async def test_before_it_was_learned_an_article_is_not_known(store):
    learned = await teach(store)

    with pytest.raises(NotFoundError):
        await store.article(DESK, learned.article_id, as_of=MONDAY - HOUR)


async def test_learned_between_is_open_at_the_start_and_closed_at_the_end(store):
    for n in range(4):
        await teach(store, f"Text {n}", f"{URL}/{n}", at=MONDAY + n * HOUR)

    between = await store.learned_between(DESK, MONDAY, MONDAY + 2 * HOUR)

    assert texts(between) == ["Text 2", "Text 1"]
    assert texts(await store.learned_between(DESK, None, MONDAY + DAY, limit=2)) == [
        "Text 3",
        "Text 2",
    ]


async def test_learned_between_counts_an_update_when_it_came(store):
    await teach(store, FIRST)
    await teach(store, SECOND, at=MONDAY + DAY)

    assert texts(await store.learned_between(DESK, MONDAY, MONDAY + DAY)) == [SECOND]
    assert texts(await store.learned_between(DESK, None, MONDAY + HOUR)) == [FIRST]


# ---------------------------------------------------------------- finding


async def test_an_article_is_found_by_its_url(store):
    await teach(store, FIRST)
    await teach(store, SECOND, at=MONDAY + HOUR)

    article = await store.by_url(DESK, URL)

    assert article.text == SECOND
    assert await store.by_url(DESK, "https://elsewhere.example/") is None


async def test_known_urls_are_those_that_were_read(store):
    await teach(store)

    assert await store.known_urls(DESK, [URL, "https://elsewhere.example/"]) == {URL}
    assert await store.known_urls(DESK, []) == frozenset()


async def test_near_finds_what_shares_the_hash_or_a_band_in_its_newest_version(store):
    await teach(store, "Same words", f"{URL}/1", bands=(1, 2))
    await teach(store, "Other words", f"{URL}/2", bands=(2, -(2**63)))
    await teach(store, "Far words", f"{URL}/3", bands=(9, 2**63 - 1))
    await teach(store, "Replaced words", f"{URL}/4", bands=(2,))
    await teach(store, "New words", f"{URL}/4", bands=(), at=MONDAY + HOUR)

    near = await store.near(DESK, Fingerprint("hash of Same words", (2,)))

    assert texts(near) == ["Same words", "Other words"]
    assert texts(await store.near(DESK, Fingerprint("?", (2**63 - 1,)))) == ["Far words"]
    assert await store.near(DESK, Fingerprint("?", ())) == []


async def test_near_brings_the_likest_first_and_few_of_them(store):
    for number in range(15):
        shared = (7, *range(100, 100 + min(number, 3)))
        await teach(store, f"Text {number}", f"{URL}/{number}", bands=shared)

    near = await store.near(DESK, Fingerprint("?", (7, 100, 101, 102)))

    assert texts(near) == [f"Text {n}" for n in (*range(14, 4, -1),)]
    assert texts(await store.near(DESK, Fingerprint("?", (100, 101, 102))))[-1] == "Text 5"


async def test_near_is_not_crowded_out_by_versions_of_one_article(store):
    await teach(store, "Original", f"{URL}/original", bands=(1, 2))
    for number in range(20):
        at = MONDAY + number * HOUR
        await teach(store, f"Live {number}", f"{URL}/live", bands=(1, 2, 3), at=at)

    near = await store.near(DESK, Fingerprint("?", (1, 2)))

    assert texts(near) == ["Live 19", "Original"]


async def test_stories_gather_their_articles_and_follow_new_versions(store):
    await teach(store, "One", f"{URL}/1", story="s")
    await teach(store, "Two", f"{URL}/2", at=MONDAY + HOUR, story="s")
    await teach(store, "Three", f"{URL}/3")
    await teach(store, "Two, corrected", f"{URL}/2", at=MONDAY + DAY)

    assert texts(await store.of_stories(DESK, [StoryId("s")])) == ["One", "Two, corrected"]
    before = await store.of_stories(DESK, [StoryId("s")], as_of=MONDAY + HOUR)
    assert texts(before) == ["One", "Two"]
    assert await store.of_stories(DESK, []) == []


async def test_what_a_story_told_last_is_found_by_its_dates_without_copies(store):
    story = StoryId("s")
    await teach(store, "One", f"{URL}/1", published_at=MONDAY, story=story)
    late = {"published_at": MONDAY + 3 * HOUR}
    last = await teach(store, "Told last", f"{URL}/2", story=story, **late)
    await teach(store, "Undated", f"{URL}/3", at=MONDAY + 2 * HOUR, story=story)
    early = {"at": MONDAY + DAY, "published_at": MONDAY + HOUR}
    await teach(store, "Learned last", f"{URL}/4", story=story, **early)
    await teach(store, "Copied", f"{URL}/5", at=MONDAY + DAY, duplicate_of=last.article_id)
    await teach(store, "Elsewhere", f"{URL}/6", at=MONDAY + DAY)

    async def told(newest=9, **given):
        return texts(await store.told_after(DESK, [story], MONDAY, newest, **given))

    assert await told() == ["Told last", "Undated", "Learned last"]
    assert await told(newest=1) == ["Told last"]
    assert await told(as_of=MONDAY + 3 * HOUR) == ["Told last", "Undated"]
    assert await store.told_after(DESK, [], MONDAY, 9) == []
    assert await store.told_after(EMBASSY, [story], MONDAY, 9) == []


async def test_an_article_is_never_without_a_story_and_a_copy_shares_its_originals(store):
    first = await teach(store, "One", f"{URL}/1", story="moved")
    await teach(store, "One, copied", f"{URL}/2", duplicate_of=first.article_id)
    await teach(store, "One, corrected", f"{URL}/1", at=MONDAY + HOUR)
    await teach(store, "Alone", f"{URL}/3")
    await teach(store, "Alone", f"{URL}/3", channel=EMBASSY)

    known = await store.learned_between(DESK, None, MONDAY + DAY)

    stories = {article.text: article.story_id for article in known}
    assert stories["One, corrected"] == stories["One, copied"] == "moved"
    assert stories["Alone"] not in {None, "moved"}
    (theirs,) = await store.learned_between(EMBASSY, None, MONDAY + DAY)
    assert theirs.story_id not in {None, stories["Alone"]}


async def test_two_stories_become_one_and_the_old_id_still_finds_it(store):
    one = await teach(store, "One", f"{URL}/1")
    two = await teach(store, "Two", f"{URL}/2", at=MONDAY + HOUR)
    copy = await teach(store, "2", f"{URL}/2b", at=MONDAY + HOUR, duplicate_of=two.article_id)
    older = (await store.article(DESK, one.article_id)).story_id
    younger = (await store.article(DESK, copy.article_id)).story_id
    merge = StoryChange(Regrouping.MERGED, younger, older)

    third = await store.learn(
        indexed("Three", f"{URL}/3"), arrival(at=MONDAY + DAY), None, Placement(older, (merge,))
    )

    for story_id in (older, younger):
        assert texts(await store.of_stories(DESK, [story_id])) == ["One", "Two", "2", "Three"]
        (event,) = await store.story_events(DESK, story_id)
        assert event == StoryEvent(
            Regrouping.MERGED, younger, older, MONDAY + DAY, third.article_id
        )
    assert await store.story_events(EMBASSY, older) == []


async def test_merges_are_followed_to_their_end_and_made_once(store):
    for letter in "abc":
        await teach(store, letter, f"{URL}/{letter}", story=letter)
    ab, bc = (StoryChange(Regrouping.MERGED, StoryId(x), StoryId(y)) for x, y in ("ab", "bc"))

    await store.learn(indexed("d", f"{URL}/d"), arrival(), None, Placement(StoryId("b"), (ab,)))
    await store.learn(indexed("e", f"{URL}/e"), arrival(), None, Placement(StoryId("c"), (bc,)))
    # Thought out before the others came: what they did is followed.
    await store.learn(indexed("f", f"{URL}/f"), arrival(), None, Placement(StoryId("a"), (ab,)))

    assert sorted(texts(await store.of_stories(DESK, [StoryId("a")]))) == list("abcdef")
    assert len(await store.story_events(DESK, StoryId("b"))) == 2


async def test_a_story_can_be_merged_later_and_in_no_other_channel(store):
    for channel in (DESK, EMBASSY):
        for letter in "ab":
            learned = await teach(store, letter, f"{URL}/{letter}", channel=channel, story=letter)
    merge = StoryChange(Regrouping.MERGED, StoryId("b"), StoryId("a"))

    for _ in range(2):
        await store.change_story(DESK, merge, learned.article_id, MONDAY + DAY)

    assert texts(await store.of_stories(DESK, [StoryId("b")])) == ["a", "b"]
    (event,) = await store.story_events(DESK, StoryId("a"))
    assert event == StoryEvent(
        Regrouping.MERGED, StoryId("b"), StoryId("a"), MONDAY + DAY, learned.article_id
    )
    assert texts(await store.of_stories(EMBASSY, [StoryId("a")])) == ["a"]
    assert await store.story_events(EMBASSY, StoryId("a")) == []


async def test_a_story_is_split_and_copies_go_with_their_originals(store):
    names = {}
    for number in range(3):
        learned = await teach(store, f"{number}", f"{URL}/{number}", story="s")
        names[number] = learned.article_id
    await teach(store, "2, copied", f"{URL}/2b", duplicate_of=names[2])
    split = StoryChange(Regrouping.SPLIT, StoryId("s"), StoryId("t"), (names[2],))

    await store.learn(indexed("3", f"{URL}/3"), arrival(), None, Placement(StoryId("t"), (split,)))

    assert texts(await store.of_stories(DESK, [StoryId("s")])) == ["0", "1"]
    assert texts(await store.of_stories(DESK, [StoryId("t")])) == ["2", "2, copied", "3"]
    (event,) = await store.story_events(DESK, StoryId("t"))
    assert (event.turn, event.story_id) == (Regrouping.SPLIT, "s")


async def test_another_text_of_a_known_article_changes_no_story(store):
    for letter in "ab":
        await teach(store, letter, f"{URL}/{letter}", story=letter)
    merge = StoryChange(Regrouping.MERGED, StoryId("a"), StoryId("b"))

    corrected = indexed("b, corrected", f"{URL}/b")
    await store.learn(corrected, arrival(at=MONDAY + HOUR), None, Placement(None, (merge,)))

    assert texts(await store.of_stories(DESK, [StoryId("a")])) == ["a"]
    assert await store.story_events(DESK, StoryId("a")) == []


async def test_samples_are_the_newest_articles_without_copies(store):
    for number in range(4):
        at = MONDAY + number * HOUR
        learned = await teach(store, f"{number}", f"{URL}/{number}", at=at, story="s")
    await teach(store, "3, copied", f"{URL}/3b", duplicate_of=learned.article_id)
    await teach(store, "0, corrected", f"{URL}/0", at=MONDAY + DAY)

    (sample,) = await store.story_samples(DESK, [StoryId("s"), StoryId("none")], 2)

    assert sorted(texts(sample.articles)) == ["0, corrected", "3"]
    assert (sample.story_id, sample.began_at) == ("s", MONDAY)
    assert await store.story_samples(EMBASSY, [StoryId("s")], 2) == []
    assert not await store.story_samples(DESK, [], 2)


async def test_what_a_forgotten_article_brought_about_stays_without_its_name(store):
    for letter in "ab":
        await teach(store, letter, f"{URL}/{letter}", story=letter)
    merge = StoryChange(Regrouping.MERGED, StoryId("b"), StoryId("a"))
    cause = await store.learn(
        indexed("c", f"{URL}/c"), arrival(), None, Placement(StoryId("a"), (merge,))
    )

    await store.forget(DESK, cause.article_id)

    (event,) = await store.story_events(DESK, StoryId("b"))
    assert event.because_of is None
    assert texts(await store.of_stories(DESK, [StoryId("b")])) == ["a", "b"]
    await store.forget(DESK, None)
    assert await store.story_events(DESK, StoryId("b")) == []


async def test_channels_are_those_that_read_or_set_something(store, database):
    await teach(store, channel=EMBASSY)
    await teach(store)
    quiet = ChannelKey("matrix", "!room:example.org")
    await SqlSettingsStore(database).save_settings(ChannelSettings(quiet))
    await store.forget(EMBASSY, None)

    assert await store.channels() == [DESK, quiet]


# ---------------------------------------------------------------- forgetting


async def test_forgetting_an_article_takes_all_its_versions_and_nothing_else(store):
    learned = await teach(store, FIRST)
    await teach(store, SECOND, at=MONDAY + HOUR)
    other = await teach(store, "Other", f"{URL}/other")

    assert await store.forget(DESK, learned.article_id) == 1

    assert await store.versions(DESK, learned.article_id) == []
    assert await store.by_url(DESK, URL) is None
    assert (await store.article(DESK, other.article_id)).text == "Other"
    assert await store.forget(DESK, learned.article_id) == 0


async def test_forgetting_leaves_other_channels_their_article(store):
    learned = await teach(store)
    await teach(store, channel=EMBASSY)

    await store.forget(DESK, None)

    assert (await store.article(EMBASSY, learned.article_id)).text == FIRST
    assert (await teach(store)).is_new


async def test_forgetting_everything_counts_the_articles(store):
    for n in range(130):  # more than two blocks of the index
        await teach(store, f"Text {n}", f"{URL}/{n}")

    assert await store.forget(DESK, None) == 130
    assert await store.count(DESK) == 0


async def test_forgetting_a_message_takes_what_it_brought(store):
    kept = await teach(store, "By feed", f"{URL}/1")
    await teach(store, "By message", f"{URL}/2", message_id=MessageId("m1"))
    await teach(store, "By another", f"{URL}/3", message_id=MessageId("m2"))

    assert await store.forget_message(DESK, MessageId("m1")) == 1

    assert await store.known_urls(DESK, [f"{URL}/{n}" for n in (1, 2, 3)]) == {
        f"{URL}/1",
        f"{URL}/3",
    }
    assert (await store.article(DESK, kept.article_id)).text == "By feed"


async def test_what_a_deleted_message_brings_is_not_learned(store, database):
    messages = SqlMessageStore(database)
    await messages.keep_incoming(message("Read these", name="m1"))
    await teach(store, "One", f"{URL}/1", message_id=MessageId("m1"))

    await messages.withdraw(DESK, MessageId("m1"), MONDAY)
    await store.forget_message(DESK, MessageId("m1"))

    with pytest.raises(NotFoundError, match="was deleted"):
        await teach(store, "Two", f"{URL}/2", message_id=MessageId("m1"))
    assert await store.count(DESK) == 0


async def test_what_was_forgotten_may_be_brought_again_by_the_message_that_brought_it(
    store, database
):
    messages = SqlMessageStore(database)
    await messages.keep_incoming(message("Read this", name="m1"))
    await messages.ask_stop(DESK, MessageId("m1"))
    learned = await teach(store, "One", f"{URL}/1", message_id=MessageId("m1"))
    await store.forget(DESK, learned.article_id)

    # By a shortcut on it; nobody deleted it.
    await messages.keep_incoming(message("Read", name="s1", of_message=MessageId("m1")))
    assert (await teach(store, "Two", f"{URL}/2", message_id=MessageId("s1"))).is_new


async def test_when_the_newest_version_is_forgotten_the_one_before_is_in_force_again(store):
    learned = await teach(store, FIRST)
    await teach(store, SECOND, at=MONDAY + HOUR, message_id=MessageId("m1"))

    await store.forget_message(DESK, MessageId("m1"))

    assert (await store.article(DESK, learned.article_id)).text == FIRST
    assert await store.count(DESK) == 1


async def test_the_oldest_copy_takes_the_place_of_a_forgotten_original(store):
    original = await teach(store, "Wire", f"{URL}/1")
    copies = [
        await teach(
            store,
            f"Copy {n}",
            f"{URL}/copy{n}",
            at=MONDAY + n * HOUR,
            duplicate_of=original.article_id,
        )
        for n in (2, 1)
    ]

    await store.forget(DESK, original.article_id)

    second, first = [await store.article(DESK, copy.article_id) for copy in copies]
    assert first.duplicate_of is None
    assert second.duplicate_of == first.article_id


LONG = " ".join(f"The envoy of state {n} spoke of pledge {n}." for n in range(20))


async def test_what_is_forgotten_is_refused_to_feeds_of_its_channel_until_it_is_asked_for(store):
    learned = await teach(store, LONG)
    await teach(store, LONG, channel=EMBASSY)
    copy = await teach(store, LONG, f"{URL}/copy", duplicate_of=learned.article_id)
    await store.note_forgotten(DESK, [f"{URL}/never-read"])

    assert await store.forget(DESK, learned.article_id) == 2

    gone = {URL, f"{URL}/copy", f"{URL}/never-read"}
    assert await store.forgotten_urls(DESK, {*gone, f"{URL}/other"}) == gone
    assert await store.forgotten_urls(EMBASSY, gone) == frozenset()
    for lesson in (indexed(SECOND, URL), indexed(LONG, f"{URL}/third"), indexed(LONG, None)):
        with pytest.raises(ForgottenError):
            await store.learn(lesson, arrival(is_unasked=True), None)
    assert await store.count(DESK) == 0
    assert (
        await store.learn(indexed(LONG), arrival(EMBASSY, is_unasked=True), None)
    ).is_new is False

    assert (await teach(store, LONG)).article_id == learned.article_id
    carried = await store.learn(indexed(LONG, f"{URL}/third"), arrival(is_unasked=True), None)
    assert carried.is_new
    with pytest.raises(ForgottenError):
        await store.learn(indexed(LONG, f"{URL}/copy"), arrival(is_unasked=True), None)
    assert copy.article_id != carried.article_id


async def test_all_is_forgotten_without_a_mark_so_that_a_channel_can_begin_anew(store):
    await teach(store, LONG)
    await store.forget(DESK, None)
    assert await store.forgotten_urls(DESK, [URL]) == frozenset()


async def test_a_forgotten_article_can_be_learned_again(store):
    first = await teach(store)
    await store.forget(DESK, first.article_id)

    again = await teach(store, at=MONDAY + DAY)

    assert again.is_new
    assert again.article_id == first.article_id
    assert (await store.article(DESK, again.article_id)).learned_at == MONDAY + DAY
