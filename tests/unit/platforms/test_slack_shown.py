from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.shown import given_by, links_of, said_with, words_of

PAGE, OTHER = "https://kestrel.example/accord", "https://tribune.example/envoy"

SECTION = {
    "type": "section",
    "text": {"type": "mrkdwn", "text": f"*<{PAGE}|An accord>* &amp; more"},
}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [
            {"type": "text", "text": "An accord: "}, {"type": "link", "url": PAGE, "text": "here"}]},
        {"type": "rich_text_list", "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "an envoy"}]}]},
    ],
}  # fmt: skip
PRESSED = {
    "type": "actions",
    "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": PAGE}],
}
SHARED = {
    "is_share": True,
    "from_url": "https://ministry.slack.com/archives/C1/p1711121400000200",
    "text": f"Worth a look: <{PAGE}>",
}


def app(**more):
    return {"bot_id": "B9", "text": "A new item", **more}


@pytest.mark.parametrize(
    ("message", "links"),
    [
        ({"text": f"<{PAGE}|one> and <{OTHER}>, again <{PAGE}>"}, (PAGE, OTHER)),
        ({"text": "<https://x.example/?a=1&amp;copy=2>"}, ("https://x.example/?a=1&copy=2",)),
        (app(blocks=[SECTION]), (PAGE,)),
        (app(blocks=[RICH]), (PAGE,)),
        (app(blocks=[PRESSED]), (PAGE,)),
        (app(attachments=[{"title_link": PAGE, "text": f"See <{OTHER}>"}]), (PAGE, OTHER)),
        (app(attachments=[{"blocks": [SECTION]}]), (PAGE,)),
        ({"text": "", "attachments": [SHARED]}, (PAGE,)),
        ({"text": "", "attachments": [{**SHARED, "text": "Nothing to open"}]}, ()),
        # Other kinds of address, what is no list, and blocks without an end are passed over.
        (app(blocks=[{"type": "link", "url": "javascript:alert(1)"}]), ()),
        ({"text": None, "blocks": None, "attachments": ["?"]}, ()),
    ],
)
def test_the_links_of_a_message_are_found_wherever_they_stand(message, links):
    assert links_of(message) == links


def test_blocks_that_lie_in_each_other_without_end_are_left_at_some_depth():
    blocks = [SECTION]
    for _ in range(5_000):
        blocks = [{"type": "container", "blocks": blocks}]

    assert links_of(app(blocks=blocks)) == ()


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "Two words"}, "Two words"),
        (app(), "A new item"),
        (app(blocks=[RICH, PRESSED]), "An accord: here\nan envoy"),
        (app(text="", blocks=[SECTION]), f"{PAGE} & more"),
        (app(text="", attachments=[{"fallback": "What it was"}]), "What it was"),
        ({"text": "", "attachments": [{**SHARED, "text": "Only words"}]}, "Only words"),
    ],
)
def test_the_words_of_a_message_are_those_that_are_read_in_it(message, words):
    assert words_of(message).replace("*", "") == words


@pytest.mark.parametrize(
    ("own", "meant"),
    [
        ("", f"read {PAGE}"),
        ("Brief:", f"brief {PAGE}"),
        ("Who signed it?", "Who signed it?"),
    ],
)
def test_who_forwards_a_message_wants_it_read(own, meant):
    assert said_with(own, {"attachments": [SHARED]}) == meant
    # An unfolded link stands in the text already.
    assert said_with(own, {"attachments": [{"from_url": PAGE}]}) == own


def test_without_a_link_a_command_is_given_the_words():
    assert given_by("brief", [{"text": "One &lt;text&gt;"}, {"text": "and more"}]) == (
        "brief:\nOne <text>\n\nand more"
    )


NAMES = ("type", "text", "url", "blocks", "elements", "attachments", "is_share", "fallback",
         "from_url", "message_blocks")  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([PAGE, f"<{PAGE}|x>", "link", "mrkdwn"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_whatever_a_message_holds_it_is_looked_through(message):
    assert all(link.startswith("https://") for link in links_of(message))
    assert isinstance(words_of(message), str)
    assert isinstance(said_with("", message), str)
