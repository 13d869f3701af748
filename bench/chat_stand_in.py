"""A Chat Completions endpoint on loopback that speaks at known times: for benchmarks alone.

It runs in a thread of its own with a loop of its own, as another machine would.  It cites the first
sentence of the prompt's first passage, so that the reply is of the kind that a good model gives.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from dataclasses import dataclass

#: Seconds before the first token, and between two.
FIRST_AFTER, NEXT_AFTER = 0.05, 0.01
#: Characters of a token.
PIECE = 12
_PASSAGE = re.compile(r"^\[(\d+)\] (.+?[.!?])(?= |$)", re.MULTILINE)


@dataclass
class Call:
    """One request: its prompt, and when (`time.perf_counter`) what happened at the endpoint."""

    body: dict
    arrived: float
    #: The token that ends the first claim, and the last one, as they left.
    first_token: float = 0.0
    claim_whole: float = 0.0
    last_token: float = 0.0


class StandIn:
    """`base_url` for the client; `calls` in the order in which they came."""

    def __init__(self):
        self.calls = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        self._ready.wait()
        self.base_url = f"http://127.0.0.1:{self._port}/v1"
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self):
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(re.search(r"content-length: (\d+)", head, re.IGNORECASE)[1])
                body = json.loads(await reader.readexactly(length))
                call = Call(body, time.perf_counter())
                self.calls.append(call)
                await (_stream if body.get("stream") else _whole)(writer, call)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def _reply(body):
    """What a model says that cites one sentence of what it was shown, in the prompt's own form."""
    user = body["messages"][-1]["content"]
    found = _PASSAGE.search(user)
    if found is None:
        return json.dumps({"claims": []})
    number, sentence = found.groups()
    sentence = sentence.replace("&lt;", "<")
    claim = {"spans": [{"number": int(number), "quote": sentence}], "text": sentence}
    if "<question>" not in user:
        claim = {"kind": "happened", "speaker": "", **claim}
    return json.dumps({"claims": [claim]}, ensure_ascii=False)


async def _whole(writer, call):
    await asyncio.sleep(FIRST_AFTER)
    message = {"role": "assistant", "content": _reply(call.body)}
    _send(writer, "application/json", json.dumps(_document("message", message, "stop")).encode())
    await writer.drain()
    call.last_token = time.perf_counter()


async def _stream(writer, call):
    text = _reply(call.body)
    ends = text.rfind("}]")  # of the only claim
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                 b"Transfer-Encoding: chunked\r\n\r\n")  # fmt: skip
    await asyncio.sleep(FIRST_AFTER)
    for start in range(0, len(text), PIECE):
        if start:
            await asyncio.sleep(NEXT_AFTER)
        now = time.perf_counter()
        call.first_token = call.first_token or now
        if start <= ends < start + PIECE:
            call.claim_whole = now
        call.last_token = now
        await _event(writer, _document("delta", {"content": text[start : start + PIECE]}, None))
    await _event(writer, _document("delta", {}, "stop"))
    await _chunk(writer, b"data: [DONE]\n\n")
    await _chunk(writer, b"")


def _document(part, content, finish_reason):
    choice = {"index": 0, part: content, "finish_reason": finish_reason}
    whole = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    kind = "chat.completion.chunk" if part == "delta" else "chat.completion"
    return {"id": "1", "object": kind, "created": 1, "model": "stand-in", "choices": [choice],
            **({"usage": whole} if finish_reason else {})}  # fmt: skip


async def _event(writer, document):
    await _chunk(writer, f"data: {json.dumps(document)}\n\n".encode())


async def _chunk(writer, data):
    writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    await writer.drain()


def _send(writer, kind, data):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
    writer.write(head.encode() + data)
