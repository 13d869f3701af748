"""Every error this project raises on purpose.

`tests/test_errors.py` compares this drawing with the classes::

    AttacheError                     one clear sentence for a person, with what to do next
      InputError                     what was given cannot be used; nothing was changed
        ChannelKeyError              not a channel key
        TimeZoneError                not a time zone
        TimeFormatError              not a time or date that is understood
        TimeMissingError             days of a schedule without a time of day
        UnreadableInputError         a file or stream that cannot be read
        NotAFeedError                the document is not a feed
        NoArticleError               the page or text holds no article
          NotKeptError               it shows text, of a kind that is not kept as an article
        TooLargeError                more bytes or characters than are read
      FetchError                     an address could not be read
        ForbiddenAddressError        the address is inside the network, or of a kind that is refused
        HostUnreachableError         no connection, no name, a time-out: worth another try
        BadStatusError               the server answered with an error
        TooManyRedirectsError        the address leads in a circle
        RobotsRefusedError           the site's robots.txt does not allow programs to read it
      StoreError                     the store could not do it; what it held is unharmed
        StoreUnavailableError        locked, read-only, full or out of reach: worth another try
        NotFoundError                nothing is stored under that name
        ForgottenError               the channel was asked to forget it, and nobody asks for it now
      ModelError                     the language model could not be used
        ModelUnavailableError        time-out, 429, 5xx: worth another try
        ModelSetupError              key, model name or request is turned down: a person must act
        ModelRefusedError            the model answered, and the answer is a refusal
        ModelGarbageError            the model's answer cannot be read
        BudgetSpentError             today's tokens are spent
      GateError                      a sentence may not be posted
        UnsealedClaimError           a cited claim that the gate has not passed
      DeliveryError                  a post could not be sent
        PlatformUnavailableError     the platform did not answer, or asked to wait: try again
        PostRefusedError             the platform will not take this post: never try again
      ConfigurationError             the settings do not fit together
      PromptError                    a prompt file is missing something
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

#: Characters of what somebody typed that a sentence about it repeats.
_LONGEST_QUOTED = 80


def quoted_back(typed: str) -> str:
    """What somebody typed, in quotes, and not so long that what is wrong with it is not seen."""
    short = typed if len(typed) <= _LONGEST_QUOTED else f"{typed[: _LONGEST_QUOTED - 1]}…"
    return repr(short)


class AttacheError(Exception):
    """One clear sentence for a person, with what to do next."""


class InputError(AttacheError):
    """What was given cannot be used; nothing was changed."""


class ChannelKeyError(InputError):
    """Not a channel key."""

    def __init__(self, text: str, platforms: Sequence[str]) -> None:
        super().__init__(
            f"{text!r} is not a channel: write PLATFORM:PLACE, for example local:desk "
            f"(platforms: {', '.join(platforms)})."
        )
        self.text = text


class TimeZoneError(InputError):
    """Not a time zone."""

    def __init__(self, name: str, nearest: str | None = None) -> None:
        hint = f"did you mean {nearest}?" if nearest else "write it like Europe/Paris or UTC."
        super().__init__(f"{quoted_back(name)} is not a time zone that I know: {hint}")
        self.name = name
        self.nearest = nearest


class TimeFormatError(InputError):
    """Not a time or date that is understood."""

    def __init__(self, text: str, example: str) -> None:
        super().__init__(
            f"{quoted_back(text)} is not a time that I understand: write it like {example}."
        )
        self.text = text
        self.example = example


class TimeMissingError(InputError):
    """Days of a schedule without a time of day."""

    def __init__(self, days: str) -> None:
        super().__init__(f"At what time? Write it like digest 08:00 {days}.")
        self.days = days


class UnreadableInputError(InputError):
    """A file or stream that cannot be read."""


class NotAFeedError(InputError):
    """The document is not a feed."""


class NoArticleError(InputError):
    """The page or text holds no article."""


class NotKeptError(NoArticleError):
    """It shows text, of a kind that is not kept as an article."""

    def __init__(self, message: str, kind: str, shown: object) -> None:
        super().__init__(message)
        self.kind = kind
        #: What was read of it, a `ReadArticle`: for looking at, not for keeping.
        self.shown = shown

    def __reduce__(self) -> tuple[type[NotKeptError], tuple[str, str, object]]:
        return type(self), (str(self), self.kind, self.shown)


class TooLargeError(InputError):
    """More bytes or characters than are read."""


class FetchError(AttacheError):
    """An address could not be read."""


class ForbiddenAddressError(FetchError):
    """The address is inside the network, or of a kind that is refused."""


class HostUnreachableError(FetchError):
    """No connection, no name, a time-out: worth another try."""


#: What a server means by a status of RFC 9110 and its kin, and what to do about it.
_MEANINGS = {
    401: "it asks for a login, and I have none",
    402: "it asks for a payment",
    403: "it does not let me in",
    404: "there is nothing at that address; check it",
    410: "it is gone for good",
    429: "it asks to be read less often; try again later",
    451: "it is not shown for legal reasons",
}
_FIRST_OF_SERVERS_OWN, _LAST_OF_SERVERS_OWN = 500, 599


def _meaning(status: int) -> str:
    if _FIRST_OF_SERVERS_OWN <= status <= _LAST_OF_SERVERS_OWN:
        return ": its server is out of order or overloaded; try again later"
    return f": {_MEANINGS[status]}" if status in _MEANINGS else ""


class BadStatusError(FetchError):
    """The server answered with an error."""

    def __init__(self, url: str, status: int, retry_after_seconds: float | None = None) -> None:
        super().__init__(f"{url} answered with status {status}{_meaning(status)}.")
        self.url = url
        self.status = status
        self.retry_after_seconds = retry_after_seconds


class TooManyRedirectsError(FetchError):
    """The address leads in a circle."""


class RobotsRefusedError(FetchError):
    """The site's robots.txt does not allow programs to read it."""


class StoreError(AttacheError):
    """The store could not do it; what it held is unharmed."""


class StoreUnavailableError(StoreError):
    """Locked, read-only, full or out of reach: worth another try."""


class NotFoundError(StoreError):
    """Nothing is stored under that name."""


class ForgottenError(StoreError):
    """The channel was asked to forget it, and nobody asks for it now."""

    def __init__(self) -> None:
        super().__init__(
            "This channel was asked to forget it, so no feed brings it back: to have it again, say "
            "read and its address."
        )


class ModelError(AttacheError):
    """The language model could not be used."""


class ModelUnavailableError(ModelError):
    """Time-out, 429, 5xx: worth another try."""

    def __init__(self, reason: str, retry_after_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_seconds = retry_after_seconds


class ModelSetupError(ModelError):
    """The endpoint turns down our key, the model's name or the request: a person must act."""


class ModelRefusedError(ModelError):
    """The model answered, and the answer is a refusal."""


class ModelGarbageError(ModelError):
    """The model's answer cannot be read."""


class BudgetSpentError(ModelError):
    """Today's tokens are spent."""


class GateError(AttacheError):
    """A sentence may not be posted."""


class UnsealedClaimError(GateError):
    """A cited claim that the gate has not passed."""

    def __init__(self) -> None:
        super().__init__("A sentence reached a post without passing the gate; it was stopped.")


class DeliveryError(AttacheError):
    """A post could not be sent."""


class PlatformUnavailableError(DeliveryError):
    """The platform did not answer, or asked to wait: try again."""

    def __init__(self, reason: str, retry_after_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_seconds = retry_after_seconds


class Refusal(StrEnum):
    """Why a platform will never take a post."""

    #: The channel is archived, deleted, or we are not in it.
    NO_ENTRY = "no_entry"
    #: The message whose thread it belongs into is gone.
    NO_THREAD = "no_thread"
    #: The installation is gone: there is nobody left to tell.
    SHUT_OUT = "shut_out"
    OTHER = "other"


class PostRefusedError(DeliveryError):
    """The platform will not take this post: never try again."""

    def __init__(self, reason: str, refusal: Refusal = Refusal.OTHER) -> None:
        super().__init__(reason)
        self.refusal = refusal


class ConfigurationError(AttacheError):
    """The settings do not fit together."""


class PromptError(AttacheError):
    """A prompt file is missing something."""
