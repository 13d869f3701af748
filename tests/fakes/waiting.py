"""Waiting for what comes of itself."""

from __future__ import annotations

import asyncio
import time

#: How long a test waits for anything.  Only a test that fails waits so long: it is measured for a
#: machine that is busy with much else.
PATIENCE = 90.0


#: Between two looks at most: to look is a request to a server that has other things to do.
_LONGEST_PAUSE = 0.25


async def until(holds, seconds=PATIENCE, every=0.02):
    """Wait until something holds, and give what it gave; what takes long is looked at less often."""
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
        every = max(every, min(every * 1.25, _LONGEST_PAUSE))
