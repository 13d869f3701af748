"""Waiting for what comes of itself."""

from __future__ import annotations

import asyncio
import time

#: How long a test waits for anything.  Only a test that fails waits so long: it is measured for a
#: machine that is busy with much else.
PATIENCE = 90.0


async def until(holds, seconds=PATIENCE, every=0.02):
    """Wait until something holds, and give what it gave."""
    ends = time.monotonic() + seconds
    while True:
        found = holds()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        if time.monotonic() > ends:
            raise TimeoutError("it did not come to hold")
        await asyncio.sleep(every)
