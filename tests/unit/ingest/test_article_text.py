from __future__ import annotations

import gzip
import random
import re
from datetime import UTC, datetime

import pytest

from bot.errors import NoArticleError, TooLargeError
from bot.ingest.article_text import LONGEST_TEXT, read_page, read_pasted

URL = "https://www.harbour-post.example/world/council-vote?utm_source=feed"
FIRST = "HARBOUR CITY (Reuters) - The council voted on Friday on a draft that had been negotiated for weeks by the three delegations."
SECOND = "“We are close,” the mediator told reporters, adding that the delegations would meet again in May to settle what remains open."
THIRD = "The draft would open two crossings to aid convoys and names a commission of five to watch over it, diplomats said on Thursday."
PAGE = f"""<!doctype html><html lang="en-GB"><head>
<title>Council votes on draft after weeks of talks - The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Council votes on draft after weeks of talks">
<link rel="canonical" href="/world/council-vote">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"NewsArticle",
"headline":"Council votes on draft after weeks of talks","datePublished":"2024-03-22T15:30:00+01:00",
"author":[{{"@type":"Person","name":"Ana Pérez"}},{{"@type":"Person","name":"Jo Li"}}],
"publisher":{{"@type":"Organization","name":"Harbour Media Group Ltd"}}}}]}}</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Council votes on draft after weeks of talks</h1><p>{FIRST}</p>
<figure><img src="a.jpg"><figcaption>The hall on Friday. Photo: Jo Li</figcaption></figure>
<p>{SECOND}</p><p>Read more: Five things to know about the draft</p>
<div class="newsletter-box"><p>Sign up for our daily newsletter</p><p>Please wait...</p></div><p>{THIRD}</p>
<h3>Related stories</h3><ul><li><a href="/1">Delegations arrive</a></li><li><a href="/2">Who sits at the table</a></li></ul>
</article><footer>© 2024 The Harbour Post. All rights reserved.</footer></body></html>"""


def test_a_page_gives_its_article_and_nothing_around_it():
    article = read_page(PAGE.encode(), URL, "text/html; charset=utf-8")
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert article.title == "Council votes on draft after weeks of talks"
    assert (article.outlet, article.author) == ("The Harbour Post", "Ana Pérez, Jo Li")
    assert article.published_at == datetime(2024, 3, 22, 14, 30, tzinfo=UTC)
    assert (article.language, article.credit) == ("en", "Reuters")
    assert article.url == "https://www.harbour-post.example/world/council-vote"


PLACEHOLDER = """<meta name="pubdate" content="2024-03-22">
<script type="application/ld+json">{"@type":"Article","datePublished":"0001-01-01"}</script>"""


def with_head(*lines: str, body: str = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>") -> bytes:
    return (
        f"<html><head>{''.join(lines)}</head><body><article>{body}</article></body></html>".encode()
    )


@pytest.mark.parametrize(
    "declared", ["https://evil.example/taken", "/", "javascript:alert(1)", "http://[x"]
)
def test_a_page_cannot_speak_for_another_address(declared):
    page = with_head(f'<link rel="canonical" href="{declared}">')
    assert read_page(page, "https://a.example/b", "").url == "https://a.example/b"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-03-22T08:00:00Z">', "2024-03-22"),
        ('<meta itemprop="datePublished" content="2024-03-22">', "2024-03-22"),
        ('<meta name="date" content="Fri, 22 Mar 2024 08:00:00 GMT">', "2024-03-22"),
        (PLACEHOLDER, "2024-03-22"),
        ('<script type="application/ld+json">{broken</script>', None),
        ("", None),
    ],
)  # fmt: skip
def test_the_date_of_publication_is_read_where_it_is_written(head, day):
    found = read_page(with_head(head), None, "").published_at
    assert (found.date().isoformat() if found else None) == day
    assert found is None or found.tzinfo is not None


def test_the_outlet_is_its_name_and_only_at_last_its_host():
    named = with_head(
        "<title>Talks | The Harbour Post</title>",
        body=f"<h1>Talks</h1><p>{FIRST}</p><p>{SECOND}</p>",
    )
    assert read_page(named, URL, "").outlet == "The Harbour Post"
    assert read_page(with_head(), URL, "").outlet == "harbour-post.example"
    assert read_page(with_head(), None, "").outlet is None


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", ""),
        ("windows-1252", "text/html; charset=windows-1252"),
        ("iso-8859-1", "text/html; charset=utf-8"),
        ("utf-16", ""),
    ],
)
def test_wrong_and_missing_encodings_are_survived(encoding, content_type):
    text = f"<p>L’été à Genève : les délégués se sont réunis vendredi. {'Ils ont parlé de paix. ' * 9}</p>"
    if encoding == "iso-8859-1":
        text = text.replace("’", "'")
    page = f"<html><body><article>{text}</article></body></html>".encode(encoding)
    assert "été à Genève" in read_page(page, None, content_type).text


@pytest.mark.parametrize(
    "page",
    [
        b"", b"   ", b"\0\0\0", b"<html></html>", b"<html><body><nav>Home</nav></body></html>",
        b"<html><body><p>Page not found.</p></body></html>", b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n",
        gzip.compress(PAGE.encode()), b"<" * 10_000, b"<div>" * 50_000,
    ],
)  # fmt: skip
def test_pages_without_an_article_are_said_to_have_none(page):
    with pytest.raises(NoArticleError) as refused:
        read_page(page, "https://a.example/b", "")
    assert "https://a.example/b" in str(refused.value)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_and_cut_off_pages_give_an_article_or_a_clear_error(seed):
    chance = random.Random(seed)
    damaged = bytearray(PAGE.encode())
    for _ in range(40):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    for page in (bytes(damaged), bytes(damaged[: chance.randrange(len(damaged))])):
        try:
            assert read_page(page, URL, "").text
        except NoArticleError as refused:
            assert URL in str(refused)  # noqa: PT017 -- either outcome is right


def test_control_characters_do_not_break_the_reader():
    page = PAGE.replace("</figure>", "</figure>\x01\x0b\x1f\ufffe&#1;&#0;&#xd800;")
    assert read_page(page.encode(), URL, "").text.startswith(FIRST)


def test_pictures_and_films_are_not_read():
    with pytest.raises(NoArticleError, match="a video"):
        read_page(PAGE.encode(), URL, "video/mp4")


def test_a_page_of_many_megabytes_is_refused_with_the_limit():
    with pytest.raises(TooLargeError, match="10,000,000"):
        read_page(bytes(10_000_001), URL, "")


def test_standfirst_that_readers_see_is_part_of_the_text():
    lead = "Three delegations agree on two crossings, and on little else so far."
    page = with_head(
        f'<meta name="description" content="{lead}">',
        body=f"<h1>Vote</h1></article><div class='lead'>{lead}</div><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
    )
    assert read_page(page, URL, "").text.startswith(lead)
    unseen = page.replace(b"<div class='lead'>", b"<div class='note'>Not ")
    assert not read_page(unseen, URL, "").text.startswith(lead)


@pytest.mark.parametrize(
    ("below", "is_read"),
    [
        ('<h2 class="b-subheadline">{}</h2>', True),
        ('<p class="article-excerpt">{}</p>', True),
        ('<div class="chapo"><p>{}</p></div>', True),
        ('<figure><figcaption class="lead">{}</figcaption></figure>', False),
        ('<p class="teaser">{}</p>', False),
    ],
)
def test_a_standfirst_is_known_by_its_class_too(below, is_read):
    lead = "Three delegations agree on two crossings, and on little else so far"
    body = f"<h1>Vote</h1>{below.format(lead)}</article><article><p>{FIRST}</p><p>{SECOND}</p>"
    assert read_page(with_head(body=body), URL, "").text.startswith(lead) is is_read


@pytest.mark.parametrize(
    "head",
    [
        "<ul><li>Harbour Council</li><li>Press release</li><li>22 March 2024</li><li>18:25</li></ul><h1>Council votes</h1>",
        "<h1>Council votes</h1><p>Nota de prensa 51</p><p>22 de marzo de 2024</p>",
        "<h1>Council votes</h1><h2>News release</h2><p>March 22, 2024 - Port Elm - Harbour Office</p>",
        "<h1>Council votes</h1><p>Source: Xinhua</p><p>Editor: jo</p><p>2024-03-22 21:14:15</p>",
        "<p>報道発表</p><h1>Council votes</h1><p>令和6年3月22日</p>",
        "<p>Пресс-релиз № 12</p><h1>Council votes</h1><p>22 марта 2024 года 19:45</p>",
    ],
)
def test_labels_of_a_release_are_no_part_of_its_text(head):
    page = (
        f"<html><body><main>{head}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></main></body></html>"
    )
    assert read_page(page.encode(), URL, "").text.split("\n\n") == [FIRST, SECOND, THIRD]


def test_what_stands_above_a_repeated_headline_and_is_running_text_stays():
    lead = (
        "Three delegations agree on two crossings, on little else, and on no day for the next round"
    )
    page = f"<html><head><title>Council votes</title></head><body><main><h2>{lead}</h2><h1>Council votes</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></main></body></html>"
    assert read_page(page.encode(), URL, "").text.split("\n\n")[:2] == [lead, FIRST]


def test_a_table_that_lays_out_a_page_is_no_table():
    laid_out = f"<table><tr><td><a href='/'>Home</a></td></tr><tr><td><table><tr><td><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></td></tr></table></td></tr></table>"
    page = f"<html><body>{laid_out}</body></html>"
    assert read_page(page.encode(), URL, "").text.split("\n\n")[-3:] == [FIRST, SECOND, THIRD]
    figures = "<table><tr><td>Line</td><td>Crossings</td></tr><tr><td>North</td><td>two a day</td></tr></table>"
    page = f"<html><body><article><p>{FIRST}</p>{figures}<p>{SECOND}</p><p>{THIRD}</p></article></body></html>"
    assert "North two a day" in read_page(page.encode(), URL, "").text.split("\n\n")


def test_a_teaser_that_is_an_article_element_is_not_the_article():
    teaser = "<section><article><a href='/1'>Delegations arrive in the city</a><p>17 March 2024 - News</p></article></section>"
    page = f"<html><body><main><div><h1>Council votes</h1></div><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></main>{teaser}</body></html>"
    assert "17 March" not in read_page(page.encode(), URL, "").text


# ---------------------------------------------------------------- pasted text

PASTE = f"""{FIRST.replace("(Reuters) - ", "")}

{SECOND}

{THIRD}

With AFP

Subscribe to our newsletter

Newsletter signup

Please wait...

Thank you for sign up!"""


def test_a_pasted_text_loses_its_website_and_keeps_its_credit():
    article = read_pasted(PASTE)
    assert article.text.endswith("said on Thursday.")
    assert article.credit == "AFP"
    assert (article.title, article.published_at, article.url) == (None, None, None)
    for notice in ("newsletter", "Newsletter", "Please wait", "Thank you", "With AFP"):
        assert notice not in article.text


@pytest.mark.parametrize(
    ("start", "title"),
    [
        ("Council votes on draft\n\n", "Council votes on draft"),
        ("Title: Council votes on draft\n", "Council votes on draft"),
        ("# Council votes on draft\n\n", "Council votes on draft"),
        ("Council votes on draft.\n\n", None),
        ("Council votes on draft\n", None),
        ("With AFP\n\n", None),
        ("", None),
    ],
)
def test_a_title_is_taken_only_where_the_text_shows_one(start, title):
    article = read_pasted(start + PASTE)
    assert article.title == title
    if title:
        assert title not in article.text


@pytest.mark.parametrize(
    "text", ["", "   \n", "abc", "Hello.", "Please wait...\n\nNewsletter signup"]
)
def test_a_text_that_is_hardly_one_is_refused(text):
    with pytest.raises(NoArticleError, match="too short"):
        read_pasted(text)


def test_five_megabytes_of_text_are_refused_with_the_limit():
    with pytest.raises(TooLargeError, match=re.escape(f"{LONGEST_TEXT:,}")):
        read_pasted("word " * 1_000_000)


def test_a_text_in_characters_needs_fewer_of_them():
    assert read_pasted("安全理事会は金曜日に決議案を採決した。").language == "ja"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_part_paragraphs(newline):
    assert read_pasted(PASTE.replace("\n", newline)).text == read_pasted(PASTE).text


def test_lines_that_were_wrapped_are_joined():
    article = read_pasted(
        "The council voted on Friday\non a draft that had been\nnegotiated for weeks."
    )
    assert (
        article.text == "The council voted on Friday on a draft that had been negotiated for weeks."
    )
