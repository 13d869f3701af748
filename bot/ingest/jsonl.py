"""Articles as lines of JSON: ``{"id"?, "url"?, "title"?, "text" or "html", ...}``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.articles import ReadArticle, Rejection
from bot.domain.dating import DateSource
from bot.errors import InputError, UnreadableInputError
from bot.ingest.article_text import clean_article, read_fragment, read_page
from bot.ingest.canonical_url import canonical_url, is_web_address
from bot.ingest.languages import language_of
from bot.ingest.plain_text import one_line, paragraphs_of_text
from bot.ingest.publication import believable
from bot.ingest.timestamps import read_timestamp

#: A line longer than this is not an article (see `article_text.LONGEST_TEXT`).
_LONGEST_LINE = 20_000_000

Line = Mapping[str, Any]


def read_jsonl(
    lines: Iterable[bytes], *, source: str, now: datetime
) -> Iterator[ReadArticle | Rejection]:
    """One article per line, or why that line was not taken; empty lines are skipped.

    `source` names the file in rejections.  Unknown fields are ignored.  A publication date in the
    future of `now` is dropped with a word: a rejection follows its article.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield from _read(line, f"{source}, line {number}", now)


def _read(line: bytes, where: str, now: datetime) -> Iterator[ReadArticle | Rejection]:
    try:
        fields = _fields(line)
        published_at = _published_at(fields)
        article = _article(fields)
    except InputError as error:
        yield Rejection(where, str(error))
        return
    if published_at:
        article = replace(article, published_at=published_at, date_source=DateSource.GIVEN)
    dated, word = believable(article, now, where)
    yield dated
    if word:
        yield word


def _fields(line: bytes) -> Line:
    if len(line) > _LONGEST_LINE:
        raise UnreadableInputError(f"The line is longer than {_LONGEST_LINE:,} bytes.")
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableInputError("The line is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError("The line is not JSON.") from error
    if not isinstance(fields, dict):
        raise UnreadableInputError(
            'The line is not a JSON object like {"title": ..., "text": ...}.'
        )
    return fields


def _article(fields: Line) -> ReadArticle:
    url = _url(fields)
    read = _body(fields, url)
    title, language = one_line(_text(fields, "title")), _text(fields, "language")
    return replace(
        read,
        url=canonical_url(url) if url else read.url,
        title=title or read.title,
        outlet=one_line(_text(fields, "outlet")) or read.outlet,
        author=one_line(_text(fields, "author")) or read.author,
        language=language_of("", language) or read.language,
        external_id=_identity(fields),
    )


def _body(fields: Line, url: str | None) -> ReadArticle:
    text, markup = _text(fields, "text"), _text(fields, "html")
    if text:
        return clean_article(paragraphs_of_text(text), url=url)
    if markup and _is_page(markup):
        return read_page(markup.encode("utf-8", "replace"), url, "text/html; charset=utf-8")
    if markup:
        return read_fragment(markup, url=url)
    raise UnreadableInputError('The line has neither "text" nor "html".')


def _is_page(markup: str) -> bool:
    start = markup[:2000].lower()
    return "<html" in start or "<!doctype" in start or "<body" in start


def _url(fields: Line) -> str | None:
    url = _text(fields, "url")
    if url and not is_web_address(url):
        raise UnreadableInputError(f"{url!r} is not a web address.")
    return url


def _published_at(fields: Line) -> datetime | None:
    written = fields.get("published_at")
    if written is None or written == "":
        return None
    moment = read_timestamp(str(written))
    if moment is None:
        raise UnreadableInputError(
            f"{written!r} is not a date that I understand: write it like 2024-03-21T08:00:00Z."
        )
    return moment


def _identity(fields: Line) -> str | None:
    identity = fields.get("id")
    return str(identity) if isinstance(identity, (str, int)) and str(identity).strip() else None


def _text(fields: Line, key: str) -> str | None:
    """A field that must be text.

    Raises:
        UnreadableInputError: it is something else.
    """
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise UnreadableInputError(f'The field "{key}" must be text.')
    return value.strip() or None if value else None
