"""Signs of work: the status line of a thread, and the session behind Slack's own stop button.

Both are courtesies: nothing waits for them, and a workspace whose Slack does not know them is not
asked again.
"""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import DeliveryError
from bot.platforms.slack.background import Background
from bot.platforms.slack.places import team_and_channel
from bot.platforms.slack.web_api import SlackCallError, WebApi

#: What the line says, after the bot's name.
STATUS = "is reading…"
#: What it says by turns while it takes longer.
LOADING_MESSAGES = ("Looking through the articles…", "Checking every sentence…")

#: Signs under way at once; more are not shown.
_MOST_AT_ONCE = 64
#: Answers that mean "not here, ever": the app is no agent, or the scope was not granted.
_NOT_HERE = frozenset({
    "access_denied", "missing_scope", "no_permission", "not_allowed_token_type",
    "not_supported", "unknown_method", "feature_not_enabled",
})  # fmt: skip

_log = structlog.get_logger(__name__)

Place = tuple[ChannelKey, MessageId]


class StatusLines:
    """Shows in which threads the bot is at work.  Owns the calls that are under way."""

    def __init__(self, api: WebApi) -> None:
        self._api = api
        self._shown: set[Place] = set()
        #: What is told of one thread is told in order: a line that begins after it ended stays.
        self._turns: WeakValueDictionary[Place, asyncio.Lock] = WeakValueDictionary()
        self._background = Background("slack status", _MOST_AT_ONCE)
        self._unknown: set[tuple[str, str]] = set()

    def begin(self, channel: ChannelKey, thread: MessageId) -> None:
        """Show that work began there; at once, and once."""
        place = (channel, thread)
        if place not in self._shown:
            self._shown.add(place)
            self._background.spawn(lambda: self._show(place, STATUS, "processing"))

    def end(self, channel: ChannelKey, thread: MessageId) -> None:
        """Show that it is over."""
        place = (channel, thread)
        if place in self._shown:
            self._shown.discard(place)
            self._background.spawn(lambda: self._show(place, "", "active"))

    async def aclose(self) -> None:
        """Wait for what is under way."""
        await self._background.aclose()

    # ------------------------------------------------------------ inside

    async def _show(self, place: Place, status: str, session: str) -> None:
        channel, thread = place
        _, channel_id = team_and_channel(channel)
        line: dict[str, object] = {
            "channel_id": channel_id,
            "thread_ts": thread,
            "status": status,
        }
        if status:
            line["loading_messages"] = list(LOADING_MESSAGES)
        turn = self._turns.setdefault(place, asyncio.Lock())
        async with turn:
            await asyncio.gather(
                self._call(channel, "assistant.threads.setStatus", **line),
                self._call(
                    channel,
                    "agents.sessions.setStatus",
                    channel_id=channel_id,
                    thread_ts=thread,
                    status=session,
                ),
            )

    async def _call(self, channel: ChannelKey, method: str, **arguments: object) -> None:
        team_id, _ = team_and_channel(channel)
        if (team_id, method) in self._unknown:
            return
        try:
            await self._api.call(team_id, method, **arguments)
        except SlackCallError as error:
            if error.code in _NOT_HERE:
                self._unknown.add((team_id, method))
            _log.info("slack.status_not_shown", method=method, code=error.code)
        except DeliveryError as error:
            _log.info("slack.status_not_shown", method=method, code=type(error).__name__)
