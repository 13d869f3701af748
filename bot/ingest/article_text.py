"""The article in a page, or in a text that a person pasted: clean words and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree, html

from bot.domain.articles import ReadArticle
from bot.errors import NoArticleError, NotKeptError, TooLargeError
from bot.ingest.block_quotes import marked_fragment, with_introductions
from bot.ingest.boilerplate import without_boilerplate
from bot.ingest.canonical_url import canonical_url
from bot.ingest.credits import agency_named, credit_line, credit_of
from bot.ingest.head_labels import without_head
from bot.ingest.languages import language_of
from bot.ingest.main_text import main_paragraphs
from bot.ingest.page_date import closing_day
from bot.ingest.page_facts import PageFacts, page_facts
from bot.ingest.page_kinds import NO_ARTICLE, PageKind, PageSigns, page_kind, page_signs
from bot.ingest.parsed_page import ParsedPage
from bot.ingest.plain_text import letters_in, one_line, paragraphs_of_text, squeezed
from bot.ingest.script_text import paragraphs_in_scripts
from bot.ingest.syndication import syndicated_from
from bot.ingest.web_encoding import decode_page

#: Bytes of a page that are read; the largest of 258 real article pages has 4.6 MB.
LARGEST_PAGE = 10_000_000
#: Characters of one article's text that are read: a book of 300,000 words.
LONGEST_TEXT = 2_000_000
#: Letters below which a page's text is a teaser or an error message and not an article.
_SHORTEST_PAGE_TEXT = 150
#: Letters below which a pasted text is a slip of the hand; a one-sentence statement has more.
_SHORTEST_PASTED_TEXT = 20


def read_page(
    page: bytes, url: str | None, content_type: str = "", *, name: str | None = None
) -> ReadArticle:
    """The article in an HTML page; `name` is what its sender calls it, where it came as a file.

    Raises:
        NoArticleError: the page holds none.
        NotKeptError: it holds a stub, a wall, a live blog or a list of articles.
        TooLargeError: the page is larger than `LARGEST_PAGE` bytes.
    """
    where = url or name or "The page"
    if len(page) > LARGEST_PAGE:
        raise TooLargeError(
            f"{where} has {len(page):,} bytes; I read pages of up to {LARGEST_PAGE:,}. "
            "Paste the part that matters."
        )
    parsed = ParsedPage(_parsed(page, content_type, where), url)
    facts, signs = page_facts(parsed), page_signs(parsed)
    told = main_paragraphs(parsed)
    if _letters(told) < _SHORTEST_PAGE_TEXT and _is_open(signs, told):
        told = paragraphs_in_scripts(parsed.tree) or told
    paragraphs = without_head(told, facts.title, parsed.headings)
    if facts.published.at is None:
        facts = replace(facts, published=closing_day(paragraphs, parsed.language))
    first_at = syndicated_from(parsed.tree, url)
    reading = page_kind(signs, paragraphs)
    is_too_short = _letters(paragraphs) < _SHORTEST_PAGE_TEXT
    if reading.kind is not PageKind.ARTICLE:
        message = NO_ARTICLE[reading.kind].format(where=where)
        if is_too_short:
            raise NoArticleError(message)
        raise NotKeptError(message, reading.kind, _from_page(facts, paragraphs, first_at))
    if is_too_short:
        raise NoArticleError(
            f"I found no article in {url or name or 'the page'}: it has hardly any running text. "
            "If you can see one, paste its text."
        )
    return _from_page(facts, paragraphs, first_at)


def _is_open(signs: PageSigns, told: list[str]) -> bool:
    """Whether a page locks nothing: what it does is not read out of its scripts."""
    return not signs.is_locked and page_kind(signs, told).kind is PageKind.ARTICLE


def read_fragment(fragment: str, *, url: str | None = None) -> ReadArticle:
    """The article in a piece of HTML that is all article: a feed's content, a JSONL line's html.

    Raises:
        NoArticleError: there is hardly any text in it.
        TooLargeError: it is larger than is read.
    """
    from bot.ingest.plain_text import paragraphs_of_html

    return clean_article(paragraphs_of_html(marked_fragment(fragment)), url=url)


def read_pasted(text: str) -> ReadArticle:
    """The article in a text as people paste or pipe it, without the website that clings to it.

    A title is taken only where the text shows one (see `_split_title`); none is made up.

    Raises:
        NoArticleError: there is hardly any text in it.
        TooLargeError: it is longer than `LONGEST_TEXT` characters.
    """
    _check_length(len(text))
    title, paragraphs = _split_title(text)
    return clean_article(paragraphs, title=title)


def clean_article(
    paragraphs: Sequence[str], *, url: str | None = None, title: str | None = None
) -> ReadArticle:
    """An article of paragraphs that came without a page around them.

    Raises:
        NoArticleError, TooLargeError: as for `read_pasted`.
    """
    _check_length(sum(map(len, paragraphs)))
    body = without_boilerplate(paragraphs)
    # The notice of rights that is no part of the text may say whose it is.
    credit = credit_of(body) or credit_of(paragraphs[-4:])
    body = [paragraph for paragraph in body if not credit_line(paragraph)]
    if _letters(body) < _SHORTEST_PASTED_TEXT:
        raise NoArticleError(
            f"The text is too short to be an article: I need at least {_SHORTEST_PASTED_TEXT} "
            "letters of running text."
        )
    joined = "\n\n".join(with_introductions(body))
    return ReadArticle(
        text=joined,
        url=canonical_url(url) if url else None,
        title=one_line(title),
        language=language_of(joined),
        credit=credit,
    )


# ---------------------------------------------------------------- pages


#: Characters that no XML text may hold: the tree takes them in and then chokes on them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    "|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));?(?![0-9a-f])",
    re.IGNORECASE,
)


def _parsed(page: bytes, content_type: str, where: str) -> html.HtmlElement:
    _check_kind(page, content_type, where)
    try:
        text = _CONTROLS.sub(" ", decode_page(page, content_type))
        # Bytes again: lxml refuses text that declares an encoding (<?xml encoding=...?>).
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise NoArticleError(
            f"{where} is empty or not a web page; give me the article's address or its text."
        ) from error
    return tree


def _parser() -> html.HTMLParser:
    return html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )


_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "an archive",
}


def _check_kind(page: bytes, content_type: str, where: str) -> None:
    kind = next((name for magic, name in _MAGIC.items() if page.startswith(magic)), None)
    main = content_type.partition("/")[0].strip().lower()
    kind = kind or {"image": "a picture", "video": "a video", "audio": "a recording"}.get(main)
    if kind:
        raise NoArticleError(
            f"{where} is {kind}, and I read web pages and text; paste the text that matters."
        )


def _from_page(facts: PageFacts, paragraphs: list[str], first_at: str | None) -> ReadArticle:
    credit = credit_of(paragraphs) or agency_named(facts.author) or first_at
    told = [p for p in paragraphs if not credit_line(p)]
    text = "\n\n".join(with_introductions(told))
    _check_length(len(text))
    return ReadArticle(
        text=text,
        url=facts.url,
        title=facts.title,
        outlet=facts.outlet,
        author=facts.author,
        published_at=facts.published.at,
        date_source=facts.published.source,
        modified_at=facts.modified.at,
        modified_source=facts.modified.source,
        section=facts.section,
        language=language_of(text, facts.language),
        credit=credit,
        is_reserved=facts.is_reserved,
    )


# ---------------------------------------------------------------- pasted text

_TITLE_LINE = re.compile(r"(?:title|headline)\s*:\s*(\S.*)|#{1,2}\s+(\S.*)", re.IGNORECASE)
_LONGEST_TITLE = 160
_SENTENCE_END = re.compile(r"[.!;:,…。،][\"”’»)]*$")


def _split_title(text: str) -> tuple[str | None, list[str]]:
    """A text's title line, if it shows one, and its paragraphs.

    A title is marked as one (``Title: ...``, ``# ...``), or it is a short first line that is not
    a closed sentence, with a blank line and a paragraph of prose after it.
    """
    lines = text.lstrip("\ufeff \t\r\n").splitlines()
    first = squeezed(lines[0]) if lines else ""
    marked = _TITLE_LINE.fullmatch(first)
    if marked:
        return (marked[1] or marked[2]).strip(), paragraphs_of_text("\n".join(lines[1:]))
    paragraphs = paragraphs_of_text(text)
    is_alone = len(lines) > 1 and not lines[1].strip()
    if is_alone and len(paragraphs) > 1 and is_title(first) and is_prose(paragraphs[1]):
        return first, paragraphs[1:]
    return None, paragraphs


def is_title(line: str) -> bool:
    """Whether a line can be a title: short, and no closed sentence."""
    is_short = len(line) <= _LONGEST_TITLE and _letters([line]) >= 8
    return is_short and not _SENTENCE_END.search(line) and credit_line(line) is None


def is_prose(paragraph: str) -> bool:
    """Whether a paragraph is running text."""
    return len(paragraph) > 80 and _SENTENCE_END.search(paragraph) is not None


def _letters(paragraphs: Sequence[str]) -> int:
    return sum(map(letters_in, paragraphs))


def _check_length(characters: int) -> None:
    if characters > LONGEST_TEXT:
        raise TooLargeError(
            f"The text has {characters:,} characters; I read up to {LONGEST_TEXT:,} at a time. "
            "Give me the parts that matter."
        )
