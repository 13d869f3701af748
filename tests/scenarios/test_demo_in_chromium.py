"""`attache demo` as a person meets it: a real browser, the real bot, nothing in between."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio

from bot.app.demo import demonstration
from tests.fakes.chromium import DESKTOP, PHONE, chromium, eventually, needs_chromium, quiet_page

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "Who vetoed the US draft?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo():
    async with demonstration(port=0) as up:
        yield up


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as launched:
        yield launched


async def open_briefings_thread(page):
    await page.click("#channel-messages .kind-briefing .reply")
    await page.wait_for_selector("#thread-messages .folded")


async def focus_by(page, key, wanted, most=60):
    """Press a key until the focus is on what is wanted, as a person without a mouse does."""
    for _ in range(most):
        await page.keyboard.press(key)
        if await page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


async def focused(page, wanted):
    await eventually(page, f"document.activeElement.matches({wanted!r})")


ANSWERS = "#thread-messages .kind-answer:not(.is-writing)"


async def test_a_person_reads_asks_checks_and_schedules(demo, browser):
    async with quiet_page(browser) as page:
        await page.goto(demo.address)
        briefing = page.locator("#channel-messages .kind-briefing")
        assert await briefing.locator(".headline").count() >= 3
        assert await briefing.locator(".headline").first.is_visible()
        assert await briefing.locator(".small-print").count() == 1

        await open_briefings_thread(page)
        earlier = await page.locator(ANSWERS).count()
        await page.fill("#reply", QUESTION)
        await page.click("#thread .composer button")
        await page.locator(f"{ANSWERS} >> nth={earlier}").wait_for()
        answer = page.locator(ANSWERS).last
        sentence = answer.locator(".sentence", has_text=re.compile("Russia and China")).first

        await sentence.locator(".cite").first.click()
        card = page.locator("#evidence[open]")
        marked = await card.locator("mark").inner_text()
        assert "Russia and China" in marked
        assert marked in await card.locator(".evidence-body p").filter(has_text=marked).inner_text()
        assert (await card.locator(".evidence-outlet").inner_text()).strip()
        assert "22 March 2024" in await card.locator(".facts").inner_text()
        link = await card.locator(".evidence-foot a").get_attribute("href")
        assert link.startswith("http")
        assert "#:~:text=" in link
        assert await card.locator("mark").is_visible()
        await page.keyboard.press("Escape")
        await card.wait_for(state="hidden")
        assert await page.locator("#reply").is_visible(), "Escape closed the dialog only"

        await answer.get_by_label("Good", exact=True).click()
        await answer.locator('[value=up][aria-pressed="true"]').wait_for()

        await page.fill("#text", "digest 08:00 weekdays Europe/Paris")
        await page.keyboard.press("Enter")
        await page.locator("#panel", has_text="Europe/Paris").wait_for()
        panel = await page.locator("#panel").inner_text()
        assert "08:00 weekdays" in panel
        assert "Next: Wed 27 March 2024" in panel
        await page.locator("#channel-messages .latest", has_text="Europe/Paris").wait_for()
        await focused(page, "#text")

        await page.reload()
        await answer.locator('[value=up][aria-pressed="true"]').wait_for()


PASTED = (
    "PORTHAVEN, 4 March 2024 - The foreign ministers of Norland and Estmark met in Porthaven on Monday "
    "to discuss fishing rights in the strait. They agreed to set up a joint commission.\n\nThe minister "
    "of Estmark, Ada Lund, called on all parties to refrain from unilateral measures until June."
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_a_pasted_text_is_offered_to_be_read_and_read_at_a_click(demo, browser, size):
    # Another one each time; the second is told to carry the text of the first.
    pasted = PASTED.replace("4 March", "5 March") if size is PHONE else PASTED
    async with quiet_page(browser, viewport=size) as page:
        await page.goto(demo.address)
        await page.fill("#text", pasted)
        await page.click("main .composer button")
        asked = page.locator("#channel-messages .message", has_text=pasted[:30]).last
        await asked.locator(".latest", has_text="Shall I read this text").wait_for()
        if not await page.locator("#thread-messages .accept").is_visible():
            await asked.locator(".reply").click()

        await page.locator("#thread-messages .accept").last.click()

        await page.locator("#thread-messages .message", has_text="I read the text").wait_for()


async def test_the_same_by_keyboard_alone(demo, browser):
    async with quiet_page(browser) as page:
        await page.goto(demo.address)
        await page.keyboard.press("Tab")
        assert await page.locator(".skip").is_visible()
        await page.keyboard.press("Enter")
        await focused(page, "#text")
        await focus_by(page, "Shift+Tab", ".kind-briefing .reply")
        await page.keyboard.press("Enter")
        await focused(page, "#reply")
        earlier = await page.locator(ANSWERS).count()
        await page.keyboard.type(QUESTION)
        await page.keyboard.press("Enter")
        await page.locator(f"{ANSWERS} >> nth={earlier}").wait_for()

        await focus_by(page, "Shift+Tab", "#thread-messages .kind-answer [value=up]")
        await page.keyboard.press("Space")
        await page.locator(
            "#thread-messages .kind-answer [value=up][aria-pressed=true]:focus"
        ).wait_for()
        await focus_by(page, "Shift+Tab", ".kind-answer .sentence:first-of-type .cite")
        await page.keyboard.press("Enter")
        await focused(page, ".evidence-body")
        assert "Russia and China" in await page.locator("mark").inner_text()
        await page.keyboard.press("Escape")
        await focused(page, ".kind-answer .cite")

        await page.keyboard.press("Escape")
        await focused(page, ".kind-briefing .reply")
        assert not await page.locator("#thread").is_visible()
        await page.keyboard.press("/")
        await page.keyboard.type("digest 07:15 weekends Europe/Rome")
        await page.keyboard.press("Enter")
        await page.locator("#panel", has_text="Europe/Rome").wait_for()


async def is_as_wide_as_the_screen(page):
    return await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_on_a_phone_one_thing_at_a_time(demo, browser):
    async with quiet_page(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        await page.goto(demo.address)
        assert await is_as_wide_as_the_screen(page)
        assert not await page.locator("#side").is_visible()
        await page.tap("#open-side")
        assert await page.locator("#side").is_visible()
        await page.keyboard.press("Escape")
        assert not await page.locator("#side").is_visible()

        asked = page.locator("#channel-messages .theirs", has_text=QUESTION)
        earlier = await asked.count()
        await page.fill("#text", QUESTION)
        await page.tap("main .composer button")
        own = asked.nth(earlier)
        await own.locator(".latest", has_text="Russia and China").wait_for()
        assert await page.locator("main").is_visible(), "the channel stays until it is left"
        await own.locator(".reply").tap()
        await page.locator(ANSWERS).last.wait_for()
        assert not await page.locator("main").is_visible()
        assert await is_as_wide_as_the_screen(page)
        await page.locator(".cite:visible").first.tap()
        await page.locator("#evidence[open] mark").wait_for()
        assert await is_as_wide_as_the_screen(page)
        await page.tap("[data-close-evidence]")
        await page.tap("[data-close-thread]")
        assert await page.locator("main").is_visible()


async def test_a_question_in_the_channel_opens_its_thread_and_leaves_the_focus(demo, browser):
    async with quiet_page(browser) as page:
        await page.goto(demo.address)
        await page.fill("#text", QUESTION)
        await page.keyboard.press("Enter")
        await page.locator(ANSWERS).last.wait_for()
        await focused(page, "#text")
        await page.fill("#text", "status")
        await page.keyboard.press("Enter")
        await (
            page.locator("#channel-messages .message", has_text="status")
            .last.locator(".latest")
            .wait_for()
        )
        await page.locator("#thread-messages", has_text="status").wait_for()
        await page.go_back()
        await page.locator("#thread").wait_for(state="hidden")


async def test_without_scripts_everything_is_still_there(demo, browser):
    async with quiet_page(browser, java_script_enabled=False) as page:
        await page.goto(demo.address)
        await page.fill("#text", "Which countries abstained?")
        await page.click("main .composer button")
        asked = page.locator(".message", has_text="Which countries abstained?").last
        for _ in range(50):
            if await asked.locator(".latest").count():
                break
            await page.click("main noscript a")
        await asked.locator(".reply").click()
        answer = page.locator("#thread-messages .ours").last
        await answer.locator("[value=down]").click()
        await page.locator('#thread-messages [value=down][aria-pressed="true"]').wait_for()
        await page.locator("#thread-messages .cite").first.click()
        await page.locator("mark").wait_for()
        await page.click("[data-close-evidence]")
        assert page.url.endswith("/c/desk")


#: The contrast of every visible text with what is behind it, by WCAG 2.2 (1.4.3).
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || !/[\\p{L}\\p{N}]/u.test(text) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [one, two] = [luminance(rgba(style.color)), luminance(behind(element))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 ||
      (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) poor.add(`${element.className || element.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_can_be_read(demo, browser, scheme):
    async with quiet_page(browser, color_scheme=scheme) as page:
        await page.goto(demo.address)
        await open_briefings_thread(page)
        await page.click(".folded summary")
        in_the_page = await page.evaluate(CONTRAST)
        await page.locator("#thread .cite").first.click()
        await page.locator("#evidence[open]").wait_for()
        in_the_dialog = await page.evaluate(CONTRAST)
        paper = await page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert in_the_page == []
    assert in_the_dialog == []
    assert (int(re.findall(r"\d+", paper)[0]) < 100) == (scheme == "dark")


async def test_the_readers_choice_of_theme_is_kept(demo, browser):
    async with quiet_page(browser, color_scheme="light") as page:
        await page.goto(demo.address)
        await page.click("#theme")
        await page.reload()
        assert await page.evaluate("document.documentElement.dataset.theme") == "dark"


async def test_nothing_jumps_while_the_page_loads(demo, browser):
    async with quiet_page(browser, reduced_motion="reduce") as page:
        await page.goto(demo.address)
        await page.wait_for_load_state("load")
        moved = await page.evaluate(
            """() => new Promise((done) => {
              let total = 0;
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) total += entry.value;
              }).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(total), 700);
            })"""
        )
        names = await page.evaluate(
            "document.getAnimations().map((animation) => animation.animationName)"
        )

    assert moved < 0.1  # "good" by web.dev/cls
    assert names == []
