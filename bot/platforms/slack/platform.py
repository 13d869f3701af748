"""Slack as a platform: posts become messages, once each (DESIGN D5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import structlog

from bot.domain.identifiers import ChannelKey, MessageId
from bot.domain.messages import Attachment, Delivery, Post
from bot.errors import (
    FetchError,
    HostUnreachableError,
    PlatformUnavailableError,
    PostRefusedError,
    Refusal,
    TooLargeError,
)
from bot.platforms.slack.forms import OpenForms
from bot.platforms.slack.incoming import file_told
from bot.platforms.slack.messages import SlackMessage, post_messages, said_elsewhere
from bot.platforms.slack.pacing import Pacing
from bot.platforms.slack.people import People
from bot.platforms.slack.places import PLATFORM, begins_thread, is_direct, team_and_channel
from bot.platforms.slack.sent_before import METADATA_TYPE, sent_before, told_before
from bot.platforms.slack.status import StatusLines
from bot.platforms.slack.streams import Streams
from bot.platforms.slack.web_api import SlackCallError, WebApi, delivery_error
from bot.platforms.slack.workspaces import Workspaces
from bot.ports.messages import PreviewStore

#: The largest file that is fetched.
LARGEST_FILE = 20_000_000

#: A message that is gone: nothing of it can be read any more.
_GONE = "message_not_found"
#: A message that still stands and can no longer be changed.
_UNCHANGEABLE = frozenset({"cant_update_message", "edit_window_closed", "cant_delete_message"})

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a message goes."""

    channel: ChannelKey
    thread: MessageId | None

    @property
    def arguments(self) -> dict[str, Any]:
        """As the Web API takes it."""
        _, channel_id = team_and_channel(self.channel)
        return {"channel": channel_id} | ({"thread_ts": self.thread} if self.thread else {})


class SlackPlatform:
    """`ports.Platform` on Slack's Web API; its channels are ``slack:TEAM/CHANNEL``."""

    name = PLATFORM
    #: Every replica reaches Slack.
    sends_here = True
    sends_for_all = False

    def __init__(
        self,
        api: WebApi,
        workspaces: Workspaces,
        people: People,
        previews: PreviewStore,
        forms: OpenForms,
        pacing: Pacing | None = None,
    ) -> None:
        self._api = api
        self._workspaces = workspaces
        self._people = people
        self._forms = forms
        self._pacing = pacing or Pacing()
        self._streams = Streams(api, previews)
        self.status = StatusLines(api)

    async def aclose(self) -> None:
        """Wait for signs of work that are under way."""
        await self.status.aclose()

    # ------------------------------------------------------------ posts

    async def post(self, post: Post, *, again: bool = False) -> Sequence[MessageId]:
        """Send a post once; the messages it became.

        Raises:
            PlatformUnavailableError: try again.
            PostRefusedError: never try again.
        """
        try:
            if await self._forms.show(post) and post.is_private:
                return (MessageId(f"form:{post.delivery_id}"),)
            if post.is_private and post.addressee and not is_direct(post.channel):
                # What has begun to show must end; then everybody reads why it goes no further.
                grown = await self._streams.finish(post, _metadata(post, 0))
                return (grown,) if grown else await self._whisper(post, post.addressee, again)
            try:
                return await self._say(post, again=again)
            except SlackCallError as error:
                # A command can be used between two people, where we are not.
                is_shut = _refusal(error).refusal is Refusal.NO_ENTRY
                if not (is_shut and post.is_private and post.addressee):
                    raise
                return await self._tell(post, post.addressee, again=again)
        except SlackCallError as error:
            raise delivery_error(error) from error

    async def _say(self, post: Post, *, again: bool) -> Sequence[MessageId]:
        messages = post_messages(post)
        sent: dict[int, MessageId] = {}
        grown = await self._streams.finish(post, _metadata(post, 0))
        if grown is not None:
            sent[0] = grown
        elif again:
            sent = await sent_before(self._api, post)
        for number, message in enumerate(messages):
            if number not in sent:
                thread = post.thread or sent.get(0)
                sent[number] = await self._send(post, _Place(post.channel, thread), message, number)
        return tuple(sent[number] for number in range(len(messages)))

    async def _send(
        self, post: Post, place: _Place, message: SlackMessage, number: int
    ) -> MessageId:
        await self._pacing.turn(post.channel.place)
        team_id, _ = team_and_channel(post.channel)
        try:
            answer = await self._api.call(
                team_id,
                "chat.postMessage",
                **place.arguments,
                text=message.text,
                blocks=list(message.blocks),
                metadata=_metadata(post, number),
                mrkdwn=False,
                unfurl_links=False,
                unfurl_media=False,
            )
        except PlatformUnavailableError as error:
            if error.retry_after_seconds:
                self._pacing.hold(post.channel.place, error.retry_after_seconds)
            raise
        return MessageId(str(answer["ts"]))

    async def _whisper(
        self,
        post: Post,
        person: str,
        again: bool,  # noqa: FBT001 - handed on as it came
    ) -> Sequence[MessageId]:
        """Say it to one person: where they are, or in a direct message if we cannot speak there.

        What only one person sees stands in no history: an ambiguous whisper may come twice.
        """
        team_id, _ = team_and_channel(post.channel)
        # In a thread that has not begun yet Slack shows an ephemeral message to nobody.
        thread = None if begins_thread(post.answers, post.thread) else post.thread
        told: list[MessageId] = []
        for message in post_messages(post):
            content = {"text": message.text, "blocks": list(message.blocks)}
            place = _Place(post.channel, thread).arguments
            try:
                answer = await self._api.call(
                    team_id, "chat.postEphemeral", **place, user=person, **content
                )
            except SlackCallError as error:
                if (refused := _refusal(error)).refusal is Refusal.SHUT_OUT:
                    raise refused from error
                return (*told, *await self._tell(post, person, len(told), again=again))
            told.append(MessageId(str(answer["message_ts"])))
        return tuple(told)

    async def _tell(
        self, post: Post, person: str, after: int = 0, *, again: bool = False
    ) -> Sequence[MessageId]:
        """Say it in a direct message, but for the first messages, with the place that it is about."""
        team_id, _ = team_and_channel(post.channel)
        before = await told_before(self._api, post, person) if again else {}
        told: list[MessageId] = []
        for number, message in enumerate(post_messages(post)[after:], after):
            if number in before:
                told.append(before[number])
                continue
            where = () if number else (said_elsewhere(post.channel),)
            # A user's id as the channel is their direct message with the bot.
            answer = await self._api.call(
                team_id, "chat.postMessage", channel=person, text=message.text,
                blocks=[*where, *message.blocks], metadata=_metadata(post, number), mrkdwn=False,
                unfurl_links=False, unfurl_media=False,
            )  # fmt: skip
            told.append(MessageId(str(answer["ts"])))
        return tuple(told)

    async def revise(self, delivery: Delivery) -> None:
        """Show a sent post as it is now; messages that it no longer needs are deleted.

        Raises:
            PlatformUnavailableError: try again.
            PostRefusedError: Slack will not change all of them.
        """
        post = delivery.post
        if delivery.message_id is None or post.is_private:
            return
        team_id, channel_id = team_and_channel(post.channel)
        messages: Sequence[SlackMessage | None] = post_messages(post)
        ids = (delivery.message_id, *delivery.continued)
        stands: SlackCallError | None = None
        for number, ts in enumerate(ids):
            message = messages[number] if number < len(messages) else None
            try:
                if message is None:
                    await self._api.call(team_id, "chat.delete", channel=channel_id, ts=ts)
                else:
                    await self._api.call(
                        team_id, "chat.update", channel=channel_id, ts=ts, text=message.text,
                        blocks=list(message.blocks), metadata=_metadata(post, number),
                    )  # fmt: skip
            except SlackCallError as error:
                if error.code != _GONE and error.code not in _UNCHANGEABLE:
                    raise delivery_error(error) from error
                # What is left of the post is changed all the same.
                _log.info("slack.not_revised", code=error.code)
                stands = stands if error.code == _GONE else error
        if stands is not None:
            raise delivery_error(stands) from stands

    # ------------------------------------------------------------ signs of work

    async def preview(self, post: Post) -> None:
        """Let the message grow by the sentences that have passed the gate."""
        await self._streams.show(post)

    async def working(
        self, channel: ChannelKey, thread: MessageId | None, *, is_working: bool
    ) -> None:
        """Show the status line and the stop button, or take them away; never waits for Slack."""
        if thread is not None:
            (self.status.begin if is_working else self.status.end)(channel, thread)

    # ------------------------------------------------------------ people and files

    async def may_configure(self, channel: ChannelKey, person: str) -> bool:
        """Full members, or the admins that the settings name.

        Raises:
            PlatformUnavailableError: Slack does not say at the moment.
        """
        team_id, _ = team_and_channel(channel)
        return await self._people.may_configure(team_id, person)

    async def timezone_of(self, channel: ChannelKey, person: str) -> str | None:
        """The zone of somebody's profile.

        Raises:
            PlatformUnavailableError: Slack does not say at the moment.
        """
        team_id, _ = team_and_channel(channel)
        return (await self._people.person(team_id, person)).timezone

    async def described(self, channel: ChannelKey, attachment: Attachment) -> Attachment:
        """A file of another company's that came with nothing but its id, with its name and kind.

        Raises:
            FetchError: Slack does not say.
        """
        if attachment.media_type:
            return attachment
        team_id, _ = team_and_channel(channel)
        return file_told(await self._file(team_id, attachment))

    async def download(self, channel: ChannelKey, attachment: Attachment) -> bytes:
        """The bytes of a file that came with a message.

        Raises:
            TooLargeError: it is larger than is read.
            FetchError: Slack does not give it.
        """
        team_id, _ = team_and_channel(channel)
        workspace = await self._workspaces.of(team_id)
        if workspace is None:
            raise FetchError(f"{attachment.name} cannot be read: this workspace has removed me.")
        url = self._address(await self._file(team_id, attachment), attachment)
        with _file_errors(attachment.name):
            body = await self._api.download(workspace.bot_token, url, LARGEST_FILE)
        if body is None:
            raise TooLargeError(
                f"{attachment.name} is larger than {LARGEST_FILE // 1_000_000} MB: "
                "paste the part that matters after read:"
            )
        return body

    async def _file(self, team_id: str, attachment: Attachment) -> Mapping[str, Any]:
        """What Slack tells of a file.

        Raises:
            FetchError: it does not say.
        """
        with _file_errors(attachment.name):
            answer = await self._api.call(team_id, "files.info", file=attachment.handle)
        return cast("Mapping[str, Any]", answer["file"])

    def _address(self, file: Mapping[str, Any], attachment: Attachment) -> str:
        """Where the file lies; our token is shown to Slack's own hosts alone."""
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        host, own = urlsplit(url).hostname or "", urlsplit(self._api.base_url).hostname or ""
        is_slack = host == own or host.endswith(
            (".slack.com", ".slack-files.com", ".slack-gov.com")
        )
        if not is_slack:
            raise FetchError(f"{attachment.name} lies outside Slack: send me its address instead.")
        return url


@contextmanager
def _file_errors(name: str) -> Iterator[None]:
    """What Slack does not give, as whoever sent it is told.

    Raises:
        FetchError: it does not give the file, now or ever.
    """
    try:
        yield
    except SlackCallError as error:
        _log.info("slack.file_refused", code=error.code)
        raise FetchError(
            f"Slack did not give me {name}: paste its text, or send it here again."
        ) from error
    except PlatformUnavailableError as error:
        raise HostUnreachableError(
            f"Slack did not give me {name} just now: send it again in a minute."
        ) from error


def _metadata(post: Post, number: int) -> dict[str, Any]:
    """By what a message is known again; everybody in the workspace can read it."""
    payload = {"delivery_id": post.delivery_id, "part": number}
    return {"event_type": METADATA_TYPE, "event_payload": payload}


def _refusal(error: SlackCallError) -> PostRefusedError:
    meant = delivery_error(error)
    if isinstance(meant, PostRefusedError):
        return meant
    raise meant from error
