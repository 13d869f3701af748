from __future__ import annotations

import pytest

from bot.domain.briefings import Usage
from bot.errors import ConfigurationError
from bot.language_model.prices import PriceTable

MILLION = Usage(1_000_000, 1_000_000)


@pytest.mark.parametrize(
    ("settings", "model", "cost"),
    [
        (None, "gpt-6-luna", 0.60),
        ("", "gpt-6-luna-2026-09-22", 0.60),
        ("gpt-6-luna=1/2", "gpt-6-luna", 3.0),
        ("qwen3:8b=0/0 , my/model=0.5/1.5,", "my/model", 2.0),
        ("qwen3:8b=0/0", "qwen3:8b", 0.0),
        (None, "unheard-of", None),
        (None, "", None),
    ],
)
def test_a_call_costs_what_the_table_says(settings, model, cost):
    assert PriceTable.read(settings).cost(model, MILLION) == cost


@pytest.mark.parametrize("settings", ["gpt", "gpt=1", "gpt=1/x", "gpt=-1/1", "a=1/1;b=2/2", "=1/1"])
def test_an_entry_that_is_no_price_is_named(settings):
    with pytest.raises(ConfigurationError, match="MODEL=PROMPT/COMPLETION"):
        PriceTable.read(settings)
