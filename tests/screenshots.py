"""Takes the README's pictures of the demo: ``python -m tests.screenshots`` (needs Chromium)."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app.demo import demonstration
from tests.fakes.chromium import PHONE, chromium, quiet_page

IMAGES = Path(__file__).parent.parent / "docs" / "images"
QUESTION = "Who vetoed the US draft?"


async def ask_in_the_briefings_thread(page):
    await page.click("#channel-messages .kind-briefing .reply")
    await page.locator("#thread .folded").wait_for()
    await page.fill("#reply", QUESTION)
    await page.keyboard.press("Enter")
    await page.locator("#thread-messages .kind-answer .thumbs").last.wait_for()
    await page.evaluate("document.activeElement.blur(); toReadingPlace(listOf('channel'))")


async def take_all():
    IMAGES.mkdir(exist_ok=True)
    async with demonstration(port=0) as up, chromium() as browser:
        async with quiet_page(browser) as page:
            await page.goto(up.address)
            await ask_in_the_briefings_thread(page)
            await page.screenshot(path=IMAGES / "demo.png")
            await page.locator("#thread-messages .kind-answer .cite").first.click()
            await page.locator("#evidence[open] mark").wait_for()
            await page.screenshot(path=IMAGES / "evidence.png")
        async with quiet_page(browser, viewport=PHONE, color_scheme="dark") as page:
            await page.goto(up.address)
            await page.locator(".kind-briefing .headline").first.wait_for()
            await page.screenshot(path=IMAGES / "phone.png")


if __name__ == "__main__":
    asyncio.run(take_all())
