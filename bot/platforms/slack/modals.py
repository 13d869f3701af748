"""Modals: what a post rests on, and the forms of a channel's settings.  Pure.

What a form's values become when it is sent: `form_values`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.overview import ChannelOverview
from bot.conversation.source_states import source_state
from bot.digest.schedule import WEEKDAYS
from bot.domain.messages import Part, plain
from bot.domain.sources import SourceHealth
from bot.errors import InputError
from bot.platforms.slack import actions
from bot.platforms.slack.elements import (
    Block,
    Element,
    button,
    channel,
    clean,
    context,
    link,
    plain_text,
    rich_text,
    section,
    text,
)
from bot.platforms.slack.form_values import DAYS, unfollow_words
from bot.platforms.slack.messages import view_blocks
from bot.platforms.slack.places import is_direct, team_and_channel

View = dict[str, Any]

#: Blocks of a view; some are kept for what is said at its end.
MOST_BLOCKS = 95
LONGEST_TITLE = 24
#: Slack shows so many characters of an input at most.
LONGEST_INPUT = 3_000


def reading_modal(title: str) -> View:
    """While it is looked up."""
    return _modal(title, [rich_text(section([text("Reading…", italic=True)]))])


def parts_modal(title: str, parts: Sequence[Part], whole: str = "") -> View:
    """Parts as they would stand in a message; what does not fit is said to be left out.

    `whole` says where all of it is to be had.
    """
    blocks, is_all = view_blocks(parts, MOST_BLOCKS)
    if not is_all:
        blocks.append(context([f"There is more than this window holds. {whole}".strip()]))
    return _modal(title, blocks)


# ---------------------------------------------------------------- forms


def follow_up_form(metadata: str) -> View:
    """A question about a message."""
    asked = _input(
        actions.QUESTION,
        "Your question",
        {
            "type": "plain_text_input",
            "multiline": True,
            "max_length": LONGEST_INPUT,
            "placeholder": plain_text("Who abstained, and why?"),
        },
    )
    told = context(["The answer comes into the thread, where others can read it."])
    return _form("Ask a follow-up", actions.FOLLOW_UP_FORM, "Ask", [asked, told], metadata)


def schedule_form(
    overview: ChannelOverview, metadata: str, *, person_zone: str, may_configure: bool
) -> View:
    """When the digest comes."""
    schedule = overview.schedule
    state = [_whose(overview), _line(_schedule_told(overview, person_zone))]
    if not may_configure:
        return _modal("Digest", [*state, _not_yours()])
    days = sorted(schedule.days) if schedule else [0, 1, 2, 3, 4]
    time_of_day = {
        "type": "timepicker",
        "initial_time": f"{schedule.at:%H:%M}" if schedule else "08:00",
    }
    chosen = [_option(WEEKDAYS[day].capitalize(), DAYS[day]) for day in days]
    weekdays = {
        "type": "checkboxes",
        "options": [
            _option(name.capitalize(), short) for name, short in zip(WEEKDAYS, DAYS, strict=True)
        ],
        "initial_options": chosen,
    }
    zone = {
        "type": "plain_text_input",
        "initial_value": schedule.timezone if schedule else person_zone,
        "placeholder": plain_text("Europe/Paris"),
    }
    blocks = [
        *state,
        _input(actions.TIME, "At", time_of_day),
        _input(actions.DAYS, "On (none: no digest)", weekdays, optional=True),
        _input(actions.ZONE, "Time zone", zone),
    ]
    return _form("Digest", actions.SCHEDULE_FORM, "Set", blocks, metadata)


def topics_form(overview: ChannelOverview, metadata: str, *, may_configure: bool) -> View:
    """What briefings put first."""
    if not may_configure:
        named = ", ".join(overview.topics) or "none: briefings weigh every story alike"
        return _modal("Topics", [_whose(overview), _line(f"Topics: {named}"), _not_yours()])
    element: Element = {
        "type": "plain_text_input",
        "max_length": LONGEST_INPUT,
        "placeholder": plain_text("sanctions, ceasefire"),
    }
    held = ", ".join(overview.topics)
    if len(held) > LONGEST_INPUT:
        # What the field does not show would be lost when it is sent.
        told = f"There are {len(overview.topics)} topics, more than a field holds: "
        told += "say topics in the channel to see or set them."
        return _modal("Topics", [_whose(overview), _line(told)])
    if held:
        element["initial_value"] = held
    asked = _input(actions.TOPICS, "Topics, with a comma between two", element, optional=True)
    return _form("Topics", actions.TOPICS_FORM, "Set", [_whose(overview), asked], metadata)


def sources_form(
    overview: ChannelOverview, metadata: str, *, person_zone: str, may_configure: bool
) -> View:
    """What the channel follows, how reading goes, and a place for one more address."""
    listed = _sources(overview, ZoneInfo(person_zone), may_configure=may_configure)
    blocks = [_whose(overview), *listed]
    if not overview.sources:
        blocks.append(_line("This channel follows nothing yet."))
    if not may_configure:
        return _modal("Sources", [*blocks, _not_yours()])
    address = {"type": "plain_text_input", "placeholder": plain_text("https://example.org/feed")}
    blocks.append(_input(actions.ADDRESS, "Follow a feed, or a page that has one", address))
    return _form("Sources", actions.SOURCES_FORM, "Follow", blocks, metadata)


# ---------------------------------------------------------------- pieces


def marked_state(health: SourceHealth, zone: ZoneInfo, now: datetime) -> str:
    """How reading a source goes, in a line that begins with a mark to find it by."""
    told = str(source_state(health, zone, now))
    if health.is_failing:
        return f"✗ {told}"
    return told if health.last_read_at is None else f"✓ {told}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A moment in somebody's zone."""
    return plain(at.astimezone(zone))


def _sources(overview: ChannelOverview, zone: ZoneInfo, *, may_configure: bool) -> list[Block]:
    """As many sources as the window holds, those that fail first; the others are counted."""
    blocks: list[Block] = []
    ordered = sorted(overview.sources, key=lambda health: not health.is_failing)
    for shown, health in enumerate(ordered):
        own = _source(health, zone, overview.at, may_configure=may_configure)
        if len(blocks) + len(own) > MOST_BLOCKS:
            left = len(ordered) - shown
            told = f"and {left} more: say sources in the channel to see all {len(ordered)}."
            return [*blocks, context([told])]
        blocks += own
    return blocks


def _source(
    health: SourceHealth, zone: ZoneInfo, now: datetime, *, may_configure: bool
) -> list[Block]:
    name = clean(health.source.title or health.source.url, 200)
    blocks = [
        rich_text(section([link(name, health.source.url, bold=True)])),
        context([marked_state(health, zone, now)]),
    ]
    if may_configure and _can_be_unfollowed(health.source.url):
        unfollow = button("Unfollow", actions.UNFOLLOW, health.source.url)
        blocks.append({"type": "actions", "elements": [unfollow]})
    return blocks


#: Characters of a button's value.
_LONGEST_VALUE = 2_000


def _can_be_unfollowed(url: str) -> bool:
    """Whether a button can hold the address, and its command name it."""
    try:
        unfollow_words(url)
    except InputError:
        return False
    return len(url) <= _LONGEST_VALUE


def _schedule_told(overview: ChannelOverview, person_zone: str) -> str:
    if overview.coming is None:
        return "No digest is scheduled."
    return f"The next digest comes {moment(overview.coming.due_at, ZoneInfo(person_zone))}."


def _whose(overview: ChannelOverview) -> Block:
    """Which channel it is: who has several would change the wrong one."""
    if is_direct(overview.channel):
        return rich_text(section([text("For our direct messages", bold=True)]))
    _, channel_id = team_and_channel(overview.channel)
    return rich_text(section([text("For ", bold=True), channel(channel_id)]))


def _line(said: str) -> Block:
    return rich_text(section([text(clean(said))]))


def _not_yours() -> Block:
    return context(["Only people who may change this channel's settings can change this."])


def _option(label: str, value: str) -> Element:
    return {"text": {"type": "plain_text", "text": label}, "value": value}


def _input(name: str, label: str, element: Element, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(label),
        "optional": optional,
        "element": {**element, "action_id": name},
    }


def _modal(title: str, blocks: Sequence[Block]) -> View:
    return {
        "type": "modal",
        "title": plain_text(clean(title, LONGEST_TITLE) or "Attaché"),
        "close": plain_text("Close"),
        "blocks": list(blocks),
    }


def _form(
    title: str, callback_id: str, submit: str, blocks: Sequence[Block], metadata: str
) -> View:
    return {
        **_modal(title, blocks),
        "callback_id": callback_id,
        "submit": plain_text(submit),
        "close": plain_text("Cancel"),
        "private_metadata": metadata,
    }
