"""What the bot says of what it read: articles, files, lists of feeds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.replies import Parts
from bot.domain.articles import Article, Learned, Rejection
from bot.domain.messages import Link, Paragraph, Part, Proposal, Rows, Words, linked, plain, words
from bot.domain.sources import NotRead


def learned(learned: Learned, article: Article, original: Article | None) -> Parts:
    """What became of something that was read; `original` is the one whose text it carries."""
    facts = _facts(article)
    title = _titled(article)
    if original is not None:
        return _say(
            words(
                "I read {title} ({facts}). It carries the text of {original}, which this channel "
                "had already.",
                title=title,
                facts=facts,
                original=linked(original.title, original.url, "another one"),
            )
        )
    if learned.is_new:
        return _say(
            words(
                "I read {title} ({facts}). You can ask me about it now.", title=title, facts=facts
            )
        )
    if learned.is_update:
        return _say(
            words(
                "I read {title} again ({facts}): its text has changed, and I kept both.",
                title=title,
                facts=facts,
            )
        )
    return _say(
        words(
            "This channel had already read {title} ({facts}); nothing has changed.",
            title=title,
            facts=facts,
        )
    )


def offered(text: str, command: str, *, is_briefed: bool) -> Parts:
    """A text was pasted, and nobody said that it is to be read; `command` does it.

    Nothing of the text is repeated: what somebody deletes is then gone.
    """
    if is_briefed:
        offer = words(
            "Shall I brief you on this text ({length})? To do so I must read it into "
            "this channel's memory, where everybody here can ask about it. Reply yes in this thread.",
            length=_length(text),
        )
    else:
        offer = words(
            "Shall I read this text ({length}) into this channel's memory, where "
            "everybody here can ask about it? Reply yes in this thread. It does not read like a "
            "question, so I have looked nothing up; if it is one, ask it in one sentence.",
            length=_length(text),
        )
    return (Proposal(offer, command),)


def _titled(article: Article) -> Link | str:
    return linked(article.title, article.url, "the text")


def _facts(article: Article) -> str:
    """Outlet, date and length, as far as they are known."""
    day = plain(article.published_at.date()) if article.published_at else "no date"
    return ", ".join((article.outlet or "no outlet named", day, _length(article.text)))


#: Characters a word from which a script is one without spaces between its words.
_UNSPACED = 20


def _length(text: str) -> str:
    count = len(text.split())
    if len(text) > _UNSPACED * count:
        return f"{len(text):,} characters"
    return f"{count:,} {'word' if count == 1 else 'words'}"


def too_many_links(most: int, count: int) -> Parts:
    """More addresses than one message may have read."""
    return _say(
        words(
            "I read the first {most} of {count} addresses; send the others in another message.",
            most=most,
            count=count,
        )
    )


def too_many_files(most: int, count: int) -> Parts:
    """More files than one message may have read."""
    return _say(
        words(
            "I read the first {most} of {count} files; send the others in another message.",
            most=most,
            count=count,
        )
    )


def file_too_large(name: str, most: int) -> Parts:
    """A file that is larger than is read."""
    return _say(
        words(
            "{name} is larger than {most} MB, and I read no larger files: paste the part that "
            "matters after read:",
            name=name,
            most=most,
        )
    )


def followed_list(followed: int, failed: Sequence[str], *, left: int) -> Parts:
    """What became of a list of feeds."""
    said: list[Part] = [
        Paragraph(
            words(
                "I follow {count} {feeds} of that list from now on.",
                count=followed,
                feeds="feed" if followed == 1 else "feeds",
            )
        )
    ]
    if failed:
        said += [
            Paragraph(words("These could not be read:")),
            Rows(tuple(words("{url}", url=url) for url in failed)),
        ]
    if left:
        said.append(
            Paragraph(
                words("{count} more are in it; send them in a list of their own.", count=left)
            )
        )
    return tuple(said)


def rejected(rejected: Sequence[Rejection]) -> Parts:
    """What was not read, and why."""
    return tuple(
        Paragraph(words("I did not read {source}: {reason}", source=r.source, reason=r.reason))
        for r in rejected
    )


#: Items that were not read are listed up to this number; the rest are counted.
NOT_READ_SHOWN = 10


def not_read(items: Sequence[NotRead]) -> Parts:
    """What stood in the channel's sources and was not read, and why."""
    if not items:
        return ()
    rows = [
        words("{name}: {reason}", name=linked(one.name, one.url, one.name), reason=one.reason)
        for one in items
    ]
    more = len(items) - NOT_READ_SHOWN
    rest = [words("and {count} more", count=more)] if more > 0 else []
    lead = words("Stood in this channel's sources and could not be read:")
    return Paragraph(lead), Rows((*rows[:NOT_READ_SHOWN], *rest))


def read_feed(url: str, count: int) -> Parts:
    """A feed's items were read once."""
    return _say(
        words(
            "{url} is a feed; I read {count} new articles from it. Say follow and its address to "
            "have it read from now on.",
            url=url,
            count=count,
        )
    )


def _say(sentence: Words) -> Parts:
    return (Paragraph(sentence),)
