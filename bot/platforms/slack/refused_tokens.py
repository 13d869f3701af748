"""Tokens that Slack does not accept any more: not tried for ever, and told in health.

Slack tells of a revoked token by an event too, but not of every one, and not while we are away.
Nothing is purged for it: a token can be refused by mistake, and whoever removes us says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import structlog

#: Slack's words for a token that is worth nothing.
REFUSALS = frozenset({
    "account_inactive", "app_uninstalled", "invalid_auth", "not_authed", "token_expired",
    "token_revoked",
})  # fmt: skip
#: Seconds after which a refused token is tried once more.
ASK_AGAIN_SECONDS = 3600.0

_log = structlog.get_logger(__name__)


class RefusedTokens:
    """Remembers them by workspace; another token of the workspace is a new matter."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._refused: dict[str, tuple[str, str, float]] = {}

    @property
    def by_workspace(self) -> Mapping[str, str]:
        """Slack's word for why, by workspace."""
        return {team_id: code for team_id, (_, code, _) in sorted(self._refused.items())}

    def why(self, team_id: str, token: str) -> str | None:
        """Slack's word for why a token need not be tried now."""
        refused, code, since = self._refused.get(team_id, ("", "", 0.0))
        is_it = refused == token and self._clock() - since < ASK_AGAIN_SECONDS
        return code if is_it else None

    def note(self, team_id: str, token: str, code: str) -> None:
        """Slack refused a call with this word."""
        if code in REFUSALS:
            _log.error("slack.token_refused", team_id=team_id, code=code)
            self._refused[team_id] = (token, code, self._clock())

    def clear(self, team_id: str) -> None:
        """Slack accepted a call, or the workspace has left."""
        self._refused.pop(team_id, None)
