"""A headless Chromium, and pages of it that must not complain."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.waiting import PATIENCE

CHROMIUM = Path("/usr/bin/chromium")
#: A browser that keeps to itself: no calls home, no sandbox (tests may run as root in a box).
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}

needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"Chromium is not installed at {CHROMIUM}"
)


@asynccontextmanager
async def chromium():
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def quiet_page(browser, *, is_quiet=True, **options):
    """A page; unless told otherwise, an error in its console fails the test."""
    options = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "UTC", **options}
    context = await browser.new_context(**options)
    context.set_default_timeout(1000 * PATIENCE)
    complaints = []
    page = await context.new_page()
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        await context.close()
    if is_quiet:
        assert complaints == []


async def eventually(page, expression, seconds=PATIENCE):
    """Wait for a JavaScript expression to be true (the page's own policy forbids it to poll)."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(expression):  # noqa: ASYNC110 - nobody here could set an event
            await asyncio.sleep(0.02)
