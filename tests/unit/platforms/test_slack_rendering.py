"""Nothing from outside comes alive on Slack, whatever it says."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
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
from bot.platforms.slack.elements import clean, fallback, link
from bot.platforms.slack.messages import (
    closing_blocks,
    is_continuation,
    post_messages,
    preview_blocks,
)
from bot.platforms.slack.modals import parts_modal
from bot.platforms.slack.pages import MOST_CHARACTERS
from bot.platforms.slack.parts import weight
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


def buttons_of(message):
    return [e["action_id"] for e in elements(list(message.blocks)) if e.get("type") == "button"]


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
    assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", message.text)


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
    # A sentence that is read together with what is drawn before it may be an order: none is posted.
    assume(isinstance(claim, CitedClaim))
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
    for message in messages[:-1]:
        assert buttons_of(message) == [actions.EVIDENCE]
    assert buttons_of(messages[-1])[0] == actions.EVIDENCE


def test_each_message_of_a_long_briefing_shows_the_evidence_of_its_own_items():
    post = POSTS["briefing_long"]

    told = []
    for message in post_messages(post):
        evidence_of = [p for p in elements(list(message.blocks))
                       if p.get("action_id") == actions.EVIDENCE]  # fmt: skip
        which = actions.sentences_read(evidence_of[0]["value"])
        shown = " ".join(
            p["text"] for p in elements(list(message.blocks)) if p.get("type") == "text"
        )
        claims = post.claims()[which.start : which.stop]
        assert claims
        assert all(claim.text in shown for claim in claims)
        told += claims

    assert tuple(told) == post.claims()
    assert actions.sentences_read(None) is actions.sentences_read("all") is None


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


@pytest.mark.parametrize("name", ["answer", "answer_alone", "abstention"])
def test_a_growing_message_ends_as_the_finished_one_would(name):
    post = POSTS[name]

    for shown in range(1, len(post.parts) + 1):
        grown = [
            block
            for part in range(shown)
            for block in preview_blocks(post.saying(post.parts[: part + 1]), part)
        ]
        whole = [*grown, *closing_blocks(post, shown)]
        small_print = [b for b in whole if b["type"] == "context"]
        if len(small_print) < 2:
            assert whole == list(post_messages(post)[0].blocks)
        assert is_continuation(post, post.parts[:shown])
    assert not is_continuation(post, (POSTS["briefing"].parts[0],))
    assert not is_continuation(POSTS["briefing_long"], ())


def test_the_notification_tells_the_news():
    assert post_messages(as_post(briefing(VETO_ITEM, TALKS_ITEM)))[0].text == (
        "Briefing, Mon 25 March 2024: Russia and China veto US draft in Security Council · "
        "Envoys meet in Doha"
    )
    assert post_messages(POSTS["answer"])[0].text.startswith("Russia and China on Friday vetoed")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\nb\t", "a b"),
        ("\u202ex\u202c", "x"),
        ("e\u0301", "é"),
        ("abcdef", "abc…"),
        *((f"a{end}b", "a b") for end in ("\u2028", "\u2029", "\x85", "\v", "\f", "\r\n", "\x1e")),
        *(
            (f"a{hidden}b", "ab")
            for hidden in (
                "\u00ad",
                "\u061c",
                "\u3164",
                "\u115f",
                "\uffa0",
                "\u2800",
                "\u180e",
                "\U000e0001",
                "\U000e0041",
                "\U000e007f",
                "\u200b",
                "\u200e",
                "\u202d",
                "\u2066",
                "\u2060",
                "\ufeff",
                "\u200c",
                "\u200d",
                "\ufe0f",
                "\U000e0101",
            )
        ),
    ],
)
def test_outside_text_is_cleaned(said, shown):
    assert clean(said, 4) == shown


@pytest.mark.parametrize(
    "shaped",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "ක්\u200dර",
        "ক্\u200d",
        "🏳\ufe0f\u200d🌈",
        "👩🏽\u200d💻",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "葛\U000e0100",
    ],
)
def test_what_shapes_words_and_emoji_stays(shaped):
    assert clean(shaped) == shaped


def test_selectors_in_a_row_hide_nothing():
    assert clean("a" + "".join(chr(0xFE00 + n) for n in range(16)) + "b") == "ab"
    assert clean("漢" + "\U000e0101\U000e0102\U000e0103") == "漢\U000e0101"
    assert clean("می\u200c\u200cخواهم \u200c") == "می\u200cخواهم"


def test_a_fallback_is_escaped_once_and_is_otherwise_as_it_was_written():
    assert fallback("AT&T <b>") == "AT&amp;T &lt;b&gt;"
    assert fallback("*a* _b_ :c: @d https://e.example") == "*a* _b_ :c: @d https://e.example"


MALFORMED = [
    "https://a.example/white space",
    "https://a.example/\ttab",
    "https://a.example/\u2028line",
    "https://a.example/\x00",
    "https://a.example/\u202eevil",
    "https://",
    "https:///path",
    "https:a.example",
    "https://a..b/",
    "https://.a.example/",
    "https://a.example:port/",
    "https://[::1/",
    "https://user:secret@a.example/",
    "https://reuters.example@evil.example/",
    "ftp://a.example/",
    "javascript:alert(1)",
    "//a.example/",
    "https://a.example/<b>",
    "",
    None,
]
WELL_FORMED = [
    "https://a.example",
    "http://a.example:8080/x?y=z#w",
    "https://a.example./",
    "https://[2001:db8::1]/x",
    "https://новости.example/мир",
    "https://समाचार.example/",
    "https://a_b.example/?q=me@you.example",
]


@pytest.mark.parametrize("url", MALFORMED)
def test_a_malformed_address_is_text(url):
    assert link("label", url) == {"type": "text", "text": "label"}


@pytest.mark.parametrize("url", WELL_FORMED)
def test_an_address_that_browsers_open_is_a_link(url):
    assert link("label", url)["url"] == url


def test_what_slack_would_not_take_as_an_address_is_text():
    assert link("label", "https://a.example/" + "x" * 3_000)["type"] == "text"


def test_the_kinds_of_posts_that_have_buttons():
    def buttons(post):
        return buttons_of(post_messages(post)[-1])

    full = [actions.EVIDENCE, actions.CHANGES, actions.LEFT_OUT, actions.FOLLOW_UP]
    assert buttons(POSTS["briefing"]) == buttons(POSTS["digest"]) == full
    assert buttons(POSTS["digest_nothing_new"]) == full[1:]
    assert buttons(POSTS["answer"]) == [actions.EVIDENCE, actions.FOLLOW_UP]
    assert buttons(POSTS["small_talk"]) == buttons(POSTS["help"]) == []
    assert POSTS["help"].kind is PostKind.REPLY
