"""The console's script in a real browser: what arrives oddly, what breaks, what comes back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.domain.identifiers import DESK, ChannelKey, MessageId
from bot.domain.messages import Paragraph, PostKind, Sentence, words
from tests.contracts.remembering import NOON, full_post, learn, message, post, quoting
from tests.fakes.chromium import PHONE, chromium, eventually, needs_chromium, quiet_page
from tests.fakes.console_desk import console_desk

pytestmark = [pytest.mark.browser, needs_chromium, pytest.mark.asyncio(loop_scope="module")]

#: Runs if any of it is taken for markup: the page's title tells.
RUNS = "<img src=x onerror=\"document.title='it ran'\"><script>document.title='it ran'</script>"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as launched:
        yield launched


@pytest_asyncio.fixture(loop_scope="module")
async def desk(store_url):
    async with console_desk(store_url) as opened:
        yield opened


def said(text, **changes):
    return post(Paragraph(words("{text}", text=text)), **changes)


async def open_page(page, client, path="/c/desk"):
    await page.goto(str(client.base_url).rstrip("/") + path)
    await eventually(page, "line.readyState === EventSource.OPEN")


def line_of(page, text, where="channel"):
    return page.locator(f"#{where}-messages .message", has_text=text)


async def test_late_arrivals_stand_where_they_belong_under_their_day(desk, browser):
    async with desk.served() as client, quiet_page(browser) as page:
        await open_page(page, client)
        now = desk.clock.now()
        for text, at in (
            ("third", now),
            ("first", now - timedelta(days=1)),
            ("second", now - timedelta(minutes=5)),
        ):
            await desk.send(said(text, name=text), at=at)
            await line_of(page, text).wait_for()
        texts = await page.locator("#channel-messages .message > p").all_inner_texts()
        days = await page.locator("#channel-messages .day").all_inner_texts()

    assert texts == ["first", "second", "third"]
    assert days == ["Thursday, 21 March 2024", "Friday, 22 March 2024"]


async def test_the_browser_tells_the_time_zone_that_it_is_in(desk, browser):
    async with (
        desk.served() as client,
        quiet_page(browser, timezone_id="America/Lima") as page,
    ):
        await open_page(page, client)
        await page.fill("#text", "digest 08:00")
        await page.keyboard.press("Enter")
        await line_of(page, "digest 08:00").wait_for()

    assert await desk.platform.timezone_of(DESK, "reader") == "America/Lima"


async def test_hostile_text_never_runs(desk, browser):
    article = await learn(desk.database, text=f"The vote of {RUNS} was on Friday.", title=RUNS)
    await desk.sources.follow(DESK, "https://x.example/feed", RUNS, NOON)
    async with desk.served() as client, quiet_page(browser) as page:
        await open_page(page, client)
        await desk.send(full_post(article, name="b1", kind=PostKind.BRIEFING))
        await page.fill("#text", RUNS)
        await page.keyboard.press("Enter")
        await line_of(page, RUNS).last.wait_for()
        await page.locator(".kind-briefing .cite").first.click()
        marked = await page.locator("#evidence[open] mark").inner_text()
        await page.keyboard.press("Escape")
        await page.click(".kind-briefing .reply")
        await page.locator("#thread .folded").wait_for()
        title = await page.title()

    assert marked == RUNS
    assert "it ran" not in title


async def test_a_preview_grows_and_becomes_the_post_in_place(desk, browser):
    article = await learn(desk.database)
    second = quoting(article, article.text.split(". ")[1])
    await desk.messages.keep_incoming(message("How did they vote?", name="m1"))

    def answer(*claims):
        parts = [Sentence(claim) for claim in claims]
        return post(*parts, name="a1", thread="m1", kind=PostKind.ANSWER)

    async with desk.served() as client, quiet_page(browser) as page:
        await open_page(page, client, "/c/desk/t/m1")
        await desk.platform.preview(answer(quoting(article)))
        writing = page.locator("#thread-messages .is-writing")
        await writing.wait_for()
        await writing.evaluate("(message) => (message.querySelector('.sentence').isTheSame = true)")
        await desk.platform.preview(answer(quoting(article), second))
        await writing.locator(".sentence >> nth=1").wait_for()
        await desk.send(answer(quoting(article), second))
        await page.locator("#thread-messages .kind-answer .thumbs").wait_for()
        is_the_same = await page.evaluate(
            "document.querySelector('#thread-messages .sentence').isTheSame"
        )

        assert await writing.count() == 0
        assert await page.locator("#thread-messages .kind-answer").count() == 1
        assert is_the_same, "what was read is not touched when more comes"


async def test_the_line_that_says_reading_is_never_left_behind(desk, browser):
    await desk.messages.keep_incoming(message("A question", name="m1"))
    async with desk.served() as client, quiet_page(browser) as page:
        await open_page(page, client, "/c/desk/t/m1")
        await desk.platform.working(DESK, MessageId("m1"), is_working=True)
        await page.locator("#thread-working").wait_for()
        assert not await page.locator("#channel-working").is_visible()
        await page.click("[data-close-thread]")
        await page.locator("#channel-working").wait_for()
        await desk.platform.working(DESK, MessageId("m1"), is_working=False)
        await page.locator("#channel-working").wait_for(state="hidden")
        await page.click(".reply")
        await page.locator("#reply").wait_for()
        assert not await page.locator("#thread-working").is_visible()


async def test_it_comes_back_after_the_console_was_restarted(desk, browser):
    await desk.messages.keep_incoming(message("Before", name="m1"))
    async with quiet_page(browser, is_quiet=False) as page:
        async with desk.served() as client:
            port = client.base_url.port
            await open_page(page, client)
            await desk.platform.working(DESK, MessageId("m1"), is_working=True)
            await page.locator("#channel-working").wait_for()
        await page.locator("#offline").wait_for()
        assert not await page.locator("#channel-working").is_visible()
        await page.fill("#text", "Is anybody there?")
        await page.keyboard.press("Enter")
        await page.locator("#toast", has_text="does not answer").wait_for()
        assert await page.input_value("#text") == "Is anybody there?"

        desk.broadcast.note_work(DESK, MessageId("m1"), is_working=False)
        await desk.messages.keep_incoming(message("Meanwhile", name="m2", sent_at=desk.clock.now()))
        await desk.articles.forget_message(DESK, MessageId("m1"))
        async with desk.served(port=port):
            await line_of(page, "Meanwhile").wait_for()
            await page.locator("#offline").wait_for(state="hidden")
            await line_of(page, "Before").wait_for(state="hidden")
            assert not await page.locator("#channel-working").is_visible()
            await page.focus("#text")
            await page.keyboard.press("Enter")
            await line_of(page, "Is anybody there?").wait_for()


async def test_a_thread_that_is_gone_closes(desk, browser):
    await desk.messages.keep_incoming(message("Before", name="m1"))
    async with desk.served() as client, quiet_page(browser, is_quiet=False) as page:
        await open_page(page, client, "/c/desk/t/m1")
        await desk.articles.forget_message(DESK, MessageId("m1"))
        await line_of(page, "Before", "thread").wait_for(state="hidden")
        await page.evaluate("listen()")
        await page.locator("#toast", has_text="no longer here").wait_for()
        assert not await page.locator("#thread").is_visible()


async def test_who_reads_further_up_stays_there_and_is_told(desk, browser):
    for number in range(30):
        await desk.send(said(f"Message {number}", name=f"d{number}"))
    async with desk.served() as client, quiet_page(browser) as page:
        await open_page(page, client)
        at_end = "(() => { const l = listOf('channel'); return isNearEnd(l); })()"
        assert await page.evaluate(at_end)
        await page.evaluate("listOf('channel').scrollTop = 0")
        await desk.send(said("Something new", name="new"))
        await page.locator(".jump:visible").wait_for()
        assert await page.evaluate("listOf('channel').scrollTop") == 0
        await page.click(".jump:visible")
        assert await page.evaluate(at_end)
        await page.locator(".channel .jump").wait_for(state="hidden")


async def test_long_words_and_titles_do_not_widen_a_phones_page(desk, browser):
    long = "Donaudampfschifffahrtsgesellschaft" * 12
    article = await learn(desk.database, text=f"The vote of {long} was on Friday.", title=long)
    await desk.send(full_post(article, name="b1", kind=PostKind.BRIEFING))
    await desk.messages.keep_incoming(message(f"https://{long}.example/{long}", name="m1"))
    source = await desk.sources.follow(DESK, f"https://{long}.example/feed", None, NOON)
    await desk.sources.record_failure(
        source.source_id, now=NOON, error=f"No host {long}.", next_read_at=NOON
    )
    width = "document.documentElement.scrollWidth <= innerWidth"
    inner = "(e) => e.scrollWidth <= e.clientWidth"
    async with desk.served() as client, quiet_page(browser, viewport=PHONE) as page:
        await open_page(page, client)
        widths = [
            await page.evaluate(width),
            await page.locator("#channel-messages").evaluate(inner),
        ]
        await page.click("#open-side")
        widths.append(await page.locator("#side").evaluate(inner))
        await page.keyboard.press("Escape")
        await page.locator(".cite").first.click()
        widths.append(await page.locator(".evidence-body").evaluate(inner))

    assert widths == [True] * 4


async def test_an_empty_channel_says_what_to_do_and_makes_room(desk, browser):
    async with desk.served() as client, quiet_page(browser) as page:
        await open_page(page, client, "/c/a%252Fb")
        assert "follow" in await page.locator("#welcome").inner_text()
        await page.fill("#text", "hello")
        await page.keyboard.press("Enter")
        await line_of(page, "hello").wait_for()
        assert await page.locator("#welcome").count() == 0
        assert len(await desk.messages.timeline(ChannelKey("local", "a/b"))) == 1
        await page.click(".reply")
        await page.locator("#reply").wait_for()
        assert re.search(r"/c/a%252Fb/t/c\d+", page.url)
