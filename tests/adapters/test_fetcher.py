"""The fetcher against servers on loopback, which the tests allow where they are to be read."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import subprocess
import time
from datetime import UTC, datetime

import pytest

from bot import __version__
from bot.app.clock import SetClock
from bot.domain.sources import Validators
from bot.errors import (
    BadStatusError,
    ForbiddenAddressError,
    HostUnreachableError,
    TooLargeError,
    TooManyRedirectsError,
)
from bot.web_access.fetcher import HttpFetcher, Limits, user_agent
from tests.fakes.local_web import head, local_web

NOW = datetime(2024, 3, 22, 15, 30, tzinfo=UTC)


@pytest.fixture
async def web():
    async with local_web() as server:
        yield server


def reading(web, *more: str, **options) -> HttpFetcher:
    return HttpFetcher(SetClock(NOW), [web.place, *more], **options)


async def test_a_page_comes_with_what_its_server_says_of_it(web):
    url = web.page(
        "/a", "hello", content_type="text/html", etag='W/"x"', cache_control="max-age=60"
    )
    async with reading(web) as fetcher:
        got = await fetcher.fetch(url)
    assert (got.body, got.status, got.content_type) == (b"hello", 200, "text/html")
    assert got.validators == Validators('W/"x"', None)
    assert (got.max_age_seconds, got.fetched_at, got.final_url) == (60, NOW, url)


async def test_it_says_who_it_is_and_brings_no_cookies_back(web):
    url = web.page("/a", "x", set_cookie="id=1")
    async with reading(web, contact="press@example.org") as fetcher:
        await fetcher.fetch(url)
        await fetcher.fetch(url)
    assert "Attache/" in web.requests[1].headers["user-agent"]
    assert "press@example.org" in web.requests[1].headers["user-agent"]
    assert "cookie" not in web.requests[1].headers


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        (None, "(news reader of one team)"),
        ("press@example.org", "(news reader of one team; press@example.org)"),
        ("https://desk.example", "(news reader of one team; +https://desk.example)"),
    ],
)
def test_who_can_be_written_to_stands_in_the_user_agent(contact, told):
    assert user_agent(contact) == f"Attache/{__version__} {told}"


async def test_every_address_is_heard_before_it_is_asked(web):
    end = web.page("/b", "x")
    start = web.page("/a", status=301, location="/b")
    heard = []

    async def hear(url):
        heard.append((url, list(web.paths())))

    async with reading(web) as fetcher:
        await fetcher.fetch(start, before_each=hear)
    assert heard == [(start, []), (end, ["/a"])]


async def test_loopback_is_refused_unless_it_is_allowed(web):
    url = web.page("/a", "x")
    async with HttpFetcher(SetClock(NOW)) as fetcher:
        with pytest.raises(ForbiddenAddressError):
            await fetcher.fetch(url)
    assert web.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/", "http://metadata.google.internal/",
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "example.org",
        "http://user:secret@example.org/", "https://example.org:22/", "http:///nothing", "",
    ],
)  # fmt: skip
async def test_addresses_that_are_not_the_public_web_are_refused(url):
    async with HttpFetcher(SetClock(NOW)) as fetcher:
        with pytest.raises(ForbiddenAddressError) as refused:
            await fetcher.fetch(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(web, status):
    target = web.page("/b", "there")
    url = web.page("/a", status=status, location="/b")
    async with reading(web) as fetcher:
        got = await fetcher.fetch(url)
    assert (got.url, got.final_url, got.body) == (url, target, b"there")


async def test_a_redirect_to_the_inside_is_refused_before_it_is_asked(web):
    url = web.page("/a", status=302, location="http://169.254.169.254/latest/meta-data/")
    async with reading(web) as fetcher:
        with pytest.raises(ForbiddenAddressError):
            await fetcher.fetch(url)


async def test_a_circle_of_redirects_ends(web):
    web.page("/b", status=302, location="/a")
    url = web.page("/a", status=302, location="/b")
    async with reading(web) as fetcher:
        with pytest.raises(TooManyRedirectsError, match="without end"):
            await fetcher.fetch(url)
    assert web.paths() == ["/a", "/b"]


async def test_more_than_five_redirects_are_too_many(web):
    for number in range(9):
        web.page(f"/{number}", status=302, location=f"/{number + 1}")
    async with reading(web) as fetcher:
        with pytest.raises(TooManyRedirectsError):
            await fetcher.fetch(f"{web.url}/0")
    assert len(web.requests) == 6


async def test_a_name_is_looked_up_once_and_the_checked_address_is_used(web):
    """DNS rebinding: the second look-up, which would lead elsewhere, never happens."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    async def resolver(_host, _port):
        return answers.pop(0)

    web.page("/a", "x")
    async with reading(web, resolver=resolver) as fetcher:
        got = await fetcher.fetch(f"http://news.example:{web.port}/a")
    assert (got.body, len(answers)) == (b"x", 1)
    assert web.requests[0].headers["host"] == f"news.example:{web.port}"


async def test_a_name_that_leads_outside_and_inside_is_refused(web):
    async def resolver(_host, _port):
        return ["93.184.216.34", "127.0.0.1"]

    async with HttpFetcher(SetClock(NOW), resolver=resolver) as fetcher:
        with pytest.raises(ForbiddenAddressError, match="leads to an address inside"):
            await fetcher.fetch("http://news.example/")


async def test_an_unknown_host_is_said_to_be_unknown():
    async def resolver(_host, _port):
        raise OSError("Name or service not known")

    async with HttpFetcher(SetClock(NOW), resolver=resolver) as fetcher:
        with pytest.raises(HostUnreachableError, match="no such host"):
            await fetcher.fetch("https://nowhere.example/")


async def test_nothing_changed_is_cheap_and_keeps_what_was_told(web):
    async def handler(request, writer):
        assert request.headers["if-none-match"] == '"v1"'
        assert request.headers["if-modified-since"] == "Thu, 21 Mar 2024 10:00:00 GMT"
        writer.write(head(304, None))

    web.routes["/feed"] = handler
    told = Validators('"v1"', "Thu, 21 Mar 2024 10:00:00 GMT")
    async with reading(web) as fetcher:
        got = await fetcher.fetch(f"{web.url}/feed", validators=told)
    assert (got.is_unchanged, got.body, got.validators) == (True, b"", told)


@pytest.mark.parametrize(
    ("status", "retry", "seconds"),
    [
        (404, None, None),
        (503, "120", 120.0),
        (429, "Fri, 22 Mar 2024 15:31:30 GMT", 90.0),
        (429, "Fri, 22 Mar 2024 12:00:00 GMT", 0.0),
        (500, "soon", None),
        (304, None, None),
    ],
)
async def test_errors_carry_the_status_and_the_wish_to_wait(web, status, retry, seconds):
    url = web.page("/a", status=status, **({"retry_after": retry} if retry else {}))
    async with reading(web) as fetcher:
        with pytest.raises(BadStatusError, match=str(status)) as error:
            await fetcher.fetch(url)
    assert error.value.retry_after_seconds == seconds


async def test_gzip_and_deflate_are_read(web):
    import zlib

    one = web.page("/gzip", gzip.compress(b"hello"), content_encoding="gzip")
    two = web.page("/deflate", zlib.compress(b"hello"), content_encoding="deflate")
    async with reading(web) as fetcher:
        assert [(await fetcher.fetch(url)).body for url in (one, two)] == [b"hello", b"hello"]


async def test_a_decompression_bomb_is_never_inflated(web):
    bomb = gzip.compress(bytes(200_000_000), 9)
    url = web.page("/bomb", bomb, content_encoding="gzip")
    async with reading(web) as fetcher:
        with pytest.raises(TooLargeError, match="10 MB"):
            await fetcher.fetch(url)


async def test_a_stack_of_encodings_is_refused(web):
    twice = gzip.compress(gzip.compress(b"hello"))
    url = web.page("/a", twice, content_encoding="gzip, gzip")
    async with reading(web) as fetcher:
        with pytest.raises(HostUnreachableError, match="encoding"):
            await fetcher.fetch(url)


async def test_a_damaged_body_is_a_clear_error(web):
    url = web.page("/a", b"not gzip", content_encoding="gzip")
    async with reading(web) as fetcher:
        with pytest.raises(HostUnreachableError, match="damaged"):
            await fetcher.fetch(url)


@pytest.mark.parametrize("announced", [True, False])
async def test_fifty_megabytes_are_refused(web, announced):
    async def endless(_request, writer):
        writer.write(head(200, 50_000_000 if announced else None))
        for _ in range(50):
            writer.write(bytes(1_000_000))
            await writer.drain()

    web.routes["/big"] = endless
    async with reading(web) as fetcher:
        with pytest.raises(TooLargeError, match="10 MB"):
            await fetcher.fetch(f"{web.url}/big")


async def test_a_host_that_sends_a_byte_at_a_time_is_cut_off(web):
    async def slow(_request, writer):
        writer.write(head(200, 1000))
        for _ in range(1000):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    web.routes["/slow"] = slow
    limits = Limits(total_seconds=0.4, idle_seconds=5)
    async with reading(web, limits=limits) as fetcher:
        started = time.monotonic()
        with pytest.raises(HostUnreachableError, match="did not answer in time"):
            await fetcher.fetch(f"{web.url}/slow")
    assert time.monotonic() - started < 30


async def test_a_silent_host_is_cut_off(web):
    async def silent(_request, _writer):
        await asyncio.sleep(3)

    web.routes["/silent"] = silent
    async with reading(web, limits=Limits(idle_seconds=0.2)) as fetcher:
        with pytest.raises(HostUnreachableError):
            await fetcher.fetch(f"{web.url}/silent")


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 garbage\r\n\r\n", b"\x00\x01\x02\r\n\r\n"])
async def test_what_is_not_http_is_a_clear_error(web, answer):
    async def garbage(_request, writer):
        writer.write(answer)

    web.routes["/a"] = garbage
    async with reading(web) as fetcher:
        with pytest.raises(HostUnreachableError):
            await fetcher.fetch(f"{web.url}/a")


async def test_a_closed_port_is_said_to_refuse(web):
    async with HttpFetcher(SetClock(NOW), ["127.0.0.1:9"]) as fetcher:
        with pytest.raises(HostUnreachableError, match="refuses connections"):
            await fetcher.fetch("http://127.0.0.1:9/")


async def test_one_host_is_asked_one_thing_at_a_time_and_waiting_is_not_a_delay_of_the_host(web):
    async def unhurried(_request, writer):
        await asyncio.sleep(0.4)
        writer.write(head(200, 1) + b"x")

    web.routes |= {f"/{number}": unhurried for number in range(6)}
    async with reading(web, limits=Limits(total_seconds=2.0)) as fetcher:
        got = await asyncio.gather(*(fetcher.fetch(f"{web.url}/{n}") for n in range(6)))
    assert (len(got), web.busiest) == (6, 1)


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for news.example, made on the spot."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=news.example", "-addext", "subjectAltName=DNS:news.example",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
async def secure_web(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    async with local_web(context) as server:
        yield server


async def to_loopback(_host, _port):
    return ["127.0.0.1"]


def trusting(web, certificate) -> HttpFetcher:
    tls = ssl.create_default_context(cafile=certificate / "cert.pem")
    return reading(web, resolver=to_loopback, tls=tls)


async def test_tls_is_checked_against_the_name_and_not_the_address(secure_web, certificate):
    secure_web.page("/a", "secret")
    async with trusting(secure_web, certificate) as fetcher:
        got = await fetcher.fetch(f"https://news.example:{secure_web.port}/a")
        assert got.body == b"secret"
        with pytest.raises(HostUnreachableError, match="certificate is for another name"):
            await fetcher.fetch(f"https://other.example:{secure_web.port}/a")


async def test_an_unknown_certificate_is_refused(secure_web):
    async with reading(secure_web, resolver=to_loopback) as fetcher:
        with pytest.raises(HostUnreachableError, match="signed by nobody that I trust"):
            await fetcher.fetch(f"https://news.example:{secure_web.port}/a")


async def test_a_redirect_from_secure_to_open_is_refused(secure_web, web, certificate):
    open_page = web.page("/open", "x")
    secure_web.page("/a", status=302, location=open_page)
    async with trusting(secure_web, certificate) as fetcher:
        with pytest.raises(ForbiddenAddressError, match="secure address to an open one"):
            await fetcher.fetch(f"https://news.example:{secure_web.port}/a")
    assert web.requests == []
