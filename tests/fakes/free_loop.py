"""Work that must leave the event loop free, caught where it does not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def off_the_loop(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same work, which fails where the running loop cannot turn meanwhile."""
    loop = asyncio.get_running_loop()

    def checked(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        has_turned = threading.Event()
        loop.call_soon_threadsafe(has_turned.set)
        assert has_turned.wait(5), "the event loop stood still"
        return work(*args, **kwargs)

    return checked
