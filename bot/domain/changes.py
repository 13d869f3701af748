"""Versions of an article: what another wording changed, and when its page is looked at again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.identifiers import ArticleId, ChannelKey, MessageId
from bot.domain.sources import Validators

#: Where a stretch of a version's text begins and ends, in characters.
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A sentence that one version words otherwise than another, has no more, or has new.

    `before` and `removed` count characters of the earlier version's text, `after` and `added`
    those of the later one's.  A sentence that is new has no `before`, one that is gone no `after`.
    """

    before: Stretch | None
    after: Stretch | None
    #: The words of `before` that are not in `after`, in order; all of it when there is no `after`.
    removed: tuple[Stretch, ...]
    added: tuple[Stretch, ...]


class LookState(StrEnum):
    """What the last look at a cited article's page found."""

    UNCHANGED = "unchanged"
    #: Another text, which became the article's newest version.
    CHANGED = "changed"
    #: Its host says that there is no such page (404, 410).
    GONE = "gone"
    #: Only a part of the text, as before a paywall; it is no version.
    CUT = "cut"
    #: A text that has nothing to do with the article's, or none; it is no version.
    OTHER = "other"
    #: Its site's robots.txt allows programs to read it no more; it was not asked for.
    CLOSED = "closed"
    #: The page could not be read this time.
    FAILED = "failed"


#: The page does not show the article any more, and people are told.
NO_LONGER_SHOWN = frozenset({LookState.GONE, LookState.CUT, LookState.OTHER})
#: The page was not seen: whether it changed is not known.
NOT_SEEN = frozenset({LookState.CLOSED, LookState.FAILED})


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A cited article, and how looking at its page again stands in one channel."""

    channel: ChannelKey
    article_id: ArticleId
    #: When a post that cites it was first sent.
    cited_at: datetime
    #: When its page is to be looked at; None when that has been done often enough.
    next_at: datetime | None
    looked_at: datetime | None = None
    state: LookState | None = None
    #: Since which look the state has been this one.
    state_since: datetime | None = None
    validators: Validators = field(default_factory=Validators)
    #: What the newest version that the channel knows is called, and its address.
    title: str | None = None
    url: str | None = None
    #: The message that brought the article, whose deletion forgets its versions.
    brought_by: MessageId | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it is time for a look."""
        return self.next_at is not None and self.next_at <= now
