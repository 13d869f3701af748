"""A feed of three publishers' manners: a free page, one closed to programs, one reserved from AI."""

from __future__ import annotations

import re

import pytest

from bot.domain.identifiers import DESK
from bot.ingest.site_files import ASKED_AGAIN
from tests.fakes.local_web import local_web
from tests.fakes.scripted_model import ScriptedModel, claim
from tests.scenarios.whole_house import whole_house

VETO = "Russia and China vetoed an American draft resolution in the Security Council on Friday."
FREE = f"{VETO} Eleven members voted for the text, three against it, and Guyana abstained. Diplomats expect another vote on Monday."
RESERVED = (
    "Norway and Finland agreed to reopen the Kirkenes crossing to freight lorries. "
    "Ministers signed the protocol aboard an icebreaker after nineteen months of haggling. "
    "Reindeer herders welcomed the bargain, and customs unions grumbled about overtime."
)
SUMMARY = "Kenya and Tanzania signed a treaty on fishing in Lake Victoria on Thursday."
CLOSED = f"{SUMMARY} Wardens of both navies will patrol together, the secret annex of the page says, and the two ministers will meet again in May to settle the quotas."


def page(title, text, metas=""):
    return f"<html lang='en'><head><title>{title}</title>{metas}</head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"


def item(path, title, summary=""):
    return f"<item><guid isPermaLink='false'>{path}</guid><title>{title}</title><link>{path}</link><pubDate>Fri, 22 Mar 2024 10:00:00 GMT</pubDate><description>{summary}</description></item>"


@pytest.fixture
async def web():
    async with local_web() as server:
        server.page("/robots.txt", "User-agent: *\nDisallow: /closed/")
        server.page("/free", page("Draft on Gaza vetoed", FREE), content_type="text/html")
        reserved = page(
            "Border opens in the north", RESERVED, '<meta name="tdm-reservation" content="1">'
        )
        server.page("/reserved", reserved, content_type="text/html")
        server.page("/closed/a", page("Treaty on the lake", CLOSED), content_type="text/html")
        items = (
            item("/free", "Draft on Gaza vetoed"),
            item("/reserved", "Border opens in the north"),
            item("/closed/a", "Treaty on the lake", SUMMARY),
            item("/closed/b", "Sweden and Denmark sign treaty on bridge tolls"),
        )
        feed = (
            f"<rss version='2.0'><channel><title>The Post</title>{''.join(items)}</channel></rss>"
        )
        server.page("/feed", feed, content_type="application/rss+xml")
        yield server


@pytest.fixture
async def house(tmp_path, web):
    async with whole_house(tmp_path, allow_private_addresses=web.place) as opened:
        await opened.parts.intake.follow(DESK, f"{web.url}/feed")
        yield opened


async def poll(house):
    (health,) = await house.parts.sources.sources(DESK)
    return await house.parts.intake.read_source(health)


def model_for_the_veto(*more):
    veto = claim("Russia and China vetoed an American draft on Friday.", (1, VETO), kind="happened")
    lake = claim(SUMMARY, (1, SUMMARY), kind="happened")
    return Model(veto, lake, *more)


class Model(ScriptedModel):
    """Answers each prompt with the claim whose quote stands in it, or with none."""

    def __init__(self, *claims):
        super().__init__()
        self.claims = claims

    async def complete(self, prompt, **how):
        fitting = [c for c in self.claims if c["spans"][0]["quote"] in prompt.user]
        self.replies = [{"claims": fitting}]
        return await super().complete(prompt, **how)


def words_of_their_own(text, *others):
    """Words of a text that stand in none of the others, nor in any prompt's instructions."""
    known = set(re.findall(r"\w+", " ".join(others).lower()))
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 6} - known


async def test_what_a_publisher_reserves_reaches_no_model_and_the_briefing_says_so(house, web):
    model = model_for_the_veto()
    house.think_with(model)
    read = await poll(house)
    (briefing,) = await house.say("brief")
    told = house.transcript()

    assert read.new_items == 4
    asked = "\n".join(prompt.user for prompt in model.prompts).lower()
    assert VETO.lower() in asked
    secret = words_of_their_own(RESERVED, FREE, SUMMARY)
    assert len(secret) > 8
    assert not {word for word in secret if word in asked}
    assert "Russia and China vetoed an American draft on Friday." in told
    notes = {p.claim.text: str(p.note) for p in briefing.parts if hasattr(p, "note")}
    said = "models are shown the headline only"
    assert said in notes["Border opens in the north"]
    assert not [t for t, n in notes.items() if said in n and t != "Border opens in the north"]
    # No model has read it, and people still do.
    assert "Norway and Finland agreed to reopen the Kirkenes crossing to freight lorries." in told
    assert "in part by the built-in writer: Of some stories publishers allow a model" in told


async def test_a_page_that_is_closed_to_programs_is_not_fetched_and_the_feeds_words_stand_for_it(
    house, web
):
    read = await poll(house)
    known = {
        a.title: a
        for a in await house.parts.articles.learned_between(DESK, None, house.clock.now())
    }

    assert not [path for path in web.paths() if path.startswith("/closed/")]
    assert known["Treaty on the lake"].text == SUMMARY
    assert known["Sweden and Denmark sign treaty on bridge tolls"].is_headline_only
    assert [(r.source, r.reason) for r in read.rejected] == [
        (
            f"{web.url}{path}",
            "robots.txt of 127.0.0.1 does not allow it. I keep what the feed says of it.",
        )
        for path in ("/closed/a", "/closed/b")
    ]
    (briefing,) = await house.say("brief")
    shown = [p.claim.text for p in briefing.parts if hasattr(p, "note")]
    assert "Sweden and Denmark sign treaty on bridge tolls" in shown


async def test_a_question_about_what_is_reserved_is_answered_without_the_model(house):
    await poll(house)
    model = Model()
    house.think_with(model)
    (answer,) = await house.say("What did Norway and Finland agree to reopen?")
    told = house.transcript()

    assert "Kirkenes" in answer.claims()[0].text
    assert "reserve AI use" in told
    assert not [p for p in model.prompts if "Kirkenes" in p.user]


async def test_a_link_that_a_person_posts_is_that_persons_request(house, web):
    (told,) = await house.say(f"read {web.url}/closed/a")
    (known,) = await house.parts.articles.learned_between(DESK, None, house.clock.now())

    assert "/closed/a" in web.paths()
    assert "secret annex" in known.text
    assert "I read" in str(told.opening())


async def test_a_link_is_no_way_around_a_reservation(house, web):
    await house.say(f"read {web.url}/reserved")
    model = Model()
    house.think_with(model)
    await house.say("brief")

    assert (await house.parts.articles.by_url(DESK, f"{web.url}/reserved")).is_reserved
    assert model.prompts == []
    assert "models are shown the headline only" in house.transcript()


async def test_a_whole_feed_that_is_reserved_is_said_so_among_the_sources(house, web):
    web.page("/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": 1}]')
    await poll(house)
    await house.say("sources")

    assert (
        "Publisher reserves AI use: of The Post, models are shown headlines only."
        in house.transcript()
    )
    known = await house.parts.articles.learned_between(DESK, None, house.clock.now())
    assert all(article.is_reserved for article in known)


async def test_while_robots_txt_cannot_be_read_no_page_is_and_the_next_read_brings_them(house, web):
    robots = web.routes["/robots.txt"]
    web.page("/robots.txt", "", status=503)
    first = await poll(house)
    web.routes["/robots.txt"] = robots
    house.clock.moment += ASKED_AGAIN
    second = await poll(house)

    assert (first.new_items, second.new_items) == (0, 4)
    assert all("cannot be read just now" in r.reason for r in first.rejected)
    assert "/free" in web.paths()
