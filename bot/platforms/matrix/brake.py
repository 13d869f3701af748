"""Stops what two bots would say to each other for ever: nothing tells a bot from a person but its haste.

Bots should write notices (``m.notice``), which are never answered; some write like people.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.messages import IncomingMessage

#: Messages of one person in one thread within so long that are answered: one in twenty seconds, ten
#: minutes long, is more than a person reads the answers of.
MOST, WITHIN = 30, timedelta(minutes=10)
#: And of one person outside threads in one room, where each question begins a thread of its own.
MOST_OUTSIDE = 120
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


@dataclass(frozen=True, slots=True)
class _Heard:
    at: datetime
    is_answered: bool


class Brake:
    """What each person wrote to us in each thread lately, by when they wrote it.

    What was not answered counts too: whoever goes on is told once, and answered again when there
    was less for as long.
    """

    def __init__(self) -> None:
        self._heard: OrderedDict[_Key, dict[str, _Heard]] = OrderedDict()
        self._told: set[_Key] = set()

    def pace(self, message: IncomingMessage) -> Pace:
        """How fast its writer would be with this one."""
        key, since = _key(message), message.sent_at - WITHIN
        heard = {name: one for name, one in self._heard.get(key, {}).items() if one.at > since}
        if (known := heard.get(message.message_id)) is not None:
            return Pace.FINE if known.is_answered else Pace.TOO_FAST
        if len(heard) < _most(message):
            self._told.discard(key)
            return Pace.FINE
        self._keep(message, is_answered=False)
        if key in self._told:
            return Pace.TOO_FAST
        self._told.add(key)
        return Pace.ENOUGH

    def note(self, message: IncomingMessage) -> None:
        """It was for us, and is answered."""
        self._keep(message, is_answered=True)

    def _keep(self, message: IncomingMessage, *, is_answered: bool) -> None:
        key = _key(message)
        heard = self._heard.setdefault(key, {})
        self._heard.move_to_end(key)
        heard[message.message_id] = _Heard(message.sent_at, is_answered)
        if len(heard) > _most(message):
            del heard[min(heard, key=lambda name: heard[name].at)]
        if len(self._heard) > REMEMBERED:
            self._told.discard(self._heard.popitem(last=False)[0])


def _most(message: IncomingMessage) -> int:
    return MOST_OUTSIDE if message.thread is None else MOST


def _key(message: IncomingMessage) -> _Key:
    return str(message.channel), message.thread or "", message.sender
