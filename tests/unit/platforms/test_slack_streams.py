"""A message that grew ends like one that came whole, also where it must be replaced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.platforms.slack import streams
from bot.platforms.slack.messages import post_messages
from bot.platforms.slack.streams import Streams
from tests.golden.posts import POSTS

ANSWER = replace(POSTS["answer"], addressee="U061F7AUR")
LONG = replace(ANSWER, parts=ANSWER.parts[:1] * 120)


class RecordingApi:
    def __init__(self):
        self.calls = []

    async def call(self, team_id, method, **arguments):
        self.calls.append((method, arguments))
        return {"ok": True, "ts": "1711350001.000200"}

    def blocks_grown(self):
        """What the calls of a stream have put into its message."""
        for method, arguments in self.calls:
            if method == "chat.update":
                continue
            for chunk in arguments.get("chunks", ()):
                yield from chunk["blocks"]
            yield from arguments.get("blocks", ())


class NoPreviews:
    async def preview(self, delivery_id):
        return None

    async def keep_preview(self, delivery_id, channel, ts):
        pass

    async def drop_preview(self, delivery_id):
        pass


@pytest.fixture
def api(monkeypatch):
    monkeypatch.setattr(streams, "OPENS_AFTER", 0)
    return RecordingApi()


async def grown(api, *posts, finished):
    stream = Streams(api, NoPreviews())
    for post in posts:
        await stream.show(post)
    assert await stream.finish(finished, {})
    return [method for method, _ in api.calls]


async def test_a_streamed_answer_is_block_for_block_one_that_was_not(api):
    first, second = (ANSWER.saying(ANSWER.parts[:n]) for n in (1, 2))

    methods = await grown(api, first, second, finished=ANSWER)

    assert methods == ["chat.startStream", "chat.appendStream", "chat.stopStream"]
    assert list(api.blocks_grown()) == list(post_messages(ANSWER)[0].blocks)


async def test_what_turns_out_otherwise_is_closed_and_then_replaced(api):
    methods = await grown(api, ANSWER.saying(ANSWER.parts[1:2]), finished=ANSWER)

    # Slack changes no message that still grows.
    assert methods == ["chat.startStream", "chat.stopStream", "chat.update"]
    assert api.calls[-1][1]["blocks"] == list(post_messages(ANSWER)[0].blocks)
    assert "blocks" not in api.calls[1][1]


async def test_what_no_message_holds_stops_growing_and_goes_on_below(api):
    methods = await grown(api, ANSWER.saying(ANSWER.parts[:1]), LONG, finished=LONG)

    assert methods == ["chat.startStream", "chat.stopStream", "chat.update"]
    assert api.calls[-1][1]["blocks"] == list(post_messages(LONG)[0].blocks)
