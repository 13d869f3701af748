"""A publisher closes a page, or reserves it from AI, after a briefing has cited it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.domain.changes import LookState
from bot.domain.identifiers import DESK
from bot.domain.messages import Paragraph
from bot.ingest.site_files import KEPT
from tests.fakes.local_web import head, local_web
from tests.fakes.scripted_model import ScriptedModel, claim
from tests.scenarios.whole_house import whole_house

HOUR = timedelta(hours=1)
TITLE = "Border opens in the north"
LEAD = "Norway and Finland agreed to reopen the Kirkenes crossing to freight lorries on Friday."
REST = (
    "Ministers signed the protocol aboard an icebreaker after nineteen months of haggling. "
    "Reindeer herders welcomed the bargain, and customs unions grumbled about overtime."
)
MORE = REST.replace("nineteen", "twenty")
META = '<meta name="tdm-reservation" content="1">'
RESERVED = '[{"location": "/", "tdm-reservation": 1}]'
TOLD = "Its publisher reserves AI use: of its text, models are shown nothing."


def page(text, metas=""):
    return f"<html lang='en'><head><title>{TITLE}</title>{metas}</head><body><article><h1>{TITLE}</h1><p>{text}</p></article></body></html>"


class Model(ScriptedModel):
    """Says the lead when it is shown it, and nothing otherwise."""

    async def complete(self, prompt, **how):
        said = claim(LEAD, (1, LEAD), kind="happened")
        self.replies = [{"claims": [said] if LEAD in prompt.user else []}]
        return await super().complete(prompt, **how)

    def saw(self):
        """Words of the article that stand in no prompt's instructions."""
        asked = "\n".join(prompt.user for prompt in self.prompts)
        return {word for word in re.findall(r"\w{7,}", f"{LEAD} {REST} {MORE}") if word in asked}


class Border:
    """A page that a briefing cites, and what becomes of it."""

    def __init__(self, web, house):
        self.web = web
        self.house = house
        self.parts = house.parts
        self.url = f"{web.url}/border"

    def show(self, text=f"{LEAD} {REST}", metas="", **headers):
        self.web.page("/border", page(text, metas), content_type="text/html", **headers)

    async def cite(self):
        """A model writes a briefing on the page, and it is posted."""
        model = Model()
        self.house.think_with(model)
        await self.house.say(f"read {self.url}")
        (briefing,) = await self.house.say("brief")
        assert LEAD in self.house.transcript()
        assert model.saw()
        self.briefing = self.house.ear.posted.index(briefing)
        self.delivered = briefing

    async def look(self, after=HOUR):
        self.house.clock.moment += after
        (look,) = await self.parts.second_looks.due(5)
        await self.parts.second_looks.look(DESK, look.article_id)
        return await self.parts.looks.look_at(DESK, look.article_id)

    async def ask_everything(self):
        """A new briefing and a question, with a model at hand; what it was shown of the page."""
        model = Model()
        self.house.think_with(model)
        await self.house.say("brief since 24h")
        await self.house.say("What did Norway and Finland agree to reopen?")
        await self.house.say("asof 2024-03-22 what did Norway and Finland agree to reopen?")
        return model.saw()

    async def told_of(self, words):
        (post,) = await self.house.say(words)
        return [str(part.words) for part in post.parts if isinstance(part, Paragraph)]

    async def versions(self):
        article = await self.parts.articles.by_url(DESK, self.url)
        return await self.parts.articles.versions(DESK, article.article_id)


@pytest.fixture
async def border(tmp_path):
    async with (
        local_web() as web,
        whole_house(tmp_path, allow_private_addresses=web.place) as house,
    ):
        border = Border(web, house)
        border.show()
        await border.cite()
        yield border


WAYS = {
    "the page, same text": lambda border: border.show(metas=META),
    "its header": lambda border: border.show(tdm_reservation="1"),
    "the page, another text": lambda border: border.show(f"{LEAD} {MORE}", metas=META),
    "a wall that reserves": lambda border: border.show("Sign in.", tdm_reservation="1"),
}


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_reserved_between_two_looks_reaches_no_model_from_then_on(border, way):
    WAYS[way](border)
    await border.look()

    assert await border.ask_everything() == set()
    assert all(version.is_reserved for version in await border.versions())
    assert "models are shown the headline only" in border.house.transcript()
    assert TOLD in await border.told_of(f"changed {border.url}")


SITES = {
    "the page is as it was": lambda _border: None,
    "the page is gone": lambda border: border.web.page("/border", status=410),
    "the page is closed": lambda border: border.web.page(
        "/robots.txt", "User-agent: *\nDisallow: /border"
    ),
}


@pytest.mark.parametrize("site", SITES)
async def test_what_a_whole_site_reserves_is_found_whatever_its_page_answers(border, site):
    border.web.page("/.well-known/tdmrep.json", RESERVED)
    SITES[site](border)
    await border.look(KEPT + HOUR)

    assert all(version.is_reserved for version in await border.versions())
    assert await border.ask_everything() == set()


@pytest.mark.parametrize(("own_word", "is_reserved"), [("", True), (META.replace("1", "0"), False)])
async def test_an_unchanged_page_that_says_otherwise_than_its_site_is_believed(
    border, own_word, is_reserved
):
    body = page(f"{LEAD} {REST}", own_word).encode()

    async def handler(request, writer):
        if request.headers.get("if-none-match"):
            writer.write(head(304, 0, etag='"v1"'))
        else:
            writer.write(head(200, len(body), etag='"v1"', content_type="text/html") + body)

    border.web.routes["/border"] = handler
    await border.look()
    border.web.page("/.well-known/tdmrep.json", RESERVED)
    await border.look(KEPT)

    (version,) = await border.versions()
    assert version.is_reserved is is_reserved


async def test_a_page_that_is_closed_to_programs_is_not_asked_for_and_people_are_told(border):
    border.web.page("/robots.txt", "User-agent: *\nDisallow: /border")
    asked = border.web.paths().count("/border")
    look = await border.look(KEPT + HOUR)

    assert border.web.paths().count("/border") == asked
    assert look.state is LookState.CLOSED
    (_, told) = await border.told_of(f"changed {border.url}")
    assert told.startswith("Since Sat 23 March 2024 19:00 UTC I have not looked at the page: robots.txt of its site does not")  # fmt: skip
    assert await border.told_of("changed") == [
        "Pages of cited articles that I could not look at the last time: 1."
    ]
    # To be read is one right, to reach a model another: nothing was reserved.
    assert await border.ask_everything()


async def test_evidence_of_the_briefing_says_that_its_source_is_reserved_by_now(border):
    thread = border.house.ear.posted[border.briefing]
    border.show(metas=META)
    await border.look()
    message_id = f"m-{thread.delivery_id}"
    (post,) = await border.house.say("evidence", thread=message_id)

    assert [str(p.words) for p in post.parts if isinstance(p, Paragraph)].count(TOLD) == 1
