"""Vectors from an endpoint (the real aimock) and from a folder (a real, tiny ONNX graph)."""

from __future__ import annotations

import json
import math

import httpx2
import openai
import pytest
import tokenizers

from bot.errors import ConfigurationError, ModelGarbageError, ModelSetupError, ModelUnavailableError
from bot.language_model.embeddings import EndpointEmbedder
from bot.language_model.endpoint import Endpoint
from bot.language_model.local_embeddings import LocalEmbedder
from tests.fakes.aimock import running_aimock
from tests.fakes.clock import StoppedClock
from tests.fakes.tiny_onnx import averaged_tokens_model, gathered_model

FIXTURES = [
    {"match": {"inputText": "three long"}, "response": {"embedding": [3.0, 0.0, 4.0]}},
    {"match": {"inputText": "two long"}, "response": {"embedding": [0.0, 2.0]}},
    {
        "match": {"inputText": "turned down"},
        "response": {"error": {"message": "no", "type": "error"}, "status": 401},
    },
    {
        "match": {"inputText": "out of order"},
        "response": {"error": {"message": "no", "type": "error"}, "status": 503},
    },
]


@pytest.fixture(scope="module")
def aimock(tmp_path_factory):
    with running_aimock(FIXTURES, tmp_path_factory.mktemp("aimock")) as server:
        yield server


@pytest.fixture
async def embedder(aimock):
    endpoint = Endpoint("tiny", "key", aimock.base_url)
    made = EndpointEmbedder(endpoint, StoppedClock(), deadline_seconds=2, pauses_seconds=(0.01,))
    yield made
    await made.close()


def answering(embedder, respond):
    """Let an embedder hear what aimock does not write; `respond` makes data from the inputs."""

    def handle(request):
        texts = json.loads(request.content)["input"]
        data = [{"index": i, "embedding": v, "object": "embedding"} for i, v in respond(texts)]
        return httpx2.Response(200, json={"data": data, "object": "list", "model": "tiny"})

    client = httpx2.AsyncClient(transport=httpx2.MockTransport(handle))
    embedder._client = openai.AsyncOpenAI(api_key="k", max_retries=0, http_client=client)


async def test_vectors_of_an_endpoint_have_length_one(embedder):
    assert await embedder.embed(["three long"]) == [[0.6, 0.0, 0.8]]


async def test_no_texts_ask_nothing(embedder, aimock):
    before = len(aimock.journal())

    assert await embedder.embed([]) == []
    assert len(aimock.journal()) == before


async def test_a_model_that_changes_its_length_is_told(embedder):
    await embedder.embed(["three long"])

    with pytest.raises(ModelGarbageError, match="from 3 to 2: restart"):
        await embedder.embed(["two long"])


async def test_a_key_turned_down_is_a_matter_of_settings(embedder):
    with pytest.raises(ModelSetupError, match="OPENAI_API_KEY"):
        await embedder.embed(["turned down"])


async def test_an_endpoint_out_of_order_is_asked_again_and_then_given_up(embedder, aimock):
    before = len(aimock.journal())

    with pytest.raises(ModelUnavailableError):
        await embedder.embed(["out of order"])
    assert len(aimock.journal()) == before + 2


async def test_silence_ends_at_the_deadline(embedder, aimock):
    embedder._deadline_seconds = 0.2

    with aimock.chaos(latencyMs=20_000), pytest.raises(ModelUnavailableError):
        await embedder.embed(["three long"])


async def test_many_texts_go_in_batches_and_come_back_in_order(embedder):
    sizes = []

    def respond(texts):
        sizes.append(len(texts))
        return reversed([(i, [math.cos(int(t)), math.sin(int(t))]) for i, t in enumerate(texts)])

    answering(embedder, respond)

    vectors = await embedder.embed([str(n) for n in range(150)])

    assert sizes == [64, 64, 22]
    assert vectors[149] == pytest.approx([math.cos(149), math.sin(149)])


async def test_texts_that_endpoints_turn_down_are_not_sent(embedder):
    sent = []

    def respond(texts):
        sent.extend(texts)
        return [(i, [1.0]) for i, _ in enumerate(texts)]

    answering(embedder, respond)

    await embedder.embed(["", " \n", "x" * 100_000])

    assert sent == ["-", "-", "x" * 8_000]


@pytest.mark.parametrize("data", [[], [(0, [1.0])], [(0, [1.0]), (1, [0.0])], [(0, []), (1, [])]])
async def test_what_is_not_one_vector_for_each_text_is_garbage(embedder, data):
    answering(embedder, lambda _texts: data)

    with pytest.raises(ModelGarbageError):
        await embedder.embed(["a", "b"])


WORDS = {"[PAD]": 0, "[UNK]": 1, "north": 2, "east": 3}
ROWS = [[0.0, 0.0], [0.5, 0.5], [0.0, 1.0], [1.0, 0.0]]


@pytest.fixture
def folder(tmp_path):
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "model.onnx").write_bytes(averaged_tokens_model(ROWS))
    return tmp_path


async def test_a_folder_gives_unit_vectors_averaged_over_a_texts_own_tokens(folder):
    vectors = await LocalEmbedder(folder).embed(["north", "north east north east", "east"])

    half = math.sqrt(0.5)
    assert vectors == [[0.0, 1.0], pytest.approx([half, half]), [1.0, 0.0]]


async def test_a_graph_that_gives_one_vector_a_text_is_taken_as_it_is(folder):
    (folder / "model.onnx").write_bytes(gathered_model([[0.0, 3.0], [4.0, 0.0]]))

    assert await LocalEmbedder(folder).embed(["anything", "else"]) == [[0.0, 1.0], [1.0, 0.0]]


async def test_more_texts_than_a_batch_come_back_in_order(folder):
    texts = ["north" if n % 3 else "east" for n in range(50)]

    vectors = await LocalEmbedder(folder).embed(texts)

    assert vectors == [[0.0, 1.0] if n % 3 else [1.0, 0.0] for n in range(50)]


async def test_long_texts_are_cut_and_empty_ones_cost_the_others_nothing(folder):
    vectors = await LocalEmbedder(folder).embed(["north " * 5_000, ""])

    assert vectors[0] == [0.0, 1.0]
    assert math.hypot(*vectors[1]) == pytest.approx(1.0)


def test_another_model_is_another_name(folder):
    before = LocalEmbedder(folder).name
    (folder / "model.onnx").write_bytes(averaged_tokens_model([*ROWS[:3], [1.0, 1.0]]))

    assert LocalEmbedder(folder).name != before


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"", b"not a model"])
def test_a_folder_without_a_model_is_a_matter_of_settings(folder, broken, content):
    (folder / broken).unlink()
    if content is not None:
        (folder / broken).write_bytes(content)

    with pytest.raises(ConfigurationError, match="ATTACHE_LOCAL_EMBEDDINGS_DIR"):
        LocalEmbedder(folder)
