"""`OpenAiChat` against the real aimock: what endpoints do well, badly and not at all."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import time

import httpx2
import openai
import pytest
import structlog

from bot.domain.briefings import Usage
from bot.errors import (
    BudgetSpentError,
    ConfigurationError,
    ModelGarbageError,
    ModelRefusedError,
    ModelSetupError,
    ModelUnavailableError,
)
from bot.language_model.abilities import Abilities, ReplyFormat
from bot.language_model.budget import Account
from bot.language_model.endpoint import Endpoint
from bot.language_model.openai_chat import ChatStyle, OpenAiChat
from bot.language_model.prices import PriceTable
from bot.prompt_files import Prompts
from tests.fakes.aimock import running_aimock
from tests.fakes.clock import StoppedClock
from tests.fakes.scripted_model import claim
from tests.fakes.usage_in_memory import UsageInMemory
from tests.fakes.waiting import PATIENCE

VETO = claim("Russia and China vetoed it.", (1, "Russia and China vetoed it"))
ABSTAINED = claim("Guyana abstained.", (1, "Guyana abstained"))
WHOLE = json.dumps({"claims": [VETO, ABSTAINED]})
#: Cut inside the second claim.
HALF = WHOLE[: WHOLE.index("abstained") + 4]
KEY = "sk-a-secret-key"

#: What is answered to a question that has these words.
REPLIES = {
    "plain": WHOLE,
    "fenced": f"```json\n{WHOLE}\n```",
    "prose around": f"Here {{you}} are:\n{WHOLE}\nAnything else?",
    "thoughts first": f'<think>{{"claims": []}} no...</think>{WHOLE}',
    "trailing commas": WHOLE.replace("}]}", "},],}"),
    "half a document": HALF,
    "nothing but the beginning": '{"claims": [',
    "only prose": "The council did not agree on anything.",
    "only an apology": "I am sorry, but I cannot help with that.",
    "of another form": '{"answer": "Russia and China"}',
    "claims as text": '{"claims": "Russia and China"}',
    "nothing to say": '{"claims": []}',
    "one claim astray": json.dumps({"claims": [VETO, {"text": "No spans."}, "a string"]}),
    "digits in quotes": WHOLE.replace('"number": 1', '"number": "1"'),
    "passage nine": json.dumps({"claims": [claim("A.", (9, "a"))]}),
    "no database takes": '{"claims": [{"spans": [], "text": "a\\u0000b\\ud800c"}]}',
    "too deep": "[" * 20_000 + '{"claims":' + "[" * 20_000,
}


def when(words, nth=None):
    return {"userMessage": words} | ({} if nth is None else {"sequenceIndex": nth})


def says(words, content, nth=None, **how):
    """`how`: `finishReason` and `usage` belong to the reply, the rest to the way it is sent."""
    told = {key: how.pop(key) for key in ("finishReason", "usage") if key in how}
    return {"match": when(words, nth), "response": {"content": content, **told}, **how}


def fails(words, status, message="no", nth=None, **error):
    retry = {"retryAfter": error.pop("retry_after")} if "retry_after" in error else {}
    body = {"message": message, "type": "error", **error}
    return {"match": when(words, nth), "response": {"error": body, "status": status, **retry}}


FIXTURES = [
    *(says(words, content) for words, content in REPLIES.items()),
    fails("busy once", 429, nth=0, retry_after=1),
    says("busy once", WHOLE, nth=1),
    fails("busy for an hour", 429, retry_after=3600),
    fails("out of order", 503),
    fails("key turned down", 401),
    fails("model unknown", 404),
    fails("account empty", 429, code="insufficient_quota"),
    fails("too long", 400, "too many tokens", code="context_length_exceeded"),
    fails("too much for vLLM", 400, "max_tokens=3000 is too large: maximum context length is 4096"),
    fails("filtered before", 400, "policy", code="content_filter"),
    fails("turned down somehow", 400, "something is off"),
    fails("knows little", 400, "reasoning_effort is not supported", nth=0),
    fails("knows little", 400, "temperature is not supported", nth=1),
    fails("knows little", 400, "max_tokens is not supported", nth=2),
    fails("knows little", 400, "response_format: json_schema unsupported", nth=3),
    fails("knows little", 422, "unknown field", param="response_format", nth=4),
    says("knows little", WHOLE, nth=5),
    fails("counts not", 400, "stream_options is unknown", nth=0),
    says("counts not", WHOLE, nth=1),
    says("slow to write", WHOLE, streamingProfile={"ttft": 10, "tps": 5, "jitter": 0}),
    says("cut in the stream", WHOLE, truncateAfterChunks=6, latency=5),
    says("cut then whole", WHOLE, nth=0, truncateAfterChunks=6, latency=20),
    says("cut then whole", WHOLE, nth=1),
    says("filtered after", WHOLE, finishReason="content_filter"),
    says("cut by length", HALF, finishReason="length"),
    says(
        "tells the cost",
        WHOLE,
        usage={"prompt_tokens": 7, "completion_tokens": 5, "cost": 0.25},
    ),
]


@pytest.fixture(scope="module")
def aimock(tmp_path_factory):
    with running_aimock(FIXTURES, tmp_path_factory.mktemp("aimock")) as server:
        yield server


@pytest.fixture
def usage_store():
    return UsageInMemory()


@pytest.fixture
async def make_chat(aimock, usage_store):
    made = []

    def make(*, budget=None, base_url=None, abilities=None):
        account = Account(usage_store, StoppedClock(), PriceTable.read("tiny=1/2"), budget)
        endpoint = Endpoint("tiny", KEY, base_url or aimock.base_url)
        style = ChatStyle(pauses_seconds=(0.01, 0.02))
        made.append(OpenAiChat(endpoint, account, abilities=abilities, style=style))
        return made[-1]

    yield make
    for chat in made:
        await chat.close()


def prompt(question):
    return Prompts.load()["answer"].fill(question=question, evidence="[1] Russia and China.")


async def ask(chat, question, seconds=5.0, on_text=None):
    return await chat.complete(prompt(question), deadline_seconds=seconds, on_text=on_text)


def ignore(_text):
    """Nobody listens, and yet it is streamed."""


@pytest.fixture(params=[False, True], ids=["whole", "streamed"])
def on_text(request):
    return ignore if request.param else None


@pytest.mark.parametrize(
    ("question", "claims"),
    [
        ("plain", [VETO, ABSTAINED]),
        ("fenced", [VETO, ABSTAINED]),
        ("prose around", [VETO, ABSTAINED]),
        ("thoughts first", [VETO, ABSTAINED]),
        ("trailing commas", [VETO, ABSTAINED]),
        ("half a document", [VETO]),
        ("cut by length", [VETO]),
        ("nothing to say", []),
        ("one claim astray", [VETO]),
        ("digits in quotes", [VETO, ABSTAINED]),
        ("passage nine", [claim("A.", (9, "a"))]),
        ("no database takes", [{"spans": [], "text": "ab?c"}]),
    ],
)
async def test_what_can_be_read_is_read(make_chat, on_text, question, claims):
    reply = await ask(make_chat(), question, on_text=on_text)

    assert reply.document == {"claims": claims}


@pytest.mark.parametrize(
    "question",
    [
        "nothing but the beginning",
        "only prose",
        "only an apology",
        "of another form",
        "claims as text",
        "too deep",
    ],
)
async def test_what_cannot_be_read_is_never_taken_for_an_empty_answer(make_chat, on_text, question):
    with pytest.raises(ModelGarbageError):
        await ask(make_chat(), question, on_text=on_text)


@pytest.mark.parametrize("question", ["filtered after", "filtered before"])
async def test_a_filter_is_a_refusal(make_chat, on_text, question):
    with pytest.raises(ModelRefusedError):
        await ask(make_chat(), question, on_text=on_text)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("key turned down", "OPENAI_API_KEY"),
        ("model unknown", "ATTACHE_MODEL"),
        ("account empty", "credit"),
        ("too long", "8,000 tokens"),
        ("too much for vLLM", "8,000 tokens"),
        ("turned down somehow", "attache doctor"),
    ],
)
async def test_what_a_person_must_mend_is_said_at_once(make_chat, aimock, on_text, question, words):
    before = len(aimock.asked(question))

    with pytest.raises(ModelSetupError, match=words) as caught:
        await ask(make_chat(), question, on_text=on_text)

    assert len(aimock.asked(question)) == before + 1
    assert KEY not in str(caught.value)


async def test_a_busy_endpoint_is_asked_again_after_the_time_it_names(make_chat, usage_store):
    begun = time.monotonic()

    reply = await ask(make_chat(), "busy once")

    assert reply.document["claims"]
    assert time.monotonic() - begun >= 1.0
    assert len(usage_store.entries) == 1, "a request that was turned down costs nothing"


async def test_a_wait_beyond_the_deadline_is_not_begun(make_chat):
    begun = time.monotonic()

    with pytest.raises(ModelUnavailableError) as caught:
        await ask(make_chat(), "busy for an hour", PATIENCE)

    assert caught.value.retry_after_seconds == 3600
    assert time.monotonic() - begun < 60


async def test_attempts_are_bounded(make_chat, aimock, on_text):
    before = len(aimock.asked("out of order"))

    with pytest.raises(ModelUnavailableError, match="503"):
        await ask(make_chat(), "out of order", on_text=on_text)

    assert len(aimock.asked("out of order")) == before + 3


@pytest.mark.parametrize("rate", ["dropRate", "malformedRate", "disconnectRate", "rateLimitRate"])
async def test_chaos_is_unavailability(make_chat, aimock, on_text, rate):
    with aimock.chaos(**{rate: 1}), pytest.raises(ModelUnavailableError):
        await ask(make_chat(), "plain", 1.0, on_text)


async def test_silence_ends_at_the_deadline_and_is_counted(make_chat, aimock, usage_store, on_text):
    begun = time.monotonic()

    with (
        aimock.chaos(latencyMs=20_000),
        pytest.raises(ModelUnavailableError, match=r"within 0\.3 seconds"),
    ):
        await ask(make_chat(), "plain", 0.3, on_text)

    assert time.monotonic() - begun < 15
    assert usage_store.entries[0][1].prompt_tokens > 100


async def test_a_slow_stream_ends_at_the_deadline_though_it_brings_text(make_chat, usage_store):
    heard = []

    with pytest.raises(ModelUnavailableError, match="within 1 seconds"):
        await ask(make_chat(), "slow to write", 1.0, heard.append)

    assert heard
    assert usage_store.entries[0][1].completion_tokens > 0


async def test_a_stream_that_breaks_every_time_is_unavailable_and_counted(make_chat, usage_store):
    with pytest.raises(ModelUnavailableError):
        await ask(make_chat(), "cut in the stream", on_text=ignore)

    assert len(usage_store.entries) == 3


async def test_a_stream_that_breaks_once_begins_anew(make_chat):
    heard = []

    reply = await ask(make_chat(), "cut then whole", on_text=heard.append)

    assert reply.document == {"claims": [VETO, ABSTAINED]}
    assert heard[-1] == WHOLE
    assert any(len(a) > len(b) for a, b in itertools.pairwise(heard))


async def test_text_is_heard_as_it_grows(make_chat):
    heard = []

    await ask(make_chat(), "plain", on_text=heard.append)

    assert len(heard) > 3
    assert all(WHOLE.startswith(text) for text in heard)
    assert heard == sorted(heard, key=len)


async def test_a_request_asks_for_the_schema_and_offers_no_tools(make_chat, aimock):
    await ask(make_chat(), "plain")

    body = aimock.asked("plain")[-1]
    assert body["response_format"]["json_schema"]["schema"] == prompt("plain").schema
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["max_tokens"] == 3000
    assert not body.keys() & {"tools", "tool_choice", "functions", "user", "store", "metadata"}


async def test_what_an_endpoint_turns_down_is_learned_once(make_chat, aimock):
    chat = make_chat()

    reply = await ask(chat, "knows little")

    assert reply.document["claims"]
    last = aimock.asked("knows little")[-1]
    assert not last.keys() & {"reasoning_effort", "temperature", "max_tokens", "response_format"}
    assert last["max_completion_tokens"] == 3000
    assert '"required":["claims"]' in last["messages"][0]["content"]
    asked = len(aimock.asked("plain"))
    await ask(chat, "plain")
    assert len(aimock.asked("plain")) == asked + 1


async def test_an_endpoint_that_does_not_count_is_counted_by_estimate(make_chat, aimock):
    await ask(make_chat(), "counts not", on_text=ignore)

    assert "stream_options" not in aimock.asked("counts not")[-1]


async def test_abilities_can_be_set(make_chat, aimock):
    abilities = Abilities(reply_formats=(ReplyFormat.JSON_OBJECT,), length_fields=())

    await ask(make_chat(abilities=abilities), "plain")

    body = aimock.asked("plain")[-1]
    assert body["response_format"] == {"type": "json_object"}
    assert not body.keys() & {"max_tokens", "max_completion_tokens"}


async def test_the_cost_is_the_endpoints_own_where_it_tells_it(make_chat, aimock, usage_store):
    reply = await ask(make_chat(base_url=aimock.openrouter_url), "tells the cost")

    assert reply.usage == Usage(7, 5, 0.25)
    assert [usage for _, usage, _ in usage_store.entries] == [reply.usage]


async def test_the_cost_is_the_price_tables_where_it_does_not(make_chat, on_text):
    usage = (await ask(make_chat(), "plain", on_text=on_text)).usage

    assert usage.cost == pytest.approx((usage.prompt_tokens + 2 * usage.completion_tokens) / 1e6)


async def test_a_spent_budget_stops_the_call_before_it_is_made(make_chat, aimock):
    chat = make_chat(budget=400)
    await ask(chat, "plain")
    asked = len(aimock.asked("plain"))

    with pytest.raises(BudgetSpentError, match="midnight UTC"):
        await ask(chat, "plain")

    assert len(aimock.asked("plain")) == asked


async def test_calls_under_way_do_not_disturb_each_other(make_chat):
    chat = make_chat()

    plain, empty = await asyncio.gather(ask(chat, "plain"), ask(chat, "nothing to say"))

    assert len(plain.document["claims"]) == 2
    assert empty.document["claims"] == []


async def test_logs_tell_the_prompt_and_no_text_or_key(make_chat):
    with structlog.testing.capture_logs() as logs:
        await ask(make_chat(), "plain")

    entry = next(log for log in logs if log["event"] == "model_called")
    asked = prompt("plain")
    assert entry["prompt"] == "answer"
    assert entry["prompt_version"] == asked.version
    assert entry["prompt_sha256"] == asked.sha256
    told = json.dumps(logs)
    assert "Russia" not in told
    assert KEY not in told


def answering(chat, document, content_type="application/json"):
    """Let a chat hear a document that aimock does not write."""

    def respond(_request):
        body = document if isinstance(document, str) else json.dumps(document)
        return httpx2.Response(200, content=body, headers={"content-type": content_type})

    client = httpx2.AsyncClient(transport=httpx2.MockTransport(respond))
    chat._client = openai.AsyncOpenAI(api_key="k", max_retries=0, http_client=client)
    return chat


def completion(message, **top):
    return {"choices": [{"index": 0, "message": message, "finish_reason": None}], **top}


async def test_a_refusal_is_a_refusal(make_chat):
    chat = answering(make_chat(), completion({"content": None, "refusal": "I cannot."}))

    with pytest.raises(ModelRefusedError):
        await ask(chat, "plain")


async def test_fields_that_other_servers_leave_out_are_not_missed(make_chat):
    usage = {"prompt_tokens": 9, "completion_tokens": 3, "prompt_tokens_details": None}
    chat = answering(make_chat(), completion({"content": WHOLE}, usage=usage))

    reply = await ask(chat, "plain")

    assert dataclasses.replace(reply.usage, cost=None) == Usage(9, 3)


@pytest.mark.parametrize("document", [{}, {"choices": []}, {"choices": None}, [], "null"])
async def test_a_reply_without_a_reply_is_garbage(make_chat, document):
    with pytest.raises(ModelGarbageError):
        await ask(answering(make_chat(), document), "plain")


async def test_a_page_in_place_of_a_reply_is_garbage(make_chat):
    chat = answering(make_chat(), "<html>Sign in</html>", "text/html")

    with pytest.raises(ModelGarbageError):
        await ask(chat, "plain")


async def test_nobody_there_is_unavailability(make_chat):
    with pytest.raises(ModelUnavailableError, match="OPENAI_BASE_URL"):
        await ask(make_chat(base_url="http://127.0.0.1:9/v1"), "plain")


@pytest.mark.parametrize("base_url", ["http://[", "http://host:port/v1", "localhost:11434"])
def test_an_address_that_is_none_is_a_mistake_in_the_settings(usage_store, base_url):
    account = Account(usage_store, StoppedClock(), PriceTable.read())

    with pytest.raises(ConfigurationError, match="OPENAI_BASE_URL"):
        OpenAiChat(Endpoint("tiny", None, base_url), account)


def test_neither_key_nor_address_is_a_mistake_in_the_settings(usage_store):
    account = Account(usage_store, StoppedClock(), PriceTable.read())

    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        OpenAiChat(Endpoint("tiny"), account)


def test_a_key_is_never_shown():
    assert KEY not in repr(Endpoint("tiny", KEY))
