"""Secrets at rest: what is kept of an installation is sealed with a key of the settings.

Fernet (AES-128-CBC with HMAC-SHA256) as the cryptography library has it; with several keys the
first seals and all open, so that a key can be changed without a moment's outage.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import ConfigurationError, StoreError

#: What an operator types to make a key.
HOW_TO_MAKE_ONE = "make one with: attache slack key"


class TokenCipher:
    """Seals documents, and opens them again."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Use these keys, newest first.

        Raises:
            ConfigurationError: one is no Fernet key.
        """
        try:
            each = [Fernet(key) for key in keys]
            self._newest, self._fernet = each[:1], MultiFernet(each)
        except ValueError as error:
            raise ConfigurationError(
                f"ATTACHE_SECRET_KEYS holds something that is no key: {HOW_TO_MAKE_ONE}."
            ) from error

    def seal(self, document: dict[str, Any]) -> bytes:
        """A document that only the keys open."""
        return self._fernet.encrypt(json.dumps(document).encode())

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the first key sealed it, so that the others can go."""
        try:
            MultiFernet(self._newest).decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def open(self, sealed: bytes) -> dict[str, Any]:
        """The document.

        Raises:
            StoreError: none of the keys opens it.
        """
        try:
            document: dict[str, Any] = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken as error:
            raise StoreError(
                "An installation was sealed with a key that is not in ATTACHE_SECRET_KEYS: add "
                "the old key after the new one, or let the workspace install me again."
            ) from error
        return document


def new_key() -> str:
    """A key for the settings."""
    return Fernet.generate_key().decode()
