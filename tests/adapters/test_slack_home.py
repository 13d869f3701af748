"""The home tab and its forms: what a person sees of their channels, and may change there."""

from __future__ import annotations

import html
import json
import re

import pytest

from bot.domain.identifiers import ChannelKey
from bot.platforms.slack import actions
from tests.adapters.slack_desk import FEED, VETO, slack_desk, spoken
from tests.fakes.waiting import until


@pytest.fixture
async def desk(tmp_path):
    async with slack_desk(tmp_path) as opened:
        yield opened


def key(desk, channel=None):
    return ChannelKey("slack", f"{desk.slack.team}/{channel or desk.channel}")


async def home(desk, person=None):
    """The home tab, as it is made when somebody looks."""
    who = person or desk.alice
    desk.slack.homes.clear()
    await who.open_home()
    return await until(lambda: desk.slack.home(who))


async def form(desk, action, person=None):
    """The form behind a button of the home tab."""
    who = person or desk.alice
    desk.slack.modals.clear()
    await who.click_in_view(await home(desk, who), action, value=desk.channel)
    return await desk.modal(who)


async def test_the_home_tab_shows_how_a_persons_channels_stand_in_their_time(desk):
    await desk.say(f"follow {desk.feed} yes")
    await desk.say("digest 08:00 daily America/New_York")
    await desk.say("topics sanctions")

    view = await home(desk)

    said = spoken(view["blocks"])
    assert "The Harbour Post" in said
    # Eight in New York is in the afternoon in Paris, where Alice is.
    assert "Next digest: " in said
    assert "14:00" in said or "13:00" in said
    assert "(set for 08:00, America/New_York)" in said
    assert "topics: sanctions" in said
    assert any(e.get("channel_id") == desk.channel for e in _elements(view["blocks"]))


def _elements(value):
    if isinstance(value, dict):
        yield value
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, (dict, list)):
            yield from _elements(member)


async def test_a_private_channel_shows_on_nobodys_home_tab_but_its_members(desk):
    secret = await desk.slack.channel("secret", private=True, members=("alice",))
    await desk.slack.invite_bot(secret)
    await until(lambda: desk.slack.from_bot(secret))
    await desk.say("topics hostages", channel=secret)

    assert "hostages" in spoken((await home(desk))["blocks"])
    assert "hostages" not in json.dumps(await home(desk, desk.bob))
    assert secret not in json.dumps(await home(desk, desk.bob))

    # Nor does a button that Bob never saw open anything.
    view = await home(desk)
    await desk.bob.click_in_view(view, actions.SET_TOPICS, value=secret)
    assert "You are not in that channel" in spoken((await desk.modal(desk.bob))["blocks"])


async def test_somebody_without_channels_learns_how_to_begin(desk):
    desk.slack.remove_bot(desk.channel)

    said = spoken((await home(desk, desk.bob))["blocks"])

    assert "/invite @Attaché" in said


async def test_a_schedule_is_set_in_its_form_and_told_to_the_channel(desk):
    view = await form(desk, actions.SET_SCHEDULE)

    ack = await desk.alice.submit(view, time="07:30", days=["mon", "fri"], zone="Europe/Paris")

    assert ack.payload["response_action"] == "update"
    assert "07:30 on Mon, Fri" in spoken((await desk.modal())["blocks"])
    schedule = await desk.up.parts.schedules.schedule(key(desk))
    assert (f"{schedule.at:%H:%M}", sorted(schedule.days)) == ("07:30", [0, 4])

    async def told():
        last = (await desk.slack.from_bot(desk.channel))[-1]
        return "07:30" in spoken(last["blocks"])

    assert await until(told)

    view = await form(desk, actions.SET_SCHEDULE)
    await desk.alice.submit(view, days=[])

    async def is_off():
        return await desk.up.parts.schedules.schedule(key(desk)) is None

    assert await until(is_off)


async def test_the_home_tab_shows_what_a_form_has_changed_without_being_opened_anew(desk):
    view = await form(desk, actions.SET_TOPICS)
    assert "no topics set" in spoken(desk.slack.home(desk.alice)["blocks"])

    await desk.alice.submit(view, topics="sanctions")

    await until(lambda: "topics: sanctions" in spoken(desk.slack.home(desk.alice)["blocks"]))


async def test_a_form_says_at_once_what_is_wrong_and_changes_nothing(desk):
    view = await form(desk, actions.SET_SCHEDULE)

    ack = await desk.alice.submit(view, zone="Europe/Pari")

    assert ack.payload["response_action"] == "errors"
    assert "did you mean Europe/Paris" in ack.payload["errors"]["zone"]
    assert await desk.up.parts.schedules.schedule(key(desk)) is None


async def test_topics_and_sources_are_changed_in_their_forms(desk):
    await desk.alice.submit(await form(desk, actions.SET_TOPICS), topics="sanctions, ceasefire")
    assert "sanctions, ceasefire" in spoken((await desk.modal())["blocks"])

    await desk.alice.submit(await form(desk, actions.SHOW_SOURCES), address=desk.feed)
    assert "I follow The Harbour Post" in spoken((await desk.modal())["blocks"])

    view = await form(desk, actions.SHOW_SOURCES)
    assert "not read yet" in spoken(view["blocks"]) or "read " in spoken(view["blocks"])
    await desk.alice.click_in_view(view, actions.UNFOLLOW, value=desk.feed)

    async def is_gone():
        return not await desk.up.parts.sources.sources(key(desk))

    assert await until(is_gone)


async def test_an_address_that_cannot_be_followed_is_told_in_the_modal(desk):
    view = await form(desk, actions.SHOW_SOURCES)

    await desk.alice.submit(view, address="http://169.254.169.254/feed")

    assert "169.254.169.254" in spoken((await desk.modal())["blocks"])


async def test_a_form_that_cannot_be_made_says_so(desk):
    view = await home(desk)
    desk.slack.fail("users.conversations", "internal_error", times=9)

    await desk.alice.click_in_view(view, actions.SET_TOPICS, value=desk.channel)

    assert "Please try again" in spoken((await desk.modal())["blocks"])


@pytest.mark.parametrize("action", [actions.SET_SCHEDULE, actions.SET_TOPICS, actions.SHOW_SOURCES])
async def test_guests_see_the_settings_and_get_no_form(desk, action):
    guest = desk.slack.person("guest")
    await desk.slack.state(
        "conversations.invite", "xoxp-alice", channel=desk.channel, users=guest.user_id
    )
    desk.slack.channels[desk.channel].members.add(guest.user_id)

    view = await form(desk, action, guest)

    assert not view["submit"]
    assert not any(block["type"] in {"input", "actions"} for block in view["blocks"])


async def test_only_the_admins_of_the_settings_may_change_anything(tmp_path):
    async with slack_desk(tmp_path, slack_admins=("U0NOBODY",)) as desk:
        await desk.mention("topics sanctions")
        assert "Only people who may change" in spoken((await desk.whisper())["blocks"])


async def test_prompts_are_drawn_from_the_conversations_own_briefing(desk):
    await desk.briefing()
    await desk.alice.open_home("messages")
    direct = await desk.slack.direct_channel(desk.alice)

    prompts = await until(lambda: desk.slack.prompts.get(direct))

    # What the channel was sent is not shown in a conversation that was not.
    assert [p["message"] for p in prompts] == ["help", "brief", "sources", "status"]

    read = await desk.alice.direct(f"read {desk.veto}")
    await desk.answer_to(read)
    asked = await desk.alice.direct("brief")

    async def posted():
        return [m for m in await desk.slack.from_bot(direct) if "Briefing" in m["text"]]

    assert await until(posted), asked

    async def drawn():
        await desk.alice.open_home("messages")
        shown = desk.slack.prompts.get(direct) or [{"title": ""}]
        return shown[0]["title"].startswith("What is new: Russia and China veto")

    assert await until(drawn, every=0.2)


HOSTILE = "<!channel> *Envoys* <https://evil.example|meet> <@U1> | > & \u202egnp \u200b:tada: `x` _in Doha_ #1"


async def test_a_hostile_headline_stays_words_wherever_it_is_shown(desk):
    """Through everything that shows it: no payload holds markup, a mark or a hidden character."""
    named = html.escape(HOSTILE)
    page = VETO.replace("Russia and China veto US draft in Security Council", named)
    page = page.replace("The Harbour Post", named)
    desk.web.page("/hostile", page, content_type="text/html; charset=utf-8")
    feed = FEED.format(web=desk.web.url).replace("/veto", "/hostile")
    feed = feed.replace("The Harbour Post", named)
    feed = feed.replace("Russia and China veto US draft in Security Council", named)
    desk.web.page("/hostile.xml", feed, content_type="application/rss+xml")
    direct = await desk.slack.direct_channel(desk.alice)

    for words in (f"follow {desk.web.url}/hostile.xml", f"read {desk.web.url}/hostile", "brief",
                  "sources", "stories", "omitted", "Who vetoed the draft?"):  # fmt: skip
        asked = await desk.alice.direct(words)
        if words != "brief":
            (answer,) = await desk.answer_to(asked)

    async def briefing():
        return [m for m in await desk.slack.from_bot(direct) if "Briefing" in m["text"]]

    (posted,) = await until(briefing)
    for button in (actions.EVIDENCE, actions.CHANGES, actions.LEFT_OUT):
        await desk.alice.click(posted, button)
        await desk.modal()
        desk.slack.modals.clear()
    await desk.alice.click(answer, actions.EVIDENCE)
    await desk.modal()
    await desk.alice.direct(f"follow {desk.web.url}/hostile.xml yes")
    await until(lambda: desk.up.parts.sources.sources(key(desk, direct)))
    for action in (actions.SHOW_SOURCES, actions.SET_SCHEDULE, actions.SET_TOPICS):
        desk.slack.modals.clear()
        await desk.alice.click_in_view(await home(desk), action, value=direct)
        await desk.modal()
    await desk.alice.open_home("messages")
    await until(lambda: desk.slack.called("assistant.threads.setSuggestedPrompts"))
    await desk.slack.quiet()

    sent = [call.arguments for call in desk.slack.calls]
    assert sum("Envoys" in json.dumps(one) for one in sent) > 8
    for one in sent:
        assert not {"mrkdwn", "markdown"} & {e.get("type") for e in _elements(one)}
        assert not re.search("[\u202e\u200b]", json.dumps(one, ensure_ascii=False))
        for spoken_text in (one.get("text"), *map(json.dumps, one.get("prompts") or ())):
            assert not re.search("[<>]", spoken_text or "")
        urls = [e["url"] for e in _elements(one) if e.get("type") == "link"]
        assert all(url.startswith(desk.web.url) for url in urls)
