"""What can be made to go wrong with calls of the Web API."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Fault:
    """What goes wrong with the next calls of a method."""

    method: str
    error: str
    times: int
    retry_after: float = 1
    channel: str | None = None
    user: str | None = None
    #: The HTTP status, where it is not what the error has in Slack.
    status: int | None = None
    #: The call takes effect, and its answer is lost, or never comes.
    loses_answer: bool = False
    holds_answer: bool = False

    def is_for(self, method, arguments):
        """Whether it strikes this call."""
        place = arguments.get("channel") or arguments.get("channel_id")
        person = arguments.get("user") or arguments.get("user_id")
        return (
            self.times > 0
            and self.method == method
            and self.channel in (None, place)
            and self.user in (None, person)
        )


class Faults:
    """The part of a workspace with which tests disturb the Web API."""

    def __init__(self):
        self.faults: list[Fault] = []
        self.slowness: dict[str, float] = {}
        self.lingering: dict[str, float] = {}
        #: Streams end after so many appends, or so many seconds; None: they do not.
        self.stream_appends_allowed = None
        self.stream_seconds_allowed = None

    def fail(
        self, method, error, *, times=1, retry_after=1, channel=None, user=None, status=None
    ):  # fmt: skip
        """The next calls are refused, before they take effect."""
        self.faults.append(Fault(method, error, times, retry_after, channel, user, status))

    def lose_answer(self, method, *, times=1, channel=None):
        """The next calls take effect, and the connection is cut before the answer."""
        self.faults.append(Fault(method, "", times, channel=channel, loses_answer=True))

    def hold_answer(self, method, *, channel=None):
        """The next call takes effect, and its caller waits in vain."""
        self.faults.append(
            Fault(method, "", 1, channel=channel, loses_answer=True, holds_answer=True)
        )

    def slow(self, method, seconds):
        """Calls take so long before they take effect."""
        self.slowness[method] = seconds

    def linger(self, method, seconds):
        """Calls take effect, and are answered so much later."""
        self.lingering[method] = seconds

    def kill_streams(self, *, after_appends=0, after_seconds=None):
        """Slack ends streams on its own: after appends, or, when given, after seconds."""
        self.stream_seconds_allowed = after_seconds
        self.stream_appends_allowed = after_appends if after_seconds is None else None

    def next_fault(self, method, arguments):
        """The fault that strikes a call, used up by it."""
        for fault in self.faults:
            if fault.is_for(method, arguments):
                fault.times -= 1
                return fault
        return None
