"""The same story on every platform (DESIGN promise 7)."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from lxml import html

from bot.platforms.slack import actions
from bot.storage.token_cipher import new_key
from tests.adapters.slack_desk import spoken
from tests.fakes.local_web import local_web
from tests.fakes.matrix.encrypted_person import encrypted_person
from tests.fakes.matrix.homeserver import BOT, homeserver
from tests.fakes.matrix.person import PASSWORD, Person
from tests.fakes.matrix.proxy import proxy_before
from tests.fakes.matrix.reading import current_text, is_in_thread, relation
from tests.fakes.ports import free_port
from tests.fakes.slack.installing import install
from tests.fakes.slack.workspace import slack_workspace
from tests.fakes.waiting import until
from tests.scenarios.platform_story import Bot, News, Seen, tell


class OnSlack:
    """Alice in a channel of a workspace."""

    def __init__(self, slack, channel, *, over_http):
        self.slack = slack
        self.channel = channel
        self.environment = {"SLACK_API_URL": slack.api_url}
        self.over_http = over_http
        self.address = ""
        self._shown = {}

    def listen(self, port):
        """How the bot and Slack find each other: by an internal app's tokens, or by OAuth."""
        self.address = f"http://127.0.0.1:{port}"
        if self.over_http:
            self.slack.deliver_to(f"{self.address}/slack/events")
            self.environment |= {
                "SLACK_CLIENT_ID": self.slack.client_id,
                "SLACK_CLIENT_SECRET": self.slack.client_secret,
                "SLACK_SIGNING_SECRET": self.slack.signing_secret,
                "ATTACHE_PUBLIC_URL": self.address,
                "ATTACHE_SECRET_KEYS": new_key(),
            }
        else:
            self.environment |= {
                "SLACK_BOT_TOKEN": self.slack.bot_token,
                "SLACK_APP_TOKEN": self.slack.app_token,
            }

    async def arrive(self):
        if self.over_http:
            assert "Attaché is installed" in (await install(self.address)).text
        else:
            await until(lambda: self.slack.deliveries.sockets)
        await self.slack.invite_bot(self.channel)
        await until(lambda: self.slack.from_bot(self.channel))

    async def say(self, text, thread=None):
        # In a thread of its own the bot needs no mention.
        said = text if thread else f"<@{self.slack.bot_user}> {text}"
        message = await self.slack.person("alice").say(self.channel, said, thread=thread)
        return message["ts"]

    async def posts(self, thread=None):
        found = await self.slack.from_bot(self.channel, thread=thread)
        self._shown |= {m["ts"]: m for m in found}
        return [Seen(m["ts"], spoken(m["blocks"])) for m in found]

    async def evidence(self, post):
        alice = self.slack.person("alice")
        await alice.click(self._shown[post.name], actions.EVIDENCE)

        def shown():
            view = self.slack.modal(alice)
            return view and "Reading…" not in spoken(view["blocks"]) and view

        return spoken((await until(shown))["blocks"])

    def hold_digest(self):
        self.slack.hold_answer("chat.postMessage", channel=self.channel)


class OnMatrix:
    """Alice in a room; between the bot and the homeserver stands a proxy that can lose an answer."""

    def __init__(self, server, proxy, alice):
        self.alice = alice
        self.proxy = proxy
        self.room = ""
        self.environment = {
            "MATRIX_HOMESERVER": proxy.url,
            "MATRIX_USER": BOT,
            "MATRIX_PASSWORD": PASSWORD,
            "MATRIX_ALLOW": server.server_name,
        }

    def listen(self, port):
        """The homeserver is asked: nothing has to find us."""

    async def arrive(self):
        self.room = await self.alice.create_room("desk", invite=[BOT])
        await until(lambda: self.alice.from_bot(self.room))

    async def say(self, text, thread=None):
        # In a thread of its own the bot needs no mention.
        return await self.alice.say(self.room, text, thread, mention=None if thread else BOT)

    async def posts(self, thread=None):
        found = await self.alice.from_bot(self.room, thread=thread)
        return [Seen(event["event_id"], current_text(event)) for event in found]

    async def evidence(self, post):
        root = relation(await self.alice.event(self.room, post.name))["event_id"]
        asked = await self.alice.react(self.room, post.name, "🔍")

        async def shown():
            events = await self.alice.events(self.room)
            later = events[[event["event_id"] for event in events].index(asked) :]
            return [e for e in later if e["sender"] == BOT and is_in_thread(e, root)]

        return current_text((await until(shown))[0])

    def hold_digest(self):
        self.proxy.hold_answer(self.room)


class OnTheConsole:
    """A reader at the local web chat."""

    def __init__(self):
        self.environment = {}
        self.address = ""

    def listen(self, port):
        self.address = f"http://127.0.0.1:{port}"

    async def arrive(self):
        pass

    async def say(self, text, thread=None):
        form = {"text": text} | ({"thread": thread} if thread else {})
        async with httpx.AsyncClient(verify=False, trust_env=False) as client:
            answer = await client.post(
                f"{self.address}/c/desk/messages", data=form, headers={"accept": "application/json"}
            )
        return answer.json()["message_id"]

    async def posts(self, thread=None):
        where = f"/t/{thread}" if thread else ""
        page = await self._page(f"/c/desk{where}")
        part = "thread" if thread else "channel"
        ours = page.xpath(f"//article[starts-with(@id, '{part}-') and contains(@class, 'ours')]")
        return [Seen(a.get("data-id"), " ".join(a.text_content().split())) for a in ours]

    async def evidence(self, post):
        page = await self._page("/c/desk")
        thread = page.xpath("//a[@data-thread]/@data-thread")
        for root in thread:
            shown = await self._page(f"/c/desk/t/{root}")
            links = shown.xpath(f"//*[@id='thread-{post.name}']//a[@data-evidence]/@href")
            if links:
                opened = await self._page(links[0])
                return " ".join(opened.text_content().split())
        raise AssertionError("the post shows no evidence")

    def hold_digest(self):
        """Here a post is sent when it is kept: the kill comes as soon as it shows."""

    async def _page(self, path):
        async with httpx.AsyncClient(
            verify=False, trust_env=False, follow_redirects=True
        ) as client:
            try:
                answer = await client.get(f"{self.address}{path}")
            except httpx.HTTPError:
                return html.fromstring("<html></html>")
        return html.fromstring(answer.text)


async def on(surface, tmp_path, port):
    """Tell the story on a surface."""
    surface.listen(port)
    now = datetime.now(UTC).replace(microsecond=0)
    async with local_web() as web:
        bot = Bot(
            tmp_path,
            surface.environment
            | {
                "ATTACHE_HTTP_PORT": str(port),
                "ATTACHE_DATA_DIR": str(tmp_path / "data"),
                "ATTACHE_ALLOW_PRIVATE_ADDRESSES": web.place,
            },
        )
        try:
            await tell(surface, bot, News(web), now)
        except BaseException:
            print((tmp_path / "bot.log").read_text()[-4000:])
            raise
        finally:
            await bot.stop()


@pytest.mark.slow
@pytest.mark.parametrize("over_http", [False, True], ids=["sockets", "http"])
async def test_the_story_on_slack(tmp_path, over_http):
    port = free_port()
    redirect = f"http://127.0.0.1:{port}/slack/oauth_redirect"
    async with slack_workspace(tmp_path, redirect_uri=redirect) as slack:
        surface = OnSlack(slack, await slack.channel("desk"), over_http=over_http)
        await on(surface, tmp_path, port)
        assert slack.problems == []
        digests = [
            call
            for call in slack.called("chat.postMessage")
            if "Digest" in (call.arguments.get("text") or "")
        ]
        assert len(digests) == 1


@pytest.mark.slow
async def test_the_story_on_matrix(tmp_path):
    async with homeserver(tmp_path / "synapse") as server, proxy_before(server.url) as proxy:
        await server.register("attache", PASSWORD)
        surface = OnMatrix(server, proxy, await Person.arriving(server, "alice"))
        await on(surface, tmp_path, free_port())
        (held,) = proxy.held
        # After the kill our own events are looked through: what stands there is not sent again.
        assert proxy.sent.count(held) == 1


@pytest.mark.slow
async def test_the_story_in_an_encrypted_room(tmp_path):
    async with (
        homeserver(tmp_path / "synapse") as server,
        proxy_before(server.url) as proxy,
        # On what Element is made of, which gives its keys to signed devices alone.
        encrypted_person(server, "carol", isolated=True) as carol,
    ):
        await server.register("attache", PASSWORD)
        surface = OnMatrix(server, proxy, carol)
        await on(surface, tmp_path, free_port())
        (held,) = proxy.held
        # After the kill our own events are looked through: what stands there is not sent again.
        assert proxy.sent.count(held) == 1
        assert all(event["encrypted"] for event in await carol.from_bot(surface.room))


@pytest.mark.slow
async def test_the_story_on_the_console(tmp_path):
    await on(OnTheConsole(), tmp_path, free_port())
