"""The article in what an address answered: a page, a PDF, a plain text."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.domain.articles import ReadArticle
from bot.ingest.article_text import read_pasted
from bot.ingest.canonical_url import canonical_url, site_of
from bot.ingest.input_format import MEDIA_TYPES, InputFormat
from bot.ingest.pdf_text import is_pdf
from bot.ingest.web_encoding import decode_page
from bot.ports.web import Fetched, PageReader


async def article_in(fetched: Fetched, pages: PageReader) -> ReadArticle:
    """The article in an answer, under the canonical form of its address.

    Raises:
        NoArticleError, TooLargeError: as `PageReader` says.
    """
    url, kind = fetched.final_url, fetched.content_type
    media_type = kind.partition(";")[0].strip().lower()
    if is_pdf(fetched.body) or media_type == MEDIA_TYPES[InputFormat.PDF]:
        read = await pages.read_document(fetched.body, name=url, content_type=kind, url=url)
    elif media_type == "text/plain":
        text = await asyncio.to_thread(read_pasted, decode_page(fetched.body, kind))
        read = replace(text, url=canonical_url(url))
    else:
        read = await pages.read_page(fetched.body, url, kind)
    # A document says less of itself than a page: the site that carries it is its outlet.
    return replace(read, outlet=read.outlet or site_of(url))
