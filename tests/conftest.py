"""For every test: no network but loopback, no settings from the machine it runs on, time enough."""

from __future__ import annotations

import gc
import ipaddress
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.__main__ import spare_threads
from tests import time_limit
from tests.fakes.stores import (  # noqa: F401 - fixtures for every test
    database_url,
    postgres_folder,
    postgres_server,
    sqlite_template,
    store_url,
)

#: Settings of the program and of the libraries under it; a test sets what it needs.
_SETTINGS = ("ATTACHE_", "MATRIX_", "OPENAI_", "OTEL_", "SLACK_")

#: Where the labelled data and the model lie that quality is measured with: no settings of the program.
_KEPT = frozenset({"ATTACHE_QUALITY_DATA", "ATTACHE_QUALITY_EMBEDDINGS"})

for _name in list(os.environ):
    if _name not in _KEPT and (_name.startswith(_SETTINGS) or _name == "DATABASE_URL"):
        del os.environ[_name]
# As `attache` runs; numpy asks when it is imported.
spare_threads()
# A machine's proxy is not asked for loopback.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost,::1"

#: Where files are kept in memory, and how much of it must be free: stores wait for their disk at
#: every change, and what a test run leaves outlives no power cut anyhow.
_MEMORY, _ENOUGH = Path("/dev/shm"), 4 << 30
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None


class LimitedItselfError(RuntimeError):
    """A test took memory away from the process that runs all the others after it."""


class ReachedOutError(RuntimeError):
    """A test tried to reach the network.  Not an `OSError`: code under test may catch those."""


def _is_loopback(host: object) -> bool:
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _is_address(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return True


def _guard(event: str, args: tuple[object, ...]) -> None:
    """An audit hook hears of every connection, look-up and limit, whichever library makes it."""
    if event == "socket.connect":
        address = args[1]
        # Unix sockets have a path for an address; they stay on this machine.
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            raise ReachedOutError(f"a test connected to {address!r}")
    # "Looking up" an address in figures asks nobody.
    elif event == "socket.getaddrinfo" and not _is_loopback(args[0]) and not _is_address(args[0]):
        raise ReachedOutError(f"a test looked up {args[0]!r}")
    elif event == "resource.setrlimit":
        raise LimitedItselfError("limits are for processes of their own: read through a PagePool")


sys.addaudithook(_guard)

# How long an example takes is the machine's affair.
settings.register_profile("attache", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("attache")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(time_limit)


def pytest_collection_finish() -> None:
    """What was loaded stays for the whole run: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests mostly wait: they come first, while others work, and none is left over alone."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
