"""Cross-signing: what makes other people's clients give this device keys at all.

Element gives room keys only to devices that their owner has signed. The owner of a bot is the bot:
it makes a master, a self-signing and a user-signing key once, publishes them, and signs its device.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.errors import ConfigurationError
from bot.platforms.matrix import private_files
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi, MatrixCallError

#: The three private keys, in the folder of the key store.
SEEDS_FILE = "cross_signing.json"

Json = dict[str, Any]
#: Signs the canonical form of a document with the device's own key.
DeviceSigner = Callable[[Mapping[str, Any]], str]

_KINDS = ("master", "self_signing", "user_signing")
_SEED_BYTES = 32

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Seeds:
    """The private keys, as they are kept. Made once, and never again."""

    user_id: str
    master: bytes
    self_signing: bytes
    user_signing: bytes

    @classmethod
    def new(cls, user_id: str) -> Seeds:
        """Three new keys."""
        made = [Ed25519PrivateKey.generate().private_bytes_raw() for _ in _KINDS]
        return cls(user_id, *made)

    @classmethod
    def from_document(cls, document: Any) -> Seeds:
        """What `document` has written.

        Raises:
            ValueError: it is no such document.
        """
        try:
            keys = [base64.b64decode(document[kind], validate=True) for kind in _KINDS]
            user_id = document["user_id"]
        except (KeyError, TypeError, binascii.Error) as error:
            raise ValueError("not the keys of a user") from error
        if not isinstance(user_id, str) or any(len(key) != _SEED_BYTES for key in keys):
            raise ValueError("not the keys of a user")
        return cls(user_id, *keys)

    def document(self) -> dict[str, str]:
        """The keys as JSON."""
        keys = {kind: base64.b64encode(getattr(self, kind)).decode() for kind in _KINDS}
        return {"user_id": self.user_id, **keys}


def read_seeds(folder: Path) -> Seeds | None:
    """The kept keys; None when there are none yet.

    Raises:
        ConfigurationError: the file cannot be read.
    """
    path = folder / SEEDS_FILE
    try:
        return Seeds.from_document(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"The Matrix signing keys in {path} cannot be read: bring them back with "
            "`attache matrix recovery import FILE`, or restore the file from a backup."
        ) from error


def write_seeds(folder: Path, seeds: Seeds) -> None:
    """Keep the keys."""
    private_files.make_folder(folder)
    private_files.write(folder / SEEDS_FILE, json.dumps(seeds.document()).encode())


class SigningKeys:
    """The three keys at work."""

    def __init__(self, seeds: Seeds) -> None:
        self.user_id = seeds.user_id
        self._master = Ed25519PrivateKey.from_private_bytes(seeds.master)
        self._self_signing = Ed25519PrivateKey.from_private_bytes(seeds.self_signing)
        self._user_signing = Ed25519PrivateKey.from_private_bytes(seeds.user_signing)

    @property
    def master_key(self) -> str:
        """The public master key: who this user is."""
        return public_key(self._master)

    @property
    def self_signing_key(self) -> str:
        """The public key that signs our devices."""
        return public_key(self._self_signing)

    def for_upload(self, device_id: str, sign: DeviceSigner) -> Json:
        """The public keys, signed by each other and by the device."""
        master = self._key(self._master, "master")
        add_signature(master, self.user_id, device_id, sign(master))
        return {
            "master_key": master,
            "self_signing_key": self._signed_key(self._self_signing, "self_signing"),
            "user_signing_key": self._signed_key(self._user_signing, "user_signing"),
        }

    def has_signed(self, device_keys: Mapping[str, Any]) -> bool:
        """Whether a device of ours carries our signature."""
        return is_signed_by(device_keys, self.user_id, self.self_signing_key)

    def sign_device(self, device_keys: Mapping[str, Any]) -> Json:
        """A device of ours, with our signature only."""
        return self._signed(device_keys, self._self_signing)

    def sign_user(self, master_key: Mapping[str, Any]) -> Json:
        """Another user's master key, with our signature only: we have compared it."""
        return self._signed(master_key, self._user_signing)

    def _signed_key(self, key: Ed25519PrivateKey, usage: str) -> Json:
        return self._signed(self._key(key, usage), self._master)

    def _key(self, key: Ed25519PrivateKey, usage: str) -> Json:
        public = public_key(key)
        return {"user_id": self.user_id, "usage": [usage], "keys": {f"ed25519:{public}": public}}

    def _signed(self, document: Mapping[str, Any], key: Ed25519PrivateKey) -> Json:
        bare = {k: v for k, v in document.items() if k not in {"signatures", "unsigned"}}
        signature = unpadded(key.sign(canonical(bare)))
        add_signature(bare, self.user_id, public_key(key), signature)
        return bare


async def sign_own_device(
    api: HomeserverApi,
    folder: Path,
    user_id: str,
    device_id: str,
    sign: DeviceSigner,
    password: str | None,
) -> SigningKeys:
    """Publish the keys if they are not, and sign the device if it is not.

    Raises:
        ConfigurationError: a person must act.
        PlatformUnavailableError: the homeserver is not there now; nothing is lost.
    """
    published = await api.call("POST", f"{CLIENT}/keys/query", {"device_keys": {user_id: []}})
    master = _master_key(published, user_id)
    seeds = _seeds_for(folder, user_id, master)
    keys = SigningKeys(seeds)
    if master is None:
        await _publish(api, keys, device_id, sign, password)
    elif master != keys.master_key:
        raise ConfigurationError(
            f"The homeserver holds other signing keys for {user_id} than this installation: "
            "someone has reset them. Bring the matching keys with `attache matrix recovery "
            f"import FILE`, or reset the user's encryption there and delete {folder / SEEDS_FILE}."
        )
    device = _device(published, user_id, device_id)
    if not keys.has_signed(device):
        await _upload_signature(api, user_id, device_id, keys.sign_device(device))
    return keys


async def sign_other_user(
    api: HomeserverApi, keys: SigningKeys, user_id: str, master_key: Mapping[str, Any]
) -> None:
    """Publish that we have verified a user.

    Raises:
        MatrixCallError, PlatformUnavailableError
    """
    public = next(iter(master_key["keys"].values()))
    await _upload_signature(api, user_id, public, keys.sign_user(master_key))


def _seeds_for(folder: Path, user_id: str, published_master: str | None) -> Seeds:
    """The kept keys, or new ones, kept before they are published."""
    seeds = read_seeds(folder)
    if seeds is not None and seeds.user_id != user_id:
        raise ConfigurationError(
            f"The Matrix signing keys in {folder / SEEDS_FILE} belong to {seeds.user_id}, not to "
            f"{user_id}: set MATRIX_USER to that user, or move the file away."
        )
    if seeds is None and published_master is not None:
        raise ConfigurationError(
            f"{user_id} has signing keys on the homeserver that this installation does not have: "
            "bring them with `attache matrix recovery import FILE`, made by `attache matrix "
            "recovery export` where the bot ran before, or reset the user's encryption in Element."
        )
    if seeds is None:
        seeds = Seeds.new(user_id)
        write_seeds(folder, seeds)
        _log.info("matrix.signing_keys_made")
    return seeds


async def _publish(
    api: HomeserverApi,
    keys: SigningKeys,
    device_id: str,
    sign: DeviceSigner,
    password: str | None,
) -> None:
    """Upload the public keys; most homeservers want the password for it."""
    path = f"{CLIENT}/keys/device_signing/upload"
    body = keys.for_upload(device_id, sign)
    try:
        await api.call("POST", path, body)
    except MatrixCallError as refused:
        if refused.status != HTTPStatus.UNAUTHORIZED or "flows" not in refused.body:
            raise ConfigurationError(
                f"The homeserver does not take the bot's signing keys ({refused.code}): "
                "encrypted rooms cannot be read."
            ) from refused
        await _publish_with(api, path, {**body, "auth": _proof(refused.body, keys, password)})


async def _publish_with(api: HomeserverApi, path: str, body: Json) -> None:
    try:
        await api.call("POST", path, body)
    except MatrixCallError as refused:
        raise ConfigurationError(
            f"The homeserver does not take MATRIX_PASSWORD for the bot's signing keys "
            f"({refused.code}): correct it; it is needed this once."
        ) from refused


def _proof(question: Mapping[str, Any], keys: SigningKeys, password: str | None) -> Json:
    """The password, as an answer to the homeserver's interactive authentication."""
    flows = [flow.get("stages") for flow in question["flows"] if isinstance(flow, dict)]
    if ["m.login.password"] not in flows:
        raise ConfigurationError(
            "The homeserver wants more than a password before it takes the bot's signing keys "
            f"({flows}): allow it once on the homeserver's account page, then start again."
        )
    if not password:
        raise ConfigurationError(
            "Encrypted rooms need the bot's signing keys, and the homeserver wants the bot's "
            "password to take them: set MATRIX_PASSWORD for one start."
        )
    return {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": keys.user_id},
        "password": password,
        "session": question.get("session", ""),
    }


async def _upload_signature(
    api: HomeserverApi, user_id: str, key_id: str, signed: Mapping[str, Any]
) -> None:
    answer = await api.call("POST", f"{CLIENT}/keys/signatures/upload", {user_id: {key_id: signed}})
    if answer.get("failures"):
        raise MatrixCallError("keys/signatures", HTTPStatus.OK, "M_INVALID_SIGNATURE", answer)


def _master_key(published: Mapping[str, Any], user_id: str) -> str | None:
    keys = published.get("master_keys", {}).get(user_id, {}).get("keys", {})
    return next(iter(keys.values()), None)


def _device(published: Mapping[str, Any], user_id: str, device_id: str) -> Json:
    device = published.get("device_keys", {}).get(user_id, {}).get(device_id)
    if not isinstance(device, dict):
        raise ConfigurationError(
            f"The homeserver does not know the keys of the bot's device {device_id}: it may have "
            "been signed out; log in again."
        )
    return device


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half, as Matrix writes it."""
    return unpadded(key.public_key().public_bytes_raw())


def unpadded(content: bytes) -> str:
    """Base64 without the padding."""
    return base64.b64encode(content).decode().rstrip("=")


def from_unpadded(text: str) -> bytes:
    """The bytes of unpadded base64.

    Raises:
        ValueError: it is none.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4))


def canonical(document: Mapping[str, Any]) -> bytes:
    """The form that is signed: sorted, without spaces, without the signatures themselves.

    >>> canonical({"b": 1, "a": 2, "unsigned": {}})
    b'{"a":2,"b":1}'
    """
    bare = {k: v for k, v in document.items() if k not in {"signatures", "unsigned"}}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def add_signature(document: Json, user_id: str, key_id: str, signature: str) -> None:
    """Write a signature into a document."""
    signatures = document.setdefault("signatures", {}).setdefault(user_id, {})
    signatures[f"ed25519:{key_id}"] = signature


def is_signed_by(document: Mapping[str, Any], user_id: str, public: str) -> bool:
    """Whether a document carries a valid signature of a user's cross-signing key."""
    try:
        signature = from_unpadded(document["signatures"][user_id][f"ed25519:{public}"])
        key = Ed25519PublicKey.from_public_bytes(from_unpadded(public))
        key.verify(signature, canonical(document))
    except (KeyError, TypeError, ValueError, InvalidSignature):
        return False
    return True
