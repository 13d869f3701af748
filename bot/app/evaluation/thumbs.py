"""People's thumbs as a set of questions: what was liked is to stay, what was not is to change.

A thumb tells whether an answer was right, and not what would be.  So what is expected of a question
is taken from its answer only where that was liked: the figures and names that its sentences cite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bot.domain.answers import Answer
from bot.domain.identifiers import ChannelKey, MessageId
from bot.errors import NotFoundError
from bot.memory.words import Word, words_of
from bot.ports.briefings import BriefingStore
from bot.ports.messages import MessageStore

#: Words expected of an answer that was liked: enough to know it again, however it is worded.
MOST_EXPECTED = 6


async def lines_of(
    channels: Sequence[ChannelKey], messages: MessageStore, briefings: BriefingStore
) -> list[dict[str, Any]]:
    """A line for each answer with a thumb, oldest first; where people disagree, none."""
    lines: list[dict[str, Any]] = []
    for channel in channels:
        thumbs: dict[MessageId, set[bool]] = defaultdict(set)
        for one in await messages.feedback(channel):
            thumbs[one.message_id].add(one.is_good)
        for message_id, given in thumbs.items():
            answer = await _answer_at(channel, message_id, messages, briefings)
            if answer is not None and len(given) == 1:
                lines.append(line_of(answer, is_good=given.pop()))
    return lines


async def _answer_at(
    channel: ChannelKey, message_id: MessageId, messages: MessageStore, briefings: BriefingStore
) -> Answer | None:
    delivery = await messages.sent_post(channel, message_id)
    if delivery is None or delivery.post.answer_id is None:
        return None
    try:
        return await briefings.answer(delivery.post.answer_id)
    except NotFoundError:
        return None


def line_of(answer: Answer, *, is_good: bool) -> dict[str, Any]:
    """The line of a set for an answer that was liked, or was not."""
    line: dict[str, Any] = {"question": answer.standalone, "channel": str(answer.channel)}
    if answer.asked_at is not None:
        line["asked_at"] = answer.asked_at.isoformat()
    if answer.abstained:
        return line | ({"unanswerable": True} if is_good else {"answerable": True})
    if not is_good:
        return line | {"without": [claim.text for claim in answer.sentences]}
    expected = list(dict.fromkeys(_telling(answer)))[:MOST_EXPECTED]
    return line | ({"expected": expected} if expected else {"answerable": True})


def _telling(answer: Answer) -> Iterator[str]:
    """The figures and names of an answer's sentences that the question did not have."""
    asked = {word.stem for word in words_of(answer.standalone)}
    for claim in answer.sentences:
        yield from (
            word.text for word in words_of(claim.text) if _tells(word) and word.stem not in asked
        )


def _tells(word: Word) -> bool:
    return word.is_figure or (word.is_name and not word.is_stop)
