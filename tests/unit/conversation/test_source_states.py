"""How reading a source goes: one rule, and every surface says the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cli.documents import source as document
from bot.conversation.replies import sources
from bot.conversation.source_states import source_state
from bot.domain.messages import Rows
from bot.domain.sources import NotRead
from bot.platforms.console.panel import source_view
from bot.platforms.slack.home import HomePlace, home_view
from bot.platforms.slack.modals import sources_form
from tests.golden.posts import (
    BUSY,
    FAILING,
    MORNING,
    PARIS,
    QUIET,
    UNREAD,
    VOTE_DAY,
    WELL,
    overview,
)

MISSED = NotRead("Talks", "https://post.example/talks", "It asks for a login.", MORNING)
STATES = {
    "never read": (UNREAD, "not read yet"),
    "one item": (replace(WELL, items_seen=1), "read Fri 22 March 2024 16:30 CET, 1 item so far"),
    "articles to be read": (replace(WELL, items_seen=0, awaited_items=3), "read Fri 22 March 2024 16:30 CET, 0 items so far, 3 to be read"),
    "articles under way": (replace(WELL, items_seen=0, awaited_items=3, reading_until=MORNING + timedelta(seconds=60)), "read Fri 22 March 2024 16:30 CET, 0 items so far, 3 to be read (taken up by a process last heard of Mon 25 March 2024 08:00 CET)"),
    "articles that a process had taken up": (replace(WELL, items_seen=0, awaited_items=3, reading_until=MORNING), "read Fri 22 March 2024 16:30 CET, 0 items so far, 3 to be read"),
    "its usual rate": (BUSY, "read Fri 22 March 2024 16:30 CET, 520 items so far, usually about 19 a day, in the last week about 9 a day"),
    "its rate of late unknown": (replace(BUSY, new_by_day=BUSY.new_by_day[3:]), "read Fri 22 March 2024 16:30 CET, 520 items so far, usually about 19 a day"),
    "nothing of late": (replace(BUSY, new_by_day=BUSY.new_by_day[:1]), "read Fri 22 March 2024 16:30 CET, 520 items so far, usually about 19 a day, in the last week none"),
    "quiet": (QUIET, "read Fri 22 March 2024 16:30 CET, 520 items so far; unusually quiet, nothing new since Wed 20 March 2024 16:30 CET, usually about 19 a day"),
    "pages that were not read": (
        replace(BUSY, not_read=tuple(replace(MISSED, at=MORNING - timedelta(days=d)) for d in (0, 1, 4))),
        "read Fri 22 March 2024 16:30 CET, 520 items so far, usually about 19 a day, in the last week about 9 a day; not read of late: 2 articles, omitted says why",
    ),
    "failed once": (replace(FAILING, failures=1, last_error="No."), "the last read failed. No."),
    "failing, and when it is read again": (
        replace(FAILING, last_error="No.", next_read_at=MORNING + timedelta(hours=1)),
        "the last 3 reads failed. No. I read it again Mon 25 March 2024 09:00 CET.",
    ),
    "failing": (
        replace(FAILING, last_error="No.", last_success_at=VOTE_DAY),
        "the last 3 reads failed. No. It was last read well Fri 22 March 2024 16:30 CET.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", STATES)
def test_a_source_s_state_is_worded_alike_everywhere(kind):
    health, told = STATES[kind]
    shown = overview(sources=(health,))
    zone = {"person_zone": "Europe/Paris"}
    rows = [row for p in sources([health], PARIS, MORNING) if isinstance(p, Rows) for row in p.rows]

    assert str(source_state(health, PARIS, MORNING)) == told
    assert str(rows[0]).endswith(f": {told}")
    assert source_view(health, PARIS, MORNING).told == told
    assert told in json.dumps(sources_form(shown, "[]", may_configure=True, **zone))
    place = HomePlace(shown, "desk", may_configure=True)
    assert told in json.dumps(home_view([place], left=0, **zone))


def test_the_command_line_s_document_tells_the_usual_rate_and_whether_it_is_quiet():
    busy, quiet, unread = (document(health, MORNING) for health in (BUSY, QUIET, UNREAD))

    assert (busy["usual_per_day"], busy["present_per_day"], busy["is_quiet"]) == (18.5, 9.0, False)
    assert quiet["is_quiet"]
    assert unread["usual_per_day"] in (None, 0)
    assert unread["present_per_day"] is None
