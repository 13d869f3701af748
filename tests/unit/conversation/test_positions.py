from __future__ import annotations

from datetime import timedelta

from bot.conversation.positions import positions_on
from bot.domain.articles import Hit
from bot.domain.identifiers import DESK
from tests.builders import VOTE_DAY, article, whole


class Recalled:
    """A memory that recalls these articles, whole."""

    def __init__(self, *articles):
        self.hits = [Hit(n, 1.0, whole(a), a) for n, a in enumerate(articles, start=1)]

    async def recall(self, _channel, _query, *, limit, **_when):
        return self.hits[:limit]


def said(text, days=0, **changes):
    return article(text, published_at=VOTE_DAY + timedelta(days=days), **changes)


async def found(topic, *articles):
    positions = await positions_on(Recalled(*articles), DESK, topic, now=VOTE_DAY)
    return [(p.speaker.split(",")[0].split()[-1], p.claim.text) for p in positions]


OLD = "Antony Blinken said on Thursday that a ceasefire was within reach."
NEW = "Blinken said in Cairo that gaps over the ceasefire were narrowing."
OTHER = "Sameh Shoukry said that a ceasefire had to come before Ramadan ended."


async def test_of_each_speaker_the_newest_statement_counts_newest_speaker_first():
    assert await found("ceasefire", said(OLD), said(OTHER, 1), said(NEW, 2)) == [
        ("Blinken", NEW),
        ("Shoukry", OTHER),
    ]


async def test_a_sentence_that_nobody_says_is_nobodys_position():
    assert (
        await found("ceasefire", said("The ceasefire began at noon on Monday in the north.")) == []
    )


async def test_a_statement_on_something_else_is_left_out():
    trade = "Antony Blinken said on Thursday that grain exports would rise again this year."

    assert await found("ceasefire", said(trade, title="Grain exports")) == []


async def test_every_position_is_cited_at_its_place():
    text = f"Talks went on in Cairo on Thursday. {OLD}"
    (position,) = await positions_on(Recalled(said(text)), DESK, "ceasefire", now=VOTE_DAY)
    (citation,) = position.claim.citations

    assert text[citation.start : citation.end] == citation.quote == OLD


async def test_what_was_said_is_on_what_its_article_is_about_and_not_on_what_it_comes_to_later():
    summit = said(
        "Lake states will hold their summit in Olm. Ministers will speak of trade for two days. "
        + "Envoys spoke of fish, of ferries, of tolls on grain and of the price of timber. " * 4
        + "The first hall had been lost to an earthquake. Ana Maro said that Olm was ready.",
        title="Lake summit moved to Olm",
    )
    quake = said(
        "An earthquake struck the north on Friday. Otto Brandt said that every hour counted.",
        title="Toll rises in the north",
    )
    assert [who for who, _ in await found("earthquake", summit, quake)] == ["Brandt"]
