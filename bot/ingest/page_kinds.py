"""What a page is, where it is not an article: a stub, a wall, a live blog, a video, a list.

A real article that is turned away is a missed item, so a page is an article unless two signs
agree that it is something else: what it declares (JSON-LD, ``og:type``), what it says (the words
of walls in many languages, `page_kind_words.toml`), and how much running text it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.ingest.bylines import letters
from bot.ingest.json_ld import Node, listed, texts, types_of
from bot.ingest.page_kind_words import says, titled
from bot.ingest.parsed_page import SEPARATOR, ParsedPage
from bot.ingest.plain_text import letters_in, one_line
from bot.ingest.teasers import Teasers, teasers_of


class PageKind(StrEnum):
    """What a page is."""

    ARTICLE = "article"
    PAYWALL = "paywall"
    CONSENT = "consent"
    LOGIN = "login"
    MISSING = "missing"
    LIVE = "live"
    VIDEO = "video"
    INDEX = "index"


#: What a person is told of a page that is no article, and what to do next.
NO_ARTICLE = {
    PageKind.PAYWALL: "{where} is behind a paywall: I was shown only a part, and I do not keep a "
    "part as if it were the article. If you may read it, paste its text.",
    PageKind.CONSENT: "{where} asks for consent to cookies instead of showing an article, and I "
    "cannot consent for you: open it and paste the article's text.",
    PageKind.LOGIN: "{where} asks for a login, and I have none: open it and paste the article's "
    "text.",
    PageKind.MISSING: "{where} holds an error message and no article: check the address, or paste "
    "the article's text.",
    PageKind.LIVE: "{where} is a live page that keeps changing: paste the entry that you need.",
    PageKind.VIDEO: "{where} is a video with hardly any text: paste the words that matter.",
    PageKind.INDEX: "{where} lists articles and is none itself: give me the address of one of "
    "them, or follow the page if it has a feed.",
}


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page is, and what told so, for a log and for tests."""

    kind: PageKind
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What a page shows and declares, taken before its text is taken out of it."""

    url: str | None
    #: The parts of the window's title and of the preview's, in small letters.
    titles: frozenset[str]
    #: The first main heading, in small letters.
    heading: str
    #: JSON-LD describes an article with a date, or the page's head gives one.
    is_dated_article: bool
    og_type: str
    is_locked: bool
    #: The part that JSON-LD calls locked is in the page, with text; None where none is named.
    has_locked_part: bool | None
    #: Words of the article as JSON-LD counts them.
    word_count: int | None
    is_live: bool
    is_video: bool
    is_list: bool
    has_password: bool
    #: The page declares the site's front page as its address, or is it.
    is_front_page: bool
    #: It was read at the site's front page.
    was_front_page: bool
    #: What readers see, in small letters and single spaces.
    shown: str
    teasers: Teasers


#: Letters that a wall, a stub or an error page does not exceed, and most articles do.
_FEW = 900
#: Letters that a page has where next to nothing but its furniture is text.
_HARDLY_ANY = 500
#: Letters below which there is nothing to lose: the page is turned away in any case.
_NO_TEXT = 150
#: Letters up to which a page may be a list, or a stub whose locked part is not in it.
_SOME = 2500
#: Share of the declared words from which an article counts as whole.
_WHOLE = 0.6
_MOST_DIGITS = 8
_FEWEST_TEASERS = 8
_LIVE_ENTRIES = 3


def page_signs(page: ParsedPage) -> PageSigns:
    """What tells a page's kind."""
    metas = page.meta("article:published_time", "datepublished", "pubdate", "parsely-pub-date")
    dated = any(texts(node.get("datePublished")) for node in page.articles)
    is_dated = dated or next(metas, None) is not None
    kinds = {kind for node in page.nodes for kind in types_of(node)}
    return PageSigns(
        url=page.url,
        titles=frozenset(_titles(page)),
        heading=next(iter(page.headings.values()), "").casefold(),
        is_dated_article=is_dated,
        og_type=next(page.meta("og:type"), "").casefold(),
        is_locked=any(_locked(node) for node in page.articles),
        has_locked_part=_has_locked_part(page),
        word_count=_word_count(page.articles[:1]),
        is_live=_is_live(page),
        is_video="videoobject" in kinds and _is_video(page),
        is_list=not page.articles and bool(kinds & {"collectionpage", "itemlist"}),
        has_password=bool(page.tree.xpath('.//input[@type="password"]')),
        is_front_page=_is_front_page(page),
        was_front_page=page.url is not None and not page.articles and _is_front(page.url),
        shown=_shown(page),
        teasers=teasers_of(page.tree) if not is_dated else Teasers(0, ""),
    )


def page_kind(signs: PageSigns, paragraphs: Sequence[str]) -> PageReading:
    """What a page is whose running text is `paragraphs`."""
    size = sum(map(letters_in, paragraphs))
    for kind, found in (
        (PageKind.LIVE, _live(signs)),
        (PageKind.MISSING, _missing(signs, size)),
        (PageKind.CONSENT, _consent(signs, paragraphs, size)),
        (PageKind.LOGIN, _login(signs, size)),
        (PageKind.PAYWALL, _paywall(signs, paragraphs, size)),
        (PageKind.VIDEO, _video(signs, size)),
        (PageKind.INDEX, _index(signs, paragraphs, size)),
    ):
        if found:
            return PageReading(kind, found)
    return PageReading(PageKind.ARTICLE)


_Evidence = tuple[str, ...]


# ---------------------------------------------------------------- the kinds


def _live(signs: PageSigns) -> _Evidence:
    return ("JSON-LD: LiveBlogPosting",) if signs.is_live else ()


def _missing(signs: PageSigns, size: int) -> _Evidence:
    if signs.is_dated_article or size > _FEW:
        return ()
    said = titled("missing", {*signs.titles, signs.heading})
    return (f"title: {said}",) if said else ()


def _consent(signs: PageSigns, paragraphs: Sequence[str], size: int) -> _Evidence:
    """A wall: it calls itself one, or its text is about consent from end to end."""
    host = (urlsplit(signs.url).hostname or "") if signs.url else ""
    if host.startswith(("consent.", "cookies.", "privacy-mgmt.")):
        return (f"host: {host}",)
    if signs.is_dated_article and size > _HARDLY_ANY:
        return ()
    said = titled("consent", {*signs.titles, signs.heading})
    phrases = says("consent", signs.shown)
    if said and phrases and size < _SOME:
        return (f"title: {said}", *phrases)
    about = sum(letters_in(p) for p in paragraphs if says("consent", p.casefold()))
    is_about = size - about < _NO_TEXT or (about * 2 > size and not signs.is_dated_article)
    return tuple(phrases) if len(phrases) > 1 and is_about and size < _SOME else ()


def _login(signs: PageSigns, size: int) -> _Evidence:
    if signs.is_dated_article or size > _FEW:
        return ()
    said = titled("login", signs.titles)
    folder = (urlsplit(signs.url).path.rstrip("/").rpartition("/")[2] if signs.url else "").lower()
    is_address = folder in {"login", "signin", "sign-in", "log-in", "anmelden", "connexion"}
    if said and (signs.has_password or is_address or size < _HARDLY_ANY):
        return (f"title: {said}",)
    return ("a password field and no text",) if signs.has_password and size < _NO_TEXT else ()


def _paywall(signs: PageSigns, paragraphs: Sequence[str], size: int) -> _Evidence:
    """A stub: locked or saying so, and visibly not the whole."""
    phrases = says("paywall", signs.shown) if size < _SOME else []
    if not (signs.is_locked or phrases):
        return ()
    words = len(" ".join(paragraphs).split())
    if signs.word_count and words:
        is_part = words < _WHOLE * signs.word_count and size < _SOME
        return (f"{words} of {signs.word_count} words",) if is_part else ()
    if signs.has_locked_part:
        return ()
    is_withheld = signs.has_locked_part is False
    breaks_off = bool(paragraphs) and paragraphs[-1].rstrip().endswith(("…", "...", "[…]", "[...]"))
    if signs.is_locked and phrases and (is_withheld or size < _FEW):
        return ("JSON-LD: not free", *phrases)
    if size < _FEW and breaks_off:
        return ("the text breaks off", *phrases)
    # Offers to subscribe stand beside short news that is whole: one alone tells nothing.
    return tuple(phrases) if len(phrases) > 1 and size < _HARDLY_ANY else ()


def _video(signs: PageSigns, size: int) -> _Evidence:
    if size >= _HARDLY_ANY:
        return ()
    if signs.og_type.startswith("video"):
        return (f"og:type: {signs.og_type}",)
    return ("JSON-LD: VideoObject",) if signs.is_video else ()


def _index(signs: PageSigns, paragraphs: Sequence[str], size: int) -> _Evidence:
    """A list of articles: many teasers, and the text found is theirs."""
    if signs.is_dated_article or (signs.og_type == "article" and not signs.is_list):
        return ()
    if signs.was_front_page and (size < _SOME or signs.og_type == "website" or signs.is_list):
        return ("the site's front page", f"{size} letters")
    count = f"{signs.teasers.count} teasers"
    if signs.teasers.count < _FEWEST_TEASERS:
        return ()
    theirs = sum(letters_in(p) for p in paragraphs if letters(p) in signs.teasers.text)
    if theirs * 2 > size or size < _NO_TEXT:
        return (count, "the text is theirs")
    declares = signs.is_front_page or signs.is_list
    return (count, "declares a list") if declares and size < _SOME else ()


# ---------------------------------------------------------------- the signs


def _titles(page: ParsedPage) -> Iterator[str]:
    for title in (page.window_title, *page.meta("og:title")):
        if title:
            yield title.casefold()
            yield from (part.strip().casefold() for part in SEPARATOR.split(title))


def _locked(node: Node) -> bool:
    said = [node.get("isAccessibleForFree"), *_parts(node, "isAccessibleForFree")]
    return any(str(one).casefold() in {"false", "no"} for one in said)


def _parts(node: Node, key: str) -> Iterator[object]:
    for part in listed(node.get("hasPart")):
        if isinstance(part, dict):
            yield part.get(key)


def _has_locked_part(page: ParsedPage) -> bool | None:
    """Whether a part that JSON-LD names as locked is in the page."""
    selectors = [s for n in page.articles for v in _parts(n, "cssSelector") for s in listed(v)]
    names = [m[1] for s in selectors if (m := re.fullmatch(r"\s*\.([\w-]+)\s*", str(s)))]
    if not names:
        return None
    path = './/*[contains(concat(" ", normalize-space(@class), " "), concat(" ", $name, " "))]'
    found = (e for name in names for e in page.tree.xpath(path, name=name))
    return any(letters_in(e.text_content()) > _HARDLY_ANY for e in found)


def _word_count(nodes: Sequence[Node]) -> int | None:
    counts = (str(count) for node in nodes for count in listed(node.get("wordCount")))
    return next((int(c) for c in counts if c.isdecimal() and len(c) < _MOST_DIGITS), None)


def _is_live(page: ParsedPage) -> bool:
    """Whether the page itself is a live blog: not one that it only links to."""
    live = [node for node in page.articles if "liveblogposting" in types_of(node)]
    if not live:
        return False
    ours = {*page.headings, *map(letters, page.meta("og:title")), letters(page.window_title or "")}
    is_ours = len(live) == len(page.articles) or any(
        letters(headline) in ours for node in live for headline in texts(node.get("headline"))
    )
    entries = max(len(listed(node.get("liveBlogUpdate"))) for node in live)
    calls_itself = any(titled("live", set(re.split(r"[:|,–-]\s|\s", t))) for t in _titles(page))
    return is_ours and (entries >= _LIVE_ENTRIES or calls_itself or not page.headings)


def _is_video(page: ParsedPage) -> bool:
    """Whether the page's one subject is a video: it bears the page's own title."""
    ours = {*page.headings, *map(letters, page.meta("og:title"))}
    videos = [node for node in page.nodes if "videoobject" in types_of(node)]
    named = [letters(name) for node in videos for name in texts(node.get("name"))]
    return not page.articles or any(name in ours for name in named)


def _is_front_page(page: ParsedPage) -> bool:
    declared = page.tree.xpath('.//link[@rel="canonical"]/@href') or [*page.meta("og:url")]
    addresses = [address for address in (page.url, *declared[:1]) if address]
    return any(map(_is_front, addresses))


def _is_front(address: str) -> bool:
    return re.fullmatch(r"/?(?:[a-z]{2}/?)?", _path(address)) is not None


def _path(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "?"
    return parts.path if not parts.query else "?"


def _shown(page: ParsedPage) -> str:
    """The page's words without scripts, as far as walls stand on it."""
    silent = {"script", "style", "template", "noscript"}
    body = page.tree.find("body")
    pieces: list[str] = []
    for element in body.iter() if body is not None else ():
        if isinstance(element.tag, str) and element.tag not in silent and element.text:
            pieces.append(element.text)
        if element.tail:
            pieces.append(element.tail)
    return (one_line(" ".join(pieces)) or "").casefold()
