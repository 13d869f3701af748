"""Publishers' rights: asked before a page is fetched, and before its text can reach a model.

A page behind a feed's item is fetched by a program, so robots.txt is asked for it, at every address
that a redirect leads to.  A link that a person posts is that person's request, as in a browser, and
robots.txt is about programs that nobody sent to this page (RFC 9309): it is not asked.  Whether a text
may reach a model is asked in both cases.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from bot.domain.articles import ReadArticle
from bot.domain.rights import Rights
from bot.errors import HostUnreachableError, RobotsRefusedError
from bot.ingest import tdm_reservation
from bot.ingest.robots import Robots, signals_no_input
from bot.ingest.site_files import SiteFiles
from bot.ingest.tdm_reservation import SiteReservations
from bot.ports.clock import Clock
from bot.ports.web import Fetched, Fetcher


class PublishersRights:
    """What publishers allow, as their sites' files, headers and pages say it."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._robots: SiteFiles[Robots | None] = SiteFiles(
            fetcher,
            clock,
            "/robots.txt",
            read=Robots.read,
            absent=Robots.read(b""),
            unreachable=None,
        )
        self._reservations = SiteFiles(
            fetcher,
            clock,
            "/.well-known/tdmrep.json",
            read=SiteReservations.read,
            # "Failure to provide access ... implies that the origin server does not implement this
            # protocol" (TDMRep): what cannot be read reserves nothing.
            absent=SiteReservations(),
            unreachable=SiteReservations(),
        )

    async def check_fetching(self, url: str) -> None:
        """Return if a program may fetch this page.

        A site whose robots.txt cannot be asked just now is left alone until it can be (RFC 9309,
        2.3.1.4): its pages would hardly answer, and a briefing does without them for an hour rather
        than on what its publisher may have closed.

        Raises:
            RobotsRefusedError: robots.txt does not allow it.
            HostUnreachableError: robots.txt cannot be read just now.
        """
        robots = await self._robots.of(url)
        host = urlsplit(url).hostname
        if robots is None:
            trouble = self._robots.trouble(url)
            raise HostUnreachableError(
                f"robots.txt of {host} cannot be read just now, so I leave its pages alone until "
                f"it can.{f' {trouble}' if trouble else ''}"
            )
        if not robots.rights(url).may_be_fetched:
            raise RobotsRefusedError(f"robots.txt of {host} does not allow it.")

    async def site_rights(self, url: str) -> Rights:
        """What the site's files say of one address."""
        robots = await self._robots.of(url)
        rights = robots.rights(url) if robots is not None else Rights()
        is_reserved = (await self._reservations.of(url)).of(url) is True
        return replace(rights, may_reach_model=rights.may_reach_model and not is_reserved)

    async def reserves(self, fetched: Fetched, *, page_says: bool | None = None) -> bool:
        """Whether what came back from an address may not reach a model.

        `page_says` is what the page's own ``meta`` says of it.
        """
        url = fetched.final_url
        robots = await self._robots.of(url)
        if robots is not None and not robots.may_reach_model:
            return True
        if any(
            signals_no_input(value)
            for name, value in fetched.headers.items()
            if name.lower() == "content-signal"
        ):
            return True
        said = (page_says, tdm_reservation.in_headers(fetched.headers))
        nearest = next((word for word in said if word is not None), None)
        if nearest is None:
            nearest = (await self._reservations.of(url)).of(url)
        return nearest is True

    async def marked(self, article: ReadArticle, fetched: Fetched) -> ReadArticle:
        """The article with whether its publisher reserves AI use."""
        return replace(
            article, is_reserved=await self.reserves(fetched, page_says=article.is_reserved)
        )
