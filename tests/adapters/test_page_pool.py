"""Reading pages in other processes, which may hang, die or eat memory."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from multiprocessing.connection import Connection

import pytest

from bot.domain.articles import ReadArticle
from bot.errors import NoArticleError, TooLargeError
from bot.web_access import page_pool
from bot.web_access.page_pool import PagePool

SENTENCE = "The delegations met in the harbour city on Friday and agreed to meet again in May. "
PAGE = f"<html><head><title>Talks</title></head><body><article><h1>Talks in the harbour city</h1><p>{SENTENCE * 4}</p></article></body></html>".encode()
URL = "https://harbour-post.example/talks"


def serve_badly(connection: Connection) -> None:
    """A worker that does what its page says."""
    while True:
        try:
            body = connection.recv().body
        except EOFError:
            return
        if body == b"hang":
            time.sleep(60)
        if body == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        connection.send(ReadArticle(text=f"{os.getpid()}"))


@pytest.fixture
def bad_workers(monkeypatch):
    monkeypatch.setattr(page_pool, "serve", serve_badly)


async def test_pages_are_read_elsewhere_and_no_worker_starts_before_the_first():
    async with PagePool(1) as pool:
        assert pool._workers[0]._process is None
        article = await pool.read_page(PAGE, URL, "text/html")
        with pytest.raises(NoArticleError, match="no article"):
            await pool.read_page(b"<html><body>nothing</body></html>", URL, "text/html")
    assert article.title == "Talks in the harbour city"
    assert article.text.startswith("The delegations met")


async def test_a_worker_that_hangs_is_killed_and_the_next_page_is_read(bad_workers):
    async with PagePool(1, seconds=3) as pool:
        before = await pool.read_page(b"", None, "")
        with pytest.raises(TooLargeError, match="more than 3 seconds"):
            await pool.read_page(b"hang", URL, "")
        after = await pool.read_page(b"", None, "")
    assert before.text != after.text


async def test_a_page_that_kills_its_worker_harms_no_other(bad_workers):
    async with PagePool(2, seconds=10) as pool:
        read = await asyncio.gather(
            *(pool.read_page(body, URL, "") for body in [b"die", b"", b"", b"die", b""]),
            return_exceptions=True,
        )
    assert [type(one) for one in read] == [
        NoArticleError, ReadArticle, ReadArticle, NoArticleError, ReadArticle,
    ]  # fmt: skip


async def test_a_caller_that_gives_up_leaves_a_pool_that_works(bad_workers):
    async with PagePool(1, seconds=30) as pool:
        await pool.read_page(b"", None, "")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pool.read_page(b"hang", URL, "")
        started = time.monotonic()
        assert (await pool.read_page(b"", None, "")).text
    assert time.monotonic() - started < 10


async def test_workers_are_replaced_after_their_share_of_pages(bad_workers, monkeypatch):
    monkeypatch.setattr(page_pool, "_PAGES_PER_WORKER", 2)
    async with PagePool(1, seconds=10) as pool:
        served_by = [(await pool.read_page(b"", None, "")).text for _ in range(4)]
    assert served_by[0] == served_by[1] != served_by[2] == served_by[3]


async def test_a_reader_that_was_begun_is_the_one_that_reads() -> None:
    async with PagePool(workers=2) as pool:
        pool.begin()
        started = [worker._process for worker in pool._workers if worker._process]
        await pool.read_page(PAGE, None, "text/html")
        running = [worker._process for worker in pool._workers if worker._process]

    assert len(started) == 1
    assert started == running
