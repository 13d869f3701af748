"""A page's headline, without what the site hangs before or after it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote, urlsplit

from bot.ingest.bylines import letters
from bot.ingest.json_ld import texts
from bot.ingest.outlet_name import own_names
from bot.ingest.parsed_page import SEPARATOR, ParsedPage
from bot.ingest.plain_text import one_line

_SHORTEST = 3
#: Characters of a title that may still have the site's name in it.
_LONGEST = 500
#: What stands before a headline: "Sudan: Talks resume".
_KICKER = re.compile(r"(.{3,60}?)\s?(?::| [-–—])\s")
#: A section behind a title, without spaces between: "Talks resume-Politics".
_GLUED = re.compile(r"[-_|–]\w+")
#: The site's name behind a Chinese, Japanese or Korean title, without spaces: "…开始谈判-港口网".
_SITE_IN_SIGNS = re.compile(
    r"(?<=[\u3040-\u9fff\uac00-\ud7af）」』”])\s?[-_–—|｜：:]{1,2}\s?"
    r"[^-_–—|｜：:]{1,20}(?:网|网站|官网|網|网易订阅|日报|晚报|时报|日報|時報|新闻|频道|頻道|新聞|ニュース|뉴스|일보|신문)$"
)
#: Letters of a kicker.
_LONGEST_KICKER = 60


def page_title(page: ParsedPage, outlet: str | None) -> str | None:
    """The headline: JSON-LD's, unless page and preview agree on another.

    What readers see and what is shared is the headline; one that only machines are given is often
    written for search engines.  So is a main heading in the path to the article, above a second
    heading that shows one of the declared titles: this is the one that readers see.  A kicker is
    part of a headline where the preview, which stands alone, carries it.
    """
    own = {letters(name) for name in own_names(page, outlet) if name}
    declared = [one_line(t) for n in page.articles[:1] for t in texts(n.get("headline"))]
    preview = list(page.meta("og:title"))
    agreed = [title for title in preview if letters(title) in page.headings]
    below = _shown_below([*preview, *filter(None, declared)], page)
    others = page.meta("twitter:title", "headline", "dc.title", "title")
    shown = _headings(page, own)
    for candidate in [*below, *agreed, *declared, *preview, *others, *shown, page.window_title]:
        if candidate and len(candidate) >= _SHORTEST and candidate != outlet:
            title = _bare(candidate, own, page)
            bare = (_bare(p, own, page) for p in preview)
            return next((p for p in bare if _is_kicked(title, p)), title)
    return None


def _shown_below(titles: Iterable[str], page: ParsedPage) -> Iterator[str]:
    """Declared titles that are no main heading but the next one, alone or after a kicker."""
    next_ones = [letters(shown) for shown in _next_headings(page)]
    for title in titles:
        plain = letters(title)
        if len(plain) < _SHORTEST or plain in page.headings:
            continue
        if any(s.endswith(plain) and len(s) - len(plain) <= _LONGEST_KICKER for s in next_ones):
            yield title


def _next_headings(page: ParsedPage) -> Iterator[str]:
    """The second heading that follows each main one: further down stand other articles' titles."""
    follows = False
    for heading in page.tree.iter("h1", "h2"):
        if follows and heading.tag == "h2":
            yield heading.text_content()
        follows = heading.tag == "h1"


def _headings(page: ParsedPage, own: Collection[str]) -> Iterator[str]:
    """Main headings: first what the window's title begins with, never the site's name."""
    window = letters(page.window_title or "")
    shown = [heading for plain, heading in page.headings.items() if plain not in own]
    yield from sorted(shown, key=lambda heading: letters(heading) not in window)


def _is_kicked(title: str, preview: str) -> bool:
    """Whether one of two headlines is the other one after a kicker: "Sudan: Talks resume"."""
    longer, shorter = sorted((title, preview), key=len, reverse=True)
    kicker = _KICKER.match(longer)
    return kicker is not None and letters(longer[kicker.end() :]) == letters(shorter) != ""


def _bare(title: str, own: Collection[str], page: ParsedPage) -> str:
    """A title without the site's name, its sections and the day around it."""
    if len(title) > _LONGEST:
        return title
    title = _SITE_IN_SIGNS.sub("", title)
    for separator in reversed(list(SEPARATOR.finditer(title))):
        before, after = title[: separator.start()].strip(), title[separator.end() :].strip()
        is_site = letters(after) in own or _is_day(after)
        if before and (is_site or letters(before) in _main_headings(page)):
            return _without_sections(_bare(before, own, page), page)
    first = SEPARATOR.search(title)
    if first and letters(title[: first.start()]) in own and title[first.end() :].strip():
        return title[first.end() :].strip()
    return title


def _main_headings(page: ParsedPage) -> Collection[str]:
    """The main headings by their letters; on a page without any the next lower ones."""
    if page.headings:
        return page.headings
    return {letters(heading.text_content()) for heading in page.tree.iter("h2")}


def _without_sections(title: str, page: ParsedPage) -> str:
    """A title, from which the site's name was taken, without the sections that stood before it."""
    sections = {letters(section) for section in _sections(page)}
    for given in page.meta("headline", "dc.title", "title"):
        if title.startswith(given) and _GLUED.fullmatch(title, len(given)):
            return given
    while parted := list(SEPARATOR.finditer(title)):
        before, after = title[: parted[-1].start()].strip(), title[parted[-1].end() :]
        if not before or letters(after) not in sections:
            break
        title = before
    return title


def named_sections(page: ParsedPage) -> list[str]:
    """What the page calls the section that its article stands in, the surest first."""
    declared = [text for node in page.articles for text in texts(node.get("articleSection"))]
    said = map(one_line, [*declared, *page.meta("article:section", "section", "parsely-section")])
    return [section for section in said if section]


def _sections(page: ParsedPage) -> list[str]:
    """The named sections, and the folders of the page's address."""
    folders = unquote(urlsplit(page.address or "").path).split("/")[:-1]
    return [*named_sections(page), *filter(None, folders)]


def _is_day(text: str) -> bool:
    return re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", text) is not None
