"""Items of a briefing from stories: drafted by a model or by the built-in writer, then gated.

Whoever drafts, only what the gate passes is shown.  The first error of the model ends its part:
the built-in writer does the rest, and the briefing says so and why.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import structlog

from bot.briefing.agenda import MOST_ENTRIES, entries_of, still_standing, without_repeats
from bot.briefing.model_desk import ModelClaims, ModelDesk
from bot.briefing.model_writer import Kind
from bot.briefing.own_notices import set_right
from bot.built_in.briefing_writer import DraftItem, draft_item
from bot.built_in.posted_sentences import Posted
from bot.domain.briefings import AgendaEntry, Correction, Usage, Writer, WrittenBy
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import VersionId
from bot.domain.stories import Story
from bot.errors import ModelError
from bot.grounding.gate import cite_title, passing

#: Stories that a model is asked about at a time: endpoints limit rates, and more saves little.
MOST_AT_ONCE = 3

#: Why no model was asked about a story.
_NOTHING_TO_SHOW = "Of some stories publishers allow a model no more than the headline."

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What is shown of one story; every claim has passed the gate."""

    headline: CitedClaim
    sentences: tuple[CitedClaim, ...]
    said: tuple[CitedClaim, ...]
    agenda: tuple[AgendaEntry, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(slots=True)
class ItemWriter:
    """Writes the items of one briefing, and keeps account of who wrote and what it cost."""

    desk: ModelDesk | None
    #: Texts are read, and checks made, one at a time and off the event loop.
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    usage: Usage = field(default_factory=Usage)
    _by_model: int = 0
    _by_built_in: int = 0
    #: Why the built-in writer stood in, once it did.
    _reason: str | None = None
    _has_given_up: bool = False
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))
    _ends_at: float | None = None

    async def write(
        self, story: Story, fresh: Collection[VersionId], posted: Sequence[Posted] = ()
    ) -> Written | None:
        """The item of a story, of which `posted` was sent; None when no sentence passes the gate."""
        async with self.computing:
            draft = await asyncio.to_thread(draft_item, story, fresh=fresh, posted=posted)
        desk = self.desk if _has_text_for_a_model(story) else None
        if desk is None and self.desk is not None:
            self._reason = self._reason or _NOTHING_TO_SHOW
        claims = await self._by_the_model(desk, story, fresh) if desk else None
        if claims is not None:
            self._by_model += 1
            async with self.computing:
                return await asyncio.to_thread(_completed, claims, draft, story)
        async with self.computing:
            item = await asyncio.to_thread(gated, draft, story)
        self._by_built_in += item is not None
        return item

    def written_by(self) -> WrittenBy:
        """Who wrote the items so far; a model that wrote some of them is named with the reason."""
        if self.desk is None:
            return WrittenBy(Writer.BUILT_IN)
        if self._by_model or not self._by_built_in:
            return WrittenBy(Writer.MODEL, self.desk.model.name, self._reason)
        return WrittenBy(Writer.BUILT_IN, fallback_reason=self._reason)

    async def _by_the_model(
        self, desk: ModelDesk, story: Story, fresh: Collection[VersionId]
    ) -> ModelClaims | None:
        """The model's claims; None when the built-in writer is to write this one."""
        async with self._turns:
            if self._has_given_up:
                return None
            try:
                claims = await self._in_time(desk, story, fresh)
            except ModelError as error:
                self._give_up(str(error), type(error).__name__)
                return None
            except TimeoutError:
                seconds = f"{desk.deadline_seconds:g}"
                self._give_up(f"The model took longer than {seconds} seconds.", "deadline")
                return None
        self.usage += claims.usage
        if claims.trouble is not None:
            self._give_up(str(claims.trouble), type(claims.trouble).__name__)
        if not claims.of(Kind.HAPPENED):
            self._reason = self._reason or "No sentence of the model's passed the check."
            return None
        return claims

    async def _in_time(
        self, desk: ModelDesk, story: Story, fresh: Collection[VersionId]
    ) -> ModelClaims:
        """The model's claims within the briefing's deadline, which runs from the first story."""
        if self._ends_at is None:
            self._ends_at = asyncio.get_running_loop().time() + desk.deadline_seconds
        async with asyncio.timeout_at(self._ends_at):
            return await desk.claims(story, fresh, ends_at=self._ends_at)

    def _give_up(self, reason: str, kind: str) -> None:
        """Ask the model no more; of several calls that fail at a time, the first is told."""
        if not self._has_given_up:
            _log.warning("model_given_up", kind=kind)
            self._has_given_up = True
            self._reason = reason


def gated(draft: DraftItem, story: Story) -> Written | None:
    """The built-in writer's item; None when no sentence passes.

    Where nothing but a headline could be read, that is the item.
    """
    title = cite_title(draft.headline_article)
    sentences = passing(draft.sentences, draft.evidence)
    if title is not None and draft.headline_article.is_headline_only:
        sentences = sentences or (title,)
    if not sentences:
        return None
    standing = _entries(_told_first(passing(draft.agenda, draft.evidence), sentences), story)
    standing = _still_to_come(standing, sentences[0])
    sentences = _without_what_stands_no_more(sentences, standing, draft.corrections)
    said = passing(draft.said, draft.evidence)
    return Written(
        headline=title or sentences[0],
        sentences=(*sentences, *set_right(story, (*sentences, *said))),
        said=said,
        agenda=standing[:MOST_ENTRIES],
        corrections=_standing(draft.corrections, sentences),
    )


def _still_to_come(agenda: Iterable[AgendaEntry], first: CitedClaim) -> tuple[AgendaEntry, ...]:
    return tuple(entry for entry in agenda if not _has_come(entry, first))


def _has_come(entry: AgendaEntry, first: CitedClaim) -> bool:
    """Whether an item begins with news of an entry's day, or of a later one.

    What came of "the verdict is due on Monday" is then what it tells.
    """
    days = [c.published_at.date() for c in first.citations if c.published_at]
    told = [d.day for d in first.dates if d.ahead is None]
    if not days or entry.claim.text == first.text:
        return False
    return entry.end < max(days) or (entry.end == max(days) and entry.end in told)


def _without_what_stands_no_more(
    sentences: Sequence[CitedClaim],
    agenda: Iterable[AgendaEntry],
    corrections: Iterable[Correction],
) -> tuple[CitedClaim, ...]:
    """The sentences but for what only announces what was done, moved, or is announced otherwise."""
    kept = {entry.claim.text for entry in agenda} | {c.text for c in corrections}
    first, *rest = sentences
    return (first, *(c for c in rest if c.text in kept or not entries_of(c)))


def _standing(
    corrections: Iterable[Correction], sentences: Collection[CitedClaim]
) -> tuple[Correction, ...]:
    """The corrections whose sentence is told."""
    told = {claim.text for claim in sentences}
    return tuple(correction for correction in corrections if correction.text in told)


def _has_text_for_a_model(story: Story) -> bool:
    """Whether any of its articles may be shown to a model, and holds more than its headline."""
    return any(not (a.is_reserved or a.is_headline_only) for a in story.articles)


def _completed(claims: ModelClaims, draft: DraftItem, story: Story) -> Written:
    """The model's item under a verbatim headline, with what it passed over.

    That is what sets right what the channel was sent, and dated things.
    """
    texts = {correction.text for correction in draft.corrections}
    drafted = passing((s for s in draft.sentences if s.text in texts), draft.evidence)
    told = claims.of(Kind.HAPPENED)
    known = {claim.text for claim in told}
    sentences = (*(claim for claim in drafted if claim.text not in known), *told)
    said = claims.of(Kind.SAID)
    announced = (*claims.of(Kind.AHEAD), *passing(draft.agenda, draft.evidence))
    return Written(
        headline=cite_title(draft.headline_article) or sentences[0],
        sentences=(*sentences, *set_right(story, (*sentences, *said))),
        said=said,
        agenda=_still_to_come(_entries(announced, story), sentences[0])[:MOST_ENTRIES],
        corrections=_standing(draft.corrections, sentences),
    )


def _told_first(
    announced: Sequence[CitedClaim], sentences: Sequence[CitedClaim]
) -> Sequence[CitedClaim]:
    """Announcements, those that the item tells anyway first: of two for one day these stay."""
    told = {claim.text for claim in sentences}
    return sorted(announced, key=lambda claim: claim.text not in told)


def _entries(claims: Iterable[CitedClaim], story: Story) -> tuple[AgendaEntry, ...]:
    found = (entry for claim in claims for entry in entries_of(claim))
    standing = still_standing(found, story.articles)
    return without_repeats(standing, is_one_story=True, articles=story.articles)
