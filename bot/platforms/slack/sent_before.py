"""Looking up whether a post whose answer got lost had arrived (DESIGN D5).

Slack has no idempotency key for bots; each message carries its delivery's id as metadata, and
before a send is repeated the channel or thread is looked through for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.identifiers import MessageId
from bot.domain.messages import Post
from bot.errors import PlatformUnavailableError
from bot.platforms.slack.places import team_and_channel
from bot.platforms.slack.web_api import SlackCallError, WebApi

#: The kind of our messages' metadata.
METADATA_TYPE = "attache_post"
#: Messages of one page, and pages of a thread that are looked through.
_A_PAGE, _MOST_PAGES = 200, 10
#: Slack does not let us look: better late than twice.
_LOOK_AGAIN_SECONDS = 60.0


async def told_before(api: WebApi, post: Post, person: str) -> dict[int, MessageId]:
    """As `sent_before`, of what is said in a direct message because it cannot be said in its place.

    Raises:
        PlatformUnavailableError: it cannot be looked up at the moment.
    """
    team_id, _ = team_and_channel(post.channel)
    try:
        opened = await api.call(team_id, "conversations.open", users=person)
    except SlackCallError:
        # Then nothing can have been said there either.
        return {}
    return await _look(api, post, (team_id, str(opened["channel"]["id"])), None)


async def sent_before(api: WebApi, post: Post) -> dict[int, MessageId]:
    """The messages of a post that stand in its place already, by their number.

    Raises:
        PlatformUnavailableError: it cannot be looked up at the moment.
    """
    place = team_and_channel(post.channel)
    found = await _look(api, post, place, post.thread)
    if post.thread is None and 0 in found:
        # A long post goes on in the thread of its first message.
        found |= await _look(api, post, place, found[0])
    return found


async def _look(
    api: WebApi, post: Post, place: tuple[str, str], thread: MessageId | None
) -> dict[int, MessageId]:
    found: dict[int, MessageId] = {}
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = await _page(api, place, thread, cursor)
        parts = [_part(message, post) for message in page.get("messages", ())]
        found.update(part for part in parts if part is not None)
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        # A channel is told newest first, and a send is repeated within a day; a thread, oldest first.
        if not cursor or thread is None:
            break
    return found


async def _page(
    api: WebApi, place: tuple[str, str], thread: MessageId | None, cursor: str
) -> Mapping[str, Any]:
    team_id, channel_id = place
    what: dict[str, Any] = {"channel": channel_id, "limit": _A_PAGE}
    what |= {"ts": thread} if thread else {}
    what |= {"cursor": cursor} if cursor else {}
    method = "conversations.replies" if thread else "conversations.history"
    try:
        return await api.call(team_id, method, **what, include_all_metadata=True)
    except SlackCallError as error:
        if error.code in {"thread_not_found", "message_not_found", "channel_not_found"}:
            return {}
        raise PlatformUnavailableError(
            "It cannot be looked up whether the post had arrived.", _LOOK_AGAIN_SECONDS
        ) from error


def _part(message: Mapping[str, Any], post: Post) -> tuple[int, MessageId] | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    is_ours = (
        metadata.get("event_type") == METADATA_TYPE
        and payload.get("delivery_id") == post.delivery_id
    )
    return (int(payload.get("part", 0)), MessageId(str(message["ts"]))) if is_ours else None
