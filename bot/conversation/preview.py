"""Verified streaming (DESIGN D8): the sentences that have passed the gate, shown as they come."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

import structlog

from bot.domain.claims import CitedClaim
from bot.domain.messages import Post, Sentence
from bot.domain.sentence_leads import told_lead
from bot.errors import DeliveryError
from bot.ports.platform import Platform

_log = structlog.get_logger(__name__)


class Preview:
    """Shows a post while it is being written: ``async with Preview(...) as p: p.show(claim)``.

    `blank` is the post without its sentences.

    Sentences that come faster than the platform shows them are shown together.  A platform that
    fails to show them ends the preview and nothing else.
    """

    def __init__(self, platform: Platform | None, blank: Post) -> None:
        self._platform = platform
        self._blank = blank
        self._claims: list[CitedClaim] = []
        self._news = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    def show(self, claim: CitedClaim) -> None:
        """A `ports.ClaimSink`: the next verified sentence."""
        self._claims.append(claim)
        self._news.set()

    async def __aenter__(self) -> Self:
        if self._platform is not None:
            self._showing = asyncio.create_task(self._show_news(self._platform))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._showing is not None:
            self._showing.cancel()
            await asyncio.gather(self._showing, return_exceptions=True)

    async def _show_news(self, platform: Platform) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            claims = (Sentence(claim, told_lead(claim)) for claim in self._claims)
            post = self._blank.saying((*self._blank.parts, *claims))
            try:
                await platform.preview(post)
            except DeliveryError as failed:
                _log.info(
                    "preview.ended", delivery_id=post.delivery_id, error=type(failed).__name__
                )
                return
