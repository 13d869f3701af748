"""A form's values as a message in the chat's own grammar.  Pure.

What a form sets is kept and answered like a command that was typed, so its values become one.  But
a value is a value: each is read here first, and a command that would be read as anything else than
these very values is not sent ("mon" is no zone, "sanctions?" no question).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.conversation.commands import SETTINGS
from bot.conversation.intents import read_intent
from bot.conversation.meanings import DropDigest, Follow, Intent, SetDigest, SetTopics, Unfollow
from bot.digest.schedule import EXAMPLE, ScheduleRequest, find_zone
from bot.domain.citations import web_address
from bot.errors import InputError, TimeFormatError, quoted_back
from bot.platforms.slack import actions

Values = Mapping[str, Any]

#: As the chat's grammar names the days of the week.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: What people write around a name and do not mean by it.
_AROUND = " \t\"'`“”„‟«»‹›‘’‚"


def question_words(values: Values) -> str:
    """A question, as it was put.

    Raises:
        InputError: it is a command that changes something, which nobody means to ask.
    """
    asked = str(_of(values, actions.QUESTION).get("value") or "")
    if isinstance(read_intent(asked, is_thread_reply=False), SETTINGS):
        raise InputError("That is a command, and no question: say it in the channel.")
    return asked


def schedule_words(values: Values) -> str:
    """The digest's command.

    Raises:
        TimeFormatError, TimeZoneError: the time or the zone is none.
    """
    chosen = _of(values, actions.DAYS).get("selected_options") or ()
    if not chosen:
        return _meaning(DropDigest(), "digest off")
    days = [str(option["value"]) for option in chosen]
    at = _time(str(_of(values, actions.TIME).get("selected_time") or ""))
    zone = find_zone(" ".join(str(_of(values, actions.ZONE).get("value") or "").split()))
    request = ScheduleRequest(at, frozenset(map(DAYS.index, days)), zone)
    return _meaning(SetDigest(request), f"digest {at:%H:%M} {','.join(days)} {zone}")


def topics_words(values: Values) -> str:
    """The command that sets topics.

    Raises:
        InputError: a topic is a word that means something else to the command.
    """
    named = str(_of(values, actions.TOPICS).get("value") or "")
    parts = (part.strip(_AROUND) for part in named.replace("\n", ",").replace(";", ",").split(","))
    topics = tuple(dict.fromkeys(part for part in parts if part))
    if not topics:
        return _meaning(SetTopics(()), "topics: none")
    # In quotes, so that a question mark or a stop at the end belongs to the topic.
    *others, last = topics
    last = last if last[-1].isalnum() else f'"{last}"'
    return _meaning(SetTopics(topics), f"topics: {', '.join([*others, last])}")


def follow_words(values: Values) -> str:
    """The command that follows an address; ``https://`` need not be typed.

    Raises:
        InputError: it is no web address.
    """
    typed = str(_of(values, actions.ADDRESS).get("value") or "").strip().strip("<>")
    url = typed if "://" in typed else f"https://{typed}"
    if web_address(url) is None or "." not in url:
        raise InputError(
            f"{quoted_back(typed)} is no web address: write one like https://example.org/feed, and only one."
        )
    return _meaning(Follow(url, is_confirmed=True), f"follow <{url}> yes")


def unfollow_words(url: str) -> str:
    """The command that stops following exactly this address.

    Raises:
        InputError: no command can name it.
    """
    return _meaning(Unfollow(url), f"unfollow <{url}>")


def _meaning(meant: Intent, words: str) -> str:
    """The words, which mean what is meant, to the letter.

    Raises:
        InputError: they would mean something else.
    """
    if read_intent(words, is_thread_reply=False) != meant:
        raise InputError(
            "That would be read as something else: leave out quotes and words like none, all "
            "or please."
        )
    return words


def _time(chosen: str) -> time:
    try:
        return time.fromisoformat(chosen)
    except ValueError:
        raise TimeFormatError(chosen, EXAMPLE) from None


def _of(values: Values, block: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = values.get(block, {}).get(block) or {}
    return found
