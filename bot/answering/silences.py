"""What an answer says of the days that it tells of, and why it tells nothing of them.  Pure."""

from __future__ import annotations

from bot.answering.refusals import refusals_for
from bot.domain.answers import Answer, NewsScope
from bot.domain.messages import Words, words


def silence_of(answer: Answer) -> Words | None:
    """Why nothing could be told, where that is known: nothing was read, or not of these days."""
    if answer.is_unread and answer.as_of is not None:
        return words("This channel had learned nothing by {at}.", at=answer.as_of)
    if answer.is_unread:
        return refusals_for(answer.standalone).unread
    return _nothing_told(answer.told) if answer.told is not None else None


def lead_of(told: NewsScope) -> Words | None:
    """Of which days the news is; a topic alone needs no word."""
    if told.days_ahead is not None:
        return words("What is announced for the next {days} days:", days=told.days_ahead)
    if told.first is None or told.last is None:
        return None
    if told.first == told.last:
        return words("Published on {day}:", day=told.first)
    return words("Published from {first} to {last}:", first=told.first, last=told.last)


def _nothing_told(told: NewsScope) -> Words | None:
    if told.goes_on:
        return words("What this channel has read tells no more of this.")
    if told.days_ahead is not None:
        return words(
            "What this channel has read announces nothing for the next {days} days.",
            days=told.days_ahead,
        )
    if told.first is None or told.last is None:
        return None
    days = {"first": told.first, "last": told.last}
    if told.articles == 0:
        if told.first == told.last:
            return words(
                "This channel has read nothing that was published on {day}.", day=told.first
            )
        return words(
            "This channel has read nothing that was published from {first} to {last}.", **days
        )
    if told.topic is not None:
        return words(
            "Of what was published from {first} to {last} and read here (articles: {count}), nothing "
            "is on {topic}.",
            count=told.articles,
            topic=told.topic,
            **days,
        )
    return words(
        "Of what was published from {first} to {last} and read here (articles: {count}), nothing is "
        "of diplomatic weight.",
        count=told.articles,
        **days,
    )
