"""What comes and goes before a person's eyes: who is writing, who has read what."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import defaultdict

#: How long one question stays open.
_LONG_POLL_MS = 5_000
_ONLY_EPHEMERAL = {
    "room": {"timeline": {"limit": 0}, "state": {"types": []}, "account_data": {"types": []}},
    "presence": {"types": []},
    "account_data": {"types": []},
}


class Watching:
    """A person's sync, from now until the block ends."""

    def __init__(self, person):
        self._person = person
        self._task = None
        #: By room: everybody who was seen writing, each time it changed.
        self.typing = defaultdict(list)
        #: By room: ``{event id: {readers}}``.
        self.receipts = defaultdict(lambda: defaultdict(set))

    async def __aenter__(self):
        since = await self._sync(None)
        self._task = asyncio.create_task(self._watch(since))
        return self

    async def __aexit__(self, *exc):
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    def has_typed(self, room, user_id):
        """Whether somebody was seen writing."""
        return any(user_id in seen for seen in self.typing[room])

    def is_typing(self, room, user_id):
        """Whether somebody is seen writing now."""
        return user_id in (self.typing[room] or [[]])[-1]

    def has_read(self, room, event_id, user_id):
        """Whether somebody's receipt stands at an event."""
        return user_id in self.receipts[room][event_id]

    async def _watch(self, since):
        while True:
            since = await self._sync(since)

    async def _sync(self, since):
        query = {"since": since, "timeout": str(_LONG_POLL_MS if since else 0)}
        answer = await self._person.call("GET", "sync", filter=json.dumps(_ONLY_EPHEMERAL), **query)
        for room, part in answer.get("rooms", {}).get("join", {}).items():
            for event in part["ephemeral"]["events"]:
                self._take(room, event)
        return answer["next_batch"]

    def _take(self, room, event):
        if event["type"] == "m.typing":
            self.typing[room].append(event["content"]["user_ids"])
        elif event["type"] == "m.receipt":
            for event_id, kinds in event["content"].items():
                for readers in kinds.values():
                    self.receipts[room][event_id] |= set(readers)
