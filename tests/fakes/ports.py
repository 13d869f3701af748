"""Ports on loopback for what is told its port before it starts."""

from __future__ import annotations

import os
import random
import socket

#: Below what systems give to connections that go out and to servers that ask for any port: between
#: the choice and the start, nobody else is given one of these by chance.
_FIRST, _COUNT = 12_000, 20_000

_next = random.Random(os.getpid()).randrange(_COUNT)  # not the tests' own chance, which has a seed


def free_port():
    """A port that nobody listens on; another one each time."""
    global _next  # noqa: PLW0603
    while True:
        _next = (_next + 1) % _COUNT
        port = _FIRST + _next
        with socket.socket() as probe:
            # As servers do: a port whose last connections are ending is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
