from __future__ import annotations

import pytest

from bot.digest.delivery import deliver, revise
from bot.domain.identifiers import DESK, ChannelKey, DeliveryId, MessageId
from bot.domain.messages import Delivery, DeliveryState, Paragraph, Post, PostKind, words
from bot.errors import NotFoundError, PlatformUnavailableError, PostRefusedError, Refusal
from tests.fakes.clock import StoppedClock

ID = DeliveryId("reply:1")


class Records:
    """One delivery record, and every note that was made of it."""

    def __init__(self, state=DeliveryState.READY, channel=DESK, message_id=None):
        post = Post(ID, channel, None, PostKind.REPLY, (Paragraph(words("Hello.")),))
        self.record = Delivery(post, state, StoppedClock().now(), None, message_id)
        self.notes = []
        self.kept = []

    async def delivery(self, delivery_id):
        for post in self.kept:
            if post.delivery_id == delivery_id:
                return Delivery(post, DeliveryState.READY, StoppedClock().now(), None, None)
        if delivery_id != ID:
            raise NotFoundError("no such delivery")
        return self.record

    async def keep_delivery(self, post, _now):
        self.kept.append(post)

    async def mark_sending(self, _delivery_id):
        self.notes.append("sending")

    async def mark_sent(self, _delivery_id, message_ids, _now):
        self.notes.append(f"sent {' '.join(message_ids)}")

    async def mark_revised(self, _delivery_id, revision):
        self.notes.append(f"revised {revision}")

    async def mark_failed(self, _delivery_id, _now):
        self.notes.append("failed")


class Posting:
    def __init__(self, error=None, revise_error=None):
        self.error = error
        self.revise_error = revise_error or error
        self.posts = []
        self.again = []
        self.revised = []

    async def post(self, post, *, again=False):
        self.posts.append(post)
        self.again.append(again)
        if self.error:
            raise self.error
        return (MessageId("m-1"), MessageId("m-2"))

    async def revise(self, delivery):
        self.revised.append(delivery)
        if self.revise_error:
            raise self.revise_error


async def sent(records, platform, delivery_id=ID):
    return await deliver(delivery_id, records, {"local": platform}, StoppedClock())


async def test_a_post_is_noted_before_and_after_it_is_sent():
    records, platform = Records(), Posting()

    assert (await sent(records, platform)).message_id == "m-1"
    assert records.notes == ["sending", "sent m-1 m-2"]
    assert platform.again == [False]


async def test_a_post_whose_sending_was_interrupted_is_handed_over_again():
    records, platform = Records(DeliveryState.SENDING), Posting()

    await sent(records, platform)

    # The platform is told, so that it looks before it repeats.
    assert platform.again == [True]


async def test_a_confirmed_post_is_not_sent_again():
    records, platform = Records(DeliveryState.SENT, message_id=MessageId("m-0")), Posting()

    assert (await sent(records, platform)).message_id == "m-0"
    assert (records.notes, platform.posts) == ([], [])


async def test_a_refused_post_is_given_up_and_stays_so():
    records, platform = Records(), Posting(PostRefusedError("archived"))

    with pytest.raises(PostRefusedError):
        await sent(records, platform)
    assert records.notes == ["sending", "failed"]

    with pytest.raises(PostRefusedError):
        await sent(Records(DeliveryState.FAILED), platform)
    assert len(platform.posts) == 1


async def test_a_platform_that_is_away_leaves_the_post_to_be_tried_again():
    records = Records()

    with pytest.raises(PlatformUnavailableError):
        await sent(records, Posting(PlatformUnavailableError("away")))
    assert records.notes == ["sending"]


async def test_a_platform_that_does_not_run_here_touches_nothing():
    records = Records(channel=ChannelKey("slack", "T1/C1"))

    with pytest.raises(PlatformUnavailableError, match="slack is not connected"):
        await sent(records, Posting())
    assert records.notes == []


async def test_a_sent_post_is_shown_as_it_is_now():
    records = Records(DeliveryState.SENT, message_id=MessageId("m-0"))
    platform = Posting()

    await revise(ID, records, {"local": platform}, StoppedClock())

    (shown,) = platform.revised
    *parts, owned = shown.post.parts
    assert tuple(parts) == records.record.post.parts
    assert "was forgotten" in str(owned.words)
    assert records.notes == ["revised 0"]


@pytest.mark.parametrize(
    ("refusal", "takes_posts", "told"),
    [(Refusal.NO_ENTRY, True, 1), (Refusal.NO_ENTRY, False, 1), (Refusal.SHUT_OUT, True, 0)],
)
async def test_of_what_cannot_be_changed_people_are_told(refusal, takes_posts, told):
    records = Records(DeliveryState.SENT, message_id=MessageId("m-0"))
    error = PostRefusedError("too old to change", refusal)
    platform = Posting(revise_error=error, error=None if takes_posts else error)

    await revise(ID, records, {"local": platform}, StoppedClock())

    assert [post.delivery_id for post in records.kept] == [
        DeliveryId("unchanged:local:desk:2024-03-22")
    ] * told
    assert len(platform.posts) == told
    assert all("can still be read" in str(post.opening()) for post in platform.posts)
    assert records.notes[-1] == "revised 0"


async def test_a_platform_that_is_away_is_asked_again_to_show_a_post_anew():
    records = Records(DeliveryState.SENT, message_id=MessageId("m-0"))
    platforms = {"local": Posting(PlatformUnavailableError("away"))}

    with pytest.raises(PlatformUnavailableError):
        await revise(ID, records, platforms, StoppedClock())
    assert records.notes == []


async def test_a_post_that_was_never_kept_is_not_found():
    with pytest.raises(NotFoundError):
        await sent(Records(), Posting(), DeliveryId("other"))
