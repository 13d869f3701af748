"""Sending a post once, through its record (DESIGN D5): ready → sending → sent.

The record is written before the post is sent, and a post's delivery id is the key under which
its platform sends it once.  So a crash at any point is healed by calling `deliver` again.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from bot.digest.notices import unchanged_post
from bot.domain.identifiers import BriefingId, DeliveryId, MessageId
from bot.domain.messages import Delivery, DeliveryState, Footer, words
from bot.errors import PlatformUnavailableError, PostRefusedError, Refusal
from bot.ports.clock import Clock
from bot.ports.messages import DeliveryStore
from bot.ports.platform import Platform

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A post that stands on its platform."""

    message_id: MessageId
    #: The briefing that it holds, which the channel's ledger has to learn of.
    briefing_id: BriefingId | None


async def deliver(
    delivery_id: DeliveryId,
    messages: DeliveryStore,
    platforms: Mapping[str, Platform],
    clock: Clock,
) -> Delivered:
    """Send a kept post and note the confirmation; a post that was sent is not sent again.

    Raises:
        PlatformUnavailableError: try again; also when no adapter for the platform runs here.
        PostRefusedError: the platform will never take it; it is noted as failed.
        NotFoundError: no such post was kept, or it was forgotten.
    """
    delivery = await messages.delivery(delivery_id)
    if delivery.message_id is not None:
        return Delivered(delivery.message_id, delivery.post.briefing_id)
    if delivery.state is DeliveryState.FAILED:
        raise PostRefusedError("This post was given up before; ask again to have it anew.")
    platform = platform_of(delivery, platforms)
    await messages.mark_sending(delivery_id)
    try:
        message_ids = await platform.post(
            delivery.post, again=delivery.state is DeliveryState.SENDING
        )
    except PostRefusedError as error:
        _log.warning("delivery.refused", delivery_id=delivery_id, refusal=error.refusal)
        await messages.mark_failed(delivery_id, clock.now())
        raise
    await messages.mark_sent(delivery_id, message_ids, clock.now())
    return Delivered(message_ids[0], delivery.post.briefing_id)


async def revise(
    delivery_id: DeliveryId,
    messages: DeliveryStore,
    platforms: Mapping[str, Platform],
    clock: Clock,
) -> None:
    """Show a sent post as it is now; of one that its platform will not change, people are told.

    Raises:
        PlatformUnavailableError: try again.
        NotFoundError: there is no such post.
    """
    delivery = await messages.delivery(delivery_id)
    if delivery.message_id is not None:
        try:
            await platform_of(delivery, platforms).revise(_owning_to_it(delivery))
        except PostRefusedError as error:
            _log.warning("delivery.not_revised", delivery_id=delivery_id, refusal=error.refusal)
            if error.refusal is not Refusal.SHUT_OUT:
                await _tell_that_it_stands(delivery, messages, platforms, clock)
    await messages.mark_revised(delivery_id, delivery.revision)


async def _tell_that_it_stands(
    delivery: Delivery, messages: DeliveryStore, platforms: Mapping[str, Platform], clock: Clock
) -> None:
    """Say, once a day and channel, that something which was forgotten is still to be read."""
    post = unchanged_post(delivery.post.channel, clock.now())
    await messages.keep_delivery(post, clock.now())
    with suppress(PostRefusedError):
        # There is nobody to tell where nothing is taken any more; that is noted as failed.
        await deliver(post.delivery_id, messages, platforms, clock)


def _owning_to_it(delivery: Delivery) -> Delivery:
    """The delivery, as people see it: what is missing is said to be."""
    gone = Footer(words("Something that stood here was forgotten, with what rested on it."))
    return replace(delivery, post=delivery.post.saying((*delivery.post.parts, gone)))


def platform_of(delivery: Delivery, platforms: Mapping[str, Platform]) -> Platform:
    """The platform that a post belongs to.

    Raises:
        PlatformUnavailableError: it is not served here.
    """
    platform = platforms.get(delivery.post.channel.platform)
    if platform is None:
        raise PlatformUnavailableError(
            f"{delivery.post.channel.platform} is not connected here: check the settings."
        )
    return platform
