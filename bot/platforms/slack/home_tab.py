"""The home tab, and the prompts of the messages tab: made anew whenever somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.lookups import Lookups
from bot.domain.identifiers import ChannelKey
from bot.platforms.slack.background import Background
from bot.platforms.slack.elements import clean
from bot.platforms.slack.home import HomePlace, home_view
from bot.platforms.slack.people import People
from bot.platforms.slack.places import channel_key, team_and_channel
from bot.platforms.slack.web_api import WebApi
from bot.ports.clock import Clock

#: Channels looked at for one tab; each costs a few reads of the store.
MOST_PLACES = 15
#: Pages of a person's channels that are read: a thousand channels.
_MOST_PAGES = 5
_A_PAGE = 200
#: Tabs made at once; more are made at the next look.
_MOST_AT_ONCE = 16

_TYPES = "public_channel,private_channel,mpim,im"


class HomeTab:
    """Publishes home tabs and suggested prompts.  Owns the work that is under way."""

    def __init__(self, api: WebApi, people: People, lookups: Lookups, clock: Clock) -> None:
        self._api = api
        self._people = people
        self._lookups = lookups
        self._clock = clock
        self._background = Background("slack home tab", _MOST_AT_ONCE)

    def publish(self, team_id: str, user_id: str) -> None:
        """Show somebody how their channels stand; returns at once."""
        self._background.spawn(lambda: self._publish(team_id, user_id))

    def suggest(self, channel: ChannelKey) -> None:
        """Show what could be asked in a conversation with us; returns at once."""
        self._background.spawn(lambda: self._suggest(channel))

    async def aclose(self) -> None:
        """Wait for what is under way."""
        await self._background.aclose()

    async def channels_of(self, team_id: str, user_id: str) -> dict[ChannelKey, str]:
        """The channels that both the person and we are in, with their names.

        Slack tells of private channels only those that we share; so nobody sees here what they
        could not open (promise 2).
        """
        theirs = await self._conversations(team_id, user=user_id)
        ours = {one["id"] for one in await self._conversations(team_id)}
        return {
            channel_key(team_id, str(one["id"])): _name(one)
            for one in theirs
            if one["id"] in ours or one.get("is_im")
        }

    # ------------------------------------------------------------ inside

    async def _publish(self, team_id: str, user_id: str) -> None:
        view = await self._view(team_id, user_id)
        await self._api.call(team_id, "views.publish", user_id=user_id, view=view)

    async def _view(self, team_id: str, user_id: str) -> dict[str, Any]:
        person = await self._people.person(team_id, user_id)
        names = await self.channels_of(team_id, user_id)
        known = await self._lookups.known_channels()
        # Those where something happens come first.
        ordered = sorted(names, key=lambda channel: (channel not in known, names[channel]))
        may_configure = await self._people.may_configure(team_id, user_id)
        places = [
            HomePlace(await self._lookups.overview(channel), names[channel], may_configure)
            for channel in ordered[:MOST_PLACES]
        ]
        return home_view(
            places,
            person_zone=person.timezone or "UTC",
            left=max(0, len(ordered) - MOST_PLACES),
        )

    async def _suggest(self, channel: ChannelKey) -> None:
        team_id, channel_id = team_and_channel(channel)
        prompts = [
            {"title": _prompted(one.title), "message": _prompted(one.message)}
            for one in await self._lookups.suggestions(channel)
        ]
        await self._api.call(
            team_id,
            "assistant.threads.setSuggestedPrompts",
            channel_id=channel_id,
            prompts=prompts,
        )

    async def _conversations(self, team_id: str, **whose: str) -> Sequence[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = await self._api.call(
                team_id,
                "users.conversations",
                types=_TYPES,
                exclude_archived=True,
                limit=_A_PAGE,
                team_id=team_id,
                cursor=cursor or None,
                **whose,
            )
            found += page.get("channels", ())
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found


def _prompted(said: str) -> str:
    """Words of a prompt, which holds a headline and becomes a message of whoever presses it.

    Nothing says whether Slack reads marks in it: so there are none, escaped or not.
    """
    return clean(said).translate(_NO_MARKS)


_NO_MARKS = str.maketrans("<>", "‹›")


def _name(conversation: dict[str, Any]) -> str:
    if conversation.get("is_im"):
        return "Direct messages"
    return str(conversation.get("name") or conversation["id"])
