"""Reading pages in other processes, which may hang, die or eat memory."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
import zlib
from multiprocessing.connection import Connection

import pytest

from bot.domain.articles import ReadArticle
from bot.errors import NoArticleError, NotAFeedError, NotKeptError, TooLargeError
from bot.web_access import page_pool, page_worker
from bot.web_access.page_pool import PagePool
from tests.fakes.paper import bomb, pdf, pdf_of

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


async def test_a_worker_gets_ready_with_a_page_that_is_read_to_its_end():
    async with PagePool(1) as pool:
        read = await pool.read_page(page_worker._ANY_PAGE, None, "text/html; charset=utf-8")

    assert (read.title, read.language) == ("Wardens patrol the lake", "en")
    assert read.published_at is not None


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


async def test_what_is_not_kept_comes_back_with_what_it_shows():
    live = b'<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Talks in the harbour city","liveBlogUpdate":[{},{},{}]}</script>'
    async with PagePool(1) as pool:
        with pytest.raises(NotKeptError, match="live page that keeps changing") as caught:
            await pool.read_page(PAGE.replace(b"</head>", live + b"</head>"), URL, "text/html")
    assert caught.value.kind == "live"
    assert caught.value.shown.text.startswith("The delegations met")


async def test_a_worker_that_hangs_is_killed_and_the_next_page_is_read(bad_workers):
    async with PagePool(1, seconds=3) as pool:
        before = await pool.read_page(b"", None, "")
        with pytest.raises(TooLargeError, match="more than 3 seconds"):
            await pool.read_page(b"hang", URL, "")
        after = await pool.read_page(b"", None, "")
    assert before.text != after.text


async def test_a_page_that_kills_its_worker_harms_no_other(bad_workers):
    async with PagePool(2, seconds=60) as pool:
        read = await asyncio.gather(
            *(pool.read_page(body, URL, "") for body in [b"die", b"", b"", b"die", b""]),
            return_exceptions=True,
        )
    assert [type(one) for one in read] == [
        NoArticleError, ReadArticle, ReadArticle, NoArticleError, ReadArticle,
    ]  # fmt: skip


async def test_a_feed_is_read_elsewhere_and_one_that_breaks_the_reader_is_told(bad_workers):
    async with PagePool(1, seconds=3) as pool:
        await pool.read_page(b"", None, "")
        with pytest.raises(TooLargeError, match=r"more than 3 seconds.*no ordinary feed"):
            await pool.read_feed(b"hang", URL, "")
        with pytest.raises(NotAFeedError, match="breaks the reader"):
            await pool.read_feed(b"die", URL, "")


async def test_a_feed_that_only_the_tolerant_reader_can_read_comes_back_whole():
    broken = b"<rss version='2.0'><channel><title>A & B</title><item><title>Talks</title></item>"
    async with PagePool(1) as pool:
        feed = await pool.read_feed(broken, URL, "")
        with pytest.raises(NotAFeedError, match="web page"):
            await pool.read_feed(PAGE, URL, "")
    assert (feed.title, [item.title for item in feed.items]) == ("A & B", ["Talks"])


async def test_a_caller_that_gives_up_leaves_a_pool_that_works(bad_workers):
    async with PagePool(1, seconds=60) as pool:
        await pool.read_page(b"", None, "")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pool.read_page(b"hang", URL, "")
        started = time.monotonic()
        assert (await pool.read_page(b"", None, "")).text
    assert time.monotonic() - started < 50


async def test_workers_are_replaced_after_their_share_of_pages(bad_workers, monkeypatch):
    monkeypatch.setattr(page_pool, "_PAGES_PER_WORKER", 2)
    async with PagePool(1, seconds=60) as pool:
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


# ---------------------------------------------------------------- documents

STATEMENT = pdf([["The delegations met in the harbour city on Friday and agreed to meet again."]])


def serve_on_little_memory(connection: Connection) -> None:
    """The real worker, with a hundredth of what it may take for a document."""
    page_worker._MEMORY_FOR_DOCUMENTS = 100_000_000
    page_worker.serve(connection)


async def read_statement(pool):
    return await pool.read_document(STATEMENT, name="s.pdf", content_type="")


async def test_documents_are_read_elsewhere_under_their_names():
    mail = b"From: Press <p@m.example>\nMessage-ID: <1@x>\nSubject: Talks\n\n" + SENTENCE.encode()
    async with PagePool(1) as pool:
        assert (await read_statement(pool)).text.startswith("The delegations met")
        read = await pool.read_document(mail, name="m", content_type="message/rfc822")
        at = await pool.read_document(STATEMENT, name=URL, content_type="", url=URL)
        with pytest.raises(NoArticleError, match=r"^note\.docx is an Office document"):
            await pool.read_document(b"PK\x03\x04", name="note.docx", content_type="")
    assert (read.title, read.outlet) == ("Talks", "Press")
    assert at.url == URL


async def test_a_bomb_is_refused_and_the_next_document_is_read():
    async with PagePool(1) as pool:
        with pytest.raises(TooLargeError, match=r"^bomb\.pdf unpacks to far more"):
            await pool.read_document(pdf_of([bomb(200)]), name="bomb.pdf", content_type="")
        assert (await read_statement(pool)).text


async def test_a_document_that_hangs_its_parser_is_given_up_and_the_next_is_read():
    # Each page is drawn by half a million steps that write nothing.
    slow = pdf_of([zlib.compress(b"1 0 0 1 0 0 cm " * 250_000)] * 200)
    async with PagePool(1, seconds=3) as pool:
        await read_statement(pool)
        with pytest.raises(TooLargeError, match=r"^slow\.pdf took more than 3 seconds"):
            await pool.read_document(slow, name="slow.pdf", content_type="")
        assert (await read_statement(pool)).text


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds a process to its memory")
async def test_a_document_that_eats_memory_fails_alone(monkeypatch):
    monkeypatch.setattr(page_pool, "serve", serve_on_little_memory)
    hungry = pdf_of([zlib.compress(b"BT /F1 12 Tf (" + b"a " * 9_000_000 + b") Tj ET")])
    nested = b"<html><body>" + b"<p>word <b>word</b>" * 500_000
    async with PagePool(1) as pool:
        # What the libraries themselves take is not the document's.
        await pool.read_page(PAGE, URL, "text/html")
        await read_statement(pool)
        worker = pool._workers[0]._process
        for body, name in ((hungry, "hungry.pdf"), (nested, "hungry.html")):
            with pytest.raises(TooLargeError, match=rf"^{name} .*, and I gave it up"):
                await pool.read_document(body, name=name, content_type="")
        # Pages have their own, larger share.
        assert (await pool.read_page(PAGE, URL, "text/html")).text
        assert (await read_statement(pool)).text
        assert pool._workers[0]._process is worker


async def test_a_document_that_kills_its_worker_is_called_by_its_name(bad_workers):
    async with PagePool(1) as pool:
        with pytest.raises(NoArticleError, match=r"^s\.pdf cannot be read"):
            await pool.read_document(b"die", name="s.pdf", content_type="")
