"""A digest that does not come is explained; one that can still come, comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.identifiers import DESK
from bot.domain.schedules import SlotOutcome
from bot.durable import attempts
from bot.errors import PlatformUnavailableError, PostRefusedError
from tests.fakes.clock import StoppedClock
from tests.fakes.file_platform import FilePlatform
from tests.scenarios.small_house import DUE, FEED_URL, morning_digest, open_house, until_quiet


@pytest.fixture
def houses(tmp_path, monkeypatch):
    """Opens the bot at a moment, with the morning digest scheduled, and lets a metronome beat."""
    monkeypatch.setattr(attempts, "FIRST_WAIT", timedelta(milliseconds=20))
    url = f"sqlite+aiosqlite:///{tmp_path}/attache.db"

    async def live(now, *, feed=True, platform=None, beats=1):
        platform = platform or FilePlatform(tmp_path)
        async with open_house(url, tmp_path, clock=StoppedClock(now), platform=platform) as house:
            if await house.schedules.schedule(DESK) is None:
                await house.schedules.save_schedule(morning_digest())
                if feed:
                    await house.sources.follow(DESK, FEED_URL, None, DUE - timedelta(days=1))
            await house.engine.start()
            for _ in range(beats):
                await house.engine._digests()
                await until_quiet()
            await house.engine.stop()
            return await _outcomes(house), FilePlatform(tmp_path).posts()

    return live


async def _outcomes(house):
    days = [date(2024, 3, day) for day in range(24, 31)]
    schedule_id = morning_digest().schedule_id
    found = {day.day: await house.schedules.slot_outcome(schedule_id, day) for day in days}
    return {day: outcome for day, outcome in found.items() if outcome is not None}


async def test_a_digest_within_its_lateness_is_made_up_for_once(houses):
    outcomes, posts = await houses(DUE + timedelta(hours=2, minutes=59), beats=3)

    assert outcomes == {25: SlotOutcome.SENT}
    assert [post["kind"] for post in posts] == ["digest"]


async def test_a_digest_after_its_lateness_is_skipped_with_one_word(houses):
    outcomes, posts = await houses(DUE + timedelta(hours=4, minutes=40), beats=3)

    assert outcomes == {25: SlotOutcome.SKIPPED_LATE}
    (word,) = posts
    assert word["sentences"] == []
    assert "The digest of Mon 25 March 2024 08:00 CET was skipped" in word["words"]
    assert "until Mon 25 March 2024 12:40 CET" in word["words"]


async def test_digests_missed_over_days_are_explained_before_the_next_one(houses):
    outcomes, posts = await houses(DUE + timedelta(days=3, minutes=1))

    assert outcomes == {
        25: SlotOutcome.SKIPPED_LATE,
        26: SlotOutcome.SKIPPED_LATE,
        27: SlotOutcome.SKIPPED_LATE,
        28: SlotOutcome.SENT,
    }
    assert [post["kind"] for post in posts] == ["reply", "digest"]
    assert "3 digests were skipped, the last one that of Wed 27 March" in posts[0]["words"]


async def test_nothing_new_is_a_digest_too(houses):
    await houses(DUE + timedelta(minutes=1))
    outcomes, posts = await houses(DUE + timedelta(days=1, minutes=1))

    assert outcomes == {25: SlotOutcome.SENT, 26: SlotOutcome.SENT}
    assert "Nothing new" in posts[1]["words"]


async def test_before_its_time_no_digest_comes(houses):
    assert await houses(DUE - timedelta(seconds=1)) == ({}, [])


class Stubborn(FilePlatform):
    """Refuses so many posts before it takes one; for ever when `error` is a refusal."""

    def __init__(self, folder, error, times):
        super().__init__(folder)
        self.error = error
        self.left = times

    async def post(self, post, *, again=False):
        if self.left > 0:
            self.left -= 1
            raise self.error
        return await super().post(post, again=again)


async def test_a_platform_that_comes_back_gets_the_digest_once(houses, tmp_path):
    away = Stubborn(tmp_path, PlatformUnavailableError("away"), times=3)

    outcomes, posts = await houses(DUE + timedelta(minutes=1), platform=away)

    assert outcomes == {25: SlotOutcome.SENT}
    assert len(posts) == 1


async def test_a_platform_that_stays_away_longer_than_the_lateness_ends_in_failed(houses, tmp_path):
    asks_for_hours = PlatformUnavailableError("busy", retry_after_seconds=4 * 3600)
    away = Stubborn(tmp_path, asks_for_hours, times=10**6)

    outcomes, posts = await houses(DUE + timedelta(minutes=1), platform=away)

    assert (outcomes, posts) == ({25: SlotOutcome.FAILED}, [])


async def test_a_refused_post_is_failed_at_once_and_the_next_digest_has_its_news(houses, tmp_path):
    refusing = Stubborn(tmp_path, PostRefusedError("archived"), times=10**6)
    failed, _ = await houses(DUE + timedelta(minutes=1), platform=refusing)
    outcomes, posts = await houses(DUE + timedelta(days=1, minutes=1))

    assert failed == {25: SlotOutcome.FAILED}
    assert outcomes == {25: SlotOutcome.FAILED, 26: SlotOutcome.SENT}
    # The ledger had not moved: what the channel never saw is new to it still.
    assert any("vetoed a draft" in sentence for sentence in posts[0]["sentences"])


async def test_a_feed_that_fails_stops_no_digest(houses):
    outcomes, posts = await houses(DUE + timedelta(minutes=1), feed=False)

    assert outcomes == {25: SlotOutcome.SENT}
    assert "Nothing new" in posts[0]["words"]
