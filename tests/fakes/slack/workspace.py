"""The workspace: its Web API, what can be seen in it, and what can go wrong in it."""

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

from bot.platforms.slack.scopes import METHODS, bot_scopes
from tests.fakes.slack import validation
from tests.fakes.slack.delivery import SIGNING_SECRET, Deliveries
from tests.fakes.slack.people import Person, stamp
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
    free_port,
    running_state,
)


@dataclass
class Call:
    """One call of the Web API by the app."""

    method: str
    arguments: dict
    token: str
    at: float
    answer: dict | None = None


@dataclass
class Fault:
    """What goes wrong with the next calls of a method."""

    method: str
    error: str
    times: int
    retry_after: float
    channel: str | None
    #: The call takes effect, and its answer is lost, or never comes.
    loses_answer: bool = False
    holds_answer: bool = False


@dataclass
class Stream:
    channel: str
    blocks: list
    text: str
    appends: int = 0
    is_open: bool = True


@dataclass
class Channel:
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


class Workspace:
    """A workspace with our app in it; see the sections for what tests can do."""

    api_url: str
    bot_token, app_token, signing_secret = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET
    client_id, client_secret = CLIENT_ID, CLIENT_SECRET
    bot_user, team = BOT_USER, TEAM

    def __init__(self, port):
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"
        self.api_url = f"{self.origin}/api/"
        self.deliveries = Deliveries()
        self.state_url = ""
        self.session = None
        #: What the app is allowed, and what the bot token is worth.
        self.grants = set(bot_scopes())
        self.is_revoked = False
        self.is_away = False
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.channels: dict[str, Channel] = {}
        self.archived: set[str] = set()
        self.deleted: set[str] = set()
        self.files: dict[str, dict] = {}
        self.files_coming: dict[str, list] = {}
        self.metadata: dict[tuple, dict] = {}
        self.streams: dict[str, Stream] = {}
        self.ephemeral: list[dict] = []
        self.modals: dict[str, dict] = {}
        self.homes: dict[str, dict] = {}
        self.prompts: dict[str, list] = {}
        self.statuses: list[tuple] = []
        self.manifest: dict = {}
        self.faults: list[Fault] = []
        self.slowness: dict[str, float] = {}
        self.lingering: dict[str, float] = {}
        self.stream_appends_allowed = None
        self._ids: dict[str, str] = {}
        self._triggers: dict[str, str] = {}
        self._seen_users = itertools.count()

    # ------------------------------------------------------------ places and people

    def person(self, name):
        return Person(self, name, self._ids[name])

    async def channel(self, name, *, private=False, members=("alice", "bob")):
        """A channel made by the first of its members; its id."""
        founder, *others = members
        made = await self.state(
            "conversations.create", f"xoxp-{founder}", name=name, is_private=private
        )
        channel_id = made["channel"]["id"]
        ids = {self._ids[member] for member in members}
        self.channels[channel_id] = Channel(channel_id, name, private, ids)
        if others:
            await self.state(
                "conversations.invite", f"xoxp-{founder}", channel=channel_id,
                users=",".join(self._ids[member] for member in others),
            )  # fmt: skip
        return channel_id

    async def invite_bot(self, channel_id, by="alice"):
        self.channels[channel_id].members.add(BOT_USER)
        await self.state("conversations.invite", f"xoxp-{by}", channel=channel_id, users=BOT_USER)

    def remove_bot(self, channel_id):
        self.channels[channel_id].members.discard(BOT_USER)

    async def direct_channel(self, person):
        opened = await self.state("conversations.open", BOT_TOKEN, users=person.user_id)
        channel_id = opened["channel"]["id"]
        if channel_id not in self.channels:
            members = {person.user_id, BOT_USER}
            self.channels[channel_id] = Channel(channel_id, person.name, True, members, is_im=True)
        return channel_id

    def archive(self, channel_id):
        self.archived.add(channel_id)

    def uninstall(self):
        """The workspace removes the app: its token dies, and the app is told."""
        self.is_revoked = True
        self.emit({"type": "app_uninstalled", "event_ts": stamp()})

    def revoke_tokens(self, **tokens):
        self.is_revoked = bool(tokens.get("bot"))
        self.emit({"type": "tokens_revoked", "tokens": tokens, "event_ts": stamp()})

    # ------------------------------------------------------------ what is to be seen

    async def messages(self, channel, *, thread=None):
        """The messages of a channel, or of a thread with its root, oldest first."""
        method = "conversations.replies" if thread else "conversations.history"
        told = await self.state(
            method, self._reader(channel), channel=channel, ts=thread, limit=900
        )
        found = sorted(told["messages"], key=lambda m: m["ts"])
        return [
            {**m, "channel": channel, "metadata": self.metadata.get((channel, m["ts"]))}
            for m in found
        ]

    def _reader(self, channel):
        """The token of somebody who may read a channel."""
        members = self.channels[channel].members if channel in self.channels else set()
        names = [name for name, user_id in self._ids.items() if user_id in members]
        return f"xoxp-{names[0]}" if names else BOT_TOKEN

    async def from_bot(self, channel, *, thread=None):
        return [m for m in await self.messages(channel, thread=thread) if m["user"] == BOT_USER]

    def whispered(self, person):
        """What only this person sees."""
        return [one for one in self.ephemeral if one["user"] == person.user_id]

    def called(self, method):
        return [call for call in self.calls if call.method == method]

    def modal(self, person):
        return self.modals.get(person.user_id)

    def home(self, person):
        return self.homes.get(person.user_id)

    @property
    def acks(self):
        return self.deliveries.acks

    # ------------------------------------------------------------ what can go wrong

    def fail(self, method, error, *, times=1, retry_after=1, channel=None):
        self.faults.append(Fault(method, error, times, retry_after, channel))

    def lose_answer(self, method, *, times=1, channel=None):
        self.faults.append(Fault(method, "", times, 0, channel, loses_answer=True))

    def hold_answer(self, method, *, channel=None):
        """The next call takes effect, and its caller waits in vain."""
        self.faults.append(Fault(method, "", 1, 0, channel, loses_answer=True, holds_answer=True))

    def slow(self, method, seconds):
        """Calls take so long before they take effect."""
        self.slowness[method] = seconds

    def linger(self, method, seconds):
        """Calls take effect, and are answered so much later."""
        self.lingering[method] = seconds

    def kill_streams(self, *, after_appends=0):
        self.stream_appends_allowed = after_appends

    async def drop_sockets(self, *, warned=True):
        """End every socket, with Slack's warning before it or without."""
        for socket in list(self.deliveries.sockets):
            if warned:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()

    def deliver_to(self, url):
        """From now on the app is reached over signed HTTP."""
        self.deliveries.http_url = url

    # ------------------------------------------------------------ events

    def emit(self, event, *, team=TEAM, event_id=None):
        """Deliver an event as it is, without going through the emulator."""
        self.deliveries.send(
            "events_api",
            {
                "token": "t",
                "team_id": team,
                "context_team_id": team,
                "api_app_id": APP,
                "event": event,
                "type": "event_callback",
                "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
                "event_time": int(time.time()),
                "authorizations": [
                    {"enterprise_id": None, "team_id": team, "user_id": BOT_USER, "is_bot": True,
                     "is_enterprise_install": False}
                ],
                "is_ext_shared_channel": False,
                "event_context": f"4-{secrets.token_hex(8)}",
            },
        )  # fmt: skip

    async def quiet(self, seconds=20.0):
        await self.deliveries.quiet(seconds)

    async def unfurl(self, message):
        """Slack unfolds a link in a message: it changes, and nobody edited it."""
        self.emit(
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "channel": message["channel"],
                "channel_type": self._type(message["channel"]),
                "ts": stamp(),
                "event_ts": stamp(),
                "message": {**message, "attachments": [{"original_url": "https://x.example/"}]},
                "previous_message": message,
            }
        )

    async def _from_state(self, request):
        """The emulator tells what happened; here it gets what real Slack's events have."""
        event = (await request.json())["event"]
        kind, channel = event["type"], event.get("channel")
        if kind == "message":
            self._message(event)
        elif kind == "member_joined_channel" and isinstance(channel, str):
            self.emit({**event, "event_ts": stamp()})
        return web.Response()

    def _message(self, event):
        channel = event["channel"]
        if not self._bot_hears(channel):
            return
        event.setdefault("event_ts", event["ts"])
        event["channel_type"] = self._type(channel)
        is_ours = event.get("user") == BOT_USER
        if is_ours:
            event |= {"bot_id": BOT, "app_id": APP}
        if files := (None if is_ours else self.files_coming.pop(event.get("user"), None)):
            event |= {"subtype": "file_share", "files": files, "text": event["text"].strip()}
        plain = not event.get("subtype") and not is_ours
        if plain:
            event |= {"team": TEAM, "client_msg_id": secrets.token_hex(16)}
            event.setdefault("blocks", [])
            self.problems += validation.fits("HeardMessage", event)
        events = [event]
        if plain and f"<@{BOT_USER}>" in event["text"] and event["channel_type"] != "im":
            mention = {k: v for k, v in event.items() if k != "channel_type"}
            events.append({**mention, "type": "app_mention"})
        for one in events:
            self.emit(one)

    def _bot_hears(self, channel):
        known = self.channels.get(channel)
        return known is None or BOT_USER in known.members

    def _type(self, channel):
        known = self.channels.get(channel)
        if channel.startswith("D") or (known and known.is_im):
            return "im"
        return "group" if known and known.is_private else "channel"

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
        fault = self._fault(method, arguments)
        if fault and not fault.loses_answer:
            return self._failing(fault, call)
        call.answer = await self._answer(method, token, arguments)
        if method in self.lingering:
            await asyncio.sleep(self.lingering[method])
        if fault and fault.holds_answer:
            await asyncio.sleep(3600)
        if fault:
            request.transport.abort()
        headers = {"x-oauth-scopes": ",".join(sorted(self.grants))}
        return web.json_response(call.answer, headers=headers)

    def _fault(self, method, arguments):
        for fault in self.faults:
            is_meant = fault.method == method and fault.channel in (None, arguments.get("channel"))
            if is_meant and fault.times:
                fault.times -= 1
                return fault
        return None

    def _failing(self, fault, call):
        call.answer = {"ok": False, "error": fault.error}
        if fault.error == "ratelimited":
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response(call.answer, status=429, headers=headers)
        return web.json_response(call.answer)

    async def _answer(self, method, token, arguments):
        refusal = self._refusal(method, token, arguments)
        if refusal:
            return {"ok": False, "error": refusal}
        own = _OWN.get(method)
        if own is not None:
            return await own(self, arguments, token)
        return await self.state(method, token, check=False, **arguments)

    def _refusal(self, method, token, arguments):
        if token == APP_TOKEN:
            return None if method == "apps.connections.open" else "not_allowed_token_type"
        if token == BOT_TOKEN and self.is_revoked:
            return "token_revoked"
        needed = METHODS[method].scopes if method in METHODS else ()
        if token == BOT_TOKEN and needed and not set(needed) & self.grants:
            return "missing_scope"
        channel = arguments.get("channel")
        if token == BOT_TOKEN and method in _FOR_MEMBERS and channel in self.channels:
            if channel in self.archived:
                return "is_archived"
            if BOT_USER not in self.channels[channel].members:
                return (
                    "channel_not_found" if self.channels[channel].is_private else "not_in_channel"
                )
        if (
            method in {"chat.postMessage", "chat.startStream"}
            and arguments.get("thread_ts") in self.deleted
        ):
            return "cannot_reply_to_message"
        return None

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

    # ------------------------------------------------------------ methods of our own

    async def _post_message(self, arguments, token):
        self.problems += validation.message_problems(arguments)
        channel = arguments.get("channel", "")
        if channel.startswith("U"):
            channel = await self.direct_channel(Person(self, "", channel))
        given = {**arguments, "channel": channel}
        metadata = given.pop("metadata", None)
        answer = await self.state("chat.postMessage", token, check=False, **given)
        if answer.get("ok") and metadata:
            self.metadata[channel, answer["ts"]] = metadata
        return answer

    async def _post_ephemeral(self, arguments, token):
        self.problems += validation.message_problems(arguments)
        answer = await self.state("chat.postEphemeral", token, check=False, **arguments)
        if answer.get("ok"):
            self.ephemeral.append({**arguments, "ts": answer["message_ts"]})
        return answer

    async def _update(self, arguments, token):
        self.problems += validation.message_problems(arguments)
        given = dict(arguments)
        metadata = given.pop("metadata", None)
        answer = await self.state("chat.update", token, check=False, **given)
        if answer.get("ok") and metadata:
            self.metadata[arguments["channel"], arguments["ts"]] = metadata
        return answer

    async def _start_stream(self, arguments, token):
        channel = arguments["channel"]
        if not arguments.get("thread_ts"):
            return {"ok": False, "error": "invalid_arguments"}
        needs = ("recipient_user_id", "recipient_team_id")
        if not channel.startswith("D") and not all(arguments.get(name) for name in needs):
            return {"ok": False, "error": "missing_recipient_user_id"}
        blocks, text = self._chunks(arguments)
        answer = await self.state(
            "chat.postMessage", token, check=False, channel=channel,
            thread_ts=arguments["thread_ts"], text=text or "…", blocks=blocks or None,
        )  # fmt: skip
        if answer.get("ok"):
            self.streams[answer["ts"]] = Stream(channel, blocks, text)
        return answer

    async def _append_stream(self, arguments, token):
        stream = self.streams.get(arguments["ts"])
        if stream is None or not stream.is_open or self._is_dead(stream):
            return {"ok": False, "error": "message_not_in_streaming_state"}
        stream.appends += 1
        return await self._grow(stream, arguments, token)

    async def _stop_stream(self, arguments, token):
        stream = self.streams.get(arguments["ts"])
        if stream is None or not stream.is_open or self._is_dead(stream):
            return {"ok": False, "error": "message_not_in_streaming_state"}
        final = arguments.get("blocks") or []
        for block in final:
            self.problems += validation.block_problems(block)
        answer = await self._grow(stream, arguments, token, final)
        stream.is_open = False
        if arguments.get("metadata"):
            self.metadata[stream.channel, arguments["ts"]] = arguments["metadata"]
        return answer

    async def _grow(self, stream, arguments, token, final=()):
        blocks, text = self._chunks(arguments)
        stream.blocks += [*blocks, *final]
        stream.text += text
        return await self.state(
            "chat.update", token, check=False, channel=stream.channel, ts=arguments["ts"],
            text=stream.text or "…", blocks=stream.blocks,
        )  # fmt: skip

    def _is_dead(self, stream):
        allowed = self.stream_appends_allowed
        return allowed is not None and stream.appends >= allowed

    def _chunks(self, arguments):
        chunks = arguments.get("chunks") or []
        self.problems += validation.chunk_problems(chunks)
        blocks = [b for c in chunks if c["type"] == "blocks" for b in c["blocks"]]
        texts = [c["text"] for c in chunks if c["type"] == "markdown_text"]
        return blocks, (arguments.get("markdown_text") or "") + "".join(texts)

    async def _history(self, arguments, token):
        return await self._listing("conversations.history", arguments, token, newest_first=True)

    async def _replies(self, arguments, token):
        return await self._listing("conversations.replies", arguments, token, newest_first=False)

    async def _listing(self, method, arguments, token, *, newest_first):
        """Pages, spans and metadata as real Slack has them."""
        channel, limit = arguments["channel"], int(arguments.get("limit") or 100)
        told = await self.state(
            method, token, check=False, channel=channel, ts=arguments.get("ts"), limit=1000
        )
        if not told.get("ok"):
            return told
        if method == "conversations.replies" and not told["messages"]:
            return {"ok": False, "error": "thread_not_found"}
        since = float(arguments.get("oldest") or 0)
        found = [m for m in told["messages"] if float(m["ts"]) >= since]
        found.sort(key=lambda m: m["ts"], reverse=newest_first)
        start = int(arguments.get("cursor") or 0)
        page = found[start : start + limit]
        if str(arguments.get("include_all_metadata")).lower() in {"true", "1"}:
            page = [
                {**m, "metadata": self.metadata[channel, m["ts"]]}
                if (channel, m["ts"]) in self.metadata
                else m
                for m in page
            ]
        more = start + limit < len(found)
        cursor = str(start + limit) if more else ""
        return {"ok": True, "messages": page, "has_more": more,
                "response_metadata": {"next_cursor": cursor}}  # fmt: skip

    async def _user(self, arguments, token):
        told = await self.state("users.info", token, check=False, user=arguments.get("user"))
        if told.get("ok"):
            user = told["user"]
            user |= {"tz": "Europe/Paris", "tz_offset": 3600, "is_bot": False, "deleted": False,
                     "is_restricted": user["name"] == "guest", "is_ultra_restricted": False,
                     "is_stranger": user["name"] == "stranger"}  # fmt: skip
            if user["name"] == "stranger":
                user["team_id"] = "T000000099"
        return told

    async def _conversations(self, arguments, token):
        who = arguments.get("user") or BOT_USER
        found = [
            {"id": c.channel_id, "name": c.name, "is_private": c.is_private, "is_im": c.is_im}
            for c in self.channels.values()
            if who in c.members
            and (not c.is_private or BOT_USER in c.members)
            and c.channel_id not in self.archived
        ]
        return {"ok": True, "channels": found, "response_metadata": {"next_cursor": ""}}

    async def _open_view(self, arguments, token):
        self.problems += validation.view_problems(arguments["view"])
        answer = await self.state("views.open", token, check=False, **arguments)
        if answer.get("ok"):
            self.modals[self._triggers[arguments["trigger_id"]]] = answer["view"]
        return answer

    async def _update_view(self, arguments, token):
        self.problems += validation.view_problems(arguments["view"])
        answer = await self.state("views.update", token, check=False, **arguments)
        if answer.get("ok"):
            for user, view in self.modals.items():
                if view["id"] == answer["view"]["id"]:
                    self.modals[user] = answer["view"]
        return answer

    async def _publish_view(self, arguments, token):
        self.problems += validation.view_problems(arguments["view"])
        answer = await self.state("views.publish", token, check=False, **arguments)
        if answer.get("ok"):
            self.homes[arguments["user_id"]] = answer["view"]
        return answer

    async def _status(self, arguments, token):
        place = (arguments["channel_id"], arguments.get("thread_ts"))
        self.statuses.append((*place, arguments["status"], time.monotonic()))
        return {"ok": True}

    async def _prompts(self, arguments, token):
        prompts = arguments["prompts"]
        if len(prompts) > 4:
            self.problems.append("more than four suggested prompts")
        self.prompts[arguments["channel_id"]] = prompts
        return {"ok": True}

    async def _ok(self, arguments, token):
        return {"ok": True}

    async def _connect(self, arguments, token):
        if token != APP_TOKEN:
            return {"ok": False, "error": "invalid_auth"}
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket={secrets.token_hex(4)}"}

    async def _file(self, arguments, token):
        file = self.files.get(arguments.get("file"))
        if file is None:
            return {"ok": False, "error": "file_not_found"}
        return {"ok": True, "file": {k: v for k, v in file.items() if k != "body"}}

    async def _export_manifest(self, arguments, token):
        return {"ok": True, "manifest": self.manifest}

    # ------------------------------------------------------------ beside the Web API

    async def _socket(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
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
        if file is None or token != BOT_TOKEN:
            # Slack shows its login page to whoever has no right to a file.
            return web.Response(status=302, headers={"Location": "/login"})
        return web.Response(body=file["body"], content_type=file["mimetype"])

    async def _respond(self, request):
        said = await request.json()
        where = {"channel": request.match_info["channel"], "user": request.match_info["user"]}
        self.ephemeral.append({**where, **said})
        return web.Response(text="ok")

    def response_url(self, channel, user):
        return f"{self.origin}/respond/{channel}/{user}/{secrets.token_hex(4)}"

    def add_file(self, user, name, body, media_type, *, size=None):
        """A file that somebody uploads; `size` may be larger than the bytes that there are."""
        file_id = f"F{secrets.token_hex(5).upper()}"
        self.files[file_id] = {
            "id": file_id, "name": name, "title": name, "mimetype": media_type, "user": user,
            "size": len(body) if size is None else size, "body": body,
            "url_private": f"{self.origin}/files/{file_id}",
            "url_private_download": f"{self.origin}/files/{file_id}",
        }  # fmt: skip
        return {k: v for k, v in self.files[file_id].items() if k != "body"}

    async def trigger(self, user_id, view_id=None):
        made = await self.state(
            "views.generateTriggerId", BOT_TOKEN, user_id=user_id, view_id=view_id
        )
        self._triggers[made["trigger_id"]] = user_id
        return made["trigger_id"]

    async def after_submission(self, view, answer):
        """What Slack does with a form when the app has answered."""
        action = (answer or {}).get("response_action") if isinstance(answer, dict) else None
        for user, shown in list(self.modals.items()):
            if shown["id"] != view["id"]:
                continue
            if action == "update":
                await self._update_view({"view_id": view["id"], "view": answer["view"]}, BOT_TOKEN)
            elif action != "errors":
                del self.modals[user]

    def routes(self):
        return [
            web.post("/events", self._from_state),
            web.get("/link", self._socket),
            web.post("/api/oauth.v2.access", self._oauth_page),
            web.route("*", "/api/{method}", self._api),
            web.get("/files/{file_id}", self._download),
            web.post("/respond/{channel}/{user}/{_}", self._respond),
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
            kept = {k: v for k, v in answer.headers.items() if k in {"Location", "Content-Type"}}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)

    async def meet_people(self):
        """Learn the ids that the emulator gave to people."""
        told = await self.state("users.list", BOT_TOKEN)
        self._ids = {m["name"]: m["id"] for m in told["members"] if m["name"] in PEOPLE}


_OWN = {
    "chat.postMessage": Workspace._post_message,
    "chat.postEphemeral": Workspace._post_ephemeral,
    "chat.update": Workspace._update,
    "chat.startStream": Workspace._start_stream,
    "chat.appendStream": Workspace._append_stream,
    "chat.stopStream": Workspace._stop_stream,
    "conversations.history": Workspace._history,
    "conversations.replies": Workspace._replies,
    "users.info": Workspace._user,
    "users.conversations": Workspace._conversations,
    "views.open": Workspace._open_view,
    "views.update": Workspace._update_view,
    "views.publish": Workspace._publish_view,
    "assistant.threads.setStatus": Workspace._status,
    "assistant.threads.setSuggestedPrompts": Workspace._prompts,
    "agents.sessions.setStatus": Workspace._ok,
    "apps.connections.open": Workspace._connect,
    "apps.manifest.export": Workspace._export_manifest,
    "files.info": Workspace._file,
}

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
    events = f"{slack.origin}/events"
    try:
        async with (
            aiohttp.ClientSession() as session,
            running_state(folder, events, redirect_uri) as url,
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
