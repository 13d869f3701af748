"""The workspaces that are served: the one of the settings' token, and those that installed us."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot.errors import PlatformUnavailableError

#: Seconds for which a look-up is remembered; an uninstall is noticed at once where it is heard.
REMEMBERED_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Workspace:
    """One installation of the app; `team_id` is the workspace that was asked for."""

    team_id: str
    enterprise_id: str | None
    bot_user_id: str
    bot_id: str
    bot_token: str = field(repr=False)
    #: Installed for the whole organisation: calls name the workspace that they mean.
    is_enterprise_install: bool = False


class FindsWorkspaces(Protocol):
    """Where installations are kept (`installations`)."""

    async def workspace(self, team_id: str, enterprise_id: str | None) -> Workspace | None:
        """The installation that serves a workspace."""
        ...


class Workspaces:
    """Finds the installation of a workspace; remembers it for a minute.

    With a token in the settings, whose workspace it is becomes known when Slack is asked
    (`serve`); until then nobody is told that a workspace is not ours.
    """

    def __init__(
        self,
        *,
        has_own: bool,
        installed: FindsWorkspaces | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._has_own = has_own
        self._own: Workspace | None = None
        self._installed = installed
        self._clock = clock
        self._known: dict[str, tuple[float, Workspace | None]] = {}

    @property
    def own(self) -> Workspace | None:
        """The workspace of the settings' token, once it is known."""
        return self._own

    def serve(self, own: Workspace) -> None:
        """The workspace of the settings' token is known now."""
        self._own = own

    async def of(self, team_id: str, enterprise_id: str | None = None) -> Workspace | None:
        """The installation that serves a workspace; None when it is not ours (any more).

        Raises:
            PlatformUnavailableError: it is not known yet.
        """
        if self._own is not None and team_id in (self._own.team_id, self._own.enterprise_id):
            return self._own
        if self._has_own and self._own is None:
            raise PlatformUnavailableError("Slack has not been reached yet.")
        if self._own is not None and self._own.is_enterprise_install and self._installed is None:
            # The token is an organisation's; whichever workspace we hear of is one of theirs.
            return replace(self._own, team_id=team_id)
        if self._installed is None:
            return None
        known = self._known.get(team_id)
        if known is not None and self._clock() - known[0] < REMEMBERED_SECONDS:
            return known[1]
        found = await self._installed.workspace(team_id, enterprise_id)
        self._known[team_id] = (self._clock(), found)
        return found

    def forget(self, team_id: str) -> None:
        """It has left, or came back: look anew."""
        self._known.pop(team_id, None)
