"""Two bots that answer each other come to an end; a person never notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import IncomingMessage
from bot.platforms.matrix import brake as module
from bot.platforms.matrix.brake import MOST, MOST_OUTSIDE, WITHIN, Brake, Pace

ROOM = ChannelKey("matrix", "!room:x.org")
NOON = datetime(2024, 3, 25, 12, tzinfo=UTC)


def message(number, seconds, thread="$root", sender="@b:x.org"):
    return IncomingMessage(
        ROOM,
        MessageId(f"${number}"),
        thread and MessageId(thread),
        sender,
        "more",
        NOON + timedelta(seconds=seconds),
        is_addressed=False,
        may_configure=None,
    )


def write(brake, every, count=2 * MOST, **more):
    """So many messages, a while apart; how many of each pace."""
    paces = []
    for number in range(count):
        said = message(number, number * every, **more)
        paces.append(brake.pace(said))
        if paces[-1] is Pace.FINE:
            brake.note(said)
    return [paces.count(pace) for pace in Pace]


@pytest.mark.parametrize(
    ("every", "more", "paces"),
    [
        (1, {}, [MOST, 1, MOST - 1]),
        (10, {}, [MOST, 1, MOST - 1]),
        # A person's haste, however long it goes on.
        (21, {}, [2 * MOST, 0, 0]),
        # Outside threads each has a thread of its own, and more of them are answered.
        (1, {"thread": None}, [2 * MOST, 0, 0]),
        (1, {"thread": None, "count": 2 * MOST_OUTSIDE}, [MOST_OUTSIDE, 1, MOST_OUTSIDE - 1]),
    ],
)
def test_haste_is_stopped_and_told_once(every, more, paces):
    assert write(Brake(), every, **more) == paces


def test_others_and_other_threads_are_not_held_up_and_later_all_is_fine():
    brake = Brake()
    write(brake, 1)
    assert brake.pace(message("x", 61, sender="@ann:x.org")) is Pace.FINE
    assert brake.pace(message("y", 61, thread="$other")) is Pace.FINE
    assert brake.pace(message("z", 700)) is Pace.FINE


@pytest.mark.parametrize("every", [1, 0.4, 7, 19])
def test_a_bot_that_goes_on_for_hours_is_told_once_and_answered_again_when_it_has_rested(every):
    brake = Brake()
    hours = int(7_200 / every)
    assert write(brake, every, count=hours) == [MOST, 1, hours - MOST - 1]

    rested = hours * every + WITHIN.total_seconds()
    assert brake.pace(message("later", rested)) is Pace.FINE
    # What was passed over then is not answered late, if it is told of again.
    assert brake.pace(message(hours - 1, (hours - 1) * every)) is Pace.TOO_FAST


def test_what_is_told_again_is_the_same_message():
    brake = Brake()
    for _ in range(2):
        assert write(brake, 1, count=MOST) == [MOST, 0, 0]


def test_it_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 10)
    brake = Brake()
    for number in range(50):
        brake.note(message(number, 0, thread=f"$root{number}"))
    assert len(brake._heard) == 10
