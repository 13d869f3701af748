"""Posts that a replica began to send and cannot: whoever can alone sends them, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.identifiers import DESK, DeliveryId
from bot.domain.messages import DeliveryState, Paragraph, Post, PostKind, words
from bot.errors import PlatformUnavailableError
from tests.fakes.file_platform import FilePlatform
from tests.scenarios.small_house import NOW, open_house, until_quiet

POST = Post(DeliveryId("d1"), DESK, None, PostKind.REPLY, (Paragraph(words("Hello.")),))


class OneSends(FilePlatform):
    """A platform on which one replica has the keys: `has_keys` is whether this one does."""

    def __init__(self, folder, *, has_keys=True):
        super().__init__(folder)
        self.has_keys = has_keys

    @property
    def sends_here(self):
        return self.has_keys

    sends_for_all = sends_here

    async def post(self, post, *, again=False):
        if not self.has_keys:
            raise PlatformUnavailableError("Another replica has the keys.")
        return await super().post(post, again=again)


@pytest.fixture
async def house(tmp_path):
    url, platform = f"sqlite+aiosqlite:///{tmp_path}/attache.db", OneSends(tmp_path)
    async with open_house(url, tmp_path, platform=platform) as opened:
        await opened.engine.start()
        yield opened
        await opened.engine.stop()


async def begun(house, minutes_ago):
    """Another replica kept the post and began to send it."""
    await house.messages.keep_delivery(POST, NOW - timedelta(minutes=minutes_ago))
    await house.messages.mark_sending(POST.delivery_id)


async def beat(house):
    await house.engine.tick()
    await until_quiet()


@pytest.mark.parametrize(("has_keys", "minutes_ago", "sent"),
                         [(True, 2, 1), (False, 2, 0), (True, 0, 0), (True, 61, 0)])  # fmt: skip
async def test_the_replica_that_can_sends_what_another_one_could_not(
    house, has_keys, minutes_ago, sent
):
    house.platform.has_keys = has_keys
    await begun(house, minutes_ago)
    await beat(house)
    await beat(house)

    assert len(house.platform.calls()) == sent
    state = (await house.messages.delivery(POST.delivery_id)).state
    assert (state is DeliveryState.SENT) == bool(sent)


async def test_what_could_not_be_sent_is_tried_again_a_minute_later(house):
    await begun(house, 2)
    post, house.platform.post = house.platform.post, _away
    await beat(house)
    house.platform.post = post
    await beat(house)
    assert house.platform.posts() == []

    house.clock.moment = NOW + timedelta(minutes=1)
    await beat(house)

    assert len(house.platform.posts()) == 1


async def _away(_post, *, again=False):
    raise PlatformUnavailableError("Away.")


async def test_what_this_process_has_in_hand_is_left_to_it(house):
    await begun(house, 2)
    with house.engine._bodies._sending._holding(POST.delivery_id):
        await beat(house)
        assert house.platform.calls() == []
    house.clock.moment = NOW + timedelta(minutes=1)
    await beat(house)
    assert len(house.platform.calls()) == 1


async def test_a_post_is_shown_anew_by_a_replica_that_can(house):
    await begun(house, 2)
    await beat(house)
    house.platform.has_keys = False
    async with house.messages._database.writing() as connection:
        await connection.exec_driver_sql("UPDATE delivery SET revision = 1")

    await beat(house)
    assert house.platform._read("revisions") == []
    house.platform.has_keys = True
    await beat(house)

    assert len(house.platform._read("revisions")) == 1
