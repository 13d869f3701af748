"""What Slack is sent, block by block, so that a change of its looks is seen in review.

A file that is missing is written and the test fails once; to renew one, delete it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.domain.identifiers import ChannelKey
from bot.platforms.slack.home import HomePlace, home_view
from bot.platforms.slack.manifest import manifest
from bot.platforms.slack.messages import post_messages
from bot.platforms.slack.modals import (
    follow_up_form,
    parts_modal,
    reading_modal,
    schedule_form,
    sources_form,
    topics_form,
)
from tests.fakes.slack import validation
from tests.golden.posts import CHANNEL, POSTS, overview

FOLDER = Path(__file__).parent / "slack"

_ME = {"person_zone": "America/New_York"}
DIRECT = ChannelKey("slack", "T024BE7LD/D024BE91L")
VIEWS = {
    "modal_reading": reading_modal("Evidence"),
    "modal_evidence": parts_modal("Evidence", POSTS["evidence"].parts),
    "form_follow_up": follow_up_form("[]"),
    "form_schedule": schedule_form(overview(), "[]", may_configure=True, **_ME),
    "form_schedule_first": schedule_form(
        overview(schedule=None, coming=None), "[]", may_configure=True, **_ME
    ),
    "form_schedule_not_yours": schedule_form(overview(), "[]", may_configure=False, **_ME),
    "form_topics": topics_form(overview(), "[]", may_configure=True),
    "form_topics_not_yours": topics_form(overview(topics=()), "[]", may_configure=False),
    "form_sources": sources_form(overview(), "[]", may_configure=True, **_ME),
    "form_sources_not_yours": sources_form(overview(), "[]", may_configure=False, **_ME),
    "form_sources_empty": sources_form(overview(sources=()), "[]", may_configure=True, **_ME),
    "home": home_view(
        [
            HomePlace(overview(), "desk", may_configure=True),
            HomePlace(
                overview(channel=DIRECT, sources=(), schedule=None, coming=None, topics=()),
                "Direct messages",
                may_configure=False,
            ),
        ],
        person_zone="America/New_York",
        left=3,
    ),
    "home_empty": home_view([], person_zone="UTC"),
    "home_crowded": home_view(
        [HomePlace(overview(channel=CHANNEL), f"c{n}", may_configure=True) for n in range(30)],
        person_zone="UTC",
    ),
}

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def compare(name, value):
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    golden = FOLDER / f"{name}.json"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"{golden} was missing and is written now: read it, then keep it.")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", POSTS)
def test_a_message_is_what_was_reviewed(name):
    messages = post_messages(POSTS[name])
    compare(name, [{"text": m.text, "blocks": list(m.blocks)} for m in messages])


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_what_was_reviewed(name):
    compare(name, VIEWS[name])


@pytest.mark.parametrize("address", [None, "https://attache.example.org"])
def test_the_manifest_is_what_was_reviewed(address):
    compare("manifest_http" if address else "manifest", manifest(public_url=address))


@needs_node
@pytest.mark.parametrize("name", POSTS)
def test_slack_takes_the_message(name):
    for message in post_messages(POSTS[name]):
        sent = {"text": message.text, "blocks": list(message.blocks)}
        assert validation.message_problems(sent) == []


@needs_node
@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_the_view(name):
    assert validation.view_problems(VIEWS[name]) == []
