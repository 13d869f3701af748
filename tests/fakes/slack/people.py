"""What people do in the workspace: write, edit, click, fill in forms."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack import views
from tests.fakes.slack.events import stamp, written
from tests.fakes.slack.messages import response_url
from tests.fakes.slack.state import APP, TEAM
from tests.fakes.slack.validation import message_problems


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace; every method does what their hands would do."""

    slack: Any
    name: str
    user_id: str

    @property
    def token(self):
        return f"xoxp-{self.name}"

    # ------------------------------------------------------------ messages

    async def say(self, channel, text="", *, thread=None, files=()):
        """Write a message; files are ``(name, bytes, media type)``, with a size if it is to lie."""
        if files:
            self.slack.files_coming[self.user_id] = [
                self.slack.add_file(self.user_id, *file) for file in files
            ]
        answer = await self.slack.state(
            "chat.postMessage", self.token, channel=channel, text=text or " ", thread_ts=thread
        )
        return {**answer["message"], "channel": channel}

    def emit(self, channel, text, *, thread=None):
        """Write a message that is delivered and not remembered: for hundreds in a second."""
        message = {
            "type": "message",
            "user": self.user_id,
            "text": text,
            "ts": self.slack.next_ts(),
        }
        message |= {"thread_ts": thread} if thread else {}
        event = written(self.slack, channel, message)
        self.slack.emit(event)
        return event

    async def direct(self, text="", **more):
        """Write to the bot directly."""
        return await self.say(await self.slack.direct_channel(self), text, **more)

    async def edit(self, message, text):
        """Change one's message."""
        await self.slack.state(
            "chat.update", self.token, channel=message["channel"], ts=message["ts"], text=text
        )

    async def delete(self, message):
        """Delete one's message; if it is a root, nobody can write below it any more."""
        self.slack.deleted.add(message["ts"])
        await self.slack.state(
            "chat.delete", self.token, channel=message["channel"], ts=message["ts"]
        )

    # ------------------------------------------------------------ beside messages

    async def command(self, channel, text="", command="/attache"):
        """Use a slash command; Slack tells of no thread.  Returns the acknowledgement."""
        payload = {
            **await self._base(),
            "team_id": TEAM,
            "team_domain": "ministry",
            "channel_id": channel,
            "channel_name": self.slack.name_of(channel),
            "user_id": self.user_id,
            "user_name": self.name,
            "command": command,
            "text": text,
            "response_url": response_url(self.slack, channel, self.user_id),
            "is_enterprise_install": "false",
        }
        ack = await self.slack.deliveries.deliver("slash_commands", payload)
        if isinstance(ack.payload, dict):
            self.slack.complain(message_problems(ack.payload))
        return ack

    async def shortcut(self, callback_id, message):
        """Choose a message shortcut."""
        payload = {
            **await self._interaction("message_action"),
            "callback_id": callback_id,
            "action_ts": stamp(),
            "message_ts": message["ts"],
            "message": message,
            **self._place(message),
        }
        return await self.slack.deliveries.deliver("interactive", payload)

    async def click(self, message, action_id, value=None):
        """Press a button of a message, or choose `value` in a menu."""
        is_ephemeral = bool(message.get("is_ephemeral"))
        payload = {
            **await self._interaction("block_actions"),
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": message["channel"],
                "is_ephemeral": is_ephemeral,
            },
            "state": {"values": {}},
            "actions": [action_of(message["blocks"], action_id, value)],
            **self._place(message),
            # Slack does not give back what only one person sees.
            **({} if is_ephemeral else {"message": message}),
        }
        return await self.slack.deliveries.deliver("interactive", payload)

    async def click_in_view(self, view, action_id, value=None):
        """Press a button of a modal or of the home tab."""
        payload = {
            **await self._interaction("block_actions", view_id=view["id"]),
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "actions": [action_of(view["blocks"], action_id, value)],
        }
        return await self.slack.deliveries.deliver("interactive", payload)

    async def submit(self, view, values=None, /, **by_block):
        """Send a form, with these values in place of the ones that it shows.

        Values by block are plain words; `values` is Slack's own form of them:
        ``{block_id: {action_id: {"type": …, "value": …}}}``.
        """
        state = {"values": {**initial_state(view), **_state(view, by_block), **(values or {})}}
        payload = {
            **await self._interaction("view_submission", view_id=view["id"]),
            "view": {**view, "state": state},
            "response_urls": [],
        }
        ack = await self.slack.deliveries.deliver("interactive", payload)
        if ack.is_acknowledged:
            await views.after_submission(self.slack, view, ack.payload)
        return ack

    async def close(self, view):
        """Close a modal; the app is told only where it asked to be."""
        views.close(self.slack, self.user_id, everything=bool(view.get("clear_on_close")))
        if not view.get("notify_on_close"):
            return None
        payload = {**await self._interaction("view_closed"), "view": view, "is_cleared": False}
        return await self.slack.deliveries.deliver("interactive", payload)

    async def open_home(self, tab="home"):
        """Look at the bot's home tab, or at the conversation with it."""
        channel = await self.slack.direct_channel(self)
        event = {"type": "app_home_opened", "user": self.user_id, "channel": channel, "tab": tab}
        shown = self.slack.home(self) if tab == "home" else None
        event |= {"view": shown} if shown else {}
        self.slack.tell("HeardHomeOpened", {**event, "event_ts": stamp()})

    async def press_stop(self, channel, thread):
        """Press Slack's own stop button."""
        streaming = [
            ts
            for ts, stream in self.slack.streams.items()
            if (stream.channel, stream.thread) == (channel, thread) and self.slack.is_streaming(ts)
        ]
        event = {"type": "agent_session_stopped", "user": self.user_id, "channel": channel}
        more = {"thread_ts": thread, "streaming_message_ts": streaming, "event_ts": stamp()}
        self.slack.tell("HeardStop", event | more)

    def _place(self, message):
        """The channel of a message, and where the app may answer what was done to it."""
        channel = message["channel"]
        return {
            "channel": {"id": channel, "name": self.slack.name_of(channel)},
            "response_url": response_url(self.slack, channel, self.user_id, message),
        }

    async def _base(self, **about):
        trigger = await self.slack.trigger(self.user_id, **about)
        return {"token": "t", "api_app_id": APP, "trigger_id": trigger}

    async def _interaction(self, kind, **about):
        return {
            **await self._base(**about),
            "type": kind,
            "user": {"id": self.user_id, "username": self.name, "team_id": TEAM},
            "team": {"id": TEAM, "domain": "ministry"},
            "enterprise": None,
            "is_enterprise_install": False,
        }


def action_of(blocks, action_id, value=None):
    """What Slack sends of the element that was pressed."""
    for block in blocks:
        for element in _elements(block, action_id):
            if not _has(element, value):
                continue
            about = {"type": element["type"], "action_id": action_id, "action_ts": stamp()}
            about["block_id"] = block.get("block_id", secrets.token_hex(3))
            return about | _chosen(element, value)
    raise AssertionError(f"there is no {action_id} to press")


def _elements(value, action_id):
    """The elements of an action, however deep they lie in a block."""
    if isinstance(value, dict):
        if value.get("action_id") == action_id:
            yield value
        value = value.values()
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return
    for member in value:
        yield from _elements(member, action_id)


def _has(element, value):
    """Whether it is the element with this value, where several are of one action."""
    if value is None or "options" in element:
        return True
    return element.get("value") in (None, value)


def _chosen(element, value):
    if "options" in element:
        option = next(o for o in element["options"] if o["value"] == value)
        return {"selected_option": option}
    text = {"text": element["text"]} if isinstance(element.get("text"), dict) else {}
    return {**text, "value": element.get("value") if value is None else value}


#: What a form's element holds: the name of its value, and the name of what it holds at first.
_HELD = {
    "plain_text_input": ("value", "initial_value"),
    "timepicker": ("selected_time", "initial_time"),
    "datepicker": ("selected_date", "initial_date"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
}


def initial_state(view):
    """What a form's inputs hold before anybody touches them."""
    state = {}
    for block in view["blocks"]:
        if block["type"] == "input" and block["element"]["type"] in _HELD:
            element = block["element"]
            name, at_first = _HELD[element["type"]]
            held = element.get(at_first, [] if name == "selected_options" else None)
            state[block["block_id"]] = {element["action_id"]: {"type": element["type"], name: held}}
    return state


def _state(view, values):
    """Words, or options by their values, as Slack sends them of a form."""
    state = {}
    for block_id, value in values.items():
        element = next(b for b in view["blocks"] if b.get("block_id") == block_id)["element"]
        name, _ = _HELD[element["type"]]
        held = value
        if name == "selected_options":
            held = [option for option in element["options"] if option["value"] in value]
        elif name == "selected_option":
            held = next(option for option in element["options"] if option["value"] == value)
        state[block_id] = {element["action_id"]: {"type": element["type"], name: held}}
    return state
