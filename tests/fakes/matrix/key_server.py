"""The part of a homeserver that hands keys around, in memory: no rooms, no clocks, no limits."""

from __future__ import annotations

import json
from collections import defaultdict

import httpx
import vodozemac

from bot.platforms.matrix.encryption.cross_signing import canonical
from bot.platforms.matrix.homeserver_api import HomeserverApi


class KeyServer:
    """Devices' keys and their mail. `trouble` answers in place of the server, once each."""

    def __init__(self):
        self.devices = defaultdict(dict)
        self.one_time_keys = defaultdict(dict)
        self.fallback_keys = {}
        self.cross_signing = {}
        self.mail = defaultdict(list)
        self.calls = []
        self.trouble = []
        #: What interactive authentication asks for before it takes cross-signing keys.
        self.password = None

    def api(self, user_id, device_id):
        """An API for a device; the token says who it is."""
        api = HomeserverApi("http://keys.example", httpx.MockTransport(self._answer))
        api.access_token = f"{user_id} {device_id}"
        return api

    def add_device(self, user_id, device_id):
        """A device that is never read from: its keys, and one one-time key."""
        account = vodozemac.Account()
        account.generate_one_time_keys(1)
        ((key_id, key),) = account.one_time_keys.items()
        keys = {
            f"curve25519:{device_id}": account.curve25519_key.to_base64(),
            f"ed25519:{device_id}": account.ed25519_key.to_base64(),
        }
        device = {"user_id": user_id, "device_id": device_id, "keys": keys}
        one_time_key = {"key": key.to_base64()}
        for document in (device, one_time_key):
            signature = account.sign(canonical(document)).to_base64()
            document["signatures"] = {user_id: {f"ed25519:{device_id}": signature}}
        self.devices[user_id][device_id] = device
        self.one_time_keys[user_id, device_id] = {f"signed_curve25519:{key_id}": one_time_key}

    def sync(self, user_id, device_id, **more):
        """What a sync of a device brings now; its mail stays until `deliver`."""
        device = (user_id, device_id)
        return {
            "to_device": {"events": list(self.mail[device])},
            "device_one_time_keys_count": {"signed_curve25519": len(self.one_time_keys[device])},
            "device_unused_fallback_key_types": (
                ["signed_curve25519"] if device in self.fallback_keys else []
            ),
            **more,
        }

    def _answer(self, request):
        path = request.url.path.removeprefix("/_matrix/client/v3/")
        body = json.loads(request.content or b"{}")
        self.calls.append((path, body))
        for index, (prefix, answer) in enumerate(self.trouble):
            if path.startswith(prefix):
                del self.trouble[index]
                return answer
        sender = tuple(request.headers["authorization"].removeprefix("Bearer ").split(" "))
        name = "send_to_device" if path.startswith("sendToDevice/") else path.replace("/", "_")
        return getattr(self, f"_{name}")(sender, body, path)

    def _keys_upload(self, sender, body, _path):
        user, device = sender
        if "device_keys" in body:
            self.devices[user][device] = body["device_keys"]
        stored = self.one_time_keys[sender]
        for key_id, key in body.get("one_time_keys", {}).items():
            if stored.get(key_id, key) != key:
                return httpx.Response(400, json={"errcode": "M_UNKNOWN", "error": "exists"})
            stored[key_id] = key
        if body.get("fallback_keys"):
            self.fallback_keys[sender] = body["fallback_keys"]
        return _ok({"one_time_key_counts": {"signed_curve25519": len(stored)}})

    def _keys_query(self, _sender, body, _path):
        asked = body["device_keys"]
        answer = {"device_keys": {user: self.devices[user] for user in asked}}
        for user in asked:
            for kind, key in self.cross_signing.get(user, {}).items():
                answer.setdefault(f"{kind}s", {})[user] = key
        return _ok(answer)

    def _keys_claim(self, _sender, body, _path):
        given = defaultdict(dict)
        for user, devices in body["one_time_keys"].items():
            for device in devices:
                keys = self.one_time_keys[user, device]
                if keys:
                    key_id = next(iter(keys))
                    given[user][device] = {key_id: keys.pop(key_id)}
                elif (user, device) in self.fallback_keys:
                    given[user][device] = self.fallback_keys[user, device]
        return _ok({"one_time_keys": given})

    def _keys_device_signing_upload(self, sender, body, _path):
        auth = body.pop("auth", None)
        if self.password and (auth or {}).get("password") != self.password:
            flows = {"flows": [{"stages": ["m.login.password"]}], "session": "s"}
            wrong = {"errcode": "M_FORBIDDEN"} if auth else {}
            return httpx.Response(401, json={**flows, **wrong})
        self.cross_signing[sender[0]] = body
        return _ok({})

    def _keys_signatures_upload(self, sender, body, _path):
        for user, signed in body.items():
            for key_id, document in signed.items():
                target = self.devices[user].get(key_id)
                if target is None:
                    target = self.cross_signing[user]["master_key"]
                target["signatures"].setdefault(sender[0], {}).update(
                    document["signatures"][sender[0]]
                )
        return _ok({"failures": {}})

    def _send_to_device(self, sender, body, path):
        for user, devices in body["messages"].items():
            for device, content in devices.items():
                event = {"type": path.split("/")[1], "sender": sender[0], "content": content}
                self.mail[user, device].append(event)
        return _ok({})


def too_many():
    """Not now."""
    return httpx.Response(429, json={"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 1})


def _ok(body):
    return httpx.Response(200, json=body)
