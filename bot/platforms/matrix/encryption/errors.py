"""What can be wrong with an encrypted event; never leaves the platform."""

from __future__ import annotations

from enum import StrEnum


class Unreadable(StrEnum):
    """Why an event stayed encrypted."""

    NO_KEY = "no_key"
    """Its key has not come; it was asked for, and may yet come."""
    WITHHELD = "withheld"
    """The sender's client told that it keeps the key from this device."""
    UNKNOWN_DEVICE = "unknown_device"
    """The session was not made by a device of the sender that we know; may yet be settled."""
    DAMAGED = "damaged"
    """It does not decrypt, or what it holds is no event of this room."""
    REPLAYED = "replayed"
    """Its place in the session was taken by another event."""
    NO_MESSAGE = "no_message"
    """It holds a kind of event that nobody sends encrypted; the homeserver could not check it."""
    UNKNOWN_ALGORITHM = "unknown_algorithm"
    """Encrypted with something that we do not speak."""


class UndecryptableError(Exception):
    """An event cannot be read, at least not now; caught inside the platform."""

    def __init__(self, session_id: str, why: Unreadable, withheld_code: str = "") -> None:
        super().__init__(f"{why} {withheld_code}".strip())
        self.session_id = session_id
        self.why = why
        #: The sender's client's word for keeping the key back (``m.unverified``).
        self.withheld_code = withheld_code

    @property
    def may_become_readable(self) -> bool:
        """Whether the event is worth keeping: `RoomEncryption.take` tells when it is."""
        return self.why in {Unreadable.NO_KEY, Unreadable.WITHHELD, Unreadable.UNKNOWN_DEVICE}

    @property
    def is_of_an_unknown_kind(self) -> bool:
        """Whether nothing that is encrypted so can be read, by whomever it was written."""
        return self.why is Unreadable.UNKNOWN_ALGORITHM

    @property
    def is_worth_writing_again(self) -> bool:
        """Whether somebody's words may have been lost with it; a repetition was read the first time."""
        return self.why in {Unreadable.DAMAGED, Unreadable.UNKNOWN_ALGORITHM}
