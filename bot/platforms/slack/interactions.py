"""Commands, buttons, forms and shortcuts: what people do on Slack beside writing messages.

What changes anything becomes an `IncomingMessage`, kept before it is acknowledged and answered
like any other; what only shows something opens a modal.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.conversation import manners
from bot.conversation.lookups import Lookups
from bot.conversation.meanings import Intent
from bot.conversation.replies import Parts
from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Attachment, IncomingMessage
from bot.errors import AttacheError, DeliveryError, InputError
from bot.platforms.slack import actions
from bot.platforms.slack.elements import clean
from bot.platforms.slack.encoding import plain_text
from bot.platforms.slack.form_values import (
    follow_words,
    question_words,
    schedule_words,
    topics_words,
    unfollow_words,
)
from bot.platforms.slack.forms import OpenForms
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.incoming import files_of
from bot.platforms.slack.modals import (
    follow_up_form,
    parts_modal,
    reading_modal,
    schedule_form,
    sources_form,
    topics_form,
)
from bot.platforms.slack.payloads import Body, clicked_message, root_of, team_of, thread_of
from bot.platforms.slack.people import People
from bot.platforms.slack.places import ALONE, channel_key, team_and_channel
from bot.platforms.slack.shortcuts import shortcut_words
from bot.platforms.slack.shown import links_of
from bot.platforms.slack.web_api import SlackCallError, WebApi
from bot.platforms.slack.windows import Windows
from bot.ports.clock import Clock
from bot.ports.inbox import Inbox

#: What a button shows: of a channel, of our message there, by the button's value.
Show = Callable[[ChannelKey, MessageId, str | None], Awaitable[Parts]]

#: Titles of the modals that show something (at most 24 characters).
EVIDENCE_TITLE, CHANGES_TITLE, LEFT_OUT_TITLE = "Evidence", "What changed", "Left out"
#: Where all of it is to be had when a window is too small.
EVIDENCE_WHOLE = "The numbers in the message open each article at its words."
CHANGES_WHOLE = "Say changes in the thread to see all of it."
LEFT_OUT_WHOLE = "Say omitted in the thread to see all of it."
#: Characters of what stands below a field that was filled in wrongly; it quotes what was typed.
_LONGEST_FAULT = 300
SCHEDULE_TITLE, TOPICS_TITLE, SOURCES_TITLE = "Digest", "Topics", "Sources"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Target:
    """What a form is about; it travels in the view, which only we can write."""

    channel: ChannelKey
    thread: str | None = None

    def written(self) -> str:
        """As ``private_metadata``: whole, since an organisation's forms name no workspace for sure."""
        return json.dumps([str(self.channel), self.thread])

    @classmethod
    def read(cls, view: Body) -> _Target:
        """From a submitted view."""
        channel, thread = json.loads(view["private_metadata"])
        return cls(ChannelKey.parse(channel), thread)


class Interactions:
    """Deals with what people do."""

    def __init__(
        self,
        api: WebApi,
        inbox: Inbox,
        lookups: Lookups,
        people: People,
        home: HomeTab,
        forms: OpenForms,
        clock: Clock,
    ) -> None:
        self._api = api
        self._windows = Windows(api)
        self._inbox = inbox
        self._lookups = lookups
        self._people = people
        self._home = home
        self._forms = forms
        self._clock = clock
        self._shows: Mapping[str, tuple[str, str, Show]] = {
            actions.EVIDENCE: (EVIDENCE_TITLE, EVIDENCE_WHOLE, self._evidence),
            actions.CHANGES: (CHANGES_TITLE, CHANGES_WHOLE, self._changes),
            actions.LEFT_OUT: (LEFT_OUT_TITLE, LEFT_OUT_WHOLE, self._left_out),
        }

    # ------------------------------------------------------------ commands

    async def command(self, body: Body) -> None:
        """``/attache …``: the words are a message that stands nowhere.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        channel = channel_key(str(body["team_id"]), str(body["channel_id"]))
        name = MessageId(f"command:{body['trigger_id']}")
        words = plain_text(str(body.get("text") or ""), "") or "help"
        await self._say(channel, name, str(body["user_id"]), words)

    def read(self, words: str) -> Intent:
        """What a command's words mean.

        Raises:
            InputError: a time, day or zone in them is not understood.
        """
        return self._lookups.read(words)

    # ------------------------------------------------------------ buttons on our messages

    async def show(self, action: Body, body: Body) -> None:
        """Open a modal with the evidence, the changes, or what was left out of a message."""
        title, whole, look = self._shows[action["action_id"]]
        team_id, channel, message_id = clicked_message(body)
        opened = await self._windows.open(team_id, body, reading_modal(title))
        if opened is None:
            return
        try:
            parts = await look(channel, message_id, action.get("value"))
        except AttacheError as error:
            parts = manners.refused(error)
        await self._windows.update(team_id, opened, parts_modal(title, parts, whole))

    async def _evidence(
        self, channel: ChannelKey, message_id: MessageId, value: str | None
    ) -> Parts:
        """Of the sentences that the button's own message tells."""
        return await self._lookups.evidence(channel, message_id, actions.sentences_read(value))

    async def _changes(self, channel: ChannelKey, message_id: MessageId, _: str | None) -> Parts:
        return await self._lookups.changes(channel, message_id)

    async def _left_out(self, channel: ChannelKey, message_id: MessageId, _: str | None) -> Parts:
        return await self._lookups.left_out(channel, message_id)

    async def ask_follow_up(self, body: Body) -> None:
        """Open the form for a question about a message."""
        team_id, channel, message_id = clicked_message(body)
        target = _Target(channel, root_of(body, message_id))
        await self._windows.open(team_id, body, follow_up_form(target.written()))

    async def accept(self, action: Body, body: Body) -> None:
        """Do what was proposed, for whoever clicked.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        _, channel, message_id = clicked_message(body)
        person = str(body["user"]["id"])
        # Two clicks are one yes.
        name = MessageId(f"accepted:{message_id}:{person}")
        await self._say(
            channel, name, person, str(action["value"]), thread=thread_of(body, message_id)
        )

    async def feedback(self, action: Body, body: Body) -> None:
        """Keep a thumb.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        _, channel, message_id = clicked_message(body)
        is_good = action.get("value") == "good"
        await self._lookups.feedback(channel, message_id, body["user"]["id"], is_good=is_good)

    # ------------------------------------------------------------ buttons on the home tab

    async def configure(self, action: Body, body: Body) -> None:
        """Open the form of one of a channel's settings."""
        team_id, user_id = team_of(body), str(body["user"]["id"])
        opened = await self._windows.open(
            team_id, body, reading_modal(_TITLES[action["action_id"]])
        )
        if opened is None:
            return
        channel, title = channel_key(team_id, str(action["value"])), _TITLES[action["action_id"]]
        try:
            view = await self._form(action["action_id"], channel, user_id)
        except (SlackCallError, AttacheError) as error:
            # A window that says that it is reading would say so for ever.
            _log.info("slack.form_not_made", error=type(error).__name__)
            view = parts_modal(title, manners.unexpected())
        await self._windows.update(team_id, opened, view)

    async def _form(self, action_id: str, channel: ChannelKey, user_id: str) -> dict[str, Any]:
        team_id, _ = team_and_channel(channel)
        if channel not in await self._home.channels_of(team_id, user_id):
            return parts_modal("Attaché", manners.not_your_channel())
        overview = await self._lookups.overview(channel)
        person = await self._people.person(team_id, user_id)
        may_configure = await self._people.may_configure(team_id, user_id)
        target, zone = _Target(channel).written(), person.timezone or overview.timezone
        if action_id == actions.SET_SCHEDULE:
            return schedule_form(overview, target, person_zone=zone, may_configure=may_configure)
        if action_id == actions.SET_TOPICS:
            return topics_form(overview, target, may_configure=may_configure)
        return sources_form(overview, target, person_zone=zone, may_configure=may_configure)

    async def unfollow(self, action: Body, body: Body) -> None:
        """Stop following a source, from the form that lists them.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        view = body["view"]
        channel = _Target.read(view).channel
        name = MessageId(f"button:{action['action_ts']}:{body['user']['id']}")
        person = str(body["user"]["id"])
        self._wait(channel, name, view, SOURCES_TITLE, person)
        await self._say(channel, name, person, unfollow_words(str(action["value"])))

    # ------------------------------------------------------------ forms

    async def submit(self, callback_id: str, body: Body) -> dict[str, Any]:
        """Take a form's words; how the modal is to go on.

        Raises:
            StoreError: they could not be kept, and must not be acknowledged.
        """
        view, person = body["view"], str(body["user"]["id"])
        target = _Target.read(view)
        channel = target.channel
        team_id, _ = team_and_channel(channel)
        read = _WORDS[callback_id]
        try:
            words = read.spoken(view["state"]["values"])
            self._lookups.read(words)
        except InputError as error:
            return {
                "response_action": "errors",
                "errors": {read.at_fault: clean(str(error), _LONGEST_FAULT)},
            }
        if read.is_setting and not await self._may_configure(team_id, person):
            modal = parts_modal(read.title, manners.may_not_configure())
            return {"response_action": "update", "view": modal}
        # A view's hash is new with every version of it: a form sent twice is one message.
        name = MessageId(f"form:{view['id']}:{view.get('hash', '')}")
        if read.stays_open:
            self._wait(channel, name, view, read.title, person)
        await self._say(channel, name, person, words, thread=target.thread)
        if not read.stays_open:
            return {"response_action": "clear"}
        return {"response_action": "update", "view": reading_modal(read.title)}

    def _wait(
        self, channel: ChannelKey, name: MessageId, view: Body, title: str, person: str
    ) -> None:
        """Let the modal show the reply, and the home tab behind it how things stand then."""
        team_id, _ = team_and_channel(channel)
        self._forms.wait(
            channel, name, view["id"], title, lambda: self._home.publish(team_id, person)
        )

    async def _may_configure(self, team_id: str, person: str) -> bool:
        """At once, so that the form says so; it is asked again when the words are done."""
        try:
            return await self._people.may_configure(team_id, person)
        except DeliveryError:
            return True

    # ------------------------------------------------------------ shortcuts

    async def shortcut(self, callback_id: str, body: Body) -> None:
        """Read, or brief on, the message that somebody chose.

        Raises:
            StoreError: it could not be kept, and must not be acknowledged.
        """
        team_id, person = team_of(body), str(body["user"]["id"])
        channel = channel_key(team_id, str(body["channel"]["id"]))
        message = body["message"]
        words = await shortcut_words(
            self._api, callback_id, channel, message, body.get("api_app_id")
        )
        files = files_of(message) if callback_id == actions.READ_THIS else ()
        if files and not links_of(message):
            # What somebody says beside a file is about it, and no article.
            words = ""
        root = message.get("thread_ts") or message["ts"]
        await self._say(
            channel,
            MessageId(f"{'' if message.get('thread_ts') else ALONE}shortcut:{body['trigger_id']}"),
            person,
            words,
            thread=MessageId(root) if callback_id == actions.BRIEF_THIS else None,
            of_message=MessageId(message["ts"]),
            files=files,
        )

    # ------------------------------------------------------------ inside

    async def _say(
        self,
        channel: ChannelKey,
        message_id: MessageId,
        person: str,
        words: str,
        *,
        thread: str | None = None,
        of_message: MessageId | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> None:
        """Take in words that stand nowhere in the channel."""
        await self._inbox.receive(
            IncomingMessage(
                channel=channel,
                message_id=message_id,
                thread=MessageId(thread) if thread else None,
                sender=person,
                text=words,
                sent_at=self._clock.now(),
                is_addressed=True,
                may_configure=None,
                attachments=files,
                of_message=of_message,
                is_visible=False,
            )
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """How a form's values become words, and what is said of them."""

    title: str
    spoken: Callable[[Body], str]
    #: The input under which a fault is shown.
    at_fault: str
    is_setting: bool = True
    stays_open: bool = True


_WORDS: Mapping[str, _Read] = {
    actions.FOLLOW_UP_FORM: _Read(
        "Ask a follow-up",
        question_words,
        actions.QUESTION,
        is_setting=False,
        stays_open=False,
    ),
    actions.SCHEDULE_FORM: _Read(SCHEDULE_TITLE, schedule_words, actions.ZONE),
    actions.TOPICS_FORM: _Read(TOPICS_TITLE, topics_words, actions.TOPICS),
    actions.SOURCES_FORM: _Read(SOURCES_TITLE, follow_words, actions.ADDRESS),
}

_TITLES: Mapping[str, str] = {
    actions.SET_SCHEDULE: SCHEDULE_TITLE,
    actions.SET_TOPICS: TOPICS_TITLE,
    actions.SHOW_SOURCES: SOURCES_TITLE,
}
