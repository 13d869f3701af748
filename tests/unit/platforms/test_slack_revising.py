"""Changing what was posted on Slack: what cannot be changed is told, and holds up nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Delivery, DeliveryState
from bot.errors import PostRefusedError
from bot.platforms.slack.platform import SlackPlatform
from bot.platforms.slack.web_api import SlackCallError
from tests.golden.posts import VETO_ITEM, answer

NOW = datetime(2024, 3, 22, 8, 0, tzinfo=UTC)


class Api:
    """Slack’s Web API, of which the first message answers with an error."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.calls: list[tuple[str, str]] = []

    async def call(self, _team_id, method, *, ts, **_arguments):
        self.calls.append((method, ts))
        if ts == "1.0":
            raise SlackCallError(method, self.code)


def sent(*ids: str) -> Delivery:
    post = replace(answer(*VETO_ITEM.sentences), channel=ChannelKey("slack", "T1/C1"))
    head, *rest = map(MessageId, ids)
    return Delivery(
        post=post,
        state=DeliveryState.SENT,
        created_at=NOW,
        sent_at=NOW,
        message_id=head,
        continued=tuple(rest),
        revision=1,
    )


async def revise(code: str) -> Api:
    api = Api(code)
    await SlackPlatform(api, None, None, None, None).revise(sent("1.0", "2.0"))
    return api


async def test_what_is_gone_already_needs_no_word():
    assert (await revise("message_not_found")).calls == [
        ("chat.update", "1.0"),
        ("chat.delete", "2.0"),
    ]


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed"])
async def test_what_still_stands_is_told_and_the_rest_is_changed(code):
    api = Api(code)
    platform = SlackPlatform(api, None, None, None, None)

    with pytest.raises(PostRefusedError, match=code):
        await platform.revise(sent("1.0", "2.0"))

    assert api.calls[-1] == ("chat.delete", "2.0")
