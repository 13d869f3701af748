"""A second look: read a cited article's page again, and keep what has become of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

import structlog

from bot.domain.articles import Article, Learned, ReadArticle, Way
from bot.domain.changes import LookState, SecondLook, TextChange
from bot.domain.identifiers import ArticleId, ChannelKey, MessageId, SourceId
from bot.domain.sources import Validators
from bot.errors import (
    BadStatusError,
    FetchError,
    InputError,
    NotKeptError,
    RobotsRefusedError,
    StoreError,
    StoreUnavailableError,
)
from bot.ingest.fetched_article import article_in
from bot.ingest.page_kinds import PageKind
from bot.ingest.rights import PublishersRights
from bot.memory.text_changes import compare_texts
from bot.ports.articles import ArticleStore
from bot.ports.clock import Clock
from bot.ports.looks import LookStore
from bot.ports.web import Fetched, Fetcher, PageReader
from bot.second_looks.timetable import next_look
from bot.second_looks.verdict import judge

#: How far back sent posts are searched for citations when a process starts; in a longer outage
#: the news has become old.
LOOK_BACK = timedelta(days=7)
#: And later: so long a post may take from its sending to its being noted, on whatever replica.
OVERLAP = timedelta(minutes=30)
#: Articles enrolled at a time; what is left comes with the next tick.
MOST_ENROLLED = 200
#: Changes of one version that are kept; a text with more of them is written anew.
MOST_CHANGES = 400

_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
#: What a page that has not changed since the last look was then.
_STAYS = frozenset({LookState.CUT, LookState.OTHER})

_log = structlog.get_logger(__name__)


class Keeps(Protocol):
    """Lets a channel know an article (`ingest.Intake`)."""

    async def keep(
        self,
        channel: ChannelKey,
        article: ReadArticle,
        way: Way,
        *,
        source_id: SourceId | None = None,
        message_id: MessageId | None = None,
    ) -> Learned:
        """Keep an article; another text is a version."""
        ...


class SecondLooks:
    """Looks again at what was cited.  A look can be taken twice and does nothing twice."""

    def __init__(
        self,
        fetcher: Fetcher,
        pages: PageReader,
        articles: ArticleStore,
        looks: LookStore,
        intake: Keeps,
        clock: Clock,
        rights: PublishersRights,
    ) -> None:
        self._fetcher = fetcher
        self._pages = pages
        self._articles = articles
        self._looks = looks
        self._intake = intake
        self._clock = clock
        self._rights = rights
        #: Up to when everything that was cited is enrolled; none after a start.
        self._enrolled_to: datetime | None = None

    async def due(self, limit: int) -> Sequence[SecondLook]:
        """Looks whose time has come, after enrolling what was cited since the last time."""
        now = self._clock.now()
        since = now - LOOK_BACK if self._enrolled_to is None else self._enrolled_to - OVERLAP
        if await self._looks.enrol(since, MOST_ENROLLED) < MOST_ENROLLED:
            self._enrolled_to = now
        return await self._looks.due(now, limit)

    async def look(self, channel: ChannelKey, article_id: ArticleId) -> None:
        """Look at one article's page, if that is due, and note what was found.

        A page that cannot be read is something found, not an error.
        """
        look = await self._looks.look_at(channel, article_id)
        if look is None or not look.is_due(self._clock.now()):
            return
        article = await self._articles.article(channel, article_id)
        try:
            found = await self._found(look, article)
        except FetchError as error:
            # The page says nothing; its site's files may.
            rights = await self._rights.site_rights(article.url or "")
            await self._reserve(article, is_reserved=not rights.may_reach_model)
            found = _not_shown(error)
        except NotKeptError as error:
            is_stub = error.kind == PageKind.PAYWALL
            found = _Found(LookState.CUT if is_stub else LookState.OTHER)
        except InputError:
            found = _Found(LookState.OTHER)
        except StoreUnavailableError:
            raise
        except StoreError:
            # Characters that no database takes: another try would meet them again.
            found = _Found(LookState.FAILED)
        await self._note(look, found)

    async def changes(self, before: Article, after: Article) -> Sequence[TextChange]:
        """What one version of an article changed of another, as it is kept, or compared now."""
        ids = (after.channel, before.version_id, after.version_id)
        kept = await self._looks.changes(*ids)
        if kept is None:
            compared = await asyncio.to_thread(
                compare_texts, before.text, after.text, after.language
            )
            kept = compared.changes[:MOST_CHANGES]
            await self._looks.keep_changes(*ids, kept)
        return kept

    # ------------------------------------------------------------ inside

    async def _found(self, look: SecondLook, article: Article) -> _Found:
        fetched = await self._fetched(article, look.validators)
        if (
            fetched.is_unchanged
            and not article.is_reserved
            and await self._rights.reserves(fetched)
        ):
            # The page's own word goes before its site's, and only the page has it.
            fetched = await self._fetched(article, Validators())
        if fetched.is_unchanged:
            stays = look.state if look.state in _STAYS else LookState.UNCHANGED
            return _Found(stays, look.validators)
        page = await self._page(article, fetched)
        read = _revised(article, page)
        compared = await asyncio.to_thread(compare_texts, article.text, read.text, article.language)
        state = judge(compared)
        if state is LookState.CHANGED and not await self._keep(look, article, read):
            state = LookState.UNCHANGED
        return _Found(state, fetched.validators)

    async def _fetched(self, article: Article, validators: Validators) -> Fetched:
        """The page.  Nobody sent us to it again: robots.txt is asked, whoever brought the article."""
        return await self._fetcher.fetch(
            article.url or "", validators=validators, before_each=self._rights.check_fetching
        )

    async def _page(self, article: Article, fetched: Fetched) -> ReadArticle:
        """What the page holds now; a reservation is kept before anything else is done with it."""
        try:
            read = await article_in(fetched, self._pages)
        except InputError:
            await self._reserve(article, is_reserved=await self._rights.reserves(fetched))
            raise
        page = await self._rights.marked(read, fetched)
        await self._reserve(article, is_reserved=page.is_reserved is True)
        return page

    async def _reserve(self, article: Article, *, is_reserved: bool) -> None:
        """Keep that its publisher reserves AI use, of this text and all before it."""
        if is_reserved and not article.is_reserved:
            await self._articles.reserve(article.article_id)
            _log.info("look.reserved", article_id=article.article_id)

    async def _keep(self, look: SecondLook, article: Article, read: ReadArticle) -> bool:
        """Keep a new text as a version with what it changed; whether it is one.

        It came the way of the first, and goes with the message that brought that one.
        """
        if await self._looks.look_at(look.channel, look.article_id) is None:
            return False
        learned = await self._intake.keep(
            look.channel,
            read,
            article.way,
            source_id=article.source_id,
            message_id=look.brought_by,
        )
        if learned.is_new:
            # Forgotten while it was read: it is not to come back.
            await self._articles.forget(look.channel, learned.article_id)
            return False
        if learned.is_update:
            version = await self._articles.version(look.channel, learned.version_id)
            await self.changes(article, version)
        return learned.is_update

    async def _note(self, look: SecondLook, found: _Found) -> None:
        now = self._clock.now()
        is_same = look.state is found.state and look.state_since is not None
        noted = replace(
            look,
            looked_at=now,
            next_at=next_look(look.cited_at, now, asked_seconds=found.asked_seconds),
            state=found.state,
            state_since=look.state_since if is_same else now,
            validators=found.validators,
        )
        await self._looks.note(noted)
        _log.info("look.taken", article_id=look.article_id, state=found.state.value)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a look found."""

    state: LookState
    #: What the host is told back at the next look; nothing after a failure, so that the page is
    #: read whole then.
    validators: Validators = field(default_factory=Validators)
    asked_seconds: float | None = None


def _not_shown(error: FetchError) -> _Found:
    """Why a page was not to be had."""
    if isinstance(error, RobotsRefusedError):
        return _Found(LookState.CLOSED)
    if not isinstance(error, BadStatusError):
        return _Found(LookState.FAILED)
    state = LookState.GONE if error.status in _GONE else LookState.FAILED
    return _Found(state, asked_seconds=error.retry_after_seconds)


def _revised(article: Article, read: ReadArticle) -> ReadArticle:
    """The page as it is now, as a version of its article: what a page does not say stays as it was."""
    published, source = read.published_at, read.date_source
    if published is None or (
        article.published_at is not None and published.date() == article.published_at.date()
    ):
        # The feed may know the minute where the page names the day.
        published, source = article.published_at, article.date_source
    return replace(
        read,
        url=article.url,
        title=read.title or article.title,
        outlet=article.outlet or read.outlet,
        author=read.author or article.author,
        published_at=published,
        date_source=source,
        modified_at=read.modified_at or article.modified_at,
        modified_source=read.modified_source if read.modified_at else article.modified_source,
        language=read.language or article.language,
        section=read.section or article.section,
        external_id=article.external_id,
    )
