"""What posts ask for on their way: no more than they need."""

from __future__ import annotations

import httpx
import pytest

from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.messages import Paragraph, Post, PostKind, words
from bot.platforms.matrix.homeserver_api import HomeserverApi
from bot.platforms.matrix.platform import MatrixPlatform
from bot.platforms.matrix.rooms import Rooms
from tests.fakes.matrix.remembered import EncryptedRooms

CHANNEL = ChannelKey("matrix", "!room:x.org")


class Settings:
    def __init__(self):
        self.asked = 0

    async def settings(self, channel):
        self.asked += 1
        return type("Quiet", (), {"digests_ring": False})


def homeserver(request):
    if "/send/" in request.url.path:
        return httpx.Response(200, json={"event_id": "$sent"})
    return httpx.Response(404, json={"errcode": "M_NOT_FOUND"})


@pytest.mark.parametrize(("kind", "asked"), [(PostKind.REPLY, 0), (PostKind.DIGEST, 1)])
async def test_only_a_digest_asks_whether_digests_ring(kind, asked):
    api, settings = HomeserverApi("https://x.org", httpx.MockTransport(homeserver)), Settings()
    platform = MatrixPlatform(api, Rooms(api, EncryptedRooms()), None, settings, None)
    post = Post(DeliveryId("d1"), CHANNEL, None, kind, (Paragraph(words("Hello.")),))

    assert await platform.post(post) == ("$sent",)

    assert settings.asked == asked
    await api.aclose()
