"""What `attache doctor` says of Matrix: homeserver, token, device, rooms, limits, and what to mend."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.app.finding import Finding
from bot.app.wiring import Parts
from bot.errors import AttacheError, ConfigurationError, PlatformUnavailableError
from bot.platforms.matrix.account import Account, kept_account
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError

_TRY_AGAIN = "Try again in a minute."


async def matrix_findings(parts: Parts) -> AsyncIterator[Finding]:
    """Check everything of Matrix that can be asked from here; nothing is logged in."""
    settings = parts.settings
    if not settings.has_matrix:
        return
    try:
        settings.check_matrix()
    except AttacheError as error:
        yield Finding("matrix settings", is_fine=False, finding=str(error))
        return
    yield _allowed(len(settings.matrix_allow))
    api = parts.matrix.api
    reached = await _homeserver(api)
    yield reached
    if not reached.is_fine:
        return
    try:
        token = await _token(parts)
    except ConfigurationError as error:
        yield Finding("matrix login", is_fine=False, finding=str(error))
        return
    except PlatformUnavailableError as error:
        yield Finding("matrix login", is_fine=False, finding=f"{error} {_TRY_AGAIN}")
        return
    if token is None:
        told = "none yet: attache run logs in once, and keeps the device for ever."
        yield Finding("matrix login", is_fine=True, finding=told)
        return
    yield Finding(
        "matrix login", is_fine=True, finding=f"{token.user_id}, device {token.device_id}."
    )
    yield await _rooms(api)
    yield await _limits(api, token)


def _allowed(count: int) -> Finding:
    if not count:
        told = "nobody can invite me: set MATRIX_ALLOW to your users, servers or rooms."
        return Finding("matrix invites", is_fine=False, finding=told)
    told = f"{count} name{'' if count == 1 else 's'} in MATRIX_ALLOW."
    return Finding("matrix invites", is_fine=True, finding=told)


async def _homeserver(api: HomeserverApi) -> Finding:
    try:
        told = await api.call("GET", "/_matrix/client/versions")
    except (MatrixCallError, PlatformUnavailableError):
        sentence = (
            f"{api.homeserver} does not answer as a homeserver: check MATRIX_HOMESERVER (the "
            "address of its client API, which may differ from the name in user ids)."
        )
        return Finding("matrix homeserver", is_fine=False, finding=sentence)
    versions = [v for v in told.get("versions") or () if isinstance(v, str)]
    newest = versions[-1] if versions else "none"
    return Finding("matrix homeserver", is_fine=bool(versions), finding=f"speaks {newest}.")


async def _token(parts: Parts) -> Account | None:
    """Whose token we have; None when there is none yet.

    Raises:
        ConfigurationError, PlatformUnavailableError
    """
    api, credentials = parts.matrix.api, parts.matrix.credentials
    kept = kept_account(parts.matrix.folder)
    api.access_token = credentials.access_token or (kept.access_token if kept else None)
    if api.access_token is None:
        return None
    try:
        told = await api.call("GET", f"{CLIENT}/account/whoami")
    except MatrixCallError as error:
        name = "MATRIX_ACCESS_TOKEN" if credentials.access_token else "the kept token"
        raise ConfigurationError(
            f"The homeserver does not accept {name} ({error.code}): make a new one, or set "
            "MATRIX_PASSWORD and start me again."
        ) from error
    return Account(str(told["user_id"]), str(told.get("device_id") or ""), api.access_token)


async def _rooms(api: HomeserverApi) -> Finding:
    try:
        told = await api.call("GET", f"{CLIENT}/joined_rooms")
    except (MatrixCallError, PlatformUnavailableError):
        return Finding("matrix rooms", is_fine=False, finding=f"they are not told. {_TRY_AGAIN}")
    count = len(told.get("joined_rooms") or ())
    told_ = f"in {count} room{'' if count == 1 else 's'}." if count else "in none: invite me."
    return Finding("matrix rooms", is_fine=True, finding=told_)


async def _limits(api: HomeserverApi, account: Account) -> Finding:
    """Whether our limits are lifted; only a server administrator is told, so it may stay open."""
    override = f"/_synapse/admin/v1/users/{account.user_id}/override_ratelimit"
    try:
        told = await api.call("GET", override)
    except (MatrixCallError, PlatformUnavailableError):
        sentence = (
            "not told to us. On Synapse the default lets a bot send one message in five seconds; an "
            f"administrator lifts it with POST {override} "
            '{"messages_per_second": 0, "burst_count": 0} (docs/matrix.md).'
        )
        return Finding("matrix limits", is_fine=True, finding=sentence)
    is_lifted = told.get("messages_per_second") == 0
    return Finding("matrix limits", is_fine=True, finding="lifted." if is_lifted else "as set.")
