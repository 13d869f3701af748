"""The recovery file: the signing keys under a passphrase, for the day the disk is gone.

Without them a new installation could only reset the user's encryption, and every person who has
verified the bot would be warned of an impostor.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bot.errors import ConfigurationError, InputError, UnreadableInputError
from bot.platforms.matrix import private_files
from bot.platforms.matrix.encryption.cross_signing import Seeds, read_seeds, write_seeds

FORMAT = "attache-matrix-recovery"
VERSION = 1
#: Shorter ones are found by trying.
PASSPHRASE_CHARACTERS = 12

# 64 MiB and about 0.2 s a try.
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}
_SALT_BYTES = 16
_KEY_BYTES = 32
#: A file may not make us take more memory than this many times 128 r bytes.
_MOST_N = 2**18


@dataclass(frozen=True)
class Recovered:
    """Whose keys a recovery file held."""

    user_id: str
    #: The device that they were exported from.
    device_id: str


def export_recovery(folder: Path, device_id: str, file: Path, passphrase: str) -> Recovered:
    """Write the keys of a key store's folder into a file that only the passphrase opens.

    Raises:
        ConfigurationError: there are no keys yet.
        InputError: the passphrase is too short, or the file cannot be written.
    """
    if len(passphrase) < PASSPHRASE_CHARACTERS:
        raise InputError(
            f"The passphrase is too short: take {PASSPHRASE_CHARACTERS} characters or more."
        )
    seeds = read_seeds(folder)
    if seeds is None:
        raise ConfigurationError(
            "There are no Matrix signing keys to export yet: they are made at the first start "
            "with an encrypted room."
        )
    inner = {"seeds": seeds.document(), "device_id": device_id}
    salt = os.urandom(_SALT_BYTES)
    sealed = Fernet(_key(passphrase, salt, **_SCRYPT)).encrypt(json.dumps(inner).encode())
    document = {
        "format": FORMAT,
        "version": VERSION,
        "kdf": {"name": "scrypt", "salt": base64.b64encode(salt).decode(), **_SCRYPT},
        "sealed": sealed.decode(),
    }
    try:
        private_files.write(file, json.dumps(document, indent=1).encode() + b"\n")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}.") from error
    return Recovered(seeds.user_id, device_id)


def import_recovery(folder: Path, file: Path, passphrase: str) -> Recovered:
    """Put a recovery file's keys into a key store's folder.

    Raises:
        UnreadableInputError: it is no recovery file, or the passphrase does not open it.
        ConfigurationError: the folder holds other keys; they are not overwritten.
    """
    inner = _open(file, passphrase)
    try:
        seeds = Seeds.from_document(inner["seeds"])
        recovered = Recovered(seeds.user_id, str(inner["device_id"]))
    except (KeyError, TypeError, ValueError) as error:
        raise _no_recovery_file(file) from error
    kept = _readable_seeds(folder)
    if kept is not None and kept != seeds:
        raise ConfigurationError(
            f"{folder} already holds other signing keys, of {kept.user_id}: move them away first, "
            "if they are really not needed."
        )
    write_seeds(folder, seeds)
    return recovered


def _readable_seeds(folder: Path) -> Seeds | None:
    """The kept keys; a file that cannot be read is what an import is there to replace."""
    try:
        return read_seeds(folder)
    except ConfigurationError:
        return None


def _open(file: Path, passphrase: str) -> Any:
    try:
        document = json.loads(file.read_bytes())
        kdf = document["kdf"]
        if document["format"] != FORMAT or document["version"] != VERSION:
            raise _no_recovery_file(file)
        if kdf["name"] != "scrypt" or kdf["n"] > _MOST_N or kdf["r"] > 8 or kdf["p"] > 4:
            raise _no_recovery_file(file)
        salt = base64.b64decode(kdf["salt"])
        key = _key(passphrase, salt, n=kdf["n"], r=kdf["r"], p=kdf["p"])
        return json.loads(Fernet(key).decrypt(document["sealed"].encode()))
    except InvalidToken as error:
        raise UnreadableInputError(
            f"The passphrase does not open {file}: check it and try again."
        ) from error
    except OSError as error:
        raise UnreadableInputError(f"{file} cannot be read: {error.strerror}.") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_recovery_file(file) from error


def _no_recovery_file(file: Path) -> UnreadableInputError:
    return UnreadableInputError(
        f"{file} is no recovery file: give one that `attache matrix recovery export` has made."
    )


def _key(passphrase: str, salt: bytes, *, n: int, r: int, p: int) -> bytes:
    kdf = Scrypt(salt=salt, length=_KEY_BYTES, n=n, r=r, p=p)
    return base64.urlsafe_b64encode(kdf.derive(passphrase.encode()))
