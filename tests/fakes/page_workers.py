"""Processes that read pages and outlive a test: to start one takes 0.6 s of a processor.

They remember nothing of what they read.  How one starts and ends, tests/adapters/test_page_pool.py shows.
"""

from __future__ import annotations

import asyncio
import atexit

import pytest

from bot.web_access.page_pool import PagePool

_resting = []


class LastingPool(PagePool):
    """A pool that takes workers of earlier ones, and leaves its own to later ones."""

    def __init__(self, workers=None, seconds=20.0):
        super().__init__(workers, seconds)
        for place in range(len(self._workers)):
            if _resting:
                # The last one is asked first.
                self._workers[-1 - place] = _resting.pop()
        self._idle = asyncio.LifoQueue()
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def aclose(self):
        """Leave those that are not reading; the others end."""
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            self._workers.remove(worker)
            _resting.append(worker)
        await super().aclose()


@pytest.fixture(autouse=True)
def _lasting_page_workers(monkeypatch):
    monkeypatch.setattr("bot.web_access.page_pool.PagePool", LastingPool)


@atexit.register
def _end():
    for worker in _resting:
        worker.stop()
