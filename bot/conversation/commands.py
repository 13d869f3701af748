"""Which command does what, and which of them not everybody may give."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.conversation import arranging, changed, inspecting, reading, remembering, telling_stories
from bot.conversation.meanings import (
    DropDigest,
    Follow,
    ForgetAll,
    ForgetLink,
    ForgetTitled,
    Intent,
    OfferReading,
    ReadLinks,
    ReadPasted,
    ReadSaid,
    SetDigest,
    SetLanguage,
    SetRing,
    SetTopics,
    ShowAgenda,
    ShowChanged,
    ShowChanges,
    ShowDigest,
    ShowEvidence,
    ShowHelp,
    ShowLanguage,
    ShowOmitted,
    ShowPositions,
    ShowSettings,
    ShowSources,
    ShowStatus,
    ShowStories,
    ShowTopics,
    Unclear,
    Unfollow,
)
from bot.conversation.office import Office
from bot.conversation.replies import Parts
from bot.domain.messages import IncomingMessage

_Command = Callable[[Office, IncomingMessage, Any], Awaitable[Parts]]

#: Every intent but questions and briefings, which are posts of their own kind (`router`).
COMMANDS: Mapping[type[Intent], _Command] = {
    Follow: reading.follow,
    Unfollow: reading.unfollow,
    ShowSources: reading.show_sources,
    ReadLinks: reading.read_links,
    ReadPasted: reading.read_text,
    OfferReading: reading.offer_reading,
    ReadSaid: reading.read_said,
    SetDigest: arranging.set_digest,
    DropDigest: arranging.drop_digest,
    ShowDigest: arranging.show_digest,
    SetRing: arranging.set_ring,
    SetTopics: arranging.set_topics,
    ShowTopics: arranging.show_topics,
    SetLanguage: arranging.set_language,
    ShowLanguage: arranging.show_language,
    ShowAgenda: remembering.show_agenda,
    ShowOmitted: inspecting.show_omitted,
    ShowEvidence: inspecting.show_evidence,
    ShowChanges: inspecting.show_changes,
    ShowChanged: changed.show_changed,
    ShowStories: telling_stories.show_stories,
    ShowPositions: remembering.show_positions,
    ForgetLink: remembering.forget_link,
    ForgetTitled: remembering.forget_titled,
    ForgetAll: remembering.forget_all,
    ShowSettings: arranging.show_settings,
    ShowStatus: remembering.show_status,
    ShowHelp: remembering.show_help,
    Unclear: remembering.ask_back,
}

#: What changes a channel for everybody in it.
SETTINGS: tuple[type[Intent], ...] = (
    Follow,
    Unfollow,
    SetDigest,
    DropDigest,
    SetRing,
    SetTopics,
    SetLanguage,
    ForgetLink,
    ForgetTitled,
    ForgetAll,
)


async def run_command(office: Office, message: IncomingMessage, intent: Intent) -> Parts:
    """Do what a command asks; the parts of the reply.  Whether its sender may is asked before.

    Raises:
        AttacheError: it could not be done, in a sentence for whoever asked.
    """
    return await COMMANDS[type(intent)](office, message, intent)
