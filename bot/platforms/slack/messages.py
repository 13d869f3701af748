"""Posts as Slack messages.  Pure.

A briefing is read in twenty seconds: a bold headline per story, its sentences as bullets, each
with numbered links that open the publisher's page at the sentence; small print last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.citations import numbers_of
from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.messages import Heading, Headline, Paragraph, Part, Post, PostKind, Rows
from bot.platforms.slack import actions
from bot.platforms.slack.elements import (
    Block,
    Element,
    button,
    channel,
    context,
    fallback,
    rich_text,
    section,
    text,
)
from bot.platforms.slack.pages import Group, fitted, groups_of, shared_out
from bot.platforms.slack.parts import laid_out
from bot.platforms.slack.places import is_direct, team_and_channel

#: How a message that goes on says so, and one that takes up where another ended.
_GOES_ON_IN_THREAD = "Goes on in the thread ↓"
_GOES_ON_BELOW = "Goes on below ↓"
_WENT_BEFORE = "… continued"


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message: its blocks, and the text of its notification."""

    text: str
    blocks: tuple[Block, ...]


def post_messages(post: Post) -> tuple[SlackMessage, ...]:
    """The messages of a post: the first stands in its place, the others follow in the thread.

    Stories are never cut; a single one that is too long for a message is cut between sentences.
    """
    pages = shared_out(_groups(post, 0))
    messages: list[SlackMessage] = []
    told = 0
    for index, page in enumerate(pages):
        its_own = range(told, told + page.claims) if len(pages) > 1 else None
        told += page.claims
        blocks = [*([context([_WENT_BEFORE])] if index else []), *page.blocks]
        if index < len(pages) - 1:
            blocks += _going_on(post, index, its_own)
        else:
            blocks += _ending(post, its_own)
        said = _WENT_BEFORE if index else _notification(post)
        messages.append(SlackMessage(said, tuple(blocks)))
    return tuple(messages)


def said_elsewhere(where: ChannelKey) -> Block:
    """Above what is told in a direct message, because it cannot be told where it was asked."""
    if is_direct(where):
        place = [text("To what you asked in a conversation that I am not part of:", italic=True)]
    else:
        _, channel_id = team_and_channel(where)
        place = [
            text("To what you asked in ", italic=True),
            channel(channel_id),
            text(", where I cannot answer you:", italic=True),
        ]
    return rich_text(section(place))


def view_blocks(parts: Sequence[Part], most_blocks: int) -> tuple[list[Block], bool]:
    """Parts as one window shows them, and whether it holds them all."""
    post = Post(_WINDOW, _NOWHERE, None, PostKind.REPLY, tuple(parts))
    return fitted(_groups(post, 0), most_blocks)


_WINDOW, _NOWHERE = DeliveryId("window"), ChannelKey("slack", "-")


def _groups(post: Post, shown: int) -> Iterator[Group]:
    """What the post's parts after the first `shown` become."""
    is_prose = post.kind is PostKind.ANSWER
    return groups_of(post.parts[shown:], numbers_of(post), is_prose=is_prose)


# ---------------------------------------------------------------- growing messages


def preview_blocks(post: Post, shown: int) -> list[Block]:
    """The blocks of a growing post's parts after the first `shown`."""
    return [block for group in _groups(post, shown) for block in laid_out(group)]


def closing_blocks(post: Post, shown: int) -> list[Block]:
    """What a finished post has beyond the parts that are shown: the rest, and its ending."""
    return [*preview_blocks(post, shown), *_ending(post)]


def fits_one_message(post: Post) -> bool:
    """Whether a message holds all of the post."""
    return len(shared_out(_groups(post, 0))) == 1


def is_continuation(post: Post, shown: Sequence[Part]) -> bool:
    """Whether the parts that were shown begin the finished post, and it fits into one message."""
    return post.parts[: len(shown)] == tuple(shown) and fits_one_message(post)


# ---------------------------------------------------------------- endings


def _going_on(post: Post, index: int, its_own: range | None) -> list[Block]:
    """How a message ends that another follows: the evidence of what it tells, and where it goes on.

    A reader of the channel is led into the thread, once; there the messages follow one another.
    """
    evidence = _evidence(its_own) if _has_actions(post) and its_own else []
    below = post.thread is not None or post.is_private
    where = [context([_GOES_ON_BELOW if below else _GOES_ON_IN_THREAD])] if index == 0 else []
    return [*([{"type": "actions", "elements": evidence}] if evidence else []), *where]


def _ending(post: Post, its_own: range | None = None) -> list[Block]:
    """How a post ends, grown or whole: look into it, ask on, and say whether it was good."""
    if not _has_actions(post):
        return []
    has_claims = bool(post.claims() if its_own is None else its_own)
    buttons = _evidence(its_own) if has_claims else []
    if post.kind is not PostKind.ANSWER:
        buttons += [
            button("What changed", actions.CHANGES),
            button("Left out", actions.LEFT_OUT),
        ]
    buttons.append(button("Ask a follow-up", actions.FOLLOW_UP))
    return [{"type": "actions", "elements": buttons}, _feedback()]


def _has_actions(post: Post) -> bool:
    """Briefings have, and answers that say something."""
    is_answer = post.kind is PostKind.ANSWER and bool(post.claims())
    return is_answer or post.kind in (PostKind.BRIEFING, PostKind.DIGEST)


def _evidence(its_own: range | None) -> list[Element]:
    """The button of the evidence: of the whole post, or of one message's sentences in it."""
    which = None if its_own is None else actions.sentences_written(its_own)
    return [button("Evidence", actions.EVIDENCE, which)]


def _feedback() -> Block:
    def thumb(label: str, value: str, told: str) -> Element:
        return {
            "text": {"type": "plain_text", "text": label},
            "value": value,
            "accessibility_label": told,
        }

    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": actions.FEEDBACK,
                "positive_button": thumb("Good", "good", "This was right and useful"),
                "negative_button": thumb("Not good", "bad", "This was wrong or of no use"),
            }
        ],
    }


# ---------------------------------------------------------------- notification

#: Headlines that a notification shows.
_MOST_TOLD = 3


def _notification(post: Post) -> str:
    """What a phone shows: the heading and first headlines, or the first thing said."""
    headlines = [part.claim.text for part in post.parts if isinstance(part, Headline)]
    heading = next((str(p.words) for p in post.parts if isinstance(p, Heading)), None)
    if heading is not None and headlines:
        return fallback(f"{heading}: {' · '.join(headlines[:_MOST_TOLD])}")
    claims = post.claims()
    if heading is None and claims and not isinstance(post.parts[0], Paragraph):
        return fallback(claims[0].text)
    listed = (str(row) for part in post.parts if isinstance(part, Rows) for row in part.rows)
    return fallback(heading or str(post.opening()) or next(listed, "")) or "Attaché"
