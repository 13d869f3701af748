"""Who signs a page's article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from bot.ingest.bylines import author_names, authors_of, is_person
from bot.ingest.json_ld import listed, texts
from bot.ingest.outlet_name import own_names
from bot.ingest.parsed_page import ParsedPage
from bot.ingest.plain_text import one_line

_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "articleauthor",
)
_WRITTEN_BY = re.compile(
    r"written by|by|verfasst von|geschrieben von|von|écrit par|rédigé par|par|escrito por|por"
    r"|scritto da|geschreven door|skriven av|skrevet av|napisane przez|yazan|автор|написано автором|كتبه",
    re.IGNORECASE,
)
#: Elements that hold a name and nothing else, the surest first.
_NAMED = (
    './/*[@itemprop="author"]//*[@itemprop="name"] | .//*[@itemprop="author"][not(*)]',
    './/a[contains(concat(" ", @rel, " "), " author ")]',
    './/*[contains(@class, "byline__name") or contains(@class, "author-name")]',
    './/*[contains(@class, "article__author") or contains(@class, "article-author")]',
)
_CALLED = re.compile(r"author|byline|autor|auteur|yazar|redakt|reporter|person-link", re.IGNORECASE)
#: Folders under which sites keep their own people: /author/jo-li.  "Person" holds the subjects.
_PEOPLE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autore|autori|yazar(?:lar)?|by|staff|reporters?"
    r"|journalists?|journalistes?|contributors?|columnists?|redaktion|redaktor|muhabir)/[^/]",
    re.IGNORECASE,
)
_BYLINE_TAGS = "a span div p li address em strong cite h3 h4 h5 h6".split()
_ASIDE = frozenset({"aside", "nav", "footer", "figure", "figcaption"})
_LONGEST = 90
_MOST_CHILDREN = 3
#: Characters that the box of one byline does not exceed; further out stand other articles'.
_LARGEST_BOX = 300
_RUNNING_TEXT = 100


def page_authors(page: ParsedPage, outlet: str | None) -> str | None:
    """The authors, joined by ", "; the outlet itself where nobody else signs."""
    return authors_of(_witnesses(page), own_names(page, outlet))


def _witnesses(page: ParsedPage) -> Iterator[list[str]]:
    """Lists of names as each witness gives them, the surest witness first."""
    for node in page.articles:
        yield _people(node.get("author")) or _people(node.get("creator"))
    for name in _METAS:
        yield list(page.meta(name))
    yield _labelled(page)
    for path in _NAMED:
        yield [line for e in _one_byline(page.tree.xpath(path)) if (line := _line(e))]
    yield _called_byline(page.tree)
    yield _linked_people(page.tree)
    yield _signed_line(page.tree)


def _labelled(page: ParsedPage) -> list[str]:
    """What WordPress tells previews beside a label: "Written by", "Est. reading time"."""
    for number in ("1", "2"):
        label, said = (next(page.meta(f"twitter:{n}{number}"), "") for n in ("label", "data"))
        if _WRITTEN_BY.fullmatch(label):
            return [said]
    return list(page.meta("twitter:misc:written by"))


def _people(value: Any) -> list[str]:
    """Names of JSON-LD's persons and organisations."""
    names: list[str] = []
    for one in listed(value):
        said = texts(one)
        if not said and isinstance(one, Mapping):
            parts = (text for key in ("givenName", "familyName") for text in texts(one.get(key)))
            said = [" ".join(parts)]
        names += said
    return names


# ---------------------------------------------------------------- what readers see


def _line(element: html.HtmlElement) -> str | None:
    line = one_line(" ".join(element.itertext()))
    return line if line and len(line) <= _LONGEST else None


def _persons(element: html.HtmlElement) -> list[str]:
    line = _line(element) if len(element) <= _MOST_CHILDREN else None
    return [name for name in author_names(line or "") if is_person(name)]


def _one_byline(elements: Iterable[html.HtmlElement]) -> list[html.HtmlElement]:
    """The first element and those that stand beside it: other articles' bylines follow later."""
    found = [e for e in elements if not any(a.tag in _ASIDE for a in e.iterancestors())]
    if not found:
        return []
    box = found[0]
    for above in found[0].iterancestors():
        if len(above.text_content()) > _LARGEST_BOX:
            break
        box = above
    inside = set(box.iter())
    return [element for element in found if element in inside]


def _called_byline(tree: html.HtmlElement) -> list[str]:
    """Persons named in the first byline: elements that are called author or byline."""
    called = [
        e
        for e in tree.iter(*_BYLINE_TAGS)
        if _CALLED.search(f"{e.get('class')} {e.get('rel')} {e.get('data-testid')}") and _persons(e)
    ]
    return [name for e in _one_byline(called) for name in _persons(e)]


def _linked_people(tree: html.HtmlElement) -> list[str]:
    """Persons in the first byline whose names lead to their own pages."""
    links = [
        link
        for link in tree.iter("a")
        if _PEOPLE.search(_path(link.get("href"))) and _persons(link)
    ]
    return [name for link in _one_byline(links) for name in _persons(link)]


def _path(address: str | None) -> str:
    try:
        return urlsplit(address or "").path
    except ValueError:
        return ""


def _signed_line(tree: html.HtmlElement) -> list[str]:
    """Persons whom a bold line before or after the text names, and the text itself does not."""
    lines = [(p, one_line(p.text_content()) or "") for p in tree.iter("p")]
    running = [place for place, (_, line) in enumerate(lines) if len(line) > _RUNNING_TEXT]
    if not running:
        return []
    text = " ".join(line for _, line in lines if len(line) > _RUNNING_TEXT)
    for place in (running[0] - 1, running[-1] + 1):
        if not 0 <= place < len(lines) or not _is_bold(*lines[place]):
            continue
        names = author_names(lines[place][1])
        if names and all(is_person(name) and name not in text for name in names):
            return names
    return []


def _is_bold(paragraph: html.HtmlElement, line: str) -> bool:
    bold = " ".join(one_line(e.text_content()) or "" for e in paragraph.iter("strong", "b"))
    return 0 < len(line) <= _LONGEST and bold == line
