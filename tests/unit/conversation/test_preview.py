from __future__ import annotations

import asyncio

from bot.conversation.preview import Preview
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import DESK, DeliveryId, MessageId
from bot.domain.messages import Post, PostKind
from bot.errors import PlatformUnavailableError
from bot.grounding.gate import cite_title
from tests.builders import article


class Watching:
    def __init__(self, error=None):
        self.error = error
        self.seen = []

    async def preview(self, post):
        self.seen.append([claim.text for claim in post.claims()])
        await asyncio.sleep(0)
        if self.error:
            raise self.error


def claim(title) -> CitedClaim:
    cited = cite_title(article(title=title))
    assert cited is not None
    return cited


def preview(platform):
    blank = Post(DeliveryId("reply:1"), DESK, MessageId("m"), PostKind.ANSWER, ())
    return Preview(platform, blank)


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_each_verified_sentence_is_shown_with_those_before_it():
    platform = Watching()

    async with preview(platform) as shown:
        shown.show(claim("Council votes on draft"))
        await settle()
        shown.show(claim("Envoys meet in Cairo"))
        await settle()

    assert platform.seen == [
        ["Council votes on draft"],
        ["Council votes on draft", "Envoys meet in Cairo"],
    ]


async def test_sentences_that_come_at_once_are_shown_together():
    platform = Watching()

    async with preview(platform) as shown:
        shown.show(claim("Council votes on draft"))
        shown.show(claim("Envoys meet in Cairo"))
        await settle()

    assert platform.seen == [["Council votes on draft", "Envoys meet in Cairo"]]


async def test_a_platform_that_cannot_show_ends_the_preview_and_nothing_else():
    platform = Watching(PlatformUnavailableError("away"))

    async with preview(platform) as shown:
        shown.show(claim("Council votes on draft"))
        await settle()
        shown.show(claim("Envoys meet in Cairo"))
        await settle()

    assert len(platform.seen) == 1


async def test_without_a_platform_nothing_is_shown():
    async with preview(None) as shown:
        shown.show(claim("Council votes on draft"))
