"""The home tab as a view.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.overview import ChannelOverview
from bot.platforms.slack import actions
from bot.platforms.slack.elements import (
    Block,
    Element,
    bullets,
    button,
    channel,
    clean,
    context,
    divider,
    header,
    link,
    rich_text,
    section,
    text,
)
from bot.platforms.slack.modals import marked_state, moment
from bot.platforms.slack.places import is_direct, team_and_channel

#: Sources listed under one channel; the others are counted.
MOST_SOURCES = 5
#: Blocks of a view.
MOST_BLOCKS = 100


@dataclass(frozen=True, slots=True)
class HomePlace:
    """A channel as one person's home tab shows it."""

    overview: ChannelOverview
    #: Slack's name of it, which people choose.
    name: str
    may_configure: bool


def home_view(places: Sequence[HomePlace], *, person_zone: str, left: int = 0) -> dict[str, Any]:
    """How a person's channels stand, in their time zone; `left` more are not shown."""
    zone = ZoneInfo(person_zone)
    blocks: list[Block] = [header("Attaché"), *_greeting(places)]
    shown = 0
    for place in places:
        own = [divider(), *_place(place, zone)]
        if len(blocks) + len(own) > MOST_BLOCKS - 1:
            break
        blocks += own
        shown += 1
    hidden = left + len(places) - shown
    if hidden:
        blocks.append(
            context([f"and {hidden} more channels: say status there to see how they stand."])
        )
    return {"type": "home", "blocks": blocks}


def _greeting(places: Sequence[HomePlace]) -> list[Block]:
    if any(place.overview.sources or place.overview.articles for place in places):
        said = "What your channels follow, and when their digests come."
        return [rich_text(section([text(said)]))]
    steps = (
        "Invite me to a channel: type /invite @Attaché there.",
        "Say there: @Attaché follow, and the address of a feed.",
        "Say: @Attaché digest 08:00 weekdays Europe/Paris, or brief for one now.",
    )
    return [
        rich_text(section([text("I read the news that a channel follows, and brief it.")])),
        rich_text(bullets([[text(step)] for step in steps])),
    ]


def _place(place: HomePlace, zone: ZoneInfo) -> list[Block]:
    _, channel_id = team_and_channel(place.overview.channel)
    name: Element = (
        text(clean(place.name, 100), bold=True)
        if is_direct(place.overview.channel)
        else channel(channel_id)
    )
    return [
        rich_text(section([name])),
        context(_state(place.overview, zone)),
        *_sources(place.overview, zone),
        _buttons(place, channel_id),
    ]


def _state(overview: ChannelOverview, zone: ZoneInfo) -> list[str]:
    articles = "1 article" if overview.articles == 1 else f"{overview.articles:,} articles"
    topics = f"topics: {', '.join(overview.topics)}" if overview.topics else "no topics set"
    return [_digest(overview, zone), f"{articles} remembered · {topics}"]


def _digest(overview: ChannelOverview, zone: ZoneInfo) -> str:
    if overview.coming is None or overview.schedule is None:
        return "No digest is scheduled."
    told = f"Next digest: {moment(overview.coming.due_at, zone)}"
    if overview.schedule.timezone != zone.key:
        told += f" (set for {overview.schedule.at:%H:%M}, {overview.schedule.timezone})"
    return told


def _sources(overview: ChannelOverview, zone: ZoneInfo) -> list[Block]:
    if not overview.sources:
        return [context(["Follows nothing yet."])]
    # What fails is what a person wants to see.
    ordered = sorted(overview.sources, key=lambda health: not health.is_failing)
    rows = [
        [
            link(clean(health.source.title or health.source.url, 120), health.source.url),
            text(f": {clean(marked_state(health, zone, overview.at), 300)}"),
        ]
        for health in ordered[:MOST_SOURCES]
    ]
    more = len(overview.sources) - MOST_SOURCES
    if more > 0:
        rows.append([text(f"and {more} more")])
    return [rich_text(bullets(rows))]


def _buttons(place: HomePlace, channel_id: str) -> Block:
    verb = "Change" if place.may_configure else "See"
    wanted = (
        (f"{verb} digest", actions.SET_SCHEDULE),
        (f"{verb} topics", actions.SET_TOPICS),
        (f"{verb} sources", actions.SHOW_SOURCES),
    )
    return {
        "type": "actions",
        "elements": [button(label, action_id, channel_id) for label, action_id in wanted],
    }
