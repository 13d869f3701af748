"""A bot's device that takes its keys, encrypts, and is killed before it sends or keeps its place."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.platforms.matrix.encryption.room_encryption import RoomEncryption
from bot.platforms.matrix.homeserver_api import CLIENT, HomeserverApi
from tests.fakes.clock import RealClock


async def main(url, folder, user_id, device_id, token, room, person):
    api = HomeserverApi(url)
    api.access_token = token
    encryption = await RoomEncryption.open(Path(folder), user_id, device_id, api, RealClock())
    await encryption.start()
    answer = await api.call("GET", f"{CLIENT}/sync", query={"timeout": "7"})
    assert (await encryption.take(answer)).readable
    content = {"msgtype": "m.text", "body": "never sent"}
    await encryption.encrypt(room, "m.room.message", content, [user_id, person])
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
