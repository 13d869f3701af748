"""Whose invites to Matrix rooms are accepted."""

from __future__ import annotations

import pytest

from bot.platforms.matrix.invites import TURNED_DOWN, Invite, invite_of, is_allowed

ME, ANN, ROOM = "@attache:x.org", "@ann:Ministry.example", "!room:y.org"


def invitation(**content):
    content = {"membership": "invite", **content}
    return {"type": "m.room.member", "state_key": ME, "sender": ANN, "content": content}


@pytest.mark.parametrize(
    ("allowed", "is_fine"),
    [
        ([], False),
        ([""], False),
        ([ANN], True),
        (["@ANN:ministry.example"], True),
        (["ministry.EXAMPLE"], True),
        (["example"], False),
        (["evil.ministry.example"], False),
        (["@ben:Ministry.example"], False),
        ([ROOM], True),
        # Ids of rooms differ by case, and their servers are nobody's who invites.
        (["!ROOM:y.org", "y.org"], False),
    ],
)
def test_the_list_names_people_servers_and_rooms(allowed, is_fine):
    assert is_allowed(Invite(ROOM, ANN, is_direct=False), allowed) is is_fine


def test_a_server_with_a_port_is_another():
    invite = Invite(ROOM, "@ann:x.org:8448", is_direct=False)

    assert is_allowed(invite, ["x.org:8448"])
    assert not is_allowed(invite, ["x.org"])


def test_whoever_has_no_server_is_allowed_by_none():
    assert not is_allowed(Invite(ROOM, "ann", is_direct=False), ["", "ann:x"])


def test_the_invite_that_is_ours_is_found():
    other = {**invitation(), "state_key": "@other:x.org"}
    name = {"type": "m.room.name", "state_key": "", "content": {"name": "Desk"}}

    assert invite_of(ROOM, [name, other, invitation()], ME) == Invite(ROOM, ANN, is_direct=False)
    assert invite_of(ROOM, [invitation(is_direct=True)], ME) == Invite(ROOM, ANN, is_direct=True)
    assert invite_of(ROOM, [invitation(is_direct="yes")], ME) == Invite(ROOM, ANN, is_direct=False)


@pytest.mark.parametrize(
    "state",
    [
        [],
        [invitation(membership="join")],
        [{**invitation(), "state_key": "@other:x.org"}],
        [{**invitation(), "content": "invite"}],
        [{**invitation(), "sender": 7}],
        [{}],
    ],
)
def test_what_is_no_invite_is_none(state):
    assert invite_of(ROOM, state, ME) is None


def test_the_refusal_fits_what_clients_show():
    assert len(TURNED_DOWN.encode()) <= 255
    assert "MATRIX_ALLOW" in TURNED_DOWN
