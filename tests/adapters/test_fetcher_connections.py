"""The fetcher's connections: which are used again, and what of an answer is believed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.app.clock import SetClock
from bot.domain.sources import Validators
from bot.errors import HostUnreachableError, TooLargeError
from bot.web_access.fetcher import HttpFetcher, Limits

NOW = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)
TOLD = Validators('"v1"', None)


class Server:
    """Says for each request what is next; counts who connects and what is asked."""

    def __init__(self, *says: bytes):
        self.says, self.connections, self.asked, self.open = list(says), 0, [], 0

    async def serve(self, reader, writer):
        self.connections += 1
        self.open += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.asked.append(head.split()[1].decode())
                said = self.says.pop(0)
                writer.write(said.removesuffix(b"HANG UP"))
                await writer.drain()
                if said.endswith(b"HANG UP"):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open -= 1
            writer.close()


def answer(body: bytes, extra: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b%b" % (len(body), body, extra)


@asynccontextmanager
async def asking(*says: bytes, host: str = "127.0.0.1", **limits):
    server = Server(*says)
    listening = await asyncio.start_server(server.serve, host, 0)
    port = listening.sockets[0].getsockname()[1]
    places = [f"127.0.0.{n}:{port}" for n in range(1, 6)]
    async with HttpFetcher(SetClock(NOW), places, limits=Limits(**limits)) as fetcher:
        yield server, fetcher, port
    listening.close()


async def fetched(fetcher, port, path="/", host="127.0.0.1", **options):
    got = await fetcher.fetch(f"http://{host}:{port}{path}", **options)
    return got.body


async def test_a_connection_is_used_again():
    async with asking(answer(b"one"), answer(b"two")) as (server, fetcher, port):
        assert [await fetched(fetcher, port), await fetched(fetcher, port)] == [b"one", b"two"]
    assert server.connections == 1


async def test_a_host_that_hung_up_meanwhile_is_connected_to_anew():
    async with asking(answer(b"one", b"HANG UP"), answer(b"two")) as (server, fetcher, port):
        assert await fetched(fetcher, port) == b"one"
        await asyncio.sleep(0.05)
        assert await fetched(fetcher, port) == b"two"
    assert server.connections == 2


async def test_a_host_that_hangs_up_on_a_used_connection_is_asked_once_more():
    says = answer(b"one"), b"HANG UP", answer(b"two")
    async with asking(*says) as (server, fetcher, port):
        assert [await fetched(fetcher, port), await fetched(fetcher, port)] == [b"one", b"two"]
    assert (server.connections, len(server.asked)) == (2, 3)


async def test_a_host_that_never_answers_is_asked_once():
    async with asking(b"HANG UP") as (server, fetcher, port):
        with pytest.raises(HostUnreachableError, match="hung up without an answer"):
            await fetched(fetcher, port)
    assert len(server.asked) == 1


async def test_what_is_said_beyond_an_answer_is_not_taken_for_the_next():
    says = answer(b"one", answer(b"smuggled")), answer(b"two")
    async with asking(*says) as (server, fetcher, port):
        assert [await fetched(fetcher, port), await fetched(fetcher, port)] == [b"one", b"two"]
    assert server.connections == 2


async def test_nothing_changed_may_name_the_length_of_what_it_does_not_send():
    unchanged = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 70000000\r\n\r\n"
    async with asking(unchanged, answer(b"two")) as (server, fetcher, port):
        got = await fetcher.fetch(f"http://127.0.0.1:{port}/", validators=TOLD)
        assert (got.is_unchanged, got.body, got.validators) == (True, b"", TOLD)
        assert await fetched(fetcher, port) == b"two"
    assert server.connections == 1


async def test_word_that_an_answer_will_come_is_no_answer():
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    async with asking(early + answer(b"one")) as (_, fetcher, port):
        assert await fetched(fetcher, port) == b"one"


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\n\r\nuntil the endHANG UP",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nuntil\r\n8\r\n the end\r\n0\r\n\r\n",
    ],
)
async def test_a_body_without_a_length_is_read_to_its_end(said):
    async with asking(said) as (_, fetcher, port):
        assert await fetched(fetcher, port) == b"until the end"


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo shortHANG UP",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalHANG UP",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
async def test_an_answer_that_breaks_off_or_contradicts_itself_is_none(said):
    async with asking(said) as (_, fetcher, port):
        with pytest.raises(HostUnreachableError):
            await fetched(fetcher, port)


async def test_an_answer_that_is_given_up_leaves_no_connection_behind():
    async with asking(answer(b"x" * 500), answer(b"two"), largest_body=100) as case:
        server, fetcher, port = case
        with pytest.raises(TooLargeError):
            await fetched(fetcher, port)
        await asyncio.sleep(0.05)
        assert server.open == 0
        assert await fetched(fetcher, port) == b"two"


async def test_no_more_connections_are_open_than_may_be():
    says = [answer(b"x")] * 5
    async with asking(*says, host="0.0.0.0", connections=2) as (server, fetcher, port):
        for number in range(1, 6):
            await fetched(fetcher, port, host=f"127.0.0.{number}")
            await asyncio.sleep(0.02)
            assert server.open <= 2
    assert server.connections == 5


async def test_all_connections_are_closed_with_the_fetcher():
    async with asking(answer(b"one")) as (server, fetcher, port):
        await fetched(fetcher, port)
        assert server.open == 1
        await fetcher.aclose()
        await asyncio.sleep(0.05)
        assert server.open == 0
