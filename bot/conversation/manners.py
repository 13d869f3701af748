"""How the bot greets, refuses, owns up and stops: what it says about itself and not about the news.

Pure; as all replies are.
"""

from __future__ import annotations

from datetime import datetime

from bot.conversation.replies import Parts, say
from bot.domain.messages import Paragraph, Proposal, Rows, words
from bot.errors import AttacheError, Refusal


def unclear(typed: str, meant: str) -> Parts:
    """A slip of the keyboard; a yes does what was meant, unless that could not be undone."""
    told = words("I do not know {typed}. Did you mean: {meant}", typed=typed, meant=meant)
    if meant.startswith("forget"):
        return say(told)
    return (Proposal(told.followed_by(words("? Then say yes.")), meant),)


def refused(error: AttacheError) -> Parts:
    """What went wrong, in the error's own sentence."""
    return say(words("{reason}", reason=str(error)))


def unexpected() -> Parts:
    """A fault of ours."""
    return say(
        words(
            "Something went wrong on my side, and nothing was changed that I know of. "
            "Please try again; if it happens again, tell whoever runs me to look at my log."
        )
    )


def passed_over() -> Parts:
    """Something that was said while the bot was away was not read."""
    return say(
        words(
            "I have not read some of the older messages that were written here while I was away: "
            "say again what I should read or answer."
        )
    )


def cannot_read() -> Parts:
    """Words without a key in an encrypted room, or without encryption."""
    return say(
        words(
            "I cannot read what you wrote: your device has not given me the key, or has not "
            "encrypted it, as this room asks for, or it was damaged on its way. Check in your client's security settings that it "
            "may send keys to me (I am verified by my own operator), then write it again."
        )
    )


def late(sent_at: datetime) -> Parts:
    """An answer to something that was written a good while ago."""
    return say(words("You wrote this on {at}; I could not read it before.", at=sent_at))


def stopped() -> Parts:
    """A person pressed stop."""
    return say(words("Stopped, as you asked."))


def question(text: str) -> Paragraph:
    """What was asked, above an answer that stands apart from its question."""
    return Paragraph(words("Question: {text}", text=text))


def undelivered(refusal: Refusal) -> Parts:
    """An answer could not be put where it belongs."""
    if refusal is Refusal.NO_THREAD:
        return say(
            words(
                "The message that you wrote under is gone, so I cannot answer there. "
                "Ask me again in the channel."
            )
        )
    if refusal is Refusal.NO_ENTRY:
        return say(
            words(
                "I cannot write in that channel: it is archived, or I am not a member. "
                "Invite me there, then ask me again."
            )
        )
    return say(
        words(
            "My answer was not accepted there, and I will not try again. "
            "Ask me again; if that fails too, tell whoever runs me to look at my log."
        )
    )


def welcome() -> Parts:
    """The bot's first words in a channel."""
    return (
        Paragraph(
            words(
                "I am Attaché. I read the news that this channel follows, brief you on diplomatic "
                "developments, and answer questions with the sentences that carry the answer."
            )
        ),
        Rows(
            (
                words("follow and a feed's address: I read it from now on"),
                words("digest 08:00 weekdays Europe/Paris: a briefing at that hour"),
                words("brief: a briefing now; reply in its thread to ask about it"),
                words("help: everything else"),
            )
        ),
    )


def not_your_channel() -> Parts:
    """Somebody wants to look into a channel that they are not in."""
    return say(words("You are not in that channel, or I am not: join it, or invite me there."))


def may_not_configure() -> Parts:
    """Somebody asked for a change that is not theirs to make."""
    return say(
        words(
            "Only people who may change this channel's settings can do that. "
            "Ask one of its administrators; you can always ask questions."
        )
    )
