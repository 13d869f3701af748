"""A word on each session that cannot be read yet, of the newest few thousand."""

from __future__ import annotations

from collections import OrderedDict

#: Room and session id.
Session = tuple[str, str]

#: Sessions that are remembered: anybody may send events of new ones without end.
_REMEMBERED = 2_000


class SessionMemory(OrderedDict[Session, str]):
    """By session: the code with which its key was withheld, or who is to have made it."""

    def note(self, session: Session, word: str) -> None:
        """Remember a session as the newest; the oldest is given up for it."""
        self[session] = word
        self.move_to_end(session)
        if len(self) > _REMEMBERED:
            self.popitem(last=False)
