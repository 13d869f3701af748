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
