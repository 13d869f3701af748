"""Encrypted attachments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nio.crypto.attachments import decrypt_attachment

from bot.platforms.matrix.encryption.malformed import MALFORMED


def decrypt_file(ciphertext: bytes, file: Mapping[str, Any]) -> bytes:
    """An encrypted attachment; `file` is what its event says of it.

    Raises:
        ValueError: it is not the file that the event names, or the event names none.
    """
    try:
        key, digest, start = file["key"]["k"], file["hashes"]["sha256"], file["iv"]
        return bytes(decrypt_attachment(ciphertext, key, digest, start))
    except MALFORMED as error:
        raise ValueError("the attachment cannot be decrypted") from error
