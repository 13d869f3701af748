"""Settings of a homeserver on loopback that speaks to no other."""

from __future__ import annotations

import base64
import json
import secrets

_NO_LIMIT = {"per_second": 10_000, "burst_count": 10_000}
_ADDRESS_AND_ACCOUNT = ("address", "account", "failed_attempts")

#: In place of Synapse's own limits, which are low: nine messages, then one every five seconds.
RELAXED = {
    "rc_message": _NO_LIMIT,
    "rc_registration": _NO_LIMIT,
    "rc_login": dict.fromkeys(_ADDRESS_AND_ACCOUNT, _NO_LIMIT),
    "rc_admin_redaction": _NO_LIMIT,
    "rc_joins": dict.fromkeys(("local", "remote"), _NO_LIMIT),
    "rc_joins_per_room": _NO_LIMIT,
    "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), _NO_LIMIT),
    "rc_media_create": _NO_LIMIT,
    "rc_room_creation": _NO_LIMIT,
    "rc_presence": {"per_user": _NO_LIMIT},
    "rc_key_requests": _NO_LIMIT,
}

LIMITS = {"default": {}, "relaxed": RELAXED}


def write_configuration(folder, port, server_name, shared_secret, limits):
    """Write what Synapse needs to start in a folder; the path of its configuration."""
    (folder / "signing.key").write_text(f"ed25519 a_test {_unpadded(secrets.token_bytes(32))}\n")
    _write(folder / "log.json", _log(folder))
    values = {
        "server_name": server_name,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "pid_file": str(folder / "homeserver.pid"),
        "listeners": [_listener(port)],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.json"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": shared_secret,
        "macaroon_secret_key": secrets.token_hex(16),
        "form_secret": secrets.token_hex(16),
        "bcrypt_rounds": 4,
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "url_preview_enabled": False,
        **LIMITS[limits],
    }
    return _write(folder / "homeserver.yaml", values)


def _listener(port):
    resources = [{"names": ["client"], "compress": False}]
    return {
        "type": "http",
        "port": port,
        "bind_addresses": ["127.0.0.1"],
        "tls": False,
        "resources": resources,
    }


def _log(folder):
    """Everything in one file, at the level that operators use."""
    line = "%(asctime)s %(levelname)s %(name)s %(request)s %(message)s"
    to_file = {
        "class": "logging.FileHandler",
        "filename": str(folder / "homeserver.log"),
        "formatter": "line",
    }
    return {
        "version": 1,
        "formatters": {"line": {"format": line}},
        "handlers": {"file": to_file},
        "root": {"level": "INFO", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }


def _write(path, values):
    """JSON is YAML."""
    path.write_text(json.dumps(values, indent=1))
    return path


def _unpadded(key):
    return base64.b64encode(key).decode().rstrip("=")
