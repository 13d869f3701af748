"""The running text of a page's article, as paragraphs.

trafilatura finds it (`favor_precision`: a sentence too many can be quoted, one too few only
missed); what it does not know is added around it, each measured on `news_pages_258`
(bench/extraction.py): what sites put between paragraphs is taken out first, a page on which
precision finds next to nothing is read again, JSON-LD's ``articleBody`` is believed where it
tells more, and the standfirst, which sites keep outside the text, is put back.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import html

from bot.ingest.block_quotes import mark_quotations
from bot.ingest.boilerplate import without_boilerplate
from bot.ingest.json_ld import texts
from bot.ingest.parsed_page import ParsedPage
from bot.ingest.plain_text import paragraphs_of_html, squeezed
from bot.ingest.standfirst import standfirst_of, with_standfirst

#: Below this many characters an extraction may have missed the article.
_SHORT = 1500
#: How much more another way of reading must find to be believed instead.
_MORE = 2.0
#: An ``articleBody`` shorter than this is a teaser.
_TEASER = 600
#: How much longer than the extraction ``articleBody`` must be to replace it.
_FULLER = 1.25

#: What stands between an article's paragraphs and is not of it: captions, posts of others, boxes
#: with sign-ups, links and authors.
_NOISE = re.compile(
    r"(^|[\s_-])(captions?|figcaption|twitter-tweet|instagram-media|related(-[\w-]+)?|newsletters?"
    r"|recirc\w*|author-bio|read-?more|most-read|most-popular|share-?bar|social-?share|promo\w*"
    r"|recommend\w*|breadcrumbs?|paywall-\w+|(?:press|media)-?contacts?|subscribe\w*|sign-?up|teasers?|byline-box|copyright)"
    r"([\s_-]|$)",
    re.IGNORECASE,
)
_NOISE_TAGS = ("figcaption", "form", "button", "nav", "footer")
_TABLE_TAGS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td"})
#: Paragraphs of running text, with so many characters, that a cell of figures never has.
_FEWEST_RUNNING, _RUNNING = 2, 80
#: A box that holds more than this share of the page's paragraphs is the article itself, whatever
#: its class says.
_TOO_MUCH = 0.15
#: Characters of an ``article`` element with a link that is no article.
_LARGEST_TEASER = 300


def main_paragraphs(page: ParsedPage) -> list[str]:
    """The article's paragraphs in order, without boilerplate; the page's tree is changed."""
    tree, url = page.tree, page.url
    declared = _declared_body(page)
    standfirst = standfirst_of(page)
    mark_quotations(tree)
    _unfold_layout(tree)
    take_out_noise(tree)
    found = _precise(tree, url)
    if _size(found) < _SHORT:
        again = _extracted(tree, url, favor_precision=False)
        found = again if _size(again) > _MORE * _size(found) else found
    if _is_fuller(declared, found):
        found = declared
    elif _size(declared) > _TEASER:
        found = _until_last_shared(found, declared)
    return with_standfirst(found, standfirst)


def _precise(tree: html.HtmlElement, url: str | None) -> list[str]:
    """What the extractor finds by itself, or else beside the two others that it can ask.

    The others are believed where they find twice as much, and take a third of the time: they are
    left alone where half of the page's paragraphs is found already.
    """
    found = _extracted(tree, url, favor_precision=True, is_alone=True)
    half = sum(len(p.text_content()) for p in tree.iter("p")) / _MORE
    is_enough = _size(found) >= max(_SHORT, half)
    return found if is_enough else _extracted(tree, url, favor_precision=True)


def _extracted(
    tree: html.HtmlElement, url: str | None, *, favor_precision: bool, is_alone: bool = False
) -> list[str]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = bare_extraction(
        tree,
        url=url,
        fast=is_alone,
        favor_precision=favor_precision,
        include_comments=False,
        with_metadata=False,
    )
    lines = (found.text or "").split("\n") if found is not None else []
    return without_boilerplate([line for raw in lines if (line := squeezed(_unmarked(raw)))])


def _unmarked(line: str) -> str:
    """A line without the list dash or the table bars that the extractor writes."""
    return re.sub(r"^- |\s*\|\s*", " ", line)


def _unfold_layout(tree: html.HtmlElement) -> None:
    """Turn tables that lay out a page into plain boxes: what is in a cell would be one paragraph."""
    for cell in list(tree.iter("td")):
        running = sum(len(p.text_content()) > _RUNNING for p in cell.iterchildren("p"))
        if running >= _FEWEST_RUNNING:
            for box in (cell, *cell.iterancestors()):
                box.tag = "div" if box.tag in _TABLE_TAGS else box.tag


def take_out_noise(tree: html.HtmlElement) -> None:
    """Take out of a tree what sites put between an article's paragraphs."""
    most = _TOO_MUCH * sum(len(p.text_content()) for p in tree.iter("p"))
    for element in list(_noisy(tree)):
        inside = sum(len(p.text_content()) for p in element.iter("p"))
        # Some sites put the whole page into a form, or call the article's box after its promotion.
        is_around_the_article = (
            inside > most or next(element.iter("h1", "article"), None) is not None
        )
        if not is_around_the_article and element.getparent() is not None:
            element.drop_tree()


def _noisy(tree: html.HtmlElement) -> Iterable[html.HtmlElement]:
    yield from tree.iter(*_NOISE_TAGS)
    for article in tree.iter("article"):
        # Another article's teaser: trafilatura takes the first ``article`` for this one's text.
        is_teaser = next(article.iter("a"), None) is not None
        if is_teaser and len(article.text_content()) < _LARGEST_TEASER:
            yield article
    for element in tree.iter("div", "section", "aside", "ul", "p", "span", "blockquote"):
        if _NOISE.search(element.get("class") or ""):
            yield element


# ---------------------------------------------------------------- what the page declares


def _declared_body(page: ParsedPage) -> list[str]:
    bodies = [body for node in page.articles for body in texts(node.get("articleBody"))]
    longest = max(bodies, key=len, default="")
    return without_boilerplate(paragraphs_of_html(longest)) if longest else []


def _is_fuller(declared: Sequence[str], found: Sequence[str]) -> bool:
    """Whether the declared body tells more than what was found on the page.

    One block is believed only where hardly anything was found: it may be several texts in one.
    """
    is_more = _size(declared) > max(_FULLER * _size(found), _TEASER)
    return is_more and (len(declared) > 2 or _size(found) < _SHORT)


def _until_last_shared(found: Sequence[str], declared: Sequence[str]) -> list[str]:
    """The paragraphs up to the last one that the declared body holds too.

    What follows it is the site's.  Nothing is cut where the two tell different things.
    """
    body = _plain(" ".join(declared))
    shared = [index for index, p in enumerate(found) if len(p) > 40 and _plain(p) in body]
    size = sum(len(found[index]) for index in shared)
    return list(found[: shared[-1] + 1]) if size * 2 > _size(found) else list(found)


def _size(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
