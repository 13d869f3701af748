"""The bot's account on Matrix: one login for ever, and a clear word when it is not accepted."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.app import matrix as served
from bot.app.running import running
from bot.errors import ConfigurationError, PlatformUnavailableError
from bot.platforms.matrix.account import ACCOUNT_FILE, Credentials, sign_in
from bot.platforms.matrix.homeserver_api import HomeserverApi
from tests.adapters.matrix_desk import PASSWORD, matrix_settings, with_bot
from tests.fakes.clock import RealClock
from tests.fakes.matrix.between import between
from tests.fakes.matrix.homeserver import BOT
from tests.fakes.matrix.person import Person
from tests.fakes.ports import free_port
from tests.fakes.waiting import until


@pytest.fixture
async def middle(synapse, monkeypatch):
    monkeypatch.setattr(served, "LOGIN_AGAIN", 0.5)
    await with_bot(synapse)
    async with between(synapse.url) as open_middle:
        yield open_middle


def settings_of(folder, synapse, middle, **more):
    return matrix_settings(folder, synapse, matrix_homeserver=middle.url, **more)


@asynccontextmanager
async def bot(settings):
    async with running(settings, RealClock()) as up:
        yield up


async def health(settings):
    async with httpx.AsyncClient(verify=False, trust_env=False) as client:
        return (await client.get(f"http://127.0.0.1:{settings.http_port}/healthz")).json()


async def answers(synapse, room=None, person=None):
    """The bot comes into a new room, and answers there."""
    alice = person or await Person.arriving(synapse, f"alice-{secrets.token_hex(3)}")
    room = room or await alice.create_room("desk", invite=(BOT,))
    await until(lambda: alice.from_bot(room))
    asked = await alice.say(room, "help", mention=BOT)
    await until(lambda: alice.from_bot(room, thread=asked))
    return alice, room


def logins(middle):
    return middle.calls("/login")


async def test_one_login_is_kept_in_files_of_ours_alone(tmp_path, synapse, middle):
    settings = settings_of(tmp_path, synapse, middle)
    devices = set()
    for _ in range(2):
        async with bot(settings):
            await answers(synapse)
        kept = json.loads((tmp_path / "data" / "matrix" / ACCOUNT_FILE).read_text())
        devices.add(kept["device_id"])

    assert len(logins(middle)) == len(devices) == 1
    folder = tmp_path / "data" / "matrix"
    assert folder.stat().st_mode & 0o777 == 0o700
    files = [path for path in folder.iterdir() if path.is_file()]
    assert files
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


async def test_a_homeserver_that_is_down_at_the_start_is_waited_for(tmp_path, synapse, monkeypatch):
    monkeypatch.setattr(served, "LOGIN_AGAIN", 0.5)
    await with_bot(synapse)
    port = free_port()
    settings = matrix_settings(tmp_path, synapse, matrix_homeserver=f"http://127.0.0.1:{port}")
    async with bot(settings):
        await until(lambda: _is_away(settings))
        told = await health(settings)
        assert told["ok"] is True
        assert told["matrix"]["ok"] is False
        assert told["matrix"]["sync"] == "away"
        assert "did not answer" in told["matrix"]["reason"]

        async with between(synapse.url, port):
            await answers(synapse)
            told = await health(settings)
            assert told["matrix"] == {"ok": True, "sync": "live"}

        await until(lambda: _is_away(settings))


async def _is_away(settings):
    return (await health(settings))["matrix"]["sync"] == "away"


async def test_a_wrong_password_is_told_in_a_sentence_and_asked_for_once(tmp_path, synapse, middle):
    wrong = settings_of(tmp_path, synapse, middle, matrix_password="wrong horse")
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"correct MATRIX_PASSWORD\.") as told:
            async with bot(wrong):
                pass
        assert BOT in str(told.value)
        assert "wrong horse" not in str(told.value)
    assert len(logins(middle)) == 1
    for path in (tmp_path / "data").rglob("*"):
        assert not path.is_file() or b"wrong horse" not in path.read_bytes()

    async with bot(settings_of(tmp_path, synapse, middle)):
        await answers(synapse)
    assert len(logins(middle)) == 2


async def test_a_login_that_ended_is_made_anew_with_the_same_device(tmp_path, synapse, middle):
    settings = settings_of(tmp_path, synapse, middle)
    path = tmp_path / "data" / "matrix" / ACCOUNT_FILE
    async with bot(settings):
        alice, room = await answers(synapse)
        before = json.loads(path.read_text())
        await Person(synapse.url, BOT, before["access_token"], "").logout()

        async def is_new():
            return json.loads(path.read_text())["access_token"] != before["access_token"]

        await until(is_new)
        await answers(synapse, room, alice)
    assert json.loads(path.read_text())["device_id"] == before["device_id"]
    assert len(logins(middle)) == 2


async def test_a_token_that_is_revoked_is_told_in_health_and_not_tried_on(
    tmp_path, synapse, middle
):
    me = await Person.login(synapse.url, "attache", PASSWORD)
    settings = settings_of(
        tmp_path,
        synapse,
        middle,
        matrix_password=None,
        matrix_access_token=me.caller.token,
    )
    async with bot(settings):
        await answers(synapse)
        await me.logout()

        async def is_told():
            return "MATRIX_ACCESS_TOKEN" in (await health(settings))["matrix"].get("reason", "")

        await until(is_told)
        assert (await health(settings))["matrix"]["sync"] == "shut out"
        before = len(middle.asked)
        await asyncio.sleep(3)
        assert len(middle.asked) == before
    assert logins(middle) == []
    with pytest.raises(ConfigurationError, match="MATRIX_ACCESS_TOKEN"):
        async with bot(settings):
            pass


@pytest.mark.parametrize("text", ["", "{", "[]", '{"user_id": "@a:b"}', "\0\xff"])
async def test_a_kept_login_that_cannot_be_read_is_told_in_a_sentence(
    tmp_path, synapse, middle, text
):
    folder = tmp_path / "data" / "matrix"
    folder.mkdir(parents=True)
    (folder / ACCOUNT_FILE).write_text(text)

    with pytest.raises(ConfigurationError, match="move it away and set MATRIX_PASSWORD"):
        async with bot(settings_of(tmp_path, synapse, middle)):
            pass
    assert logins(middle) == []


async def test_a_login_of_somebody_else_is_not_ours(tmp_path, synapse, middle):
    """Another user is set: the kept one is not used, nor their device."""
    name = f"other-{secrets.token_hex(3)}"
    await synapse.register(name, PASSWORD)
    async with bot(settings_of(tmp_path, synapse, middle)):
        pass
    path = tmp_path / "data" / "matrix" / ACCOUNT_FILE
    before = json.loads(path.read_text())
    async with bot(settings_of(tmp_path, synapse, middle, matrix_user=name)):
        pass
    after = json.loads(path.read_text())

    assert after["user_id"].startswith(f"@{name}:")
    assert after["device_id"] != before["device_id"]


async def test_replicas_that_start_together_are_one_device(tmp_path, synapse, middle):
    """On a folder that they share, one logs in, and the others take that login up."""
    clock, credentials = RealClock(), Credentials(BOT, PASSWORD)

    async def replica():
        api = HomeserverApi(middle.url)
        try:
            while True:
                with contextlib.suppress(PlatformUnavailableError):
                    return await sign_in(api, credentials, tmp_path / "matrix", clock.now())
                await asyncio.sleep(0.1)
        finally:
            await api.aclose()

    accounts = await asyncio.gather(*(replica() for _ in range(3)))
    assert len(set(accounts)) == 1
    assert len(logins(middle)) == 1
