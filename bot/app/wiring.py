"""The composition root: builds the parts, hands them to each other, and closes them in order.

Parts are built when they are first asked for, so that a command that only searches starts no
model client, no fetcher and no process.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.app.settings import Settings
from bot.errors import ConfigurationError
from bot.memory.channel_memory import ChannelMemory
from bot.memory.vector_backlog import VectorBacklog
from bot.ports.clock import Clock
from bot.ports.embedder import Embedder
from bot.ports.language_model import LanguageModel
from bot.ports.platform import Platform
from bot.storage.articles import SqlArticleStore
from bot.storage.briefings import SqlBriefingStore
from bot.storage.channel_moves import SqlChannelMove
from bot.storage.database import Database, open_database
from bot.storage.drafts import SqlDraftCache
from bot.storage.feed_items import SqlFeedItems
from bot.storage.looks import SqlLookStore
from bot.storage.messages import SqlMessageStore
from bot.storage.purging import SqlChannelPurge
from bot.storage.replicas import SqlReplicaStore
from bot.storage.schedules import SqlScheduleStore
from bot.storage.search_index import SqlSearchIndex
from bot.storage.settings import SqlSettingsStore
from bot.storage.sources import SqlSourceStore
from bot.storage.usage import SqlUsageStore

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from bot.app.matrix_parts import MatrixParts
    from bot.app.shell import Shell
    from bot.app.slack_parts import SlackParts
    from bot.briefing.briefer import Briefer
    from bot.conversation.lookups import Lookups
    from bot.conversation.office import Office
    from bot.conversation.router import Router
    from bot.digest.digests import Digests
    from bot.ingest.keeping import ArticleKeeper
    from bot.ingest.pipeline import Intake
    from bot.ingest.rights import PublishersRights
    from bot.language_model.endpoint import Endpoint
    from bot.platforms.console.broadcast import Broadcast
    from bot.platforms.console.platform import ConsolePlatform
    from bot.prompt_files import Prompts
    from bot.second_looks.looking import SecondLooks
    from bot.web_access.fetcher import HttpFetcher
    from bot.web_access.page_pool import PagePool


class Parts:
    """Everything that a running Attaché is made of."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        database: Database,
        page_pool: PagePool | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.database = database
        self._page_pool = page_pool
        self._closing = AsyncExitStack()

    async def aclose(self) -> None:
        """Close what was opened, last first; the database is closed by who opened it."""
        await self._closing.aclose()

    # ------------------------------------------------------------ stores

    @cached_property
    def articles(self) -> SqlArticleStore:
        """What every channel has read."""
        return SqlArticleStore(self.database)

    @cached_property
    def sources(self) -> SqlSourceStore:
        """What every channel follows."""
        return SqlSourceStore(self.database)

    @cached_property
    def channel_settings(self) -> SqlSettingsStore:
        """What every channel has asked for."""
        return SqlSettingsStore(self.database)

    @cached_property
    def schedules(self) -> SqlScheduleStore:
        """When every channel gets its digest."""
        return SqlScheduleStore(self.database)

    @cached_property
    def messages(self) -> SqlMessageStore:
        """The inbox, threads and deliveries."""
        return SqlMessageStore(self.database)

    @cached_property
    def briefings(self) -> SqlBriefingStore:
        """Briefings, answers and the ledger."""
        return SqlBriefingStore(self.database)

    @cached_property
    def looks(self) -> SqlLookStore:
        """Which cited articles are looked at again, and what was found."""
        return SqlLookStore(self.database)

    @cached_property
    def purge(self) -> SqlChannelPurge:
        """Deletes everything of channels that are lost to us."""
        return SqlChannelPurge(self.database)

    @cached_property
    def moves(self) -> SqlChannelMove:
        """Gives everything of a channel to the one that replaces it."""
        return SqlChannelMove(self.database)

    @cached_property
    def replicas(self) -> SqlReplicaStore:
        """Which replicas are at work."""
        return SqlReplicaStore(self.database)

    # ------------------------------------------------------------ the model

    @cached_property
    def prompts(self) -> Prompts:
        """The prompt files, the operator's own in place of ours."""
        from bot.prompt_files import Prompts

        return Prompts.load(self.settings.prompts_dir)

    @cached_property
    def model(self) -> LanguageModel | None:
        """The language model, if one is configured."""
        if not self.settings.has_model:
            return None
        from bot.language_model.budget import Account
        from bot.language_model.openai_chat import OpenAiChat
        from bot.language_model.prices import PriceTable

        account = Account(
            SqlUsageStore(self.database),
            self.clock,
            PriceTable.read(self.settings.model_prices),
            self.settings.daily_token_budget,
        )
        chat = OpenAiChat(self.endpoint(self.settings.model), account)
        self._closing.push_async_callback(chat.close)
        return chat

    @cached_property
    def embedder(self) -> Embedder | None:
        """What makes vectors: a local model, or the endpoint's, or nothing."""
        if self.settings.local_embeddings_dir:
            from bot.language_model.local_embeddings import LocalEmbedder

            return LocalEmbedder(self.settings.local_embeddings_dir)
        if not self.settings.embedding_model:
            return None
        if not self.settings.has_model:
            raise ConfigurationError(
                "ATTACHE_EMBEDDING_MODEL needs an endpoint: set OPENAI_API_KEY or OPENAI_BASE_URL."
            )
        from bot.language_model.embeddings import EndpointEmbedder

        embedder = EndpointEmbedder(self.endpoint(self.settings.embedding_model), self.clock)
        self._closing.push_async_callback(embedder.close)
        return embedder

    def endpoint(self, model: str) -> Endpoint:
        """The endpoint that serves a model."""
        from bot.language_model.endpoint import Endpoint

        key = self.settings.openai_api_key
        return Endpoint(
            model=model,
            api_key=key.get_secret_value() if key else None,
            base_url=self.settings.openai_base_url,
        )

    # ------------------------------------------------------------ reading and memory

    @cached_property
    def fetcher(self) -> HttpFetcher:
        """Reads addresses outside the network."""
        from bot.web_access.fetcher import HttpFetcher

        fetcher = HttpFetcher(
            self.clock,
            self.settings.allow_private_addresses,
            contact=self.settings.contact or self.settings.public_url,
        )
        self._closing.push_async_callback(fetcher.aclose)
        return fetcher

    @cached_property
    def pages(self) -> PagePool:
        """Finds articles in pages, in processes of its own."""
        from bot.web_access.page_pool import PagePool

        pool = self._page_pool or PagePool()
        self._closing.push_async_callback(pool.aclose)
        return pool

    @cached_property
    def memory(self) -> ChannelMemory:
        """What channels remember."""
        return ChannelMemory(self.articles, SqlSearchIndex(self.database), self.embedder)

    @cached_property
    def vectors(self) -> VectorBacklog:
        """Brings in vectors that are missing."""
        return VectorBacklog(self.memory)

    @cached_property
    def rights(self) -> PublishersRights:
        """What publishers allow with their pages."""
        from bot.ingest.rights import PublishersRights

        return PublishersRights(self.fetcher, self.clock)

    @cached_property
    def keeper(self) -> ArticleKeeper:
        """Lets channels know articles."""
        from bot.ingest.keeping import ArticleKeeper

        return ArticleKeeper(self.articles, self.memory, self.clock)

    @cached_property
    def intake(self) -> Intake:
        """Reads in for channels."""
        from bot.ingest.pipeline import Intake

        return Intake(
            self.fetcher,
            self.pages,
            self.rights,
            self.keeper,
            self.sources,
            SqlFeedItems(self.database),
            self.clock,
        )

    @cached_property
    def second_looks(self) -> SecondLooks:
        """Looks again at what was cited."""
        from bot.second_looks.looking import SecondLooks

        return SecondLooks(
            self.fetcher,
            self.pages,
            self.articles,
            self.looks,
            self.keeper,
            self.clock,
            self.rights,
        )

    # ------------------------------------------------------------ features

    @cached_property
    def answerer(self) -> Answerer:
        """Answers questions."""
        from bot.answering.answerer import Answerer

        return Answerer(
            self.memory,
            self.model,
            self.prompts if self.model else None,
            briefings=self.briefings,
            deadline_seconds=self.settings.model_deadline_seconds,
        )

    @cached_property
    def briefer(self) -> Briefer:
        """Writes briefings."""
        from bot.briefing.briefer import Briefer

        return Briefer(
            self.memory,
            self.articles,
            self.briefings,
            self.sources,
            self.channel_settings,
            self.model,
            self.clock,
            prompts=self.prompts if self.model else None,
            drafts=SqlDraftCache(self.database),
            deadline_seconds=2 * self.settings.model_deadline_seconds,
        )

    @cached_property
    def broadcast(self) -> Broadcast:
        """What open console pages hear."""
        from bot.platforms.console.broadcast import Broadcast

        return Broadcast()

    @cached_property
    def console(self) -> ConsolePlatform:
        """The local web chat."""
        from bot.platforms.console.platform import ConsolePlatform

        return ConsolePlatform(self.broadcast)

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """The platforms that are served here, by the first part of their channels' keys."""
        served: dict[str, Platform] = {self.console.name: self.console}
        if self.settings.has_slack:
            served[self.slack.platform.name] = self.slack.platform
        if self.settings.has_matrix:
            served[self.matrix.platform.name] = self.matrix.platform
        return served

    @cached_property
    def lookups(self) -> Lookups:
        """What platforms show beside the conversation."""
        from bot.conversation.lookups import Lookups

        return Lookups(self.office)

    @cached_property
    def slack(self) -> SlackParts:
        """What Slack is made of."""
        from bot.app.slack_parts import SlackParts

        return SlackParts(self.settings, self.database, self.clock, self._closing)

    @cached_property
    def matrix(self) -> MatrixParts:
        """What Matrix is made of."""
        from bot.app.matrix_parts import MatrixParts

        return MatrixParts(
            self.settings, self.database, self.clock, self.channel_settings, self._closing
        )

    @cached_property
    def followed(self) -> asyncio.Event:
        """Set when something is followed, which is to be read soon."""
        return asyncio.Event()

    @cached_property
    def office(self) -> Office:
        """What the conversation works with."""
        from bot.conversation.office import Office

        return Office(
            articles=self.articles,
            sources=self.sources,
            settings=self.channel_settings,
            schedules=self.schedules,
            messages=self.messages,
            briefings=self.briefings,
            looks=self.looks,
            second_looks=self.second_looks,
            memory=self.memory,
            intake=self.intake,
            briefer=self.briefer,
            answerer=self.answerer,
            model=self.model,
            clock=self.clock,
            default_timezone=self.settings.default_timezone,
            has_followed=self.followed.set,
        )

    @cached_property
    def router(self) -> Router:
        """Answers messages."""
        from bot.conversation.router import Router

        return Router(self.office, self.platforms)

    @cached_property
    def digests(self) -> Digests:
        """The steps of a digest."""
        from bot.digest.digests import Digests

        return Digests(
            schedules=self.schedules,
            sources=self.sources,
            messages=self.messages,
            briefings=self.briefings,
            reader=self.intake,
            briefer=self.briefer,
            clock=self.clock,
            lateness=timedelta(hours=self.settings.digest_lateness_hours),
        )

    @cached_property
    def shell(self) -> Shell:
        """A person at the shell."""
        from bot.app.shell import Shell

        return Shell(
            router=self.router,
            intake=self.intake,
            messages=self.messages,
            briefings=self.briefings,
            sources=self.sources,
            platform=self.console,
            clock=self.clock,
        )


@asynccontextmanager
async def open_parts(
    settings: Settings, clock: Clock, page_pool: PagePool | None = None
) -> AsyncIterator[Parts]:
    """Open the store and build on it; all is closed on leaving.

    A `page_pool` that was begun before is used, and closed with the rest, instead of a new one.

    Raises:
        ConfigurationError, StoreUnavailableError
    """
    async with open_database(settings.store_url) as database:
        parts = Parts(settings, clock, database, page_pool)
        try:
            yield parts
        finally:
            await parts.aclose()
