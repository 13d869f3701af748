"""The workspace: its places and people, what can be seen in it, and how an app reaches it.

What the Web API's methods do is in the modules beside this one, by subject; this one knows who may
call them, what goes wrong with a call, and how events leave.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
import time
import urllib.parse
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import WSMsgType, web

from bot.platforms.slack.scopes import bot_scopes
from tests.fakes.ports import free_port
from tests.fakes.slack import agent, events, messages, reading, scopes, streams, validation, views
from tests.fakes.slack.delivery import SIGNING_SECRET, Deliveries
from tests.fakes.slack.events import stamp
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.people import Person
from tests.fakes.slack.state import (
    APP,
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    BOT_USER,
    CLIENT_ID,
    CLIENT_SECRET,
    PEOPLE,
    TEAM,
    running_state,
)
from tests.fakes.waiting import PATIENCE


@dataclass
class Call:
    """One call of the Web API by the app."""

    method: str
    arguments: dict
    token: str
    at: float
    answer: dict | None = None


@dataclass
class Channel:
    """A place that the app may be in."""

    channel_id: str
    name: str
    is_private: bool
    members: set
    is_im: bool = False


#: Methods that only members of a channel may use.
_FOR_MEMBERS = {
    "chat.postMessage", "chat.postEphemeral", "chat.startStream", "conversations.history",
    "conversations.replies", "chat.update", "chat.delete",
}  # fmt: skip
#: Methods that work in public channels without being a member.
_FOR_ANYBODY = {"conversations.info", "conversations.members", "chat.getPermalink"}


class Workspace(Faults):
    """A workspace with our app in it; see the sections for what tests can do."""

    bot_token, app_token, signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET
    client_id, client_secret = CLIENT_ID, CLIENT_SECRET
    bot_user, bot_id, app_id, team = BOT_USER, BOT, APP, TEAM

    def __init__(self, port):
        super().__init__()
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.api_url = f"{self.origin}/api/"
        self.authorize_url = f"{self.origin}/oauth/v2/authorize"
        self.deliveries = Deliveries()
        self.state_url = ""
        self.session = None
        #: What the app is allowed, and what the bot token is worth.
        self.grants = set(bot_scopes())
        self.is_revoked = False
        self.is_away = False
        #: Every call; every complaint of the validators, about what is sent either way.
        self.calls: list[Call] = []
        self.problems: list[str] = []
        #: Messages that came within a second of another in their channel, with that time.
        self.too_fast: list[tuple[str, float]] = []
        self.enforces_pace = False
        self.posted_at: dict[str, float] = {}
        self.channels: dict[str, Channel] = {}
        self.archived: set[str] = set()
        #: More of what users.info tells, by name.
        self.people: dict[str, dict] = {}
        #: What the emulator has no place for, by channel and ts.
        self.metadata: dict[tuple, dict] = {}
        self.writers: dict[tuple, str] = {}
        self.extras: dict[tuple, dict] = {}
        self.tombstones: dict[tuple, dict] = {}
        self.deleted: set[str] = set()
        self.files: dict[str, dict] = {}
        self.files_coming: dict[str, list] = {}
        self.streams: dict[str, streams.Stream] = {}
        self.ephemeral: list[dict] = []
        self.responses: dict[str, dict] = {}
        self.modals: dict[str, dict] = {}
        self.covered: dict[str, list] = {}
        self.homes: dict[str, dict] = {}
        self.prompts: dict[str, list] = {}
        self.statuses: list[tuple] = []
        self.sessions: list[agent.Session] = []
        self.titles: dict[tuple, str] = {}
        self.manifest: dict = {}
        self.triggers: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._numbers = itertools.count(1)

    # ------------------------------------------------------------ places and people

    def person(self, name):
        """Alice, Bob, a guest (of one channel), or a stranger (of another workspace)."""
        return Person(self, name, self._ids[name])

    async def channel(self, name, *, private=False, members=("alice", "bob")):
        """A channel made by the first of its members, who are people or names; its id."""
        founder, *others = [getattr(member, "name", member) for member in members]
        made = await self.state(
            "conversations.create", f"xoxp-{founder}", name=name, is_private=private
        )
        channel_id = made["channel"]["id"]
        ids = {self._ids[member] for member in (founder, *others)}
        self.channels[channel_id] = Channel(channel_id, name, private, ids)
        if others:
            await self.state(
                "conversations.invite", f"xoxp-{founder}", channel=channel_id,
                users=",".join(self._ids[member] for member in others),
            )  # fmt: skip
        return channel_id

    async def invite_bot(self, channel_id, by="alice"):
        """Somebody brings the app into a channel, and it is told."""
        self.channels[channel_id].members.add(BOT_USER)
        token = f"xoxp-{getattr(by, 'name', by)}"
        await self.state("conversations.invite", token, channel=channel_id, users=BOT_USER)

    def remove_bot(self, channel_id, by="alice"):
        """Somebody removes the app from a channel, and it is told."""
        self.channels[channel_id].members.discard(BOT_USER)
        kind = "group_left" if self.channels[channel_id].is_private else "channel_left"
        event = {"type": kind, "channel": channel_id, "actor_id": self._ids[by]}
        self.tell("HeardLeft", {**event, "event_ts": stamp()})

    async def direct_channel(self, person):
        """The conversation between the app and somebody; its id."""
        return await self.direct_channel_of(person.user_id)

    async def direct_channel_of(self, user_id):
        """The conversation between the app and the person of an id; its id."""
        opened = await self.state("conversations.open", BOT_TOKEN, users=user_id)
        channel_id = opened["channel"]["id"]
        if channel_id not in self.channels:
            members = {user_id, BOT_USER}
            self.channels[channel_id] = Channel(channel_id, "direct", True, members, is_im=True)
        return channel_id

    def archive(self, channel_id, by="alice"):
        """Somebody archives a channel, and the app is told if it is in it."""
        self.archived.add(channel_id)
        if not self.bot_hears(channel_id):
            return
        is_private = self.channels[channel_id].is_private
        event = {"type": "group_archive" if is_private else "channel_archive", "is_moved": 0}
        event |= {"channel": channel_id, "user": self._ids[by], "event_ts": stamp()}
        self.tell("HeardArchived", event)

    def uninstall(self):
        """The workspace removes the app: its token dies, and the app is told."""
        self.is_revoked = True
        self.tell("HeardUninstalled", {"type": "app_uninstalled", "event_ts": stamp()})

    def revoke_tokens(self, **tokens):
        """Tokens are revoked, by kind: ``bot=[…]``, ``oauth=[…]``; the app is told."""
        self.is_revoked = bool(tokens.get("bot"))
        event = {"type": "tokens_revoked", "tokens": tokens, "event_ts": stamp()}
        self.tell("HeardRevoked", event)

    def name_of(self, channel_id):
        """A channel's name, as payloads have it."""
        kind = self.kind_of(channel_id)
        if kind != "channel":
            return {"im": "directmessage", "group": "privategroup"}[kind]
        known = self.channels.get(channel_id)
        return known.name if known else channel_id

    def kind_of(self, channel_id):
        """``channel``, ``group`` or ``im``."""
        known = self.channels.get(channel_id)
        if str(channel_id).startswith("D") or (known and known.is_im):
            return "im"
        return "group" if known and known.is_private else "channel"

    def bot_hears(self, channel_id):
        """Whether the app is in a channel."""
        known = self.channels.get(channel_id)
        return known is None or BOT_USER in known.members

    # ------------------------------------------------------------ what is to be seen

    async def messages(self, channel, *, thread=None):
        """The messages of a channel, or of a thread with its root, oldest first."""
        method = "conversations.replies" if thread else "conversations.history"
        told = await self.state(
            method, self._reader(channel), channel=channel, ts=thread, limit=900
        )
        found = sorted(told["messages"], key=lambda m: m["ts"])
        return [
            {
                **events.as_shown(self, channel, message),
                "channel": channel,
                "metadata": self.metadata.get((channel, message["ts"])),
            }
            for message in found
        ]

    async def thread(self, channel, ts):
        """The messages of a thread with its root, oldest first."""
        return await self.messages(channel, thread=ts)

    def _reader(self, channel):
        """The token of somebody who may read a channel."""
        members = self.channels[channel].members if channel in self.channels else set()
        names = [name for name, user_id in self._ids.items() if user_id in members]
        return f"xoxp-{names[0]}" if names else BOT_TOKEN

    async def from_bot(self, channel, *, thread=None):
        """The app's messages in a channel, or in a thread."""
        return [m for m in await self.messages(channel, thread=thread) if m["user"] == BOT_USER]

    def whispered(self, person):
        """What only this person sees."""
        return [one for one in self.ephemeral if one["user"] == person.user_id]

    def called(self, method):
        """The calls of a method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def modal(self, person):
        """The modal that somebody sees."""
        return self.modals.get(person.user_id)

    def home(self, person):
        """The home tab that somebody sees."""
        return self.homes.get(person.user_id)

    @property
    def acks(self):
        """What came of every delivery, in the order in which they ended."""
        return self.deliveries.acks

    def is_streaming(self, ts):
        """Whether a message is open for more."""
        return streams.is_open(self, ts)

    # ------------------------------------------------------------ how the app is reached

    def deliver_to(self, url):
        """From now on the app is reached over signed HTTP."""
        self.deliveries.http_url = url

    async def drop_sockets(self, *, warned=True):
        """End every socket, with Slack's warning before it or without."""
        for socket in list(self.deliveries.sockets):
            if warned:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()

    def refuse_sockets(self, times=1):
        """The next sockets are told that there are too many, and closed."""
        self.deliveries.refusals = times

    def duplicate(self, count=1):
        """The next deliveries come twice."""
        self.deliveries.twice = count

    def reorder(self, count=None):
        """The next deliveries come in reversed order: so many, or those until `release`."""
        self.deliveries.hold(count)

    def release(self):
        """Let what was held back come, last first."""
        self.deliveries.release()

    @property
    def retry_delays(self):
        """Seconds before each further try of an event; Slack's own are 0, 60 and 300."""
        return self.deliveries.retry_delays

    @retry_delays.setter
    def retry_delays(self, seconds):
        self.deliveries.retry_delays = tuple(seconds)

    async def quiet(self, seconds=PATIENCE):
        """Wait until nothing is undelivered."""
        await self.deliveries.quiet(seconds)

    # ------------------------------------------------------------ events

    def emit(self, event, *, team=TEAM, event_id=None):
        """Deliver an event as it is: neither checked nor remembered."""
        self.deliveries.send("events_api", events.envelope(event, team, event_id))

    def tell(self, definition, event):
        """Deliver an event that Slack's own types allow, if the app has the scope for it."""
        if events.may_hear(self, event):
            self.complain(validation.event_problems(definition, event))
            self.emit(event)

    def complain(self, problems):
        """Note what Slack would have refused."""
        self.problems += problems

    async def unfurl(self, message):
        """Slack unfolds a link in a message: it changes, and nobody edited it."""
        self.tell("HeardChange", events.unfurled(self, message))

    def next_ts(self):
        """A moment that no other message of this workspace has."""
        return f"{int(time.time())}.{next(self._numbers) % 1_000_000:06d}"

    async def _from_state(self, request):
        events.tell(self, (await request.json())["event"])
        return web.Response()

    # ------------------------------------------------------------ the Web API

    async def _api(self, request):
        method = request.match_info["method"]
        arguments = await _arguments(request)
        header = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        token = header or arguments.pop("token", "")
        call = Call(method, arguments, token, time.monotonic())
        self.calls.append(call)
        if self.is_away:
            request.transport.abort()
            return web.Response()
        if method in self.slowness:
            await asyncio.sleep(self.slowness[method])
        fault = self.next_fault(method, arguments)
        if fault and not fault.loses_answer:
            return _failing(fault, call)
        call.answer = await self._answer(method, token, arguments)
        if method in self.lingering:
            await asyncio.sleep(self.lingering[method])
        if fault and fault.holds_answer:
            await asyncio.sleep(3600)
        if fault:
            request.transport.abort()
        if call.answer.get("error") == "ratelimited":
            return web.json_response(call.answer, status=429, headers={"Retry-After": "1"})
        headers = {"x-oauth-scopes": ",".join(sorted(self.grants))}
        return web.json_response(call.answer, headers=headers)

    async def _answer(self, method, token, arguments):
        refusal = self._refusal(method, token, arguments)
        if refusal:
            return {"ok": False, **refusal}
        own = _OWN.get(method)
        if own is not None:
            return await own(self, arguments, token)
        return await self.state(method, token, check=False, **arguments)

    def _refusal(self, method, token, arguments):
        if token == APP_TOKEN:
            is_its_own = method == "apps.connections.open"
            return None if is_its_own else {"error": "not_allowed_token_type"}
        if not token.startswith("xoxb-"):
            return None
        if self.is_revoked:
            return {"error": "token_revoked"}
        error = self._lacking(method, arguments) or self._not_seen(method, arguments)
        if error:
            return error
        is_reply = method in {"chat.postMessage", "chat.startStream"}
        if is_reply and arguments.get("thread_ts") in self.deleted:
            return {"error": "cannot_reply_to_message"}
        return None

    def _lacking(self, method, arguments):
        needed = scopes.needed(method, arguments, self.kind_of(arguments.get("channel")))
        lacking = set(needed) - self.grants
        if not lacking:
            return None
        provided = ",".join(sorted(self.grants))
        return {"error": "missing_scope", "needed": ",".join(sorted(lacking)), "provided": provided}

    def _not_seen(self, method, arguments):
        """Why the app may not do this in a channel."""
        channel = self.channels.get(arguments.get("channel"))
        if channel is None or method not in _FOR_MEMBERS | _FOR_ANYBODY:
            return None
        if channel.is_private and BOT_USER not in channel.members:
            return {"error": "channel_not_found"}
        if method in _FOR_ANYBODY:
            return None
        if channel.channel_id in self.archived and method.startswith("chat."):
            return {"error": "is_archived"}
        return None if BOT_USER in channel.members else {"error": "not_in_channel"}

    async def state(self, method, token, /, *, check=True, **arguments):
        """Ask the emulator."""
        given = {name: value for name, value in arguments.items() if value is not None}
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self.state_url}/api/{method}"
        async with self.session.post(url, json=given, headers=headers) as response:
            if response.status == 404:
                return {"ok": False, "error": "unknown_method"}
            answer = await response.json()
        if check and not answer.get("ok"):
            raise AssertionError(f"{method}: {answer}")
        return answer

    async def trigger(self, user_id, view_id=None):
        """What lets the app open a modal for somebody, for three seconds."""
        made = await self.state(
            "views.generateTriggerId", BOT_TOKEN, user_id=user_id, view_id=view_id
        )
        self.triggers[made["trigger_id"]] = user_id
        return made["trigger_id"]

    async def _connect(self, arguments, token):
        if token != APP_TOKEN:
            return {"ok": False, "error": "invalid_auth"}
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket={secrets.token_hex(4)}"}

    async def _export_manifest(self, arguments, token):
        return {"ok": True, "manifest": self.manifest}

    # ------------------------------------------------------------ beside the Web API

    async def _socket(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.deliveries.refusals > 0:
            self.deliveries.refusals -= 1
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await socket.send_json({
            "type": "hello", "num_connections": len(self.deliveries.sockets) + 1,
            "debug_info": {"host": "front", "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP},
        })  # fmt: skip
        self.deliveries.sockets.append(socket)
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    with contextlib.suppress(ValueError):
                        self.deliveries.heard(json.loads(message.data))
        finally:
            self.deliveries.sockets.remove(socket)
        return socket

    async def _download(self, request):
        file = self.files.get(request.match_info["file_id"])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        may_read = token.startswith("xoxb-") and "files:read" in self.grants
        if file is None or self.is_revoked or not may_read:
            # Slack shows its login page to whoever has no right to a file.
            return web.Response(status=302, headers={"Location": "/login"})
        return web.Response(body=file["body"], content_type=file["mimetype"])

    async def _respond(self, request):
        said = await request.json()
        status, words = await messages.respond(self, dict(request.match_info), said)
        return web.Response(status=status, text=words)

    def add_file(self, user, name, body, media_type, size=None):
        """A file that somebody uploads; `size` may be larger than the bytes that there are."""
        file_id = f"F{secrets.token_hex(5).upper()}"
        kind = name.rpartition(".")[2] or "text"
        url = f"{self.origin}/files/{file_id}"
        self.files[file_id] = {
            "id": file_id, "created": int(time.time()), "name": name, "title": name,
            "mimetype": media_type, "filetype": kind, "pretty_type": kind.upper(), "user": user,
            "size": len(body) if size is None else size, "body": body, "editable": False,
            "mode": "hosted", "is_external": False, "external_type": "", "is_public": True,
            "public_url_shared": False, "display_as_bot": False, "username": "", "permalink": url,
            "channels": [], "groups": [], "url_private": url, "url_private_download": url,
        }  # fmt: skip
        return {k: v for k, v in self.files[file_id].items() if k != "body"}

    def routes(self):
        """Everything that an app, a browser or the emulator asks for."""
        return [
            web.post("/events", self._from_state),
            web.get("/link", self._socket),
            web.post("/api/oauth.v2.access", self._oauth_page),
            web.route("*", "/api/{method}", self._api),
            web.get("/files/{file_id}", self._download),
            web.post("/respond/{channel}/{user}/{name}", self._respond),
            web.route("*", "/oauth/v2/{rest:.*}", self._oauth_page),
        ]

    async def _oauth_page(self, request):
        """The emulator's own pages for installing an app."""
        url = f"{self.state_url}{request.rel_url}"
        async with self.session.request(
            request.method, url, data=await request.read(), allow_redirects=False,
            headers={
                name: request.headers[name]
                for name in ("Content-Type", "Authorization")
                if name in request.headers
            },
        ) as answer:  # fmt: skip
            if request.path.endswith("oauth.v2.access") and (await answer.json()).get("ok"):
                # Whoever installs the app again gets a token that is good.
                self.is_revoked = False
            kept = {k: v for k, v in answer.headers.items() if k in {"Location", "Content-Type"}}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)

    async def meet_people(self):
        """Learn the ids that the emulator gave to people."""
        told = await self.state("users.list", BOT_TOKEN)
        self._ids = {m["name"]: m["id"] for m in told["members"] if m["name"] in PEOPLE}


_OWN = {
    **agent.METHODS,
    **messages.METHODS,
    **reading.METHODS,
    **streams.METHODS,
    **views.METHODS,
    "apps.connections.open": Workspace._connect,
    "apps.manifest.export": Workspace._export_manifest,
}


def _failing(fault, call):
    call.answer = {"ok": False, "error": fault.error}
    if fault.error == "ratelimited":
        headers = {"Retry-After": str(fault.retry_after)}
        return web.json_response(call.answer, status=fault.status or 429, headers=headers)
    return web.json_response(call.answer, status=fault.status or 200)


#: Arguments that travel as JSON inside forms.
_NESTED = {"blocks", "chunks", "metadata", "view", "prompts", "attachments", "loading_messages"}


async def _arguments(request):
    raw = await request.read()
    if "json" in request.content_type:
        body = json.loads(raw or b"{}")
    else:
        body = dict(urllib.parse.parse_qsl(raw.decode()))
    found = {**request.query, **body}
    return {
        name: json.loads(value) if name in _NESTED and isinstance(value, str) else value
        for name, value in found.items()
    }


@asynccontextmanager
async def slack_workspace(
    folder, *, redirect_uri="http://127.0.0.1:1/slack/oauth_redirect", port=None
):
    """A workspace that is up for the length of the block."""
    slack = Workspace(port or free_port())
    application = web.Application(client_max_size=30_000_000)
    application.add_routes(slack.routes())
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", slack.port).start()
    try:
        async with (
            aiohttp.ClientSession() as session,
            running_state(folder, f"{slack.origin}/events", redirect_uri) as url,
        ):
            slack.session = slack.deliveries.session = session
            slack.state_url = url
            await slack.meet_people()
            try:
                yield slack
            finally:
                for task in slack.deliveries.under_way:
                    task.cancel()
                await asyncio.gather(*slack.deliveries.under_way, return_exceptions=True)
    finally:
        for socket in list(slack.deliveries.sockets):
            await socket.close()
        await runner.cleanup()
