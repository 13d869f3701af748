"""Workspaces that install the app themselves: Bolt's store over ours.

Only the bot's own installation is kept: we ask for no user's token, and one that came along would
not be stored.  Token rotation is left off: Bolt rotates without a lock, so that two replicas
could rotate at once and lose both tokens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from logging import Logger
from typing import Any, Protocol

import structlog
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.errors import StoreUnavailableError
from bot.platforms.slack.bolt_app import quiet_logger
from bot.platforms.slack.workspaces import Workspace
from bot.storage.slack_installations import SlackInstallation

_log = structlog.get_logger(__name__)


class KeepsInstallations(Protocol):
    """Where installations are kept (`storage.slack_installations`)."""

    async def save(self, installation: SlackInstallation) -> None:
        """Keep one."""
        ...

    async def find(
        self, enterprise_id: str | None, team_id: str | None
    ) -> SlackInstallation | None:
        """The one that serves a workspace."""
        ...

    async def delete(self, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget one."""
        ...


class NotesInstallations(Protocol):
    """Where it is noted which workspaces we are in (`storage.slack_workspaces`)."""

    async def organisation_of(self, team_id: str) -> str | None:
        """The organisation of a workspace, as far as it was ever told."""
        ...

    async def installed(self, team_id: str | None, enterprise_id: str | None) -> None:
        """It was installed (again)."""
        ...


class KeepsStates(Protocol):
    """Where OAuth's states are kept."""

    async def issue(self) -> str:
        """Hand one out."""
        ...

    async def consume(self, state: str) -> bool:
        """Take one back, once."""
        ...


class Installations(AsyncInstallationStore):
    """Bolt's installation store, and what finds a workspace's token."""

    def __init__(self, kept: KeepsInstallations, known: NotesInstallations) -> None:
        self._kept = kept
        self._known = known

    @property
    def logger(self) -> Logger:
        """The SDK's."""
        return quiet_logger()

    async def async_save(self, installation: Installation) -> None:
        """Keep the bot's part of an installation."""
        bot = installation.to_bot()
        await self.async_save_bot(bot)
        _log.info("slack.installed", team_id=bot.team_id, enterprise_id=bot.enterprise_id)

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a bot's installation."""
        is_org = bool(bot.is_enterprise_install)
        team_id = None if is_org else bot.team_id
        await self._known.installed(team_id, bot.enterprise_id)
        await self._kept.save(
            SlackInstallation(
                enterprise_id=bot.enterprise_id,
                team_id=team_id,
                is_enterprise_install=is_org,
                document=_document(bot),
            )
        )

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        """The bot of a workspace."""
        wanted = None if is_enterprise_install else team_id
        found = await self._kept.find(enterprise_id, wanted)
        return _bot(found, team_id) if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """As `async_find_bot`: we keep nothing of the person who installed us."""
        bot = await self.async_find_bot(
            enterprise_id=enterprise_id,
            team_id=team_id,
            is_enterprise_install=is_enterprise_install,
        )
        if bot is None:
            return None
        return Installation(
            app_id=bot.app_id,
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id,
            bot_token=bot.bot_token,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_scopes=bot.bot_scopes,
            user_id=user_id or "",
            is_enterprise_install=bot.is_enterprise_install,
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a bot's installation."""
        await self._kept.delete(enterprise_id, team_id)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget an installation; nothing is kept of a user."""
        if user_id is None:
            await self._kept.delete(enterprise_id, team_id)

    # ------------------------------------------------------------ ours

    async def workspace(self, team_id: str, enterprise_id: str | None) -> Workspace | None:
        """The installation that serves a workspace; one that cannot be opened serves none.

        Raises:
            StoreUnavailableError: it cannot be looked up at the moment.
        """
        try:
            # A channel's key names no organisation, whose installation may be all there is.
            organisation = enterprise_id or await self._known.organisation_of(team_id)
            found = await self._kept.find(organisation, team_id)
        except StoreUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - one that does not open must not stop the others
            _log.error("slack.installation_sealed", team_id=team_id, error=type(error).__name__)
            return None
        return _workspace(found, team_id) if found else None


class States(AsyncOAuthStateStore):
    """Bolt's state store over ours."""

    def __init__(self, kept: KeepsStates) -> None:
        self._kept = kept

    @property
    def logger(self) -> Logger:
        """The SDK's."""
        return quiet_logger()

    async def async_issue(self, *_args: Any, **_kwargs: Any) -> str:
        """Hand a state out."""
        return await self._kept.issue()

    async def async_consume(self, state: str) -> bool:
        """Take it back."""
        return await self._kept.consume(state)


def _document(bot: Bot) -> Mapping[str, Any]:
    return {
        "app_id": bot.app_id,
        "bot_token": bot.bot_token,
        "bot_id": bot.bot_id,
        "bot_user_id": bot.bot_user_id,
        "bot_scopes": list(bot.bot_scopes or ()),
    }


def _bot(found: SlackInstallation, team_id: str | None) -> Bot:
    scopes: Sequence[str] = found.document["bot_scopes"]
    return Bot(
        app_id=found.document["app_id"],
        enterprise_id=found.enterprise_id,
        team_id=found.team_id or team_id,
        bot_token=found.document["bot_token"],
        bot_id=found.document["bot_id"],
        bot_user_id=found.document["bot_user_id"],
        bot_scopes=scopes,
        is_enterprise_install=found.is_enterprise_install,
        installed_at=0.0,
    )


def _workspace(found: SlackInstallation, team_id: str) -> Workspace:
    return Workspace(
        team_id=team_id,
        enterprise_id=found.enterprise_id,
        bot_user_id=found.document["bot_user_id"] or "",
        bot_id=found.document["bot_id"] or "",
        bot_token=found.document["bot_token"],
        is_enterprise_install=found.is_enterprise_install,
    )
