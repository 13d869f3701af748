"""Modals: what a post rests on, and the forms of a channel's settings.  Pure.

A form speaks the chat's own grammar: its values become a command (`schedule_words`, ...), which is
read, checked and answered like one that was typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.overview import ChannelOverview
from bot.digest.schedule import WEEKDAYS
from bot.domain.identifiers import ChannelKey, DeliveryId
from bot.domain.messages import Part, Post, PostKind, plain
from bot.domain.sources import SourceHealth
from bot.platforms.slack import actions
from bot.platforms.slack.elements import (
    Block,
    Element,
    button,
    clean,
    context,
    link,
    plain_text,
    rich_text,
    section,
    text,
)
from bot.platforms.slack.messages import post_messages

View = dict[str, Any]
Values = Mapping[str, Any]

#: Blocks of a view; some are kept for what is said at its end.
MOST_BLOCKS = 95
LONGEST_TITLE = 24
#: Slack shows so many characters of an input at most.
LONGEST_INPUT = 3_000

_NOBODY = ChannelKey("slack", "-")


def reading_modal(title: str) -> View:
    """While it is looked up."""
    return _modal(title, [rich_text(section([text("Reading…", italic=True)]))])


def parts_modal(title: str, parts: Sequence[Part]) -> View:
    """Parts as they would stand in a message; what does not fit is said to be left out."""
    post = Post(DeliveryId("modal"), _NOBODY, None, PostKind.REPLY, tuple(parts))
    blocks = [block for message in post_messages(post) for block in message.blocks]
    left = len(blocks) - MOST_BLOCKS
    if left > 0:
        blocks = [*blocks[:MOST_BLOCKS], context(["There is more than this window holds."])]
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
    state = [_line(_schedule_told(overview, person_zone))]
    if not may_configure:
        return _modal("Digest", [*state, _not_yours()])
    days = sorted(schedule.days) if schedule else [0, 1, 2, 3, 4]
    time_of_day = {
        "type": "timepicker",
        "initial_time": f"{schedule.at:%H:%M}" if schedule else "08:00",
    }
    chosen = [_option(WEEKDAYS[day].capitalize(), _SHORT[day]) for day in days]
    weekdays = {
        "type": "checkboxes",
        "options": [
            _option(name.capitalize(), short) for name, short in zip(WEEKDAYS, _SHORT, strict=True)
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
        return _modal("Topics", [_line(f"Topics: {named}"), _not_yours()])
    element: Element = {
        "type": "plain_text_input",
        "max_length": LONGEST_INPUT,
        "placeholder": plain_text("sanctions, ceasefire"),
    }
    if overview.topics:
        element["initial_value"] = clean(", ".join(overview.topics), LONGEST_INPUT)
    asked = _input(actions.TOPICS, "Topics, with a comma between two", element, optional=True)
    return _form("Topics", actions.TOPICS_FORM, "Set", [asked], metadata)


def sources_form(
    overview: ChannelOverview, metadata: str, *, person_zone: str, may_configure: bool
) -> View:
    """What the channel follows, how reading goes, and a place for one more address."""
    zone = ZoneInfo(person_zone)
    blocks: list[Block] = []
    for health in overview.sources[: MOST_BLOCKS // 2 - 2]:
        blocks += _source(health, zone, may_configure=may_configure)
    left = len(overview.sources) - (MOST_BLOCKS // 2 - 2)
    if not overview.sources:
        blocks.append(_line("This channel follows nothing yet."))
    if left > 0:
        blocks.append(context([f"and {left} more: say sources in the channel to see all."]))
    if not may_configure:
        return _modal("Sources", [*blocks, _not_yours()])
    address = {"type": "plain_text_input", "placeholder": plain_text("https://example.org/feed")}
    blocks.append(_input(actions.ADDRESS, "Follow a feed, or a page that has one", address))
    return _form("Sources", actions.SOURCES_FORM, "Follow", blocks, metadata)


# ---------------------------------------------------------------- from values to words


def schedule_words(values: Values) -> str:
    """The digest's command."""
    chosen = _of(values, actions.DAYS).get("selected_options") or ()
    if not chosen:
        return "digest off"
    at = _of(values, actions.TIME).get("selected_time") or ""
    days = ",".join(str(option["value"]) for option in chosen)
    zone = "_".join(str(_of(values, actions.ZONE).get("value") or "").split())
    return f"digest {at} {days} {zone}".strip()


def topics_words(values: Values) -> str:
    """The command that sets topics."""
    named = str(_of(values, actions.TOPICS).get("value") or "")
    topics = [part.strip() for part in named.replace("\n", ",").replace(";", ",").split(",")]
    return f"topics: {', '.join(topic for topic in topics if topic) or 'none'}"


def follow_words(values: Values) -> str:
    """The command that follows an address."""
    return f"follow {''.join(str(_of(values, actions.ADDRESS).get('value') or '').split())}"


def unfollow_words(url: str) -> str:
    """The command that stops following one."""
    return f"unfollow {url}"


def _of(values: Values, block: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = values.get(block, {}).get(block) or {}
    return found


# ---------------------------------------------------------------- pieces


def source_state(health: SourceHealth, zone: ZoneInfo) -> str:
    """How reading a source goes, in a line."""
    if health.last_error is not None:
        times = "the last read" if health.failures == 1 else f"the last {health.failures} reads"
        return f"✗ {times} failed. {health.last_error}"
    if health.last_read_at is None:
        return "not read yet"
    items = "1 item" if health.items_seen == 1 else f"{health.items_seen} items"
    return f"✓ read {moment(health.last_read_at, zone)}, {items} so far"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A moment in somebody's zone."""
    return plain(at.astimezone(zone))


def _source(health: SourceHealth, zone: ZoneInfo, *, may_configure: bool) -> list[Block]:
    name = clean(health.source.title or health.source.url, 200)
    blocks = [
        rich_text(section([link(name, health.source.url, bold=True)])),
        context([source_state(health, zone)]),
    ]
    if may_configure and len(health.source.url) <= _LONGEST_VALUE:
        unfollow = button("Unfollow", actions.UNFOLLOW, health.source.url)
        blocks.append({"type": "actions", "elements": [unfollow]})
    return blocks


#: Characters of a button's value.
_LONGEST_VALUE = 2_000


def _schedule_told(overview: ChannelOverview, person_zone: str) -> str:
    if overview.coming is None:
        return "No digest is scheduled."
    return f"The next digest comes {moment(overview.coming.due_at, ZoneInfo(person_zone))}."


def _line(said: str) -> Block:
    return rich_text(section([text(clean(said))]))


def _not_yours() -> Block:
    return context(["Only people who may change this channel's settings can change this."])


#: As the chat's grammar names the days of the week.
_SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
