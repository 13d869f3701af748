"""The bot's account on its homeserver: one login, one device, kept and used for ever.

A new device at each start would fall out of encrypted rooms and use up the login limit, so the
device id and token are kept in a file that only we can read.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog

from bot.errors import ConfigurationError, PlatformUnavailableError
from bot.platforms.matrix import private_files
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError

#: What the device is called in people's lists of sessions.
DEVICE_NAME = "Attaché"
#: A password that was refused is not tried again for so long: five refusals lock an account out.
REFUSED_FOR = timedelta(hours=1)
#: Where what is kept lies, in the folder of Matrix.
ACCOUNT_FILE, REFUSED_FILE = "account.json", "refused_login.json"
#: Held by the replica that logs in.
LOCK_FILE = "login.lock"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are to the homeserver."""

    user_id: str
    device_id: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an operator set: a token, or a user with a password."""

    user: str | None = None
    password: str | None = None
    access_token: str | None = None


async def sign_in(
    api: HomeserverApi, credentials: Credentials, folder: Path, now: datetime
) -> Account:
    """The account, with the kept device; a login is made only when there is none that works.

    Raises:
        ConfigurationError: the homeserver does not accept what is set.
        PlatformUnavailableError: the homeserver does not answer, or asks to wait.
    """
    if credentials.access_token:
        account = await _who(api, credentials.access_token)
        if account is None:
            raise ConfigurationError(
                "The homeserver does not accept MATRIX_ACCESS_TOKEN: make a new one, or set "
                "MATRIX_USER and MATRIX_PASSWORD."
            )
        _keep(folder, account)
        return account
    with _alone(folder):
        kept = kept_account(folder)
        if kept is not None and not is_of(kept, credentials):
            # Somebody else's device, and its keys, are not ours.
            kept = None
        if kept is not None:
            if await _who(api, kept.access_token) is not None:
                return kept
            _log.warning("matrix.token_refused", user_id=kept.user_id)
        account = await _log_in(api, credentials, folder, now, kept)
        _keep(folder, account)
    return account


def kept_account(folder: Path) -> Account | None:
    """The account that was kept.

    Raises:
        ConfigurationError: the file cannot be read.
    """
    path = folder / ACCOUNT_FILE
    try:
        told = json.loads(path.read_text())
        return Account(told["user_id"], told["device_id"], told["access_token"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"{path} cannot be read: mend its rights, or move it away and set MATRIX_PASSWORD; "
            "the bot then logs in as a new device."
        ) from error


async def _who(api: HomeserverApi, token: str) -> Account | None:
    """Whose token it is; None when the homeserver does not know it."""
    api.access_token = token
    try:
        told = await api.call("GET", f"{CLIENT}/account/whoami")
    except MatrixCallError as error:
        if error.status == HTTPStatus.UNAUTHORIZED:
            api.access_token = None
            return None
        raise PlatformUnavailableError(f"The homeserver refused whoami: {error.code}.") from error
    return Account(str(told["user_id"]), str(told.get("device_id") or ""), token)


async def _log_in(
    api: HomeserverApi,
    credentials: Credentials,
    folder: Path,
    now: datetime,
    kept: Account | None,
) -> Account:
    user, password = credentials.user, credentials.password
    if not user or not password:
        raise ConfigurationError(
            "Matrix needs MATRIX_ACCESS_TOKEN, or MATRIX_USER together with MATRIX_PASSWORD."
        )
    refused = _Refused(folder / REFUSED_FILE)
    if refused.stands(api.homeserver, user, password, now):
        raise _wrong_password(user)
    body: dict[str, Any] = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
    }
    if kept is not None:
        # The same device again: its keys in encrypted rooms stay good.
        body["device_id"] = kept.device_id
    try:
        told = await api.call("POST", f"{CLIENT}/login", body)
    except MatrixCallError as error:
        if error.status == HTTPStatus.FORBIDDEN:
            refused.note(api.homeserver, user, password, now)
            raise _wrong_password(user) from error
        raise ConfigurationError(
            f"The homeserver refused the login ({error.code}): check MATRIX_HOMESERVER and "
            "MATRIX_USER."
        ) from error
    account = Account(str(told["user_id"]), str(told["device_id"]), str(told["access_token"]))
    api.access_token = account.access_token
    _log.info("matrix.logged_in", user_id=account.user_id, device_id=account.device_id)
    return account


def _wrong_password(user: str) -> ConfigurationError:
    return ConfigurationError(
        f"The homeserver does not accept the password of {user}: correct MATRIX_PASSWORD. "
        "This one is not tried again for an hour."
    )


def is_of(account: Account, credentials: Credentials) -> bool:
    """Whether a kept account is the one that is set; ``@attache:x.org`` or ``attache`` will do."""
    user = credentials.user
    return user is None or account.user_id == user or account.user_id[1:].split(":")[0] == user


# ---------------------------------------------------------------- files that only we can read


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Log in as the only one on a folder: replicas that start together are one device.

    Raises:
        ConfigurationError: the folder cannot be written.
        PlatformUnavailableError: another replica logs in just now; its login will be ours.
    """
    path = folder / LOCK_FILE
    try:
        private_files.make_folder(folder)
        lock = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w")
    except OSError as error:
        raise _not_written(path, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PlatformUnavailableError("Another replica logs in.") from error
        yield


def _not_written(path: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        f"{path} cannot be written ({error.strerror}): change the folder's rights, or set "
        "ATTACHE_DATA_DIR."
    )


def _keep(folder: Path, account: Account) -> None:
    _write(
        folder / ACCOUNT_FILE,
        {
            "user_id": account.user_id,
            "device_id": account.device_id,
            "access_token": account.access_token,
        },
    )


def _write(path: Path, told: Mapping[str, str]) -> None:
    try:
        private_files.make_folder(path.parent)
        private_files.write(path, json.dumps(told).encode())
    except OSError as error:
        raise _not_written(path, error) from error


@dataclass(frozen=True, slots=True)
class _Refused:
    """The login that was refused last, so that a bot that is started again and again asks once.

    The password is kept only as a slow salted hash (scrypt, RFC 7914).
    """

    path: Path

    def stands(self, homeserver: str, user: str, password: str, now: datetime) -> bool:
        try:
            told: Mapping[str, Any] = json.loads(self.path.read_text())
            is_fresh = now < datetime.fromisoformat(told["until"])
            mark = _mark(homeserver, user, password, bytes.fromhex(told["salt"]))
            return is_fresh and secrets.compare_digest(mark, told["mark"])
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def note(self, homeserver: str, user: str, password: str, now: datetime) -> None:
        salt = secrets.token_bytes(16)
        told = {
            "until": (now + REFUSED_FOR).isoformat(),
            "salt": salt.hex(),
            "mark": _mark(homeserver, user, password, salt),
        }
        _write(self.path, told)


def _mark(homeserver: str, user: str, password: str, salt: bytes) -> str:
    secret = f"{homeserver}\0{user}\0{password}".encode()
    return hashlib.scrypt(secret, salt=salt, n=2**14, r=8, p=1).hex()
