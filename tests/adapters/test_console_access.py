"""Who may open the console, and from where."""

from __future__ import annotations

import httpx
import pytest

from bot.domain.identifiers import DESK

TOKEN = "a-token-of-this-test"


@pytest.fixture
async def local(desk):
    async with desk.served() as client:
        yield client


@pytest.fixture
async def remote(desk):
    async with desk.served(token=TOKEN) as client:
        yield client


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8420", 200),
        ("localhost:8420", 200),
        ("[::1]:8420", 200),
        ("rebound.example", 421),
        ("127.0.0.1.rebound.example:8420", 421),
        ("192.168.1.7:8420", 421),
    ],
)
async def test_on_loopback_only_a_loopback_name_opens_it(local, host, status):
    assert (await local.get("/c/desk", headers={"host": host})).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
async def test_only_its_own_pages_write(local, desk, headers, status):
    sent = await local.post("/c/desk/messages", data={"text": "forget all"}, headers=headers)

    assert sent.status_code == status
    assert len(await desk.messages.timeline(DESK)) == (1 if status == 303 else 0)


@pytest.mark.parametrize("path", ["/", "/c/desk", "/c/desk/events", "/c/desk/panel", "/static/x"])
async def test_off_loopback_nothing_opens_without_the_token(remote, path):
    assert (await remote.get(path)).status_code == 401
    assert (await remote.get(path, headers={"cookie": "attache_console=no"})).status_code == 401


async def test_the_token_moves_from_the_address_into_a_cookie(remote):
    welcomed = await remote.get(f"/c/desk?token={TOKEN}")
    cookie = welcomed.headers["set-cookie"].lower()

    assert welcomed.status_code == 303
    assert TOKEN not in welcomed.headers["location"]
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert (await remote.get("/c/desk")).status_code == 200


async def test_a_program_may_bear_the_token(remote):
    bearer = {"authorization": f"Bearer {TOKEN}"}
    assert (await remote.get("/c/desk", headers=bearer)).status_code == 200


async def test_the_token_does_not_let_other_sites_write(remote):
    headers = {"authorization": f"Bearer {TOKEN}", "sec-fetch-site": "cross-site"}
    refused = await remote.post("/c/desk/messages", data={"text": "hello"}, headers=headers)

    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("/c/desk", {}),
        ("/c/desk/panel", {}),
        ("/c/desk/t/missing", {}),
        ("/static/console.css", {}),
        ("/c/desk", {"host": "rebound.example"}),
    ],
)
async def test_every_answer_tells_the_browser_to_be_careful(local, path, changes):
    headers = (await local.get(path, headers=changes)).headers

    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]  # 'self' by default, no more
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": "  "}, 400, "Write something first."),
        ({"text": "x" * 200_001}, 413, "save it as a file"),
        ({"text": "x" * 3_000_000}, 413, "save it as a file"),
        ({}, 400, "Write something first."),
    ],
)
async def test_what_cannot_be_sent_is_told(local: httpx.AsyncClient, form, status, said):
    for accept in ("application/json", "text/html"):
        refused = await local.post("/c/desk/messages", data=form, headers={"accept": accept})
        assert refused.status_code == status
        assert said in refused.text


@pytest.mark.parametrize("path", ["/c/no%20spaces", "/c/desk/t/nothing-here", "/c/desk/nowhere"])
async def test_a_page_that_is_not_there_is_a_page_too(local, path):
    missing = await local.get(path)

    assert missing.status_code == 404
    assert "Back to the desk" in missing.text
