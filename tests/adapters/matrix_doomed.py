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
    # On a busy machine the homeserver hands out the message later than its answer to the first sync.
    query = {"timeout": "1000"}
    for _ in range(20):
        answer = await api.call("GET", f"{CLIENT}/sync", query=query)
        if (await encryption.take(answer)).readable:
            break
        query["since"] = answer["next_batch"]
    else:
        sys.exit("The message never came.")
    content = {"msgtype": "m.text", "body": "never sent"}
    await encryption.encrypt(room, "m.room.message", content, [user_id, person])
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
