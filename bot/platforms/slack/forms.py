"""Modals that wait for what came of them: a form's words are a message, and its reply comes here.

The message is kept and answered like any other; where the modal is gone by then (closed, or this
process was another), the reply goes its usual way.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Post
from bot.errors import DeliveryError
from bot.platforms.slack.modals import parts_modal
from bot.platforms.slack.places import team_and_channel
from bot.platforms.slack.web_api import SlackCallError, WebApi

#: Seconds that Slack is given to show what the acknowledgement says, before the reply takes its
#: place: the two come over different lines.
SETTLE_SECONDS = 0.5
#: Modals that are waited for; the oldest is given up for a new one.
_MOST_OPEN = 1_000

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Form:
    view_id: str
    title: str
    shown_at: float
    #: Called when the reply has come, shown or not: what stands behind the modal is another now.
    then: Callable[[], None]


class OpenForms:
    """The modals that wait, by the message that their words became."""

    def __init__(self, api: WebApi) -> None:
        self._api = api
        self._open: dict[tuple[ChannelKey, MessageId], _Form] = {}

    def wait(
        self,
        channel: ChannelKey,
        message_id: MessageId,
        view_id: str,
        title: str,
        then: Callable[[], None],
    ) -> None:
        """Let a modal show the reply to a message; `then` is called when that has come."""
        if len(self._open) >= _MOST_OPEN:
            self._open.pop(next(iter(self._open)))
        shown_at = time.monotonic() + SETTLE_SECONDS
        self._open[channel, message_id] = _Form(view_id, title, shown_at, then)

    async def show(self, post: Post) -> bool:
        """Show a reply in the modal that waits for it; whether there is one that does."""
        if post.answers is None:
            return False
        form = self._open.pop((post.channel, post.answers), None)
        if form is None:
            return False
        await asyncio.sleep(max(0.0, form.shown_at - time.monotonic()))
        team_id, _ = team_and_channel(post.channel)
        view = parts_modal(form.title, post.parts)
        try:
            await self._api.call(team_id, "views.update", view_id=form.view_id, view=view)
        except (SlackCallError, DeliveryError) as error:
            _log.info("slack.form_gone", error=type(error).__name__)
            return False
        finally:
            form.then()
        return True
