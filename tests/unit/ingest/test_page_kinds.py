"""Pages that are no articles are told apart, and articles are never taken for them."""

from __future__ import annotations

import json

import pytest

from bot.errors import NoArticleError, NotKeptError
from bot.ingest.article_text import read_page
from bot.ingest.page_kinds import NO_ARTICLE, PageKind

URL = "https://www.harbour-post.example/world/talks-resume"
FIRST = "The delegations met in the harbour city on Friday and agreed to open two crossings to convoys before the month ends."
SECOND = "“We are close,” the mediator told reporters, adding that the delegations would meet again in May to settle what remains open."
THIRD = "The draft names a commission of five to watch over the crossings, diplomats said on Thursday after a day of consultations."
STUB = f"<p>{FIRST}</p><p>{SECOND}</p>"
WHOLE = STUB + "".join(
    f"<p>{THIRD} Clause {n} of it had been negotiated for {n * 3} weeks in all.</p>"
    for n in range(3, 12)
)
H1 = "<h1>Talks resume in the harbour city</h1>"
DATED = {
    "@type": "NewsArticle",
    "headline": "Talks resume in the harbour city",
    "datePublished": "2024-03-22T15:30:00+01:00",
}
LOCKED = {
    **DATED,
    "isAccessibleForFree": False,
    "hasPart": {
        "@type": "WebPageElement",
        "isAccessibleForFree": "False",
        "cssSelector": ".locked-part",
    },
}


def ld(*nodes: dict) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes
    )


def page(*head: str, body: str) -> bytes:
    return f"<html><head>{''.join(head)}</head><body>{body}</body></html>".encode()


def article(text: str, *around: str) -> str:
    return f"<article>{H1}{text}</article>{''.join(around)}"


def kind_of(content: bytes, url: str | None = URL) -> str:
    """A page's kind by the sentence that a person is told of it."""
    try:
        read_page(content, url, "text/html")
    except NoArticleError as error:
        told = {words.format(where=url or "The page"): kind for kind, words in NO_ARTICLE.items()}
        return told.get(str(error), "no article")
    return PageKind.ARTICLE


def teaser(n: int, text: str = "") -> str:
    return f'<li><h3><a href="/world/{n}">Delegation number {n} arrives in the harbour city</a></h3><p>{text}</p></li>'


TEASERS = "".join(
    teaser(
        n,
        f"Delegation {n} comes with {n * 4} advisers, a list of {n} demands and hardly any time to lose.",
    )
    for n in range(2, 22)
)
HEADLINES = f"<ul>{''.join(teaser(n) for n in range(2, 22))}</ul>"
LIVE = {"@type": "LiveBlogPosting", "headline": "Talks resume in the harbour city", "datePublished": "2024-03-22T15:30:00Z",
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": f"Update {n}"} for n in range(5)]}  # fmt: skip
CONSENT = "<p>We and our 214 partners store and/or access information on a device, such as cookies, and process personal data such as unique identifiers for personalised ads.</p><p>You may accept or manage your choices at any time; they will be signalled to our partners and will not affect browsing data.</p>"

NO_ARTICLES = [
    # paywalls: locked or said to be, and visibly not the whole
    (PageKind.PAYWALL, page(ld(LOCKED), body=article(STUB, "<div>Subscribe to continue reading.</div>"))),
    (PageKind.PAYWALL, page(ld(LOCKED), body=article(STUB, "<div>La suite est réservée aux abonnés.</div>"))),
    (PageKind.PAYWALL, page(ld(LOCKED), body=article(WHOLE, "<div>Il vous reste 57.09% de cet article à lire.</div>"))),
    (PageKind.PAYWALL, page(ld({**LOCKED, "wordCount": 900}), body=article(WHOLE))),
    (PageKind.PAYWALL, page(ld({**DATED, "isAccessibleForFree": "False"}), body=article(f"<p>{FIRST}</p><p>{SECOND} And then they…</p>"))),
    (PageKind.PAYWALL, page(ld(DATED), body=article(STUB, "<p>Dieser Artikel ist nur für Abonnenten. Jetzt weiterlesen!</p>"))),
    # consent
    (PageKind.CONSENT, page("<title>Before you continue</title>", body=f"<main>{CONSENT}<button>Accept all</button></main>")),
    (PageKind.CONSENT, page("<title>The Harbour Post</title>", body=f"<div>{CONSENT}</div>")),
    (PageKind.CONSENT, page(body="<p>Wir und unsere 120 Partner ... </p><button>Zustimmen und weiter</button><p>mit Werbung und Tracking</p>")),
    # logins
    (PageKind.LOGIN, page("<title>Sign in | The Harbour Post</title>", body=f"<form><input type=password></form><p>{FIRST}</p><p>{SECOND}</p>")),
    (PageKind.LOGIN, page("<title>Anmelden</title>", body="<form><input type=text></form>")),
    # errors
    (PageKind.MISSING, page("<title>Page not found - The Harbour Post</title>", body=f"<p>{FIRST}</p><p>{SECOND}</p>")),
    (PageKind.MISSING, page("<title>The Harbour Post</title>", body="<h1>Seite nicht gefunden</h1><p>Es tut uns leid.</p>")),
    (PageKind.MISSING, page("<title>404</title>", body="<h1>Oops</h1>")),
    # live, video, lists
    (PageKind.LIVE, page(ld(LIVE), body=article(WHOLE))),
    (PageKind.VIDEO, page('<meta property="og:type" content="video.other">', body=article(STUB))),
    (PageKind.VIDEO, page(ld({"@type": "VideoObject", "name": "Talks resume"}), body=article(STUB))),
    (PageKind.INDEX, page("<title>World | The Harbour Post</title>", body=f"<h1>World</h1><ul>{TEASERS}</ul>")),
    (PageKind.INDEX, page('<link rel="canonical" href="https://www.harbour-post.example/">', body=f"{article(STUB)}<ul>{TEASERS}</ul>")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "content"), NO_ARTICLES)
def test_what_is_no_article_is_said_to_be_what_it_is(kind, content):
    assert kind_of(content) == kind


BANNER = f'<div class="cookie-banner">{CONSENT}<button>Reject all</button></div>'
LOGIN_BOX = '<form class="login"><h1>Log in</h1><input type="password"></form>'

ARTICLES = [
    page(ld(DATED), body=article(STUB)),
    page(ld(LOCKED), body=article(STUB)),
    page(ld(LOCKED), body=article(WHOLE)),
    # metered: the locked part is there
    page(ld(LOCKED), body=article(f'<div class="locked-part">{WHOLE}</div>', "<div>Subscribe to continue reading.</div>")),
    page(ld({**LOCKED, "wordCount": 210}), body=article(WHOLE, "<div>Subscribe to continue reading.</div>")),
    page(ld(DATED), body=article(WHOLE, "<div>Subscribe to continue reading.</div>")),
    page(body=article(WHOLE, BANNER)),
    page(ld(DATED), body=BANNER + article(STUB)),
    page(body=article(WHOLE, LOGIN_BOX)),
    page("<title>Log in to diplomacy: a ministry goes digital</title>", body=article(WHOLE)),
    page("<title>Page not found: how records of the talks were lost</title>", body=article(WHOLE)),
    page(ld(DATED), "<title>Not found</title>", body=article(STUB)),
    # it only links to a live blog, or embeds a video
    page(ld(DATED, {"@type": "ItemList", "itemListElement": [{**LIVE, "headline": "Elsewhere"}]}), body=article(WHOLE)),
    page(ld(DATED, {"@type": "VideoObject", "name": "The hall on Friday"}), body=article(STUB)),
    page(ld({"@type": "VideoObject", "name": "The hall on Friday"}), body=article(WHOLE)),
    # a ministry's short statement beside a long list, without any metadata
    page(body=article(STUB) + f"<aside>{HEADLINES}</aside>"),
    page(body=article(WHOLE) + HEADLINES),
    page(ld(DATED), body=article(STUB) + f"<ul>{TEASERS}</ul>"),
]  # fmt: skip


@pytest.mark.parametrize("content", ARTICLES)
def test_articles_with_signs_of_something_else_stay_articles(content):
    assert kind_of(content) == PageKind.ARTICLE


def test_a_consent_host_is_a_wall_whatever_it_says():
    content = page(body=article(WHOLE))
    assert kind_of(content, "https://consent.harbour-post.example/collect") == PageKind.CONSENT


def test_a_front_page_is_no_article_unless_it_says_so_itself():
    front = "https://www.harbour-post.example/"
    site = page('<meta property="og:type" content="website">', body=article(WHOLE))
    assert kind_of(page(body=article(STUB)), front) == PageKind.INDEX
    assert kind_of(site, front) == PageKind.INDEX
    assert kind_of(page(ld(DATED), body=article(WHOLE)), front) == PageKind.ARTICLE
    assert kind_of(site, front + "?p=117") == PageKind.ARTICLE


def test_a_list_that_calls_itself_an_article_is_a_list():
    """Archives of tags in WordPress do."""
    head = '<meta property="og:type" content="article">', ld({"@type": "CollectionPage"})
    assert kind_of(page(*head, body=f"<h1>Truce</h1><ul>{TEASERS}</ul>")) == PageKind.INDEX


def test_what_is_shown_can_be_looked_at_and_is_not_kept():
    content = page(ld(LIVE), body=article(WHOLE))
    with pytest.raises(NotKeptError, match="keeps changing") as caught:
        read_page(content, URL, "text/html")
    assert caught.value.kind == "live"
    assert caught.value.shown.title == "Talks resume in the harbour city"


def test_every_kind_has_its_sentence():
    assert set(NO_ARTICLE) == set(PageKind) - {PageKind.ARTICLE}
    assert all(
        words.startswith("{where} ") and words.endswith(".") for words in NO_ARTICLE.values()
    )
