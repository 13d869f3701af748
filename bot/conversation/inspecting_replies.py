"""What the bot says around evidence and changes."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.replies import Parts
from bot.domain.messages import Paragraph, Words, words


def ask_in_a_thread() -> Parts:
    """No post is meant."""
    return _say(
        words("Say evidence in the thread of the briefing or answer whose sources you want to see.")
    )


def no_evidence(number: int | None) -> Parts:
    """A post without that citation, or without any."""
    if number is None:
        return _say(words("That message says nothing about the news, so it rests on no article."))
    return _say(words("That message has no citation {number}.", number=number))


def story() -> Words:
    """The label of a story's headline among changes."""
    return words("Story:")


def new_here() -> Words:
    """A story of which the channel had been sent nothing."""
    return words("New here: this channel had been sent nothing of it before.")


def fresh() -> Words:
    """The label of a sentence that was not sent before."""
    return words("New:")


def nothing_fresh(sent_at: datetime) -> Words:
    """A story that says what it said."""
    return words("Nothing new in it since {day}.", day=sent_at.date())


def told_before(sent_at: datetime) -> Words:
    """The label of a sentence that was sent before, and is not told again."""
    return words("Told on {day}, and not again:", day=sent_at.date())


def no_briefing_to_compare() -> Parts:
    """There was no briefing that could tell anything anew."""
    return _say(
        words(
            "This channel has had no briefing yet, so there is nothing to compare: say brief. For "
            "what publishers changed in articles cited here, say: changed"
        )
    )


def nothing_changed() -> Parts:
    """A briefing that shows no story."""
    return _say(
        words(
            "That briefing shows no story, so nothing in it has changed. For what publishers "
            "changed in their articles, say: changed"
        )
    )


def _say(sentence: Words) -> Parts:
    return (Paragraph(sentence),)
