"""Nothing from outside comes alive on Slack, whatever it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.intents import read_intent
from bot.conversation.meanings import Ask, DropDigest, Follow, SetDigest, SetTopics, Unfollow
from bot.conversation.suggestions import FIRST_STEPS, suggestions
from bot.domain.claims import DraftClaim, DraftSpan
from bot.domain.messages import (
    Footer,
    Heading,
    Headline,
    Link,
    Paragraph,
    PostKind,
    Rows,
    Sentence,
    words,
)
from bot.grounding.gate import check_draft, cite_title
from bot.platforms.slack import actions
from bot.platforms.slack.elements import clean, fallback
from bot.platforms.slack.messages import (
    MOST_CHARACTERS,
    closing_blocks,
    is_continuation,
    post_messages,
    preview_blocks,
    weight,
)
from bot.platforms.slack.modals import (
    follow_words,
    parts_modal,
    schedule_words,
    topics_words,
    unfollow_words,
)
from tests.builders import article, evidence
from tests.fakes.slack import validation
from tests.golden.posts import (
    POSTS,
    TALKS_ITEM,
    VETO_ITEM,
    as_post,
    briefing,
    long_post,
    reply,
)

HOSTILE = [
    "<!channel> urgent",
    "<@U061F7AUR> look",
    "<https://evil.example|Reuters>",
    "*bold* _it_ ~gone~ `code` ```block```",
    "> quote\n> more",
    "a|b>c<d&e",
    ":rotating_light: :smile:",
    "@here @everyone #general",
    "see http://evil.example/x",
    "\u202edesrever\u202c \u200bhidden",
    "line\nbreak\r\nand\ttab",
    "x" * 5_000,
    "\ud800 half a pair",
    "",
    " ",
    "🕊️ नमस्ते 漢字 العربية",
]
outside = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=400))


def elements(value):
    if isinstance(value, dict):
        yield value
    for member in value.values() if isinstance(value, dict) else value:
        if isinstance(member, (dict, list)):
            yield from elements(member)


def dead(message):
    """Nothing in a message pings, mentions, formats or links to what we did not link."""
    for part in elements(list(message.blocks)):
        assert part.get("type") not in {
            "mrkdwn",
            "user",
            "usergroup",
            "broadcast",
            "emoji",
            "channel",
        }
        if part.get("type") == "plain_text" and "emoji" in part:
            assert part["emoji"] is False
    assert not re.search(r"<[^>]*>", message.text)
    assert not re.search(r"(?<!\u200b)@(?=\w)", message.text)
    assert "://" not in message.text


@settings(max_examples=150, deadline=None)
@given(outside, outside, outside)
def test_no_slot_comes_alive(title, name, address):
    parts = (
        Heading(words("Briefing on {topic}", topic=title)),
        Paragraph(words("Read {title}.", title=Link(title, "https://x.example/a"))),
        Paragraph(words("Read {title}.", title=Link(title, address))),
        Rows((words("{name}: {why}", name=name, why=title), words("{x}", x=name))),
        Footer(words("By {name}", name=name)),
    )
    for message in post_messages(reply(parts)):
        dead(message)
        sent = {"text": message.text, "blocks": list(message.blocks)}
        assert validation.message_problems(sent) == []
        linked = {
            part["url"] for part in elements(list(message.blocks)) if part.get("type") == "link"
        }
        assert linked <= {"https://x.example/a"} | (
            {address} if address.startswith("http") else set()
        )
    assert validation.view_problems(parts_modal(title, parts)) == []


#: What an article can hold: the store takes no halves of surrogate pairs.
storable = st.one_of(
    st.sampled_from([h for h in HOSTILE if "\ud800" not in h]), st.text(max_size=400)
)


@settings(max_examples=60, deadline=None)
@given(storable, storable)
def test_no_article_comes_alive(title, sentence):
    text = f"{sentence} The council met on Friday."
    of = article(text, title=title, outlet=title[:50])
    claim = check_draft(
        DraftClaim("The council met on Friday.", (DraftSpan(1, "The council met on Friday."),)),
        evidence(of),
    )
    headline = cite_title(of)
    parts = tuple(
        part
        for part in (
            headline and Headline(headline, words("New · {outlet}", outlet=of.outlet)),
            Sentence(claim) if hasattr(claim, "seal") else None,
        )
        if part
    )
    for message in post_messages(reply((Heading(words("Briefing")), *parts))):
        dead(message)
        sent = {"text": message.text, "blocks": list(message.blocks)}
        assert validation.message_problems(sent) == []


def test_a_long_briefing_is_cut_between_stories_and_never_inside_one():
    messages = post_messages(POSTS["briefing_long"])

    assert len(messages) > 1
    for message in messages:
        assert weight(list(message.blocks)) <= MOST_CHARACTERS + 1_000
        assert len(message.blocks) <= 50
    headlines = [
        part["text"]
        for message in messages
        for part in elements(list(message.blocks))
        if part.get("type") == "text" and part.get("style", {}).get("bold")
    ]
    assert headlines == [VETO_ITEM.headline.text] * 8
    # Every message but the first begins with a headline, after the word that it goes on.
    for message in messages[1:]:
        assert message.blocks[0]["type"] == "context"
        assert message.blocks[1]["elements"][0]["elements"][0]["style"] == {"bold": True}
    assert [b["type"] for b in messages[-1].blocks[-2:]] == ["actions", "context_actions"]
    assert not any(b["type"] == "actions" for m in messages[:-1] for b in m.blocks)


def test_one_monstrous_story_is_cut_between_sentences():
    post = long_post(stories=1, sentences=120)

    messages = post_messages(post)

    assert len(messages) > 1
    rows = sum(
        len(part["elements"])
        for message in messages
        for part in elements(list(message.blocks))
        if part.get("type") == "rich_text_list"
    )
    assert rows == len([part for part in post.parts if isinstance(part, Sentence)])


def test_a_growing_message_ends_as_the_finished_one_would():
    post = POSTS["answer"]
    shown = post.parts[:1]

    grown = [*preview_blocks(post.saying(shown), 0), *closing_blocks(post, 1)]

    assert is_continuation(post, shown)
    texts = [p["text"] for p in elements(grown) if p.get("type") in {"text", "link"}]
    whole = [p["text"] for p in elements(list(post_messages(post)[0].blocks))
             if p.get("type") in {"text", "link"}]  # fmt: skip
    assert texts == whole
    assert not is_continuation(post, (post.parts[1],))
    assert not is_continuation(POSTS["briefing_long"], ())


def test_the_notification_tells_the_news():
    assert post_messages(as_post(briefing(VETO_ITEM, TALKS_ITEM)))[0].text == (
        "Briefing, Mon 25 March 2024: Russia and China veto US draft in Security Council · "
        "Envoys meet in Doha"
    )
    assert post_messages(POSTS["answer"])[0].text.startswith("Russia and China on Friday vetoed")


@pytest.mark.parametrize(
    ("said", "shown"),
    [("a\nb\t", "a b"), ("\u202ex\u202c", "x"), ("e\u0301", "é"), ("abcdef", "abc…")],
)
def test_outside_text_is_cleaned(said, shown):
    assert clean(said, 4) == shown


def test_a_fallback_is_escaped_once():
    assert fallback("AT&T <b>") == "AT&amp;T &lt;b&gt;"


# ---------------------------------------------------------------- forms speak the chat's grammar


def values(**held):
    return {name: {name: value} for name, value in held.items()}


@given(
    st.integers(0, 23), st.integers(0, 59),
    st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), min_size=1),
    st.sampled_from(["Europe/Paris", "america/new york", "UTC", "Asia/Kolkata"]),
)  # fmt: skip
def test_a_schedule_form_is_read_as_it_was_meant(hour, minute, days, zone):
    chosen = [{"value": day} for day in days]
    said = schedule_words(
        values(
            **{
                actions.TIME: {"selected_time": f"{hour:02}:{minute:02}"},
                actions.DAYS: {"selected_options": chosen},
                actions.ZONE: {"value": zone},
            }
        )
    )
    intent = read_intent(said, is_thread_reply=False)

    assert isinstance(intent, SetDigest)
    assert (intent.request.at.hour, intent.request.at.minute) == (hour, minute)
    assert len(intent.request.days) == len(days)
    assert intent.request.timezone is not None


def test_no_days_are_no_digest():
    said = schedule_words(values(**{actions.DAYS: {"selected_options": []}}))
    assert read_intent(said, is_thread_reply=False) == DropDigest()


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("sanctions, ceasefire", ("sanctions", "ceasefire")),
        ("sanctions\nhostages; aid", ("sanctions", "hostages", "aid")),
        ("", ()),
        (None, ()),
        (" , ", ()),
    ],
)
def test_a_topics_form_is_read_as_it_was_meant(typed, topics):
    said = topics_words(values(**{actions.TOPICS: {"value": typed}}))
    assert read_intent(said, is_thread_reply=False) == SetTopics(topics)


def test_addresses_are_followed_and_unfollowed():
    said = follow_words(values(**{actions.ADDRESS: {"value": " https://x.example/feed "}}))
    assert read_intent(said, is_thread_reply=False) == Follow("https://x.example/feed")
    said = unfollow_words("https://x.example/feed")
    assert read_intent(said, is_thread_reply=False) == Unfollow("https://x.example/feed")


@pytest.mark.parametrize("of", [None, briefing(VETO_ITEM, TALKS_ITEM)])
def test_prompts_are_read_as_they_are_meant(of):
    found = suggestions(of)

    assert 0 < len(found) <= 4
    for one in found:
        assert len(one.title) <= 75
        intent = read_intent(one.message, is_thread_reply=False)
        assert of is None or isinstance(intent, Ask) or one is found[-1]
    assert suggestions(None) == FIRST_STEPS


def test_the_kinds_of_posts_that_have_buttons():
    def buttons(post):
        return [e["action_id"] for e in elements(list(post_messages(post)[-1].blocks))
                if e.get("type") == "button"]  # fmt: skip

    full = [actions.EVIDENCE, actions.CHANGES, actions.LEFT_OUT, actions.FOLLOW_UP]
    assert buttons(POSTS["briefing"]) == buttons(POSTS["digest"]) == full
    assert buttons(POSTS["digest_nothing_new"]) == full[1:]
    assert buttons(POSTS["answer"]) == [actions.EVIDENCE, actions.FOLLOW_UP]
    assert buttons(POSTS["small_talk"]) == buttons(POSTS["help"]) == []
    assert POSTS["help"].kind is PostKind.REPLY
