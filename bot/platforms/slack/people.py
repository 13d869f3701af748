"""Who a Slack user is to us: a member of the workspace or a guest, and in which time zone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from bot.errors import PlatformUnavailableError
from bot.platforms.slack.web_api import SlackCallError, WebApi

#: Seconds for which somebody is remembered: rights that were taken away end within five minutes.
REMEMBERED_SECONDS = 300.0
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """One user, as one workspace sees them."""

    user_id: str
    #: A full member of the workspace: no guest, no bot, nobody from a connected organisation.
    is_member: bool
    #: IANA name; None when Slack tells none that we know.
    timezone: str | None


class People:
    """Looks people up, and says who may change settings."""

    def __init__(
        self, api: WebApi, admins: frozenset[str], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._api = api
        self._admins = admins
        self._now = now
        self._known: dict[tuple[str, str], tuple[float, Person]] = {}

    async def person(self, team_id: str, user_id: str) -> Person:
        """Somebody in a workspace.

        Raises:
            PlatformUnavailableError: Slack does not say at the moment.
        """
        key = (team_id, user_id)
        known = self._known.get(key)
        if known is not None and self._now() - known[0] < REMEMBERED_SECONDS:
            return known[1]
        try:
            answer = await self._api.call(team_id, "users.info", user=user_id)
        except SlackCallError as error:
            if error.code in {"user_not_found", "user_not_visible"}:
                return Person(user_id, is_member=False, timezone=None)
            raise PlatformUnavailableError("Slack does not say who that is.") from error
        person = _person(answer["user"], team_id)
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[key] = (self._now(), person)
        return person

    async def may_configure(self, team_id: str, user_id: str) -> bool:
        """The admins of the settings; where none are named, every full member.

        Raises:
            PlatformUnavailableError: Slack does not say at the moment.
        """
        if self._admins:
            return user_id in self._admins
        return (await self.person(team_id, user_id)).is_member


def _person(user: dict[str, Any], team_id: str) -> Person:
    is_elsewhere = user.get("team_id") not in (None, team_id) and not _same_organisation(
        user, team_id
    )
    is_outsider = any(
        user.get(mark)
        for mark in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
    )
    zone = user.get("tz")
    return Person(
        user_id=str(user["id"]),
        is_member=not is_outsider and not is_elsewhere,
        timezone=zone if zone in available_timezones() else None,
    )


def _same_organisation(user: dict[str, Any], team_id: str) -> bool:
    """Enterprise Grid: people belong to the organisation, and to several of its workspaces."""
    enterprise = user.get("enterprise_user") or {}
    return team_id in enterprise.get("teams", ()) or team_id == enterprise.get("enterprise_id")
