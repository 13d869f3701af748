"""What the bot says around what publishers changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.replies import Parts
from bot.domain.articles import Article
from bot.domain.changes import NO_LONGER_SHOWN, NOT_SEEN, LookState, SecondLook
from bot.domain.messages import Link, Paragraph, Rows, SlotValue, Words, linked, words

_UNNAMED = "That text"


def compared(before: Article, after: Article) -> Parts:
    """Which versions are set side by side."""
    return _say(
        words(
            "{article}: what is different between version {old}, read on {then}, and version {new}, "
            "read on {now}.",
            article=linked(after.title, after.url, _UNNAMED),
            old=before.version_number,
            then=before.fetched_at,
            new=after.version_number,
            now=after.fetched_at,
        )
    )


def no_other_version(article: Article, look: SecondLook | None) -> Parts:
    """An article of which there is one text."""
    name = linked(article.title, article.url, _UNNAMED)
    if look is None:
        return _say(
            words(
                "{article} has not been cited here, so I have not looked at its page again; I know "
                "its text as read on {at}.",
                article=name,
                at=article.fetched_at,
            )
        )
    return _say(
        words(
            "{article}: I know no other text than the one that was cited, read on {at}.",
            article=name,
            at=article.fetched_at,
        )
    )


def same_words() -> Parts:
    """Two versions that differ in marks or in what a page says anew each time."""
    return _say(words("No sentence is worded otherwise."))


def headline_before() -> Parts:
    """The label of a headline that was replaced."""
    return _say(words("The headline was:"))


def headline_now() -> Parts:
    """The label of a headline that replaced another."""
    return _say(words("The headline is now:"))


def before(at: datetime) -> Parts:
    """The label of words as they were."""
    return _say(words("As read on {at}:", at=at))


def now(at: datetime) -> Parts:
    """The label of the words in their place."""
    return _say(words("As read on {at}, in its place:", at=at))


def gone(at: datetime) -> Parts:
    """The label of a sentence that is no longer there."""
    return _say(words("No longer there on {at}:", at=at))


def new(at: datetime) -> Parts:
    """The label of a sentence that was not there before."""
    return _say(words("New on {at}:", at=at))


def more_changes(count: int) -> Parts:
    """Changes that are not shown."""
    return _say(words("And {count} more: open the page to see them.", count=count))


def looked(look: SecondLook) -> Parts:
    """When the page was last looked at, and when it will be."""
    if look.looked_at is None:
        if look.next_at is None:
            return ()
        return _say(words("I look at its page again on {at}.", at=look.next_at))
    if look.state is LookState.CLOSED:
        return ()
    if look.next_at is None:
        return _say(words("I looked at its page last on {at}; no look is due.", at=look.looked_at))
    return _say(
        words(
            "I looked at its page last on {at}, and will again on {next}.",
            at=look.looked_at,
            next=look.next_at,
        )
    )


def page_now(look: SecondLook) -> Parts:
    """What is wrong with the page, if anything is."""
    state = _state(look)
    return () if state is None else _say(state)


def superseded(cited: Article, newest: Article) -> Parts:
    """A cited version that its publisher has replaced."""
    return _say(
        words(
            "The publisher has changed this text since: version {new} was read on {at}. For what "
            "changed, say: changed {article}",
            new=newest.version_number,
            at=newest.fetched_at,
            article=Link(cited.url, cited.url) if cited.url else cited.title or "",
        )
    )


def not_read(url: str) -> Parts:
    """An address of which the channel has read nothing."""
    return _say(words("This channel has read nothing at {url}.", url=url))


def unknown(name: str) -> Parts:
    """No cited article goes by that name."""
    return _say(
        words("No article cited here is called {name}: give me its address instead.", name=name)
    )


def which(looks: Sequence[SecondLook]) -> Parts:
    """Several articles go by a name."""
    lead = Paragraph(words("Several cited articles are called so; say changed and an address:"))
    return lead, Rows(tuple(words("{article}", article=_of(look)) for look in looks))


def changed_articles(
    changed: Sequence[tuple[Article, SecondLook]], looks: Sequence[SecondLook]
) -> Parts:
    """Which of the cited articles changed, or are gone; and how many pages were not to be seen."""
    if not looks:
        return _say(
            words("No cited article has been looked at again yet.").followed_by(_about_briefings())
        )
    unseen = sum(look.state in NOT_SEEN for look in looks)
    if changed:
        lead = words("Of the cited articles, these changed; say changed and an address:")
        rows = Rows(tuple(_row(article, look) for article, look in changed))
        return (Paragraph(lead), rows, *_unseen(unseen))
    if unseen == len(looks):
        return _unseen(unseen)
    told = words(
        "None of the {count} cited articles that I have looked at again has changed.",
        count=len(looks) - unseen,
    ).followed_by(_about_briefings())
    return (Paragraph(told), *_unseen(unseen))


def _about_briefings() -> Words:
    """The other command, which is easily taken for this one."""
    return words(" For what a briefing tells anew, say changes in its thread.")


def _unseen(count: int) -> Parts:
    if not count:
        return ()
    return _say(
        words(
            "Pages of cited articles that I could not look at the last time: {count}.", count=count
        )
    )


def reserved(article: Article) -> Parts:
    """An article of which a model is shown the headline alone."""
    if not article.is_reserved:
        return ()
    return _say(words("Its publisher reserves AI use: of its text, models are shown nothing."))


def _of(look: SecondLook) -> SlotValue:
    return linked(look.title, look.url, _UNNAMED)


def _row(article: Article, look: SecondLook) -> Words:
    if look.state in NO_LONGER_SHOWN and look.state_since:
        return words(
            "{article}: its page is not as it was since {at}",
            article=_of(look),
            at=look.state_since,
        )
    return words(
        "{article}: version {number}, read on {at}",
        article=_of(look),
        number=article.version_number,
        at=article.fetched_at,
    )


def _state(look: SecondLook) -> Words | None:
    since = look.state_since
    if since is None:
        return None
    match look.state:
        case LookState.GONE:
            return words(
                "The page is gone since {at}: its site says that there is none. What I had read "
                "before is kept.",
                at=since,
            )
        case LookState.CUT:
            return words(
                "Since {at} the page shows only a part of the text, as before a paywall; I keep "
                "what I had read before.",
                at=since,
            )
        case LookState.OTHER:
            return words(
                "Since {at} the page shows a text that is not this article's, or none; I keep what "
                "I had read before.",
                at=since,
            )
        case LookState.CLOSED:
            return words(
                "Since {at} I have not looked at the page: robots.txt of its site does not allow "
                "programs to read it. I keep what I had read before.",
                at=since,
            )
        case LookState.FAILED:
            return words("The page could not be read again: I tried since {at}.", at=since)
        case _:
            return None


def _say(sentence: Words) -> Parts:
    return (Paragraph(sentence),)
