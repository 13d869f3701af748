"""What is made of an article goes with it, and nothing else does, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.domain.articles import Way
from bot.domain.identifiers import DESK, AnswerId, BriefingId, ChannelKey, DeliveryId, MessageId
from bot.domain.messages import Headline, Link, Paragraph, PostKind, Sentence, words
from bot.errors import NotFoundError
from bot.grounding.gate import cite_title
from bot.storage.articles import SqlArticleStore
from bot.storage.claim_documents import FORGOTTEN
from bot.storage.database import open_database
from bot.storage.messages import SqlMessageStore
from bot.storage.metadata import metadata
from bot.storage.post_documents import post_document
from bot.storage.quoted_versions import link_articles, without_forgotten
from bot.storage.tables_conversations import delivery, delivery_article
from tests.contracts.remembering import (
    NOON,
    VOTE,
    VOTE_TITLE,
    answer,
    briefing,
    full_post,
    item,
    learn,
    message,
    post,
    quoting,
)

OTHER = ChannelKey("slack", "T1/C1")
TALKS = "Talks resume in Cairo on Monday. Egypt hosts them."


async def learn_talks(database, **changes):
    values = {"url": "https://harbour-post.example/talks", "title": "Talks resume", **changes}
    return await learn(database, TALKS, **values)


async def everything_stored(database):
    """Every value of every table, as one text."""
    async with database.reading() as connection:
        rows = [await connection.execute(select(table)) for table in metadata.sorted_tables]
        return "\n".join(str(tuple(row)) for table_rows in rows for row in table_rows)


async def test_forgetting_an_article_leaves_no_word_of_it_anywhere(
    database, articles, messages, briefings
):
    vote, talks = await learn(database, story="s1"), await learn_talks(database, story="s2")
    both = briefing(item(vote), item(talks, story="s2"), omitted=[vote, talks])
    await briefings.keep_briefing(both)
    await briefings.move_ledger(both.briefing_id, NOON)
    await briefings.keep_answer(
        answer(quoting(vote), quoting(talks), standalone="Who voted in the Security Council?")
    )
    await messages.keep_delivery(full_post(vote, thread="root"), NOON)

    assert await articles.forget(DESK, vote.article_id) == 1

    stored = await everything_stored(database)
    for word in ("Security", "Eleven", "ceasefire", "harbour-post.example/vote"):
        assert word not in stored
    assert vote.article_id not in stored
    assert vote.version_id not in stored


async def test_who_said_a_sentence_and_where_goes_with_it(database, articles, messages):
    vote, talks = await learn(database), await learn_talks(database)
    lead = words(
        "{who} in {source} (in {language}):",
        who="Envoy Marlow",
        source="Kestrel",
        language="French",
    )
    kept = Sentence(quoting(talks), words("{who}:", who="Envoy Orlo"))
    await messages.keep_delivery(post(Sentence(quoting(vote), lead), kept), NOON)

    await articles.forget(DESK, vote.article_id)

    stored = await everything_stored(database)
    assert "Marlow" not in stored
    assert "Kestrel" not in stored
    assert (await messages.delivery(DeliveryId("d1"))).post.parts == (kept,)


async def test_what_rests_on_other_articles_stays(database, articles, messages, briefings):
    vote, talks = await learn(database, story="s1"), await learn_talks(database, story="s2")
    await briefings.keep_briefing(
        briefing(item(vote), item(talks, vote, story="s2"), omitted=[vote, talks])
    )
    await briefings.move_ledger(BriefingId("b1"), NOON)
    await briefings.keep_answer(answer(quoting(vote), quoting(talks), nearest=quoting(vote)))
    await messages.keep_delivery(
        post(Headline(cite_title(vote), words("New.")), Sentence(quoting(talks))), NOON
    )

    await articles.forget(DESK, vote.article_id)

    kept = await briefings.briefing(BriefingId("b1"))
    assert kept.items == (item(talks, story="s2"),)
    assert [o.article_id for o in kept.omitted] == [talks.article_id]
    answered = await briefings.answer(AnswerId("a1"))
    assert (answered.sentences, answered.nearest) == ((quoting(talks),), None)
    assert (await messages.delivery(DeliveryId("d1"))).post.parts == (Sentence(quoting(talks)),)
    ledger = await briefings.ledger(DESK)
    assert ledger["s2"].sentences == (talks.title, "Talks resume in Cairo on Monday.")
    assert ledger["s2"].version_ids == {talks.version_id}


async def test_another_channel_keeps_what_it_was_sent(database, articles, messages, briefings):
    here, there = await learn(database), await learn(database, channel=OTHER)
    sent = full_post(there, name="d2", channel=OTHER)
    await messages.keep_delivery(sent, NOON)
    await briefings.keep_briefing(briefing(item(there), name="b2", channel=OTHER))
    assert here.article_id == there.article_id

    await articles.forget(DESK, here.article_id)

    assert (await messages.delivery(DeliveryId("d2"))).post == sent
    assert len((await briefings.briefing(BriefingId("b2"))).items) == 1


async def test_the_bots_own_words_no_longer_name_the_article(database, articles, messages):
    vote = await learn(database)
    link = Link("Open", "https://harbour-post.example/vote")
    await messages.keep_delivery(
        post(
            Paragraph(words("Read {title}.", title=VOTE_TITLE)),
            Paragraph(words("Read {title}.", title=VOTE_TITLE[:20] + "…")),
            Paragraph(words("{link} or {url}", link=link, url=link.url)),
            Paragraph(words("Read {title}.", title="Council votes on something else")),
        ),
        NOON,
    )

    await articles.forget(DESK, vote.article_id)

    parts = (await messages.delivery(DeliveryId("d1"))).post.parts
    assert [str(part.words) for part in parts] == [
        f"Read {FORGOTTEN}.",
        f"Read {FORGOTTEN}.",
        f"{FORGOTTEN} or {FORGOTTEN}",
        "Read Council votes on something else.",
    ]


async def test_the_message_that_brought_a_text_loses_its_words_but_is_not_new_again(
    database, articles, messages
):
    heard = message(f"read: {VOTE}", name="m1")
    await messages.keep_incoming(heard)
    pasted = await learn(database, url=None, way=Way.PASTE, message_id=MessageId("m1"))

    await articles.forget(DESK, pasted.article_id)

    assert "Eleven" not in await everything_stored(database)
    with pytest.raises(NotFoundError):
        await messages.incoming(DESK, MessageId("m1"))
    assert await messages.timeline(DESK) == []
    assert await messages.thread(DESK, MessageId("m1")) == []
    assert not await messages.keep_incoming(heard)


async def test_a_deleted_message_that_brought_nothing_is_forgotten_as_well(articles, messages):
    await messages.keep_incoming(message("My private question", name="m1"))
    await messages.keep_incoming(message("Another", name="m2"))

    assert await articles.forget_message(DESK, MessageId("m1")) == 0

    with pytest.raises(NotFoundError):
        await messages.incoming(DESK, MessageId("m1"))
    assert [m.text for m in await messages.timeline(DESK)] == ["Another"]


async def test_of_a_deleted_question_no_words_are_left_in_its_answer(
    database, articles, messages, briefings
):
    vote = await learn(database)
    for name, asked in (("1", "Who spoke with the envoy?"), ("2", "How did they vote?")):
        await messages.keep_incoming(message(asked, name=f"m{name}"))
        await briefings.keep_answer(answer(quoting(vote), name=f"a{name}", standalone=asked))
        ids = {"answer_id": AnswerId(f"a{name}"), "answers": MessageId(f"m{name}")}
        said = post(Sentence(quoting(vote)), name=f"d{name}", kind=PostKind.ANSWER, **ids)
        await messages.keep_delivery(said, NOON)

    await articles.forget_message(DESK, MessageId("m1"))

    stored = await everything_stored(database)
    assert "envoy" not in stored
    assert "How did they vote?" in stored
    kept = await briefings.answer(AnswerId("a1"))
    assert (kept.standalone, kept.sentences) == ("", (quoting(vote),))


async def test_a_post_of_an_earlier_store_that_answers_no_message_by_name_is_passed_over(
    database, articles, messages
):
    await messages.keep_incoming(message("Who spoke with the envoy?", name="m1"))
    old = post_document(post(Paragraph(words("On m1")), name="d1", answer_id=AnswerId("a1")))
    await messages.keep_delivery(post(name="d1"), NOON)
    del old["answers"]
    await database.change(update(delivery).values(document=old))

    await articles.forget_message(DESK, MessageId("m1"))

    assert await messages.timeline(DESK) == []


async def test_what_is_still_read_from_a_message_that_is_deleted_is_not_kept(
    database, articles, messages
):
    await messages.keep_incoming(message("read this", name="m1"))
    await articles.forget_message(DESK, MessageId("m1"))

    with pytest.raises(NotFoundError, match="deleted"):
        await learn(database, message_id=MessageId("m1"))
    await messages.keep_delivery(
        post(Paragraph(words("I read {title}.", title=VOTE_TITLE)), answers=MessageId("m1")), NOON
    )

    with pytest.raises(NotFoundError):
        await messages.delivery(DeliveryId("d1"))
    assert VOTE_TITLE not in await everything_stored(database)
    # Somebody else's message of the same name, and one that was never kept, are another matter.
    await learn(database, channel=OTHER, message_id=MessageId("m1"))
    await learn(database, message_id=MessageId("m2"))


async def test_new_words_for_a_message_whose_article_was_forgotten_are_read(
    database, articles, messages
):
    await messages.keep_incoming(message("read one", name="m1"))
    first = await learn(database, message_id=MessageId("m1"))
    await articles.forget(DESK, first.article_id)
    new = {"of_message": MessageId("m1"), "is_edit": True}
    await messages.keep_incoming(message("read the other", name="m2", **new))

    await learn_talks(database, message_id=MessageId("m1"))
    await messages.keep_delivery(post(answers=MessageId("m2")), NOON)

    assert await articles.count(DESK) == 1
    assert (await messages.delivery(DeliveryId("d1"))).post.parts == ()


async def test_an_answer_that_is_being_kept_is_found_when_its_question_is_deleted(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        for n in range(8):
            name = MessageId(f"m{n}")
            await SqlMessageStore(one).keep_incoming(message("read this", name=name))
            await learn(one, f"Round {n} failed.", title=f"Round {n} of many", message_id=name)
            said = Paragraph(words("I read {title}.", title=f"Round {n} of many"))

            await asyncio.gather(
                SqlMessageStore(one).keep_delivery(post(said, name=f"d{n}", answers=name), NOON),
                SqlArticleStore(other).forget_message(DESK, name),
            )

        assert "Round" not in await everything_stored(one)


async def test_an_edit_that_is_being_kept_is_found_when_its_message_is_deleted(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        for n in range(12):
            first, edit = MessageId(f"m{n}"), f"m{n}~1"
            await SqlMessageStore(one).keep_incoming(message("Who spoke?", name=first))
            new_words = message(f"Round {n}", name=edit, of_message=first)

            await asyncio.gather(
                SqlMessageStore(one).keep_incoming(replace(new_words, is_edit=True)),
                SqlMessageStore(other).withdraw(DESK, first, NOON),
            )

        assert "Round" not in await everything_stored(one)


async def test_forgetting_one_version_spares_sentences_of_the_others_until_their_turn_comes(
    database, articles, messages
):
    first = await learn(database)
    second = await learn(
        database, "The vote was put off. No date is set.", message_id=MessageId("m1")
    )
    assert first.article_id == second.article_id
    await messages.keep_delivery(post(Sentence(quoting(first)), Sentence(quoting(second))), NOON)

    await articles.forget_message(DESK, MessageId("m1"))
    left = (await messages.delivery(DeliveryId("d1"))).post.parts
    await articles.forget(DESK, first.article_id)

    assert left == (Sentence(quoting(first)),)
    assert (await messages.delivery(DeliveryId("d1"))).post.parts == ()
    assert "Security" not in await everything_stored(database)


async def test_forgetting_everything_reaches_hundreds_of_articles(database, articles, briefings):
    read = [
        await learn(
            database,
            f"Envoy {n} arrived. Talks follow.",
            url=f"https://x.example/{n}",
            title=f"Arrival {n}",
        )
        for n in range(30)
    ]
    await briefings.keep_briefing(
        briefing(*(item(a, story=f"s{n}") for n, a in enumerate(read)), omitted=read)
    )

    assert await articles.forget(DESK, None) == 30

    kept = await briefings.briefing(BriefingId("b1"))
    assert (kept.items, kept.omitted) == ((), ())
    assert "Envoy" not in await everything_stored(database)


async def test_a_post_kept_while_its_article_is_forgotten_keeps_no_word_of_it(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        for n in range(8):
            vote = await learn(one, f"Round {n} failed. Eleven members were in favour.")
            sent = post(Sentence(quoting(vote)), name=f"d{n}")

            await asyncio.gather(
                SqlMessageStore(one).keep_delivery(sent, NOON),
                SqlArticleStore(other).forget(DESK, vote.article_id),
            )

            assert (await SqlMessageStore(one).delivery(sent.delivery_id)).post.parts == ()
        assert "Round" not in await everything_stored(one)


async def test_forgetting_waits_for_a_post_that_is_being_kept_and_then_finds_it(database_url):
    async with open_database(database_url) as one, open_database(database_url) as other:
        vote = await learn(one)
        document = post_document(post(Sentence(quoting(vote))))
        async with one.writing() as connection:
            document = await connection.run_sync(without_forgotten, DESK, document)
            forgetting = asyncio.create_task(SqlArticleStore(other).forget(DESK, vote.article_id))
            # Long enough for it to be over, were it not waiting.
            await asyncio.sleep(0.5)
            waited = not forgetting.done()
            kept = {"delivery_id": "d1", "channel": DESK, "document": document, "state": "ready"}
            await connection.execute(delivery.insert().values(**kept, created_at=NOON))
            await connection.run_sync(link_articles, delivery_article, "d1", document)
        await forgetting

        assert waited
        assert "Security" not in await everything_stored(one)
