"""What publishers changed in articles since they were cited: old words beside new ones.

Everything of an article that is shown is an exhibit, cut out of a stored version at its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation import changed_replies
from bot.conversation.inspecting import of_thread
from bot.conversation.meanings import ShowChanged
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.domain.articles import Article
from bot.domain.changes import NO_LONGER_SHOWN, SecondLook, Stretch, TextChange
from bot.domain.claims import SpanOf
from bot.domain.identifiers import ArticleId, ChannelKey
from bot.domain.messages import IncomingMessage, Part
from bot.errors import NotFoundError
from bot.grounding.exhibits import exhibit_at
from bot.ingest.canonical_url import canonical_url, is_web_address
from bot.memory.words import content_stems

#: Changes that are shown; a text with more is better read whole.
MOST_SHOWN = 10
#: Cited articles that are looked through, those cited last.
MOST_CITED = 200
#: Articles that are listed.
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Changed:
    """An article as it was when it was first cited, as it is now, and the difference."""

    before: Article
    after: Article
    changes: Sequence[TextChange]
    #: How looking at its page stands; None when it was never cited.
    look: SecondLook | None


async def show_changed(office: Office, message: IncomingMessage, intent: ShowChanged) -> Parts:
    """What changed in one article, or which cited ones did."""
    channel = message.channel
    if intent.article is None:
        return await _overview(office, message)
    named = await articles_named(office, channel, intent.article)
    if isinstance(named, list):
        return changed_replies.which(named)
    if named is not None:
        return shown(await changed_since_cited(office, channel, named))
    if is_web_address(intent.article):
        return changed_replies.not_read(intent.article)
    return changed_replies.unknown(intent.article)


async def articles_named(
    office: Office, channel: ChannelKey, name: str
) -> ArticleId | list[SecondLook] | None:
    """The article at an address, or the cited one with these words in its title; several, or none."""
    if is_web_address(name):
        article = await office.articles.by_url(channel, canonical_url(name))
        return article.article_id if article else None
    wanted = set(content_stems(name))
    cited = await office.looks.cited(channel, MOST_CITED)
    found = [one for one in cited if wanted and wanted <= set(content_stems(one.title or ""))]
    whole = [one for one in found if (one.title or "").casefold() == name.strip().casefold()]
    one = whole or found
    return one[0].article_id if len(one) == 1 else (one[:MOST_LISTED] or None)


async def only_article(office: Office, channel: ChannelKey, name: str) -> ArticleId:
    """As `articles_named`, for a caller that needs one.

    Raises:
        NotFoundError: there is none, or there are several.
    """
    named = await articles_named(office, channel, name)
    if named is None:
        raise NotFoundError(f"{channel} has no such article: give the address of one it has read.")
    if isinstance(named, list):
        raise NotFoundError(f"{len(named)} cited articles are called so: give an address instead.")
    return named


async def changed_since_cited(
    office: Office, channel: ChannelKey, article_id: ArticleId
) -> Changed:
    """An article's text when it was first cited, beside its newest.

    One that was never cited is compared from the first text that the channel knew.

    Raises:
        NotFoundError: the channel does not know it.
    """
    after = await office.articles.article(channel, article_id)
    look = await office.looks.look_at(channel, article_id)
    before = await _as_cited(office, after, look)
    if before.version_id == after.version_id:
        return Changed(before, after, (), look)
    return Changed(before, after, await office.second_looks.changes(before, after), look)


async def _as_cited(office: Office, article: Article, look: SecondLook | None) -> Article:
    if look is not None:
        try:
            return await office.articles.article(
                article.channel, article.article_id, as_of=look.cited_at
            )
        except NotFoundError:
            pass  # the version of that time was forgotten
    versions = await office.articles.versions(article.channel, article.article_id)
    return versions[0] if versions else article


# ---------------------------------------------------------------- one article


def shown(found: Changed) -> Parts:
    """Old words beside new ones, and what is to be said of the page."""
    look = found.look
    page = (*changed_replies.page_now(look), *changed_replies.looked(look)) if look else ()
    below = (*page, *changed_replies.reserved(found.after))
    if found.before.version_id == found.after.version_id:
        return (*changed_replies.no_other_version(found.after, look), *below)
    return (*changed_replies.compared(found.before, found.after), *_laid_open(found), *below)


def _laid_open(found: Changed) -> Parts:
    parts = _Exhibits(found)
    if (found.before.title or "") != (found.after.title or ""):
        parts.headline()
    for change in found.changes[:MOST_SHOWN]:
        parts.change(change)
    left = len(found.changes) - MOST_SHOWN
    more = changed_replies.more_changes(left) if left > 0 else ()
    return (*parts.parts, *more) if parts.parts else changed_replies.same_words()


class _Exhibits:
    """Old and new words in turn, each under its label, with the exhibits numbered through."""

    def __init__(self, found: Changed) -> None:
        self._found = found
        self._number = 0
        self.parts: list[Part] = []

    def headline(self) -> None:
        """The headlines of both versions."""
        before, after = self._found.before, self._found.after
        for label, article in (
            (changed_replies.headline_before(), before),
            (changed_replies.headline_now(), after),
        ):
            self._show(label, article, (0, len(article.title or "")), SpanOf.TITLE)

    def change(self, change: TextChange) -> None:
        """One sentence as it was, and what stands in its place."""
        before, after = self._found.before, self._found.after
        if change.before is not None:
            was = changed_replies.before if change.after else changed_replies.gone
            at = (before if change.after else after).fetched_at
            self._show(was(at), before, _told(change.before, change.removed))
        if change.after is not None:
            now = changed_replies.now if change.before else changed_replies.new
            self._show(now(after.fetched_at), after, _told(change.after, change.added))

    def _show(
        self, label: Parts, article: Article, stretch: Stretch, of: SpanOf = SpanOf.TEXT
    ) -> None:
        shown = exhibit_at(self._number + 1, article, stretch, of)
        if shown is not None:
            self._number += 1
            self.parts += [*label, shown]


def _told(sentence: Stretch, words: Sequence[Stretch]) -> Stretch:
    """From the first changed word of a sentence to the last; all of it where it lost or got none."""
    return (words[0][0], words[-1][1]) if words else sentence


# ---------------------------------------------------------------- which ones


async def _overview(office: Office, message: IncomingMessage) -> Parts:
    """Which of the articles that a thread's post cites changed; outside a thread, of all."""
    delivery = await of_thread(office, message)
    looked_at = await looks_taken(office, message.channel)
    if delivery is not None:
        meant = {c.article_id for claim in delivery.post.claims() for c in claim.citations}
        looked_at = [look for look in looked_at if look.article_id in meant]
    changed = await those_changed(office, looked_at)
    return changed_replies.changed_articles(changed[:MOST_LISTED], looked_at)


async def looks_taken(office: Office, channel: ChannelKey) -> Sequence[SecondLook]:
    """The looks at cited articles that were taken, those cited last first."""
    cited = await office.looks.cited(channel, MOST_CITED)
    return [look for look in cited if look.looked_at is not None]


async def those_changed(
    office: Office, looks: Sequence[SecondLook]
) -> Sequence[tuple[Article, SecondLook]]:
    """Articles, in their newest text, that changed since they were cited, or are gone."""
    changed: list[tuple[Article, SecondLook]] = []
    for look in looks:
        newest = await office.articles.article(look.channel, look.article_id)
        if look.state in NO_LONGER_SHOWN or await _is_other(office, newest, look):
            changed.append((newest, look))
    return changed


async def _is_other(office: Office, newest: Article, look: SecondLook) -> bool:
    if newest.version_number == 1:
        return False
    return (await _as_cited(office, newest, look)).version_id != newest.version_id
