"""What adapter tests share."""

from __future__ import annotations

import pytest
import pytest_asyncio

from tests.fakes.console_desk import console_desk
from tests.fakes.matrix.homeserver import homeserver
from tests.fakes.page_workers import _lasting_page_workers  # noqa: F401 - a fixture for every test here


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def synapse(tmp_path_factory):
    """A homeserver without limits, for every test that does not mind the others' rooms."""
    async with homeserver(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
async def desk(store_url):
    """A console over an empty store."""
    async with console_desk(store_url) as opened:
        yield opened
