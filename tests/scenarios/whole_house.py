"""Attaché as `attache run` wires it, over a store in a folder, with a model and an ear of the test's.

`heard` is everything that reached the platform, sent posts and previews alike.
"""

from __future__ import annotations

import ast
import itertools
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import update

from bot.app.clock import SetClock
from bot.app.settings import Settings
from bot.app.wiring import open_parts
from bot.digest.delivery import deliver
from bot.domain.articles import ReadArticle, Way
from bot.domain.identifiers import DESK, MessageId, ScheduleId
from bot.domain.messages import (
    Footer,
    Heading,
    Headline,
    IncomingMessage,
    Paragraph,
    Rows,
    Sentence,
)
from bot.domain.schedules import Schedule
from bot.prompt_files import Prompts
from bot.storage.remembered import of_channel
from bot.storage.tables_articles import memory

NOW = datetime(2024, 3, 22, 18, 0, tzinfo=UTC)
BOT = Path(__file__).resolve().parents[2] / "bot"
_numbers = itertools.count(1)


class Ear:
    """A platform that only listens."""

    name = "local"

    def __init__(self):
        self.heard = []
        self.posted = []

    async def post(self, post, *, again=False):
        self.heard.append(post)
        self.posted.append(post)
        return (MessageId(f"m-{post.delivery_id}"),)

    async def revise(self, delivery):
        self.heard.append(delivery.post)

    async def may_configure(self, channel, person):
        return True

    async def described(self, channel, attachment):
        return attachment

    async def timezone_of(self, channel, person):
        return None

    async def preview(self, post):
        self.heard.append(post)

    async def working(self, channel, thread, *, is_working):
        pass


class WholeHouse:
    def __init__(self, parts, clock):
        self.parts = parts
        self.clock = clock
        self.ear = Ear()
        # Taken before any part is asked for that is built on them.
        parts.__dict__["platforms"] = {"local": self.ear}
        parts.__dict__["model"] = None

    def think_with(self, model):
        """Let a model write from now on; drafts of earlier ones are not taken up."""
        prompts = Prompts.load()
        parts = self.parts
        office = replace(
            parts.office,
            model=model,
            answerer=replace(parts.answerer, model=model, prompts=prompts, deadline_seconds=2.0),
            briefer=replace(parts.briefer, model=model, prompts=prompts, drafts=None),
        )
        parts.__dict__["router"] = replace(parts.router, office=office)
        parts.__dict__["digests"] = replace(parts.digests, briefer=office.briefer)

    async def read_in(self, *texts, **facts):
        """Read texts as pages of one outlet."""
        learned = []
        for text in texts:
            number = next(_numbers)
            read = ReadArticle(
                text,
                **{
                    "url": f"https://harbour-post.example/{number}",
                    "title": "Russia and China veto US draft in Security Council",
                    "outlet": "The Harbour Post",
                    "published_at": NOW - timedelta(hours=3),
                    "language": "en",
                    **facts,
                },
            )
            learned.append(await self.parts.intake.keep(DESK, read, Way.FEED))
        return learned

    async def count_to_story(self, article_id, story_id):
        """Make an article one of a story that nothing in its text shows it to be of."""
        is_it = of_channel(DESK) & (memory.c.article_id == article_id)
        await self.parts.database.change(update(memory).where(is_it).values(story_id=story_id))

    async def say(self, text, thread=None):
        """Say something to the bot; what is posted about it."""
        self.clock.moment += timedelta(seconds=1)
        message = IncomingMessage(
            channel=DESK,
            message_id=MessageId(f"said-{next(_numbers)}"),
            thread=thread,
            sender="ada",
            text=text,
            sent_at=self.clock.now(),
            is_addressed=True,
            may_configure=True,
        )
        before = len(self.ear.posted)
        await self.parts.messages.keep_incoming(message)
        for post in await self.parts.router.respond(message):
            await self.send(post)
        return self.ear.posted[before:]

    async def send(self, post):
        await self.parts.messages.keep_delivery(post, self.clock.now())
        await self.deliver(post.delivery_id)

    async def deliver(self, delivery_id):
        parts = self.parts
        return await deliver(delivery_id, parts.messages, parts.platforms, self.clock)

    async def digest(self):
        """A digest as the engine takes its steps, of a slot of its own."""
        self.clock.moment += timedelta(days=1)
        schedule = Schedule(
            ScheduleId("morning"),
            DESK,
            at=time(8),
            days=frozenset(range(7)),
            timezone="UTC",
            created_at=NOW - timedelta(days=1),
        )
        await self.parts.schedules.save_schedule(schedule)
        slot = await self.parts.digests.due(schedule)
        await self.parts.digests.write(slot)
        await self.deliver(await self.parts.digests.keep_post(slot))

    def transcript(self):
        """All that people could see, as text."""
        return "\n".join(line for post in self.ear.heard for line in shown(post))


@asynccontextmanager
async def whole_house(folder, **settings):
    clock = SetClock(NOW)
    settings = Settings(data_dir=folder, _env_file=None, **settings)
    async with open_parts(settings, clock) as parts:
        yield WholeHouse(parts, clock)


def own_words(post):
    """The bot's own words in a post."""
    for part in post.parts:
        match part:
            case Heading(words) | Paragraph(words) | Footer(words):
                yield words
            case Rows(rows):
                yield from rows
            case Headline(_, words) | Sentence(_, words) if words:
                yield words


def shown(post):
    """Every text of a post: sentences, speakers, and the bot's own words with their slots."""
    yield from (claim.text for claim in post.claims())
    yield from map(str, own_words(post))


def templates():
    """The literals that `words(...)` is called with anywhere in the program."""
    found = set()
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "words":
                found.add(ast.literal_eval(node.args[0]))
    return frozenset(found)


def is_made_of(template, literals):
    """Whether a template is one of the literals, or several of them behind each other."""
    ends = {0}
    for at in range(len(template)):
        if at in ends:
            ends.update(at + len(each) for each in literals if template.startswith(each, at))
    return len(template) in ends
