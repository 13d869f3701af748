from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.briefings import Usage
from bot.errors import BudgetSpentError
from bot.language_model.budget import Account
from bot.language_model.prices import PriceTable
from tests.fakes.clock import StoppedClock
from tests.fakes.usage_in_memory import UsageInMemory


@pytest.fixture
def clock():
    return StoppedClock(datetime(2024, 3, 22, 23, 30, tzinfo=UTC))


@pytest.fixture
def account(clock):
    return Account(UsageInMemory(), clock, PriceTable.read("tiny=1/1"), daily_tokens=1_000)


async def test_a_day_is_spent_to_the_last_token(account):
    await account.record(Usage(800, 100), "tiny")

    await account.check(100)
    with pytest.raises(BudgetSpentError, match="900 used"):
        await account.check(101)


async def test_midnight_utc_renews_the_budget(account, clock):
    await account.record(Usage(1_000, 0), "tiny")
    clock.advance(minutes=30)

    await account.check(1_000)


async def test_days_are_utc_days_wherever_the_clock_is(account, clock):
    clock.moment = datetime(2024, 3, 23, 1, 0, tzinfo=timezone(timedelta(hours=5)))

    await account.record(Usage(1, 1), "tiny")

    assert account.store.entries[0][0] == date(2024, 3, 22)


async def test_with_no_limit_nothing_is_asked_of_the_store(clock):
    account = Account(None, clock, PriceTable.read())

    await account.check(10**9)


async def test_a_price_is_entered_where_none_was_told(account):
    assert await account.record(Usage(500_000, 0), "tiny") == Usage(500_000, 0, 0.5)
    assert await account.record(Usage(1, 0, 0.25), "tiny") == Usage(1, 0, 0.25)
    assert await account.record(Usage(1, 0), "other") == Usage(1, 0, None)
