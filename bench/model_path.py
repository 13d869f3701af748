"""What the bot adds to a model's answer in time, and what its prompts cost in tokens.

    python -m bench.model_path [--channel 2000 --questions 50]

The endpoint is a stand-in on loopback (`bench/chat_stand_in.py`) that tells when things happened:

* before the first token: from `Answerer.answer` being called to the request's arrival at the
  endpoint (recall, evidence, prompt, connection), and from the token that ends the first claim
  leaving the endpoint to the sentence being shown (reading, the gate).  Their sum is the bot's own
  part of what people wait; the rest is the model's.
* after the last token: from its leaving to the finished, kept answer.

Tokens are the bot's own estimate, 4 bytes of UTF-8 a token (docs/models.md: an upper one for English).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench.asking import MEASURED, p95
from bench.chat_stand_in import StandIn
from bench.wire import FIRST, Wire
from bot.__main__ import SWITCH_SECONDS
from bot.app.clock import SetClock
from bot.app.logs import set_up_logs
from bot.app.settings import read_settings
from bot.app.wiring import open_parts
from bot.briefing.model_desk import ModelDesk
from bot.briefing.model_writer import Kind
from bot.domain.answers import Question
from bot.domain.articles import Way
from bot.domain.briefings import Writer
from bot.domain.identifiers import StoryId
from bot.domain.stories import Story
from bot.prompt_files import estimated_tokens

#: Articles of the ten stories.
TOLD = 100


async def fill(parts, channel):
    wire = Wire()
    for number in range(channel):
        await parts.intake.keep(MEASURED, wire.article(number), Way.FEED)


async def one_answer(answerer, stand_in, text, at):
    """Milliseconds before the request, from the first claim to its showing, after the last token."""
    shown = []
    before = len(stand_in.calls)
    started = time.perf_counter()
    answer = await answerer.answer(
        Question(MEASURED, text, asked_at=at), show=lambda _: shown.append(time.perf_counter())
    )
    ended = time.perf_counter()
    calls = stand_in.calls[before:]
    if len(calls) != 1 or answer.written_by.writer is not Writer.MODEL or not shown:
        return None
    (call,) = calls
    return (
        (call.arrived - started) * 1000,
        (shown[0] - call.claim_whole) * 1000,
        (ended - call.last_token) * 1000,
    )


def prompt_tokens(body):
    """A request's messages, and the same with the schema that goes with them."""
    messages = sum(estimated_tokens(message["content"]) for message in body["messages"])
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
    return messages, messages + (estimated_tokens(json.dumps(schema)) if schema else 0)


async def ask(parts, stand_in, questions):
    """What each answer of the model's took, how many others there were, and all prompts' tokens."""
    wire, at = Wire(seed=5), parts.clock.now()
    answerer, spent = parts.answerer, []  # made at start, as when it runs
    asked = 0
    while len(spent) < questions:
        asked += 1
        one = await one_answer(answerer, stand_in, wire.question(), at)
        if one is not None:
            spent.append(one)
    return spent, asked - questions, [prompt_tokens(call.body) for call in stand_in.calls]


async def brief(parts, stand_in):
    """The prompts' tokens of ten stories of ten articles each, and those of all their texts."""
    known = await parts.articles.learned_between(MEASURED, None, parts.clock.now(), limit=TOLD)
    alike = sorted(known, key=lambda article: article.title)
    desk = ModelDesk(parts.model, parts.prompts, None, deadline_seconds=90)
    before = len(stand_in.calls)
    for number in range(0, TOLD, 10):
        told = tuple(alike[number : number + 10])
        story = Story(StoryId(f"story-{number}"), told[0].title, told)
        fresh = {article.version_id for article in told}
        ends_at = asyncio.get_running_loop().time() + 90
        assert (await desk.claims(story, fresh, ends_at=ends_at)).of(Kind.HAPPENED)
    prompts = [prompt_tokens(call.body) for call in stand_in.calls[before:]]
    return prompts, sum(estimated_tokens(article.text) for article in alike)


async def measure(channel, questions):
    with StandIn() as stand_in, tempfile.TemporaryDirectory() as folder:
        settings = read_settings().model_copy(
            update={"data_dir": Path(folder), "openai_base_url": stand_in.base_url}
        )
        clock = SetClock(FIRST + timedelta(minutes=channel + 60))
        async with open_parts(settings, clock) as parts:
            await fill(parts, channel)
        async with open_parts(settings, clock) as parts:
            return *await ask(parts, stand_in, questions), await brief(parts, stand_in)


def row(what, spent, asked=""):
    print(
        f"  {what:<52} p50 {statistics.median(spent):7.1f} ms   p95 {p95(spent):7.1f} ms   {asked}"
    )


def main(argv=None):
    sys.setswitchinterval(SWITCH_SECONDS)  # as `attache` runs
    set_up_logs("ERROR")
    parser = argparse.ArgumentParser()
    parser.add_argument("--channel", type=int, default=2_000)
    parser.add_argument("--questions", type=int, default=50)
    given = parser.parse_args(argv)
    spent, others, prompts, (briefed, texts) = asyncio.run(measure(given.channel, given.questions))
    asking, showing, ending = zip(*spent, strict=True)
    print(f"model path: {given.questions} answers, {given.channel:,} articles in the channel")
    print(f"  left out: {others} others, in which nothing was found, shown, or passed at first")
    row("from the question to the request's arrival", asking)
    row("from the first claim's last token to its showing", showing)
    both = [a + b for a, b in zip(asking, showing, strict=True)]
    row("both: the bot's part of the first sentence", both, "asked: <= 150 ms")
    row("from the last token to the finished, kept answer", ending, "asked: <= 50 ms")
    print(f"  the first question after a start {both[0]:.0f} ms before its first sentence")
    messages, whole = zip(*prompts, strict=True)
    print(
        f"  tokens of an answer's prompt, estimated: median {statistics.median(messages):,.0f}, "
        f"most {max(messages):,}; with its schema most {max(whole):,}   asked: <= 3,000"
    )
    messages, whole = (sum(tokens) for tokens in zip(*briefed, strict=True))
    print(
        f"  ten stories of {TOLD} articles: {messages:,} tokens of {texts:,} of their texts, "
        f"{messages / texts:.1%}; with the schema {whole / texts:.1%}   asked: <= 12 %"
    )


if __name__ == "__main__":
    main()
