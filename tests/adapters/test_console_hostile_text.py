"""Whatever an article, a feed or a person wrote is text on the page, and never markup."""

from __future__ import annotations

import pytest
from lxml import html

from bot.domain.identifiers import DESK, ChannelKey, MessageId
from bot.domain.messages import Link, Paragraph, PostKind, Rows, words
from tests.contracts.remembering import NOON, full_post, learn, message, post
from tests.fakes.console_desk import open_line, until

OVERRIDE = "\u202e"
#: Hides what follows in the reading order of everything up to the end of its paragraph.
HOSTILE = [
    '<script>alert("x")</script>',
    "<img src=x onerror=alert(1)>",
    "</article></main><h1>Free money</h1>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }} {% include 'base.html' %} ${7*7}",
    "@channel <!here> @room [click](javascript:alert(1))",
    f"The vote {OVERRIDE}was lost",
    "&lt;b&gt; &amp;amp; <!-- <b>",
]
#: Elements that the console's own templates hold.
OWN_SCRIPTS = {"/static/theme.js", "/static/console.js"}


def is_harmless(page):
    """Nothing on the page runs, or leads anywhere but to the web and the console itself."""
    root = html.fromstring(page)
    assert {s.get("src") for s in root.iter("script")} <= OWN_SCRIPTS
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {"img", "svg", "iframe", "object", "style", "b"} or (
            element.tag == "b" and (element.get("class") == "sender" or not element.attrib)
        )
        assert not [name for name in element.attrib if name.startswith("on")]
        address = element.get("href") or element.get("action") or ""
        assert not address or address.startswith(("/", "#", "http://", "https://"))
    return root


async def shown(desk, path="/c/desk"):
    async with desk.served() as client:
        page = await client.get(path)
        assert page.status_code == 200
        return page.text


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_persons_words_are_text(desk, text):
    await desk.messages.keep_incoming(message(text, name="m1", sender=text))

    root = is_harmless(await shown(desk))

    assert root.xpath("string(//*[@class='said-text'])") == text
    assert not root.xpath("//h1[contains(., 'Free money')]")


@pytest.mark.parametrize("text", HOSTILE)
async def test_an_articles_title_and_sentences_are_text(desk, text):
    article = await learn(
        desk.database, text=f"The vote of {text} took place on Friday.", title=text
    )
    await desk.send(full_post(article, name="b1", kind=PostKind.BRIEFING))

    page = await shown(desk)
    root = is_harmless(page)
    evidence = root.xpath("(//a[@data-evidence])[1]/@href")[0]
    opened = is_harmless(await shown(desk, evidence))

    assert text in root.xpath("string(//h4)")
    assert text in root.xpath("string(//p[@class='sentence'])")
    assert opened.xpath("string(//mark)") == text
    async with desk.served() as client, open_line(client) as events:
        heard = await until(events, "message", id="b1")
    assert text in is_harmless(heard["html"]).xpath("string(//h4)")


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://harbour-post.example/a?b=1&c=%3Cd%3E", True),
        ("https://harbour-post.example/a?b=1&c=<d>", False),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        (' https://harbour-post.example/" onclick="alert(1)', False),
        ("//evil.example/a", False),
    ],
)
async def test_only_web_addresses_are_links(desk, url, is_link):
    await desk.send(
        post(
            Paragraph(words("Read {link}.", link=Link("The vote", url))),
            Rows((words("{link}", link=Link("The vote", url)),)),
            name="d1",
        )
    )

    root = is_harmless(await shown(desk))
    links = root.xpath("//article//a[@rel]")

    assert [link.get("href") for link in links] == ([url, url] if is_link else [])
    assert all(link.get("rel") == "noopener noreferrer nofollow" for link in links)
    assert "The vote" in root.xpath("string(//article//p)")


async def test_a_reversed_name_does_not_reverse_the_bots_own_words(desk):
    title = f"evil{OVERRIDE}txt.exe"
    await desk.send(post(Paragraph(words("Read {title}, 12 words.", title=title)), name="d1"))

    root = is_harmless(await shown(desk))

    assert root.xpath("//article//p/bdi/text()") == [title]
    assert root.xpath("string(//article//p)") == f"Read {title}, 12 words."


async def test_a_feeds_title_and_its_trouble_are_text(desk):
    source = await desk.sources.follow(DESK, "https://x.example/feed", HOSTILE[0], NOON)
    await desk.sources.record_failure(
        source.source_id, now=NOON, error=f"No feed: {HOSTILE[1]}", next_read_at=NOON
    )

    root = is_harmless(await shown(desk))

    assert HOSTILE[0] in root.xpath("string(//ul[@class='sources'])")
    assert HOSTILE[1] in root.xpath("string(//ul[@class='sources'])")
    assert root.xpath("//li[@class='failing']")


@pytest.mark.parametrize(
    "place", ["<script>alert(1)</script>", "a/b", "50%", "a%2Fb", "?x=1#y", "café"]
)
async def test_a_channel_of_any_name_opens_and_can_be_written_in(desk, place):
    async with desk.served() as client:
        opened = await client.get("/channels", params={"place": place}, follow_redirects=True)
        root = is_harmless(opened.text)
        form = {"text": "Hello", "thread": ""}
        sent = await client.post(root.xpath("//main//form/@action")[0], data=form)
        (written,) = await desk.messages.timeline(ChannelKey("local", place))
        page = is_harmless((await client.get(sent.headers["location"])).text)
        thread = await client.get(page.xpath("//a[@data-thread]/@href")[0])

    assert root.xpath("string(//h1)") == f"#{place}"
    assert written.text == "Hello"
    assert "Hello" in html.fromstring(thread.text).xpath("string(//section[@id='thread'])")


# ---------------------------------------------------------------- evidence


async def test_evidence_opens_at_the_cited_words_with_where_they_come_from(desk):
    article = await learn(desk.database)
    await desk.send(full_post(article, name="b1"))
    root = html.fromstring(await shown(desk))
    address = root.xpath("//p[@class='sentence']//a[@data-evidence]/@href")[0]

    opened = html.fromstring(await shown(desk, address))

    assert opened.xpath("string(//mark)") == "The Security Council voted on the draft on Friday."
    assert "The Harbour Post" in opened.xpath("string(//header)")
    assert "Fri 22 March 2024" in opened.xpath("string(//dl)")
    assert opened.xpath("//footer/a/@href")[0].startswith(f"{article.url}#:~:text=")


async def test_evidence_of_a_forgotten_article_says_so(desk):
    article = await learn(desk.database)
    path = f"/c/desk/evidence?version={article.version_id}&of=text&start=0&end=10"
    async with desk.served() as client:
        before = await client.get(path)
        await desk.articles.forget(DESK, article.article_id)
        after = await client.get(path)
        in_the_page = await client.get(path, headers={"x-fragment": "1"})

    assert before.status_code == 200
    assert (after.status_code, in_the_page.status_code) == (404, 404)
    assert "This channel no longer holds that article: it was forgotten." in after.text
    assert "no longer holds" in in_the_page.json()["error"]


@pytest.mark.parametrize(
    "query", ["", "version=v", "version=v&of=text&start=a&end=2", "version=v&of=page&start=0&end=2"]
)
async def test_an_address_that_is_no_citation_says_so(desk, query):
    async with desk.served() as client:
        refused = await client.get(f"/c/desk/evidence?{query}")

    assert refused.status_code == 400
    assert "does not name a citation" in refused.text


async def test_another_channels_article_is_no_evidence_here(desk):
    article = await learn(desk.database)
    async with desk.served() as client:
        path = f"/c/cairo/evidence?version={article.version_id}&of=text&start=0&end=10"
        assert (await client.get(path)).status_code == 404
    assert (await desk.messages.timeline(DESK, thread=MessageId("none"))) == []
