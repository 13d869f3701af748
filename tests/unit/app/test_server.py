from __future__ import annotations

import asyncio
import socket

from bot.app.server import listening_socket


async def test_the_end_of_an_answer_does_not_wait_for_an_acknowledgement() -> None:
    sends_at_once: asyncio.Queue[bool] = asyncio.Queue()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted = writer.get_extra_info("socket")
        sends_at_once.put_nowait(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    bound = listening_socket("127.0.0.1", 0)
    async with await asyncio.start_server(serve, sock=bound):
        _, writer = await asyncio.open_connection(*bound.getsockname())
        assert await sends_at_once.get()
        writer.close()
