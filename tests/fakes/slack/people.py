"""What people do in the workspace: write, edit, click, fill in forms."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack.state import APP, APP_TOKEN, BOT_USER, TEAM


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
        """Write a message; files are ``(name, bytes, media type)``.  Returns the message."""
        if files:
            self.slack.files_coming[self.user_id] = [
                self.slack.add_file(self.user_id, *file) for file in files
            ]
        answer = await self.slack.state(
            "chat.postMessage", self.token, channel=channel, text=text or " ", thread_ts=thread
        )
        return {**answer["message"], "channel": channel}

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

    async def command(self, channel, text, command="/attache"):
        """Use a slash command; Slack tells of no thread.  Returns the acknowledgement."""
        payload = {
            **await self._base(),
            "team_id": TEAM,
            "team_domain": "ministry",
            "channel_id": channel,
            "channel_name": "x",
            "user_id": self.user_id,
            "user_name": self.name,
            "command": command,
            "text": text,
            "response_url": self.slack.response_url(channel, self.user_id),
            "is_enterprise_install": "false",
        }
        return await self.slack.deliveries.deliver("slash_commands", payload)

    async def shortcut(self, callback_id, message):
        """Choose a message shortcut."""
        payload = {
            **await self._interaction("message_action"),
            "callback_id": callback_id,
            "message_ts": message["ts"],
            "message": message,
            "channel": {"id": message["channel"], "name": "x"},
            "response_url": self.slack.response_url(message["channel"], self.user_id),
        }
        return await self.slack.deliveries.deliver("interactive", payload)

    async def click(self, message, action_id, value=None):
        """Press a button of a message."""
        payload = {
            **await self._interaction("block_actions"),
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": message["channel"],
                "is_ephemeral": False,
            },
            "channel": {"id": message["channel"], "name": "x"},
            "message": message,
            "state": {"values": {}},
            "response_url": self.slack.response_url(message["channel"], self.user_id),
            "actions": [action_of(message["blocks"], action_id, value)],
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

    async def submit(self, view, **values):
        """Send a form, with these values in place of the ones that it shows."""
        state = {"values": {**initial_state(view), **_state(view, values)}}
        payload = {
            **await self._interaction("view_submission", view_id=view["id"]),
            "view": {**view, "state": state},
            "response_urls": [],
        }
        ack = await self.slack.deliveries.deliver("interactive", payload)
        await self.slack.after_submission(view, ack.payload)
        return ack

    async def open_home(self, tab="home"):
        """Look at the bot's home tab, or at the conversation with it."""
        channel = await self.slack.direct_channel(self)
        event = {"type": "app_home_opened", "user": self.user_id, "channel": channel, "tab": tab}
        self.slack.emit({**event, "event_ts": stamp()})

    async def press_stop(self, channel, thread):
        """Press Slack's own stop button."""
        event = {"type": "agent_session_stopped", "user": self.user_id, "channel": channel}
        more = {"thread_ts": thread, "streaming_message_ts": [], "event_ts": stamp()}
        self.slack.emit(event | more)

    async def _base(self, **about):
        trigger = await self.slack.trigger(self.user_id, **about)
        return {"token": "t", "api_app_id": APP, "trigger_id": trigger}

    async def _interaction(self, kind, **about):
        return {
            **await self._base(**about),
            "type": kind,
            "user": {"id": self.user_id, "username": self.name, "team_id": TEAM},
            "team": {"id": TEAM, "domain": "ministry"},
        }


def stamp():
    """A moment as Slack writes it."""
    return f"{time.time():.6f}"


def action_of(blocks, action_id, value=None):
    """What Slack sends of the element that was pressed."""
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory") or {}):
            if isinstance(element, dict) and element.get("action_id") == action_id:
                if value is not None and element.get("value") not in (None, value):
                    continue
                chosen = value if value is not None else element.get("value")
                return {
                    "type": element["type"],
                    "action_id": action_id,
                    "block_id": block.get("block_id", secrets.token_hex(3)),
                    "value": chosen,
                    "action_ts": stamp(),
                }
    raise AssertionError(f"there is no {action_id} to press")


def initial_state(view):
    """What a form's inputs hold before anybody touches them."""
    state = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        kind, action_id = element["type"], element["action_id"]
        held = {"type": kind}
        if kind == "plain_text_input":
            held["value"] = element.get("initial_value")
        elif kind == "timepicker":
            held["selected_time"] = element.get("initial_time")
        elif kind == "checkboxes":
            held["selected_options"] = element.get("initial_options", [])
        state[block["block_id"]] = {action_id: held}
    return state


def _state(view, values):
    state = {}
    for block_id, value in values.items():
        before = initial_state(view)[block_id][block_id]
        key = {"timepicker": "selected_time", "checkboxes": "selected_options"}.get(
            before["type"], "value"
        )
        if key == "selected_options":
            options = next(b for b in view["blocks"] if b.get("block_id") == block_id)["element"]
            value = [o for o in options["options"] if o["value"] in value]  # noqa: PLW2901
        state[block_id] = {block_id: {**before, key: value}}
    return state


__all__ = ["APP_TOKEN", "BOT_USER", "Person", "stamp"]
