"""Stops what two bots would say to each other for ever: nothing tells a bot from a person but its haste.

Bots should write notices (``m.notice``), which are never answered; some write like people.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.messages import IncomingMessage

#: Messages of one person in one thread within so long that are answered: one in twenty seconds, ten
#: minutes long, is more than a person reads the answers of.
MOST, WITHIN = 30, timedelta(minutes=10)
#: Writers in threads that are remembered.
REMEMBERED = 1_000

_Key = tuple[str, str, str]


class Pace(Enum):
    """How fast somebody writes in a thread."""

    FINE = auto()
    #: This message is the first that is too many.
    ENOUGH = auto()
    #: They were told.
    TOO_FAST = auto()


class Brake:
    """What each person wrote to us in each thread lately, by when they wrote it."""

    def __init__(self) -> None:
        self._written: OrderedDict[_Key, dict[str, datetime]] = OrderedDict()
        self._told: set[_Key] = set()

    def pace(self, message: IncomingMessage) -> Pace:
        """How fast its writer would be with this one."""
        key = _key(message)
        since = message.sent_at - WITHIN
        written = {name: at for name, at in self._written.get(key, {}).items() if at > since}
        if len(written) < MOST or message.message_id in written:
            self._told.discard(key)
            return Pace.FINE
        if key in self._told:
            return Pace.TOO_FAST
        self._told.add(key)
        return Pace.ENOUGH

    def note(self, message: IncomingMessage) -> None:
        """It was for us, and is answered.  At the top level each message has a thread of its own."""
        if message.thread is None:
            return
        key = _key(message)
        written = self._written.setdefault(key, {})
        self._written.move_to_end(key)
        written[message.message_id] = message.sent_at
        if len(written) > MOST:
            del written[min(written, key=lambda name: written[name])]
        if len(self._written) > REMEMBERED:
            self._told.discard(self._written.popitem(last=False)[0])


def _key(message: IncomingMessage) -> _Key:
    return str(message.channel), message.thread or "", message.sender
