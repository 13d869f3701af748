"""Commands about what is remembered: agenda, positions, forget, status, help."""

from __future__ import annotations

from bot.conversation import manners, replies
from bot.conversation.arranging import digest_state
from bot.conversation.help_texts import help_on
from bot.conversation.meanings import (
    ForgetAll,
    ForgetLink,
    ForgetTitled,
    ShowAgenda,
    ShowHelp,
    ShowPositions,
    ShowStatus,
    Unclear,
)
from bot.conversation.office import Office
from bot.conversation.positions import positions_on
from bot.conversation.replies import Parts
from bot.domain.briefings import AgendaEntry
from bot.domain.messages import Heading, IncomingMessage, Sentence, Words
from bot.domain.sentence_leads import with_speaker
from bot.domain.title_marks import news_begins
from bot.ingest.canonical_url import canonical_url
from bot.memory.frequencies import weight_of
from bot.memory.words import content_stems

#: A sentence that tells this much of its article's headline says by itself what it is about.
TITLE_TOLD = 0.5
#: Passages among which the articles of a title are looked for.
MOST_TITLED = 40


async def show_agenda(office: Office, message: IncomingMessage, intent: ShowAgenda) -> Parts:
    """What is announced for the coming days."""
    entries = await office.briefer.agenda_of(message.channel, intent.days, office.now())
    if not entries:
        return replies.no_agenda(intent.days)
    lines = tuple(Sentence(entry.claim, _label(entry)) for entry in entries)
    return Heading(replies.agenda_lead(intent.days)), *lines


def _label(entry: AgendaEntry) -> Words:
    days = replies.on_days(entry.day, entry.last, is_limit=entry.is_limit, about=_about(entry))
    return with_speaker(days, entry.claim)


def _about(entry: AgendaEntry) -> str | None:
    """The headline of an entry's article, where its sentence does not tell what it is about."""
    title = entry.claim.citations[0].title or ""
    about = title[news_begins(title) :]
    stems = set(content_stems(about))
    told = sum(map(weight_of, stems & set(content_stems(entry.claim.text))))
    return about if told < TITLE_TOLD * sum(map(weight_of, stems)) else None


async def show_positions(office: Office, message: IncomingMessage, intent: ShowPositions) -> Parts:
    """Who last said what."""
    found = await positions_on(office.memory, message.channel, intent.topic, now=office.now())
    if not found:
        return replies.no_positions(intent.topic)
    lines = tuple(
        Sentence(p.claim, replies.position_of(p.speaker, p.said_at.date())) for p in found
    )
    return Heading(replies.positions_lead(intent.topic)), *lines


async def forget_link(office: Office, message: IncomingMessage, intent: ForgetLink) -> Parts:
    """Forget one article with everything made from it."""
    # First what is still to be read: it may be read at this very moment.
    awaited = await office.intake.forget_awaited(message.channel, intent.url)
    article = await office.articles.by_url(message.channel, canonical_url(intent.url))
    if article is None and not awaited:
        return replies.not_remembered(intent.url)
    articles = await office.articles.forget(message.channel, article.article_id) if article else 0
    return replies.forgotten_for_good(articles, named=min(articles, 1), awaited=awaited)


async def forget_titled(office: Office, message: IncomingMessage, intent: ForgetTitled) -> Parts:
    """Forget the articles of a title, as it stands: a pasted text has no address."""
    awaited = await office.intake.forget_awaited(message.channel, intent.title)
    hits = await office.memory.recall(
        message.channel, intent.title, limit=MOST_TITLED, asked_at=office.now()
    )
    called = {
        hit.article.article_id
        for hit in hits
        if (hit.article.title or "").strip().casefold() == intent.title.strip().casefold()
    }
    if not (called or awaited):
        return replies.no_such_title(intent.title)
    forgotten = [await office.articles.forget(message.channel, each) for each in sorted(called)]
    # One of them may have gone with another whose text it carried.
    total = sum(forgotten)
    return replies.forgotten_for_good(total, named=min(total, len(called)), awaited=awaited)


async def forget_all(office: Office, message: IncomingMessage, intent: ForgetAll) -> Parts:
    """Forget every article, once it is confirmed."""
    if not intent.is_confirmed:
        return replies.confirm_forget_all(await office.articles.count(message.channel))
    awaited = sum(one.awaited_items for one in await office.sources.sources(message.channel))
    return replies.forgotten(await office.articles.forget(message.channel, None), awaited)


async def show_status(office: Office, message: IncomingMessage, _intent: ShowStatus) -> Parts:
    """How things stand."""
    healths = await office.sources.sources(message.channel)
    embedder = office.memory.embedder
    rows = (
        replies.remembered(await office.articles.count(message.channel)),
        replies.reading(len(healths), sum(health.is_failing for health in healths)),
        replies.writing(office.model.name if office.model else None),
        replies.recalling(embedder.name if embedder else None),
    )
    return replies.status(rows, await digest_state(office, message.channel))


async def show_help(_office: Office, _message: IncomingMessage, intent: ShowHelp) -> Parts:
    """What can be said."""
    return help_on(intent.command)


async def ask_back(_office: Office, _message: IncomingMessage, intent: Unclear) -> Parts:
    """Ask whether a command was meant."""
    return manners.unclear(intent.typed, intent.meant)
