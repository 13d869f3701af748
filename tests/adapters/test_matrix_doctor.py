"""What doctor says of Matrix: of one that works, and of set-ups that cannot."""

from __future__ import annotations

import json
import stat

import pytest

from bot.app.doctor import examine
from bot.platforms.matrix.account import ACCOUNT_FILE
from tests.adapters.matrix_desk import PASSWORD, matrix_desk, matrix_settings, with_bot
from tests.fakes.local_web import local_web
from tests.fakes.matrix.calls import Caller
from tests.fakes.matrix.homeserver import BOT, homeserver
from tests.fakes.matrix.person import Person
from tests.fakes.ports import free_port


@pytest.fixture
def found(tmp_path, monkeypatch):
    """What doctor finds with these settings: every finding, by the name of its check."""

    async def examined(server, **more):
        settings = matrix_settings(tmp_path, server, **more)
        monkeypatch.setattr("bot.app.doctor.read_settings", lambda: settings)
        return {finding.check: finding for finding in await examine()}

    return examined


def kept(tmp_path):
    """The file with the login that the bot keeps."""
    return tmp_path / "data" / "matrix" / ACCOUNT_FILE


async def keep_login(tmp_path, person):
    """Lay down a login as the bot would have kept it."""
    path = kept(tmp_path)
    path.parent.mkdir(parents=True)
    told = {"user_id": person.user_id, "device_id": person.device_id}
    path.write_text(json.dumps(told | {"access_token": person.caller.token}))


async def bot_of(server):
    """The bot's account, on a device of its own."""
    await with_bot(server)
    return await Person.login(server.url, "attache", PASSWORD)


# ---------------------------------------------------------------- it works


async def test_a_bot_in_a_room_is_well_and_told_how_its_limits_are_lifted(tmp_path, synapse, found):
    async with matrix_desk(tmp_path, synapse):
        pass

    findings = await found(synapse)

    account = json.loads(kept(tmp_path).read_text())
    assert findings["matrix homeserver"].finding.startswith("speaks v1.")
    assert findings["matrix login"].finding == f"{BOT}, device {account['device_id']}."
    assert findings["matrix invites"].finding == "1 name in MATRIX_ALLOW."
    # Other tests share the homeserver, and their rooms.
    assert findings["matrix rooms"].finding.startswith("in ")
    limits = findings["matrix limits"]
    assert limits.is_fine
    assert "to its administrators alone" in limits.finding
    assert f"POST /_synapse/admin/v1/users/{BOT}/override_ratelimit" in limits.finding
    assert stat.S_IMODE(kept(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept(tmp_path).parent.stat().st_mode) == 0o700


async def test_what_doctor_tells_of_limits_lifts_them(tmp_path, found):
    async with homeserver(tmp_path / "synapse", limits="default") as server:
        answer = await server.register_here("attache", PASSWORD, admin=True)
        bot = Person(server.url, answer["user_id"], answer["access_token"], answer["device_id"])
        await keep_login(tmp_path, bot)

        before = await found(server)
        path, body = _call_in(before["matrix limits"].finding)
        await Caller(server.url, bot.caller.token).call("POST", path, body)
        after = await found(server)

    assert before["matrix limits"].finding.startswith("the server's own. By default")
    assert before["matrix rooms"].finding == "in none: invite me."
    assert after["matrix limits"].finding == "lifted."


def _call_in(sentence):
    """The path and the body that a sentence tells an administrator to post."""
    path, _, rest = sentence.partition("POST ")[2].partition(" ")
    return path, json.loads(rest[: rest.index("}") + 1])


async def test_before_the_first_start_there_is_no_login_and_doctor_makes_none(
    tmp_path, synapse, found
):
    findings = await found(synapse)

    assert findings["matrix login"].is_fine
    assert findings["matrix login"].finding.startswith("none yet")
    assert "matrix rooms" not in findings
    assert not kept(tmp_path).exists()


# ---------------------------------------------------------------- it does not


async def test_a_homeserver_that_is_down_or_none_is_named(synapse, found):
    down = f"http://127.0.0.1:{free_port()}"
    async with local_web() as web:
        web.page("/_matrix/client/versions", "<html>Welcome</html>", content_type="text/html")
        for address in (down, web.url):
            findings = await found(synapse, matrix_homeserver=address)

            assert not findings["matrix homeserver"].is_fine
            assert (
                f"{address} does not answer as a homeserver"
                in findings["matrix homeserver"].finding
            )
            assert "matrix login" not in findings


async def test_an_answer_of_another_shape_is_no_homeserver(synapse, found):
    async with local_web() as web:
        for body in ("{}", '{"versions": 7}', '{"versions": []}', "[]"):
            web.page("/_matrix/client/versions", body, content_type="application/json")

            findings = await found(synapse, matrix_homeserver=web.url)

            assert not findings["matrix homeserver"].is_fine


async def test_without_an_allow_list_nobody_can_invite_it(synapse, found):
    findings = await found(synapse, matrix_allow=())

    assert not findings["matrix invites"].is_fine
    assert "set MATRIX_ALLOW" in findings["matrix invites"].finding


async def test_settings_that_do_not_fit_together_are_said_and_nothing_is_asked(synapse, found):
    for more in ({"matrix_password": None}, {"matrix_homeserver": "ministry.example"}):
        findings = await found(synapse, **more)

        assert not findings["matrix settings"].is_fine
        assert "matrix homeserver" not in findings


async def test_a_token_that_was_set_and_is_not_known_is_said(synapse, found):
    findings = await found(synapse, matrix_access_token="syt_wrong")

    login = findings["matrix login"]
    assert not login.is_fine
    assert "does not accept MATRIX_ACCESS_TOKEN (M_UNKNOWN_TOKEN)" in login.finding
    assert "syt_wrong" not in login.finding


async def test_a_kept_token_that_was_revoked_is_said(tmp_path, synapse, found):
    bot = await bot_of(synapse)
    await keep_login(tmp_path, bot)
    await bot.logout()

    findings = await found(synapse)

    login = findings["matrix login"]
    assert not login.is_fine
    assert "does not accept the kept token (M_UNKNOWN_TOKEN)" in login.finding
    assert "attache run logs in anew, as the same device" in login.finding


async def test_a_login_of_another_user_is_not_taken_for_ours(tmp_path, synapse, found):
    await keep_login(tmp_path, await bot_of(synapse))

    findings = await found(synapse, matrix_user="@herald:ministry.example")

    assert findings["matrix login"].finding.startswith("none yet")


async def test_a_file_that_cannot_be_read_is_named(tmp_path, synapse, found):
    kept(tmp_path).parent.mkdir(parents=True)
    kept(tmp_path).write_text("{")

    findings = await found(synapse)

    assert not findings["matrix login"].is_fine
    assert f"{kept(tmp_path)} cannot be read" in findings["matrix login"].finding
