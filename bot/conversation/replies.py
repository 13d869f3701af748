"""What the bot says about what it keeps and does, where no writer wrote; `manners` has the rest.

Each function gives the parts of a reply; strings from outside stand in slots, where platforms
escape them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.conversation.source_states import source_state
from bot.domain.articles import Feed, Omission, Omitted
from bot.domain.messages import (
    Link,
    Paragraph,
    Part,
    Proposal,
    Rows,
    Words,
    linked,
    words,
)
from bot.domain.sources import SourceHealth
from bot.ingest.feed_formats import MOST_ITEMS
from bot.ingest.outcomes import Followed

Parts = tuple[Part, ...]

# ---------------------------------------------------------------- sources


def how_many(feed: Feed) -> str:
    """How many items stand in a feed; of a long one no more are read than so many."""
    count = len(feed.items)
    return f"{count}" if count < MOST_ITEMS else f"{count} or more"


def following(followed: Followed) -> Parts:
    """A feed is followed now."""
    source = followed.source
    return say(
        words(
            "I follow {feed} from now on: {count} {articles} in it, and I read what is new shortly. "
            "({url})",
            feed=Link(source.title or source.url, source.url),
            count=how_many(followed.feed),
            articles="article is" if len(followed.feed.items) == 1 else "articles are",
            url=source.url,
        ),
    )


def unfollowed(url: str) -> Parts:
    """A feed is followed no more."""
    return say(
        words("I no longer follow {url}. What I read from it stays in memory: forget removes it.", url=url)
    )  # fmt: skip


def not_followed(url: str) -> Parts:
    """A feed was not followed in the first place."""
    return say(words("This channel does not follow {url}; sources shows what it follows.", url=url))


def sources(healths: Sequence[SourceHealth], zone: ZoneInfo, now: datetime) -> Parts:
    """What the channel follows, and how reading it goes."""
    if not healths:
        return say(words("This channel follows nothing yet. Say follow and a feed's address."))
    return (
        Paragraph(words("This channel follows {count} {feeds}:", count=len(healths), feeds=_feeds(len(healths)))),
        Rows(tuple(_source(health, zone, now) for health in healths)),
        *_reserved_sources(healths),
    )  # fmt: skip


def _reserved_sources(healths: Sequence[SourceHealth]) -> Parts:
    """The feeds whose publishers reserve AI use of them, if there are any."""
    reserved = [
        health.source.title or health.source.url for health in healths if health.is_reserved
    ]
    if not reserved:
        return ()
    return say(
        words(
            "Publisher reserves AI use: of {reserved}, models are shown headlines only.",
            reserved=", ".join(reserved),
        )
    )


def _source(health: SourceHealth, zone: ZoneInfo, now: datetime) -> Words:
    feed = Link(health.source.title or health.source.url, health.source.url)
    return words("{feed}: ", feed=feed).followed_by(source_state(health, zone, now))


# ---------------------------------------------------------------- settings


def topics(topics: Sequence[str]) -> Parts:
    """What the channel cares about most."""
    if not topics:
        return say(words("This channel has set no topics: briefings weigh every story alike."))
    return say(words("Briefings put these topics first: {topics}", topics=", ".join(topics)))


def language(name: str | None) -> Parts:
    """The channel's language, and what it changes."""
    if name is None:
        return say(words("No language is set for this channel."))
    return say(
        words(
            "This channel's language is {name}. Sentences from articles stay in the articles' own "
            "language, since each is checked against its source letter for letter.",
            name=name,
        )
    )


def settings_of(timezone: str, followed: int) -> Parts:
    """The rest of what a channel has set, and how to change it."""
    return (
        Rows(
            (
                words("Time zone: {zone}", zone=timezone),
                words("Sources followed: {count}", count=followed),
            )
        ),
        *say(words("help and a command's name says how to change it.")),
    )


def unknown_language(name: str) -> Parts:
    """Not a language that we have a name for."""
    return say(
        words("I do not know the language {name}: write its English name or code, like French or fr.", name=name)
    )  # fmt: skip


# ---------------------------------------------------------------- memory


def nothing_omitted() -> Parts:
    """No briefing, or one that showed everything."""
    return say(words("The last briefing left nothing out."))


def no_briefing_yet() -> Parts:
    """There was no briefing to speak of."""
    return say(words("This channel has had no briefing yet. Say brief."))


#: Titles listed of one reason; the rest are counted.
_OMITTED_SHOWN = 10


def omitted(left_out: Sequence[Omitted]) -> Parts:
    """What the newest briefing left out, by reason."""
    parts: list[Part] = []
    for reason, why in _REASONS.items():
        of_reason = [one for one in left_out if one.reason is reason]
        if of_reason:
            parts += [Paragraph(why), Rows(_omitted_rows(of_reason))]
    return tuple(parts)


_REASONS: Mapping[Omission, Words] = {
    Omission.OFF_SUBJECT: words("Not about diplomacy:"),
    Omission.OFF_TOPIC: words("Not about the topic that was asked for:"),
    Omission.DUPLICATE: words("Told by another article, or posted before:"),
    Omission.BELOW_THRESHOLD: words("Of too little weight:"),
    Omission.UNKNOWN_LANGUAGE: words(
        "In a language without word lists here, and naming no second state and no body, or one in "
        "passing:"
    ),
    Omission.OVER_LIMIT: words("There was no room for:"),
    Omission.NO_VERIFIED_SENTENCE: words("No sentence could be verified:"),
    Omission.SATIRE: words("Satire:"),
    Omission.OPINION: words("Opinion or analysis, and no report:"),
    Omission.SPEAKS_TO_MACHINES: words("It gives orders to chatbots, so nothing is taken from it:"),
}


def _omitted_rows(left_out: Sequence[Omitted]) -> tuple[Words, ...]:
    rows = [
        words(
            "{title}, {outlet}",
            title=linked(one.title, one.url, "an untitled text"),
            outlet=one.outlet or "no outlet named",
        )
        for one in left_out[:_OMITTED_SHOWN]
    ]
    more = len(left_out) - _OMITTED_SHOWN
    return (*rows, words("and {count} more", count=more)) if more > 0 else tuple(rows)


def no_agenda(days: int) -> Parts:
    """Nothing is announced."""
    return say(words("What this channel has read announces nothing for the next {days} days.", days=days))  # fmt: skip


def agenda_lead(days: int) -> Words:
    """The heading of an agenda."""
    return words("What is announced for the next {days} days", days=days)


def on_days(
    day: date, last: date | None = None, *, is_limit: bool = False, about: str | None = None
) -> Words:
    """The label of an agenda's entry, with the headline that tells what it is about."""
    if is_limit:
        days = words("by {day}", day=day)
    elif last is None:
        days = words("{day}", day=day)
    else:
        days = words("{day} to {last}", day=day, last=last)
    return days.followed_by(words(", {title}:", title=about) if about else words(":"))


def no_positions(topic: str) -> Parts:
    """Nobody is quoted on it."""
    return say(words("The articles that this channel has read quote nobody on {topic}.", topic=topic))  # fmt: skip


def positions_lead(topic: str) -> Words:
    """The heading of positions."""
    return words("Who last said what on {topic}", topic=topic)


def position_of(speaker: str, said_on: date | None) -> Words:
    """The label of one speaker's statement."""
    if said_on is None:
        return words("{speaker}:", speaker=speaker)
    return words("{speaker}, {day}:", speaker=speaker, day=said_on)


def not_remembered(url: str) -> Parts:
    """There is no such article to forget."""
    return say(words("This channel has no article from {url}, so there is nothing to forget.", url=url))  # fmt: skip


def no_such_title(title: str) -> Parts:
    """There is no article with that title to forget."""
    return say(words("This channel has no article called “{title}”, so there is nothing to forget.", title=title))  # fmt: skip


def forgotten_for_good(count: int, named: int, awaited: int) -> Parts:
    """As `forgotten`, with how many of them had only the same text, and that no feed brings them back."""
    alike = words("{count} of them carried the same text at another address.", count=count - named)
    stays = words("No feed brings any of it back to this channel; to have an article again, say read and its address.")  # fmt: skip
    copies = (Paragraph(alike),) if count > named else ()
    return (*forgotten(count, awaited), *copies, Paragraph(stays))


def forgotten(count: int, awaited: int) -> Parts:
    """What was asked to be forgotten is gone, and what was still to be read is not read."""
    made = words("Forgotten: {count} {articles}, with everything made from them.", count=count, articles=_articles(count))  # fmt: skip
    if not awaited:
        return say(made if count else words("There was nothing to forget."))
    waited = words("{awaited} {articles} that a feed had brought and I had not read yet: I will not read what was waiting.", awaited=awaited, articles=_articles(awaited))  # fmt: skip
    return (Paragraph(made), Paragraph(waited)) if count else say(waited)


def confirm_forget_all(count: int) -> Parts:
    """A question before a deletion."""
    return (
        Proposal(
            words(
                "That removes {count} {articles} from this channel's memory and cannot be undone. "
                "To do it, reply yes in this thread, or say: forget all yes",
                count=count,
                articles=_articles(count),
            ),
            "forget all yes",
        ),
    )


# ---------------------------------------------------------------- status


def remembered(count: int) -> Words:
    """How much is in memory."""
    return words("Memory: {count} {articles}", count=count, articles=_articles(count))


def reading(total: int, failing: int) -> Words:
    """How reading goes."""
    if failing:
        return words("Sources: {total}, of which {failing} failing; sources says which", total=total, failing=failing)  # fmt: skip
    return words("Sources: {total}, all well", total=total)


def writing(model: str | None) -> Words:
    """Who writes."""
    if model is None:
        return words("Writer: the built-in one, which quotes; no model is configured")
    return words("Writer: the model {model}; the built-in writer when it cannot", model=model)


def recalling(embedder: str | None) -> Words:
    """How passages are found."""
    if embedder is None:
        return words("Recall: by words; no embedding model is configured")
    return words("Recall: by words and by meaning ({embedder})", embedder=embedder)


def status(rows: Sequence[Words], digest: Parts) -> Parts:
    """How things stand."""
    return Rows(tuple(rows)), *digest


# ---------------------------------------------------------------- shared


def say(sentence: Words) -> Parts:
    """One sentence as a post's only part."""
    return (Paragraph(sentence),)


def _feeds(count: int) -> str:
    return "feed" if count == 1 else "feeds"


def _articles(count: int) -> str:
    return "article" if count == 1 else "articles"
