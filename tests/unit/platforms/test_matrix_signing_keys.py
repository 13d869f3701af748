from __future__ import annotations

import json

import pytest

from bot.errors import ConfigurationError, InputError, UnreadableInputError
from bot.platforms.matrix.encryption.cross_signing import (
    SEEDS_FILE,
    Seeds,
    SigningKeys,
    is_signed_by,
    read_seeds,
    write_seeds,
)
from bot.platforms.matrix.encryption.recovery_file import export_recovery, import_recovery

BOT = "@attache:a.example"
PASSPHRASE = "twelve and more characters"


def mode(path):
    return path.stat().st_mode & 0o777


def test_the_keys_sign_each_other_and_the_device():
    keys = SigningKeys(Seeds.new(BOT))
    body = keys.for_upload("SERVER", lambda _document: "device-signature")
    assert body["master_key"]["signatures"] == {BOT: {"ed25519:SERVER": "device-signature"}}
    for name in ("self_signing_key", "user_signing_key"):
        assert is_signed_by(body[name], BOT, keys.master_key)
        assert not is_signed_by({**body[name], "usage": ["master"]}, BOT, keys.master_key)
    device = {"user_id": BOT, "device_id": "SERVER", "keys": {}, "unsigned": {"name": "x"}}
    signed = keys.sign_device(device)
    assert keys.has_signed(signed)
    assert "unsigned" not in signed
    assert not keys.has_signed(device)
    assert not SigningKeys(Seeds.new(BOT)).has_signed(signed)


@pytest.mark.parametrize("signature", ["", "!", 7, None, "AAAA"])
def test_a_malformed_signature_is_none(signature):
    keys = SigningKeys(Seeds.new(BOT))
    document = {"signatures": {BOT: {f"ed25519:{keys.self_signing_key}": signature}}}
    assert not keys.has_signed(document)


def test_seeds_are_for_their_owner_only_and_come_back(tmp_path):
    folder = tmp_path / "keys"
    assert read_seeds(folder) is None
    seeds = Seeds.new(BOT)
    write_seeds(folder, seeds)
    assert read_seeds(folder) == seeds
    assert (mode(folder), mode(folder / SEEDS_FILE)) == (0o700, 0o600)
    assert [file.name for file in folder.iterdir()] == [SEEDS_FILE]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"user_id": 1}'])
def test_seeds_that_cannot_be_read_are_told(tmp_path, content):
    (tmp_path / SEEDS_FILE).write_bytes(content)
    with pytest.raises(ConfigurationError, match="recovery import FILE"):
        read_seeds(tmp_path)


def test_a_recovery_file_brings_the_keys_back(tmp_path):
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "recovery.json"
    seeds = Seeds.new(BOT)
    write_seeds(old, seeds)
    exported = export_recovery(old, "SERVER", file, PASSPHRASE)
    assert mode(file) == 0o600
    assert seeds.document()["master"] not in file.read_text()
    assert import_recovery(new, file, PASSPHRASE) == exported
    assert read_seeds(new) == seeds
    assert exported.device_id == "SERVER"
    # Again is no harm.
    import_recovery(new, file, PASSPHRASE)


def test_a_recovery_file_replaces_what_cannot_be_read_but_no_other_keys(tmp_path):
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "recovery.json"
    write_seeds(old, Seeds.new(BOT))
    export_recovery(old, "SERVER", file, PASSPHRASE)
    new.mkdir()
    (new / SEEDS_FILE).write_bytes(b"damaged")
    import_recovery(new, file, PASSPHRASE)
    write_seeds(new, Seeds.new("@other:a.example"))
    with pytest.raises(ConfigurationError, match="already holds other signing keys"):
        import_recovery(new, file, PASSPHRASE)


def test_a_wrong_passphrase_is_told(tmp_path):
    file = tmp_path / "recovery.json"
    write_seeds(tmp_path / "old", Seeds.new(BOT))
    with pytest.raises(InputError, match="too short"):
        export_recovery(tmp_path / "old", "SERVER", file, "short")
    export_recovery(tmp_path / "old", "SERVER", file, PASSPHRASE)
    with pytest.raises(UnreadableInputError, match="passphrase does not open"):
        import_recovery(tmp_path / "new", file, PASSPHRASE + "!")
    assert read_seeds(tmp_path / "new") is None


def test_nothing_to_export_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="no Matrix signing keys"):
        export_recovery(tmp_path, "SERVER", tmp_path / "recovery.json", PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"sealed": 7},
        {"kdf": None},
        {"kdf": {"name": "scrypt", "salt": "", "n": 2**30, "r": 8, "p": 1}},
        {"kdf": {"name": "scrypt", "salt": "", "n": 3, "r": 8, "p": 1}},
        {"kdf": {"name": "scrypt", "salt": "", "n": "2", "r": 8, "p": 1}},
    ],
)
def test_what_is_no_recovery_file_is_told(tmp_path, change):
    file = tmp_path / "recovery.json"
    write_seeds(tmp_path / "old", Seeds.new(BOT))
    export_recovery(tmp_path / "old", "SERVER", file, PASSPHRASE)
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(UnreadableInputError, match="no recovery file"):
        import_recovery(tmp_path / "new", file, PASSPHRASE)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        import_recovery(tmp_path, tmp_path / "none.json", PASSPHRASE)
