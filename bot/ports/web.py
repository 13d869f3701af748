"""Reading addresses, and pages out of what came back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.articles import Feed, ReadArticle
from bot.domain.sources import Validators


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back from an address.  `body` is empty when `is_unchanged`."""

    url: str
    #: The address after redirects.
    final_url: str
    status: int
    content_type: str
    body: bytes
    validators: Validators
    fetched_at: datetime
    #: The server answered 304 to the validators that it was shown.
    is_unchanged: bool = False
    #: Seconds for which the server asks not to be asked again (``Cache-Control: max-age``).
    max_age_seconds: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    #: The address that it was moved to for good, by the first redirects (301, 308), if any.
    moved_to: str | None = None


#: Says whether an address may be asked, by raising a `FetchError` or not.
BeforeEach = Callable[[str], Awaitable[None]]


class Fetcher(Protocol):
    """Reads addresses outside the network, and no others."""

    async def fetch(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        before_each: BeforeEach | None = None,
    ) -> Fetched:
        """Read one address; `before_each` hears it, and each that a redirect leads to, before.

        Raises:
            ForbiddenAddressError, HostUnreachableError, BadStatusError, TooManyRedirectsError,
            TooLargeError: as their names say; the message is fit for a person.
            FetchError: as `before_each` raised it; the address was not asked.
        """
        ...


class PageReader(Protocol):
    """Finds the article in a page; the work is heavy and leaves the event loop."""

    async def read_page(self, html: bytes, url: str | None, content_type: str) -> ReadArticle:
        """The article in `html`.

        Raises:
            NoArticleError: the page holds none.
            TooLargeError: the page is larger than is read, or took longer than is allowed.
        """
        ...

    async def read_document(
        self, body: bytes, *, name: str, content_type: str, url: str | None = None
    ) -> ReadArticle:
        """The article in a text, a page, a PDF or a mail; `name` is what its sender calls it.

        Raises:
            NoArticleError, TooLargeError: as for `read_page`.
        """
        ...

    async def read_feed(self, body: bytes, url: str | None, content_type: str) -> Feed:
        """The feed in `body`; `url` resolves its relative links.

        Raises:
            NotAFeedError: it holds none, or broke the reader.
            TooLargeError: it took longer than is allowed.
        """
        ...
