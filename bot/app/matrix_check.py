"""What `attache doctor` says of Matrix: homeserver, token, device, rooms, limits, and what to mend."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from http import HTTPStatus

from bot.app.finding import Finding
from bot.app.wiring import Parts
from bot.errors import AttacheError, ConfigurationError, PlatformUnavailableError
from bot.platforms.matrix.account import Account, Credentials, is_of, kept_account
from bot.platforms.matrix.encryption.cross_signing import is_signed_by
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError

_TRY_AGAIN = "Try again in a minute."

#: A look at something that only we, logged in, are told.
Check = Callable[[Parts, Account], Awaitable[Finding]]


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
    for check in CHECKS:
        yield await check(parts, token)


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
        told = {}
    listed = told.get("versions")
    versions = [v for v in listed if isinstance(v, str)] if isinstance(listed, list) else []
    if versions:
        return Finding("matrix homeserver", is_fine=True, finding=f"speaks {versions[-1]}.")
    sentence = (
        f"{api.homeserver} does not answer as a homeserver: check MATRIX_HOMESERVER (the address "
        "of its client API, which may differ from the name in user ids), and that it is up."
    )
    return Finding("matrix homeserver", is_fine=False, finding=sentence)


async def _token(parts: Parts) -> Account | None:
    """Whose token we have; None when there is none yet.

    Raises:
        ConfigurationError, PlatformUnavailableError
    """
    api, credentials = parts.matrix.api, parts.matrix.credentials
    kept = kept_account(parts.matrix.folder)
    if kept is not None and not is_of(kept, credentials):
        # Another user was set since: the next start logs in anew, and so would we.
        kept = None
    api.access_token = credentials.access_token or (kept.access_token if kept else None)
    if api.access_token is None:
        return None
    try:
        told = await api.call("GET", f"{CLIENT}/account/whoami")
    except MatrixCallError as error:
        raise ConfigurationError(_refused(credentials, error.code)) from error
    return Account(str(told["user_id"]), str(told.get("device_id") or ""), api.access_token)


def _refused(credentials: Credentials, code: str) -> str:
    if credentials.access_token:
        told, mend = "MATRIX_ACCESS_TOKEN", "make a new one, or set MATRIX_USER and MATRIX_PASSWORD"
    else:
        told, mend = "the kept token", "attache run logs in anew, as the same device"
    return f"The homeserver does not accept {told} ({code}): {mend}."


# ---------------------------------------------------------------- logged in


async def _rooms(parts: Parts, account: Account) -> Finding:
    del account
    try:
        told = await parts.matrix.api.call("GET", f"{CLIENT}/joined_rooms")
    except (MatrixCallError, PlatformUnavailableError):
        return Finding("matrix rooms", is_fine=False, finding=f"they are not told. {_TRY_AGAIN}")
    count = len(told.get("joined_rooms") or ())
    told_ = f"in {count} room{'' if count == 1 else 's'}." if count else "in none: invite me."
    return Finding("matrix rooms", is_fine=True, finding=told_)


async def _signature(parts: Parts, account: Account) -> Finding:
    """Whether our device is signed by our own cross-signing keys: Element's clients ask for it."""
    me, device = account.user_id, account.device_id
    try:
        told = await parts.matrix.api.call(
            "POST", f"{CLIENT}/keys/query", {"device_keys": {me: []}}
        )
    except (MatrixCallError, PlatformUnavailableError):
        return Finding("matrix encryption", is_fine=False, finding=f"not told. {_TRY_AGAIN}")
    document = ((told.get("device_keys") or {}).get(me) or {}).get(device)
    if document is None:
        sentence = "not begun: it is when the first encrypted room is met (with the extra: docs/matrix.md)."
        return Finding("matrix encryption", is_fine=True, finding=sentence)
    signing = ((told.get("self_signing_keys") or {}).get(me) or {}).get("keys") or {}
    if any(is_signed_by(document, me, str(key)) for key in signing.values()):
        return Finding("matrix encryption", is_fine=True, finding=f"device {device} is signed.")
    sentence = (
        f"device {device} is not signed by our own keys, so Element's clients keep their keys from "
        "it: start me once with MATRIX_PASSWORD, or bring the keys back with attache matrix "
        "recovery import."
    )
    return Finding("matrix encryption", is_fine=False, finding=sentence)


async def _limits(parts: Parts, account: Account) -> Finding:
    """Whether our limits are lifted: Synapse tells its administrators alone, so it may stay open."""
    path = f"/_synapse/admin/v1/users/{account.user_id}/override_ratelimit"
    try:
        told = await parts.matrix.api.call("GET", path)
    except PlatformUnavailableError as error:
        return Finding("matrix limits", is_fine=True, finding=f"not told: {error} {_TRY_AGAIN}")
    except MatrixCallError as error:
        return Finding("matrix limits", is_fine=True, finding=_not_told(error, path))
    if told.get("messages_per_second") == 0:
        return Finding("matrix limits", is_fine=True, finding="lifted.")
    if "messages_per_second" in told:
        limit = f"{told['messages_per_second']} messages a second."
        return Finding("matrix limits", is_fine=True, finding=limit)
    return Finding("matrix limits", is_fine=True, finding=f"the server's own. {_lift(path)}")


def _not_told(error: MatrixCallError, path: str) -> str:
    if error.status == HTTPStatus.FORBIDDEN:
        return f"Synapse tells them to its administrators alone. {_lift(path)}"
    return "this homeserver does not tell them: ask its operator to lift those on messages."


def _lift(path: str) -> str:
    return (
        "By default a user may send one message in five seconds; an administrator lifts that with "
        f'POST {path} {{"messages_per_second": 0, "burst_count": 0}} (docs/matrix.md).'
    )


#: What is asked once it is known who we are, in this order.  Encryption adds whether our device is
#: signed.
CHECKS: Sequence[Check] = (_rooms, _signature, _limits)
