"""A desk on Slack: a workspace, a bot in a channel of it, and a small newspaper on loopback."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.platforms.slack.pacing import Pacing
from tests.fakes.local_web import local_web
from tests.fakes.slack.house import slack_house
from tests.fakes.slack.workspace import slack_workspace
from tests.fakes.waiting import until

VETO = """<html><head><title>Russia and China veto US draft in Security Council</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-03-22T15:30:00Z"></head><body><article>
<h1>Russia and China veto US draft in Security Council</h1>
<p>Russia and China on Friday vetoed a draft resolution on Gaza put to the United Nations Security
Council by the United States, which called for an immediate and sustained ceasefire.</p>
<p>The draft received 11 votes in favour and three against, with Guyana abstaining. Algeria, which
has a seat on the council until next year, was the third to vote against it.</p>
<p>The ambassadors of the ten elected members said that they would put forward a text of their own,
and diplomats in New York expected a vote on that resolution on Monday.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>
<link>{web}/</link><item><title>Russia and China veto US draft in Security Council</title>
<link>{web}/veto</link><guid>veto</guid><pubDate>Fri, 22 Mar 2024 15:30:00 GMT</pubDate></item>
</channel></rss>"""


@dataclass
class Desk:
    slack: Any
    web: Any
    up: Any
    channel: str

    @property
    def alice(self):
        return self.slack.person("alice")

    @property
    def bob(self):
        return self.slack.person("bob")

    @property
    def veto(self):
        return f"{self.web.url}/veto"

    @property
    def feed(self):
        return f"{self.web.url}/feed.xml"

    async def mention(self, words, *, by=None, channel=None, thread=None):
        """Somebody mentions the bot; their message."""
        said = f"<@{self.slack.bot_user}> {words}"
        return await (by or self.alice).say(channel or self.channel, said, thread=thread)

    async def answer_to(self, message, *, count=1):
        """Our messages in the thread of a message, when there are so many."""
        root = message.get("thread_ts") or message["ts"]

        async def enough():
            ours = await self.slack.from_bot(message["channel"], thread=root)
            return ours if len(ours) >= count else None

        return await until(enough)

    async def call_of(self, message):
        """The call that posted a message; the message can be seen a moment before it ends."""

        def answered():
            calls = self.slack.called("chat.postMessage")
            return [c for c in calls if c.answer and c.answer.get("ts") == message["ts"]]

        (call,) = await until(answered)
        return call

    async def say(self, words, **more):
        """Mention the bot, and wait for the one answer in the thread."""
        return (await self.answer_to(await self.mention(words, **more)))[-1]

    async def briefing(self):
        """Have the article read, and a briefing posted; its message."""
        await self.say(f"read {self.veto}")
        await self.mention("brief")

        async def posted():
            found = [m for m in await self.slack.from_bot(self.channel) if "Briefing" in m["text"]]
            return found[-1] if found else None

        return await until(posted)

    async def modal(self, person=None):
        """The modal that somebody sees, when it says more than that it is being read."""
        who = person or self.alice

        def shown():
            view = self.slack.modal(who)
            return view if view and "Reading…" not in spoken(view["blocks"]) else None

        return await until(shown)

    async def whisper(self, person=None):
        """What only somebody sees, when there is something."""
        return (await until(lambda: self.slack.whispered(person or self.alice)))[-1]


def spoken(blocks):
    """What blocks say, a line for each section, row and element."""
    return "\n".join(_lines(blocks))


_RUNS = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}


def _lines(value):
    if isinstance(value, list):
        for member in value:
            yield from _lines(member)
    elif isinstance(value, dict) and value.get("type") in _RUNS:
        yield "".join(part.get("text", "") for part in value["elements"])
    elif isinstance(value, dict):
        for key, member in value.items():
            if key == "text" and isinstance(member, str):
                yield member
            else:
                yield from _lines(member)


def links(blocks):
    """Every address that blocks link to."""
    return [part["url"] for part in _objects(blocks) if part.get("type") == "link"]


def _objects(value):
    if isinstance(value, dict):
        yield value
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, (dict, list)):
            yield from _objects(member)


#: Seconds between two messages in a channel, where it is not the pace that is tested.
BRISKLY = 0.02


@asynccontextmanager
async def slack_desk(folder, *, over_http=False, between=BRISKLY, **settings):
    """The desk, until the block ends; payloads that Slack would refuse fail the test.

    `between`: seconds that the bot leaves between two messages in a channel.
    """
    async with local_web() as web, slack_workspace(folder) as slack:
        web.page("/veto", VETO, content_type="text/html; charset=utf-8")
        web.page("/feed.xml", FEED.format(web=web.url), content_type="application/rss+xml")
        channel = await slack.channel("desk")
        async with slack_house(
            folder, slack, over_http=over_http, allow_private_addresses=(web.place,), **settings
        ) as up:
            up.parts.slack.platform._pacing = Pacing(between)
            await slack.invite_bot(channel)
            await until(lambda: slack.from_bot(channel))
            yield Desk(slack, web, up, channel)
            await slack.quiet()
        assert slack.problems == [], json.dumps(slack.problems, indent=1)
