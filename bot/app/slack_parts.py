"""What Slack is made of: each part built when it is first asked for, and closed with the rest."""

from __future__ import annotations

from contextlib import AsyncExitStack
from functools import cached_property

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from bot.app.settings import Settings
from bot.platforms.slack.forms import OpenForms
from bot.platforms.slack.installations import Installations, States
from bot.platforms.slack.oauth import oauth_flow
from bot.platforms.slack.people import People
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.web_api import WebApi
from bot.platforms.slack.workspaces import Workspaces
from bot.ports.clock import Clock
from bot.storage.database import Database
from bot.storage.previews import SqlPreviewStore
from bot.storage.slack_installations import (
    SqlOAuthStates,
    SqlSlackHeard,
    SqlSlackInstallations,
)
from bot.storage.slack_workspaces import SqlSlackWorkspaces
from bot.storage.token_cipher import TokenCipher


class SlackParts:
    """The parts that only Slack has."""

    def __init__(
        self, settings: Settings, database: Database, clock: Clock, closing: AsyncExitStack
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock
        self._closing = closing

    @cached_property
    def installations(self) -> Installations | None:
        """Who installed us, where workspaces do that themselves."""
        if not self.settings.slack_client_id:
            return None
        return Installations(self.installed, self.known)

    @cached_property
    def installed(self) -> SqlSlackInstallations:
        """Where installations are kept, sealed."""
        keys = [key.get_secret_value() for key in self.settings.secret_keys]
        return SqlSlackInstallations(self.database, TokenCipher(keys), self.clock)

    @cached_property
    def oauth(self) -> AsyncOAuthFlow | None:
        """The pages through which workspaces install us."""
        settings, installations = self.settings, self.installations
        if installations is None or not settings.slack_client_id or not settings.public_url:
            return None
        secret = settings.slack_client_secret
        return oauth_flow(
            client_id=settings.slack_client_id,
            client_secret=secret.get_secret_value() if secret else "",
            public_url=settings.public_url,
            api_url=settings.slack_base_url,
            client=self.api.client(""),
            installations=installations,
            states=States(SqlOAuthStates(self.database, self.clock)),
        )

    @cached_property
    def heard(self) -> SqlSlackHeard:
        """Which kinds of event were heard."""
        return SqlSlackHeard(self.database, self.clock)

    @cached_property
    def known(self) -> SqlSlackWorkspaces:
        """Which workspaces we are in."""
        return SqlSlackWorkspaces(self.database, self.clock)

    @cached_property
    def workspaces(self) -> Workspaces:
        """The workspaces that are served."""
        has_own = self.settings.slack_bot_token is not None
        return Workspaces(has_own=has_own, installed=self.installations)

    @cached_property
    def api(self) -> WebApi:
        """Calls to Slack."""
        api = WebApi(self.workspaces, self.settings.slack_base_url)
        self._closing.push_async_callback(api.aclose)
        return api

    @cached_property
    def people(self) -> People:
        """Who people on Slack are."""
        return People(self.api, frozenset(self.settings.slack_admins))

    @cached_property
    def forms(self) -> OpenForms:
        """Modals that wait for what came of them."""
        return OpenForms(self.api)

    @cached_property
    def platform(self) -> SlackPlatform:
        """Slack as a platform."""
        platform = SlackPlatform(
            self.api,
            self.workspaces,
            self.people,
            SqlPreviewStore(self.database),
            self.forms,
        )
        self._closing.push_async_callback(platform.aclose)
        return platform
