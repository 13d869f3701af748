from __future__ import annotations

import pytest

from bot.platforms.matrix.encryption.emoji import EMOJI
from bot.platforms.matrix.encryption.verification import Device, Stage, Verification

ALICE = Device("@alice:a.example", "PHONE", "alice-device-key", "alice-master-key")
BOT = Device("@attache:a.example", "SERVER", "bot-device-key", "bot-master-key")
MARK = {"transaction_id": "t1"}


def pair(alice=ALICE, bot=BOT, bot_as_seen=BOT, alice_as_seen=ALICE):
    asking = Verification(alice, bot_as_seen, "t1", MARK)
    asked = Verification(bot, alice_as_seen, "t1", MARK)
    return asking, asked


def run(asking, asked, change=lambda _kind, content: content):
    """Let both speak until nobody has anything to say; what was said."""
    said = []
    waiting = [(asking, asked.answer_request())]
    while waiting:
        to, (kind, content) = waiting.pop(0)
        said.append(kind.removeprefix("m.key.verification."))
        content = change(said[-1], content)
        answers = to.receive(said[-1], content)
        if to is asking and said[-1] == "ready":
            answers = [*answers, asking.begin()]
        waiting += [(asked if to is asking else asking, answer) for answer in answers]
    return said


def test_both_see_the_same_emoji_and_vouch_for_each_other():
    asking, asked = pair()
    said = run(asking, asked)
    assert said == ["ready", "start", "accept", "key", "key", "mac", "mac", "done", "done"]
    assert asking.emoji == asked.emoji
    assert len(asked.emoji) == 7
    assert set(asked.emoji) <= set(EMOJI)
    assert (asking.stage, asked.stage) == (Stage.DONE, Stage.DONE)
    assert asking.is_master_verified
    assert asked.is_master_verified


def test_every_event_carries_its_mark():
    mark = {"m.relates_to": {"rel_type": "m.reference", "event_id": "$request"}}
    asked = Verification(BOT, ALICE, "$request", mark)
    assert asked.answer_request()[1]["m.relates_to"] == mark["m.relates_to"]


def test_somebody_in_the_middle_makes_the_emoji_differ():
    alice_side, middle_as_bot = pair()
    middle_as_alice, bot_side = pair()
    run(alice_side, middle_as_bot)
    run(middle_as_alice, bot_side)
    assert alice_side.emoji != bot_side.emoji


@pytest.mark.parametrize(
    ("alice_as_seen", "code"),
    [
        (Device(ALICE.user_id, ALICE.device_id, "another-key"), "m.key_mismatch"),
        (
            Device(ALICE.user_id, ALICE.device_id, ALICE.ed25519, "alice-master-key"),
            "",
        ),
    ],
)
def test_a_key_that_is_not_the_known_one_ends_it(alice_as_seen, code):
    asking, asked = pair(alice_as_seen=alice_as_seen)
    run(asking, asked)
    assert asked.cancel_code == code


def test_a_master_key_that_nobody_vouches_for_is_not_verified():
    no_master = Device(ALICE.user_id, ALICE.device_id, ALICE.ed25519)
    asking, asked = pair(alice=no_master)
    run(asking, asked)
    assert asked.stage is Stage.DONE
    assert not asked.is_master_verified
    # Nor does a key by the name of none make it so.
    asking, asked = pair(alice_as_seen=no_master)
    run(asking, asked)
    assert not asked.is_master_verified


def test_a_key_other_than_the_promised_one_ends_it():
    asking, asked = pair()
    other = Verification(BOT, ALICE, "t1", MARK)

    def swap(kind, content):
        # The acceptor's key is the second one.
        if kind == "key" and content["key"] == asked._our_key:
            return {**content, "key": other._our_key}
        return content

    run(asking, asked, swap)
    assert asking.cancel_code == "m.mismatched_commitment"
    assert asked.cancel_code == "m.mismatched_commitment"


@pytest.mark.parametrize(
    ("step", "content", "code"),
    [
        ("key", {"key": "x"}, "m.unexpected_message"),
        ("mac", {}, "m.unexpected_message"),
        ("start", {}, "m.invalid_message"),
        ("start", {"method": 7}, "m.unknown_method"),
        ("start", {"method": "m.qr_code.scan.v1", "from_device": "PHONE"}, "m.unknown_method"),
        ("start", {"method": "m.sas.v1", "from_device": "OTHER"}, "m.invalid_message"),
        ("nonsense", {}, "m.unexpected_message"),
    ],
)
def test_what_breaks_the_protocol_ends_it_with_a_reason(step, content, code):
    asked = pair()[1]
    asked.answer_request()
    ((kind, answer),) = asked.receive(step, content)
    assert kind == "m.key.verification.cancel"
    assert (answer["code"], asked.stage) == (code, Stage.CANCELLED)
    assert asked.receive("start", {}) == []


def test_old_ways_of_comparing_are_not_taken():
    asking, asked = pair()

    def weaken(kind, content):
        if kind == "start":
            return {**content, "message_authentication_codes": ["hkdf-hmac-sha256"]}
        return content

    run(asking, asked, weaken)
    assert asked.cancel_code == "m.unknown_method"


def test_the_other_side_may_end_it():
    asked = pair()[1]
    asked.answer_request()
    assert asked.receive("cancel", {"code": "m.user"}) == []
    assert (asked.stage, asked.cancel_code) == (Stage.CANCELLED, "m.user")
