"""Nothing from outside comes alive in a room, whatever it says, and every event is small enough."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

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
from bot.grounding.exhibits import exhibit_of
from bot.grounding.gate import check_draft, cite_title
from bot.platforms.matrix.contents import edit_content, message_content
from bot.platforms.matrix.html import TAGS, cited_at, cleaned, linkable
from bot.platforms.matrix.messages import post_events
from bot.platforms.matrix.outside_text import (
    SHORTENED,
    as_typed,
    cost,
    outside,
    shortened,
    visible,
)
from tests.builders import article, evidence
from tests.golden.posts import POSTS, long_post, reply

ANA = "@ana:embassy.example"

#: The specification's list (v1.18, "m.room.message msgtypes"), written down a second time.
PERMITTED = frozenset(
    "del h1 h2 h3 h4 h5 h6 blockquote p a ul ol sup sub li b i u strong em s code hr br div table "
    "thead tbody tr th td caption pre span img details summary".split()
)

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="mxc://x/y" onerror="alert(1)">',
    "</p></blockquote></ul><h1>big</h1><mx-reply>",
    '<a href="https://matrix.to/#/@ana:embassy.example">Ana</a>',
    "<!-- <![CDATA[ ]]> --><style>*{}</style><svg/onload=x><math><table><plaintext>",
    '" onclick="x" data-mx-color="#ff0000',
    "&lt;b&gt; &amp; &#x3c;i&#x3e;",
    "@room urgent",
    "@ana:embassy.example look, #desk:embassy.example",
    "https://matrix.to/#/@ana:embassy.example",
    "matrix:u/ana:embassy.example mailto:a@b.example tel:+1 magnet:?xt=1",
    "[Reuters](https://evil.example) **bold** `code` ||spoiler||",
    "javascript:alert(1) data:text/html,<b>x</b>",
    "see http://evil.example/x or www.evil.example or evil.example or 10.0.0.1",
    "\u202edesrever\u202c \u200bhid\u00adden \u2066x\u2069 \u3164 \U000e0041\U000e007f",
    "line\nbreak\r\nand\ttab\u2028sep\u2029par\u0085nel\x0bvt\x0cff",
    "x" * 12_000,
    "Вот " * 1_000,
    "漢" * 2_000,
    "🕊️" * 900,
    "<" * 4_000,
    "\ud800 half a pair \x00 \ufffe",
    "",
    " ",
    "नमस्ते می‌خواهم 👩‍👩‍👧 العربية",
]
ADDRESSES = [
    "https://news.example/a?b=1&c=%22'#top",
    "http://news.example:8080/é",
    "https://matrix.to/#/@ana:embassy.example",
    "https://MATRIX.to/#/!room",
    "https://ｍatrix。to/#/@ana:embassy.example",
    "https://matrix%2Eto/#/@ana:embassy.example",
    "https://matrix.to:443/#/%40ana%3Aembassy.example",
    "https://matrix.to./#/@a:b",
    "https://app.element.io/#/user/@ana:embassy.example",
    "https://chat.example/#/room/#desk:embassy.example",
    "matrix:u/ana:embassy.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://x.example/",
    "//x.example/",
    "https://",
    "https:///path",
    "https://a..b/",
    "https://user:pass@x.example/",
    "https://good.example\\@matrix.to/",
    "https://x.example/ onmouseover=x",
    'https://x.example/"><script>',
    "https://x.example/\u202etxt",
    "https://x.example:port/",
    "https://\U000191d3/",
    "https://[::1",
    "https://x.example/\n",
    f"https://x.example/{'a' * 5_000}",
    None,
]
outside_texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300))
addresses = st.one_of(
    st.sampled_from(ADDRESSES),
    st.text(max_size=60).map(lambda end: f"https://news.example/{end}"),
    st.text(max_size=60).map(lambda host: f"https://{host}/"),
)
#: What an article can hold: the store takes no halves of surrogate pairs.
storable = outside_texts.map(lambda t: t.encode("utf-8", "ignore").decode())


# ---------------------------------------------------------------- what holds of every event


def tree_of(message):
    # lxml's parser is not HTML 5's; nh3's is, and cleaning again changes nothing.
    assert cleaned(message.formatted_body) == message.formatted_body
    return lxml_html.fragment_fromstring(message.formatted_body, create_parent="body")


def links_of(message):
    return {a.get("href") for a in tree_of(message).iter("a")}


def check(message, own=frozenset()):
    """No tag, attribute or link but ours; small enough; the same said twice."""
    tree = tree_of(message)
    for found in tree.iterdescendants():
        assert found.tag in PERMITTED
        assert set(found.attrib) == ({"href"} if found.tag == "a" else set())
        assert sum(1 for _ in found.iterancestors()) < 20
    for address in links_of(message):
        assert address.startswith(("https://", "http://"))
        assert address.partition(":~:text=")[0].rstrip("#") in own
    for said in ("\n".join(bare(tree)), without_addresses(message.body)):
        assert "://" not in said, said
        assert not re.search(r"@(?=\w)", said)
        # A name's own colon before our colon or stop ("A: :", "A:.") begins no address.
        assert not re.search(r"(?<=[A-Za-z]):(?=[^\s\d,\u2060])(?![.:](?:\s|$))", said), said
        assert not re.search("[\u0085\u00ad\u061c\u200b\u202a-\u202e\u2066-\u2069\u3164]", said)
        assert not re.search("[\u2028\u2029\r\x0b\x0c\U000e0000-\U000e007f]", said)
    check_size(message)
    assert spoken(without_sources(message.body)) == spoken("".join(tree.itertext()))


def bare(tree):
    """The text outside links: of what is inside, no client makes another link."""
    for found in tree.iter():
        if found.tag != "a":
            yield found.text or ""
        yield found.tail or ""


def check_size(message):
    mine = {"addressee": ANA, "display_name": "\U0001f54a" * 90, "is_shared": True}
    thread = {"thread": "$" + "r" * 43, "latest": "$" + "l" * 43}
    for content in (
        message_content(message, **thread, **mine),
        edit_content(message, "$" + "r" * 43, **mine),
    ):
        assert len(content["body"].encode()) <= 15_002
        assert len(content["formatted_body"].encode()) <= 15_002
        # As a client library writes it before it encrypts.
        assert len(json.dumps(content)) * 1.35 <= 60_000
        assert "room" not in content["m.mentions"]


_ADDRESS = re.compile(r"https?://\S+")


def without_addresses(body):
    return _ADDRESS.sub("", body)


def without_sources(body):
    """Without what only the plain text has: the list of sources, addresses, marks of layout."""
    lines = [
        line
        for line in body.split("\n")
        if not re.match(r"\[\d+\] .*(: https?://\S+|\((no address|address left out)\))$", line)
    ]
    plain = re.sub(r" \(https?://\S+\)|: https?://\S+$", "", "\n".join(lines), flags=re.MULTILINE)
    return re.sub(r"^(• |> )", "", plain, flags=re.MULTILINE)


def spoken(text):
    """Without marks of layout: an outlet called ">" at a line's beginning looks like one."""
    return re.sub(r"[\s*>]+", "", text)


# ---------------------------------------------------------------- fuzz


@settings(max_examples=80, deadline=None)
@given(outside_texts, outside_texts, addresses)
@example("A:", "A:", None)
def test_no_slot_comes_alive(title, name, address):
    parts = (
        Heading(words("Briefing on {topic}", topic=title)),
        Paragraph(words("Read {title}.", title=Link(title, "https://x.example/a"))),
        Paragraph(words("Read {title}.", title=Link(title, address or ""))),
        Rows((words("{name}: {why}", name=name, why=title), words("{x}", x=name))),
        Footer(words("By {name}", name=name)),
    )
    for message in post_events(reply(parts), notify=False):
        check(message, {"https://x.example/a", (linkable(address) or "").rstrip("#")} - {""})


@settings(max_examples=80, deadline=None)
@given(storable, storable, storable, addresses)
def test_no_article_comes_alive(title, sentence, outlet, address):
    of = article(
        f"{sentence} The council met on Friday.", title=title, outlet=outlet or None, url=address
    )
    claim = check_draft(
        DraftClaim("The council met on Friday.", (DraftSpan(1, "The council met on Friday."),)),
        evidence(of),
    )
    # A sentence that is read together with what is drawn before it may be an order: none is posted.
    assume(isinstance(claim, CitedClaim))
    exhibit = exhibit_of(1, claim.citations[0], of)
    note = words("{status} · {outlets}", status="New", outlets=outlet)
    headline = cite_title(of)
    parts = (
        *((Headline(headline, note),) if headline else ()),
        Sentence(claim, words("{speaker}:", speaker=sentence)),
        Paragraph(words("Still running:")),
        *((Headline(headline, note), Headline(headline, note)) if headline else ()),
        Paragraph(words("Evidence:")),
        Sentence(claim),
        exhibit,
        Footer(words("By {name}", name=outlet)),
    )
    # The gate says of a title alone what it says of a sentence; some it does not let through.
    for kind in (PostKind.REPLY, PostKind.BRIEFING):
        post = replace(reply(tuple(p for p in parts if p)), kind=kind)
        for message in post_events(post, notify=False):
            check(message, {(linkable(address) or "").rstrip("#")} - {""})


@settings(max_examples=100, deadline=None)
@given(outside_texts, storable)
def test_a_name_does_not_come_alive(name, said):
    (message,) = post_events(reply((Paragraph(words("{x}", x=said[:500])),)), notify=False)
    content = message_content(
        message, addressee=ANA, display_name=name, is_shared=True, thread="$r"
    )

    found = lxml_html.fragment_fromstring(content["formatted_body"], create_parent="body")
    assert [a.get("href") for a in found.iter("a")] == [f"https://matrix.to/#/{ANA}"]
    assert {e.tag for e in found.iterdescendants()} == {"a", "p"}
    assert content["m.mentions"] == {"user_ids": [ANA]}


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_outside_text_is_one_visible_line_and_dead(text):
    shown = outside(text)

    assert len(shown.splitlines()) <= 1
    assert as_typed(shown) == visible(text)
    assert visible(visible(text)) == visible(text)
    shown.encode()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.integers(0, 400))
def test_what_is_shortened_says_so_and_costs_no_more(text, most):
    cut = shortened(text, most)

    assert cut == text or cut.endswith(SHORTENED)
    assert cost(cut.removesuffix(SHORTENED)) <= most
    assert text.startswith(cut.removesuffix(SHORTENED))


# ---------------------------------------------------------------- examples


@pytest.mark.parametrize("name", POSTS)
def test_every_post_passes(name):
    own = {
        "https://harbour-post.example/veto",
        "https://harbour-post.example/talks",
        "https://harbour-post.example/feed.xml",
        "https://kestrel.example/rss",
        *(f"https://kestrel.example/{number}" for number in range(12)),
        "https://new.example/rss",
        "https://busy.example/rss",
        "https://quiet.example/rss",
        "https://x.example/rss",
    }
    for message in post_events(POSTS[name], notify=False):
        check(message, own)


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a not in ADDRESSES[:2]])
def test_what_is_no_article_s_address_is_no_link(address):
    assert linkable(address) is None


def test_the_tags_are_of_the_specification_s():
    assert TAGS <= PERMITTED


@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_an_article_s_address_is_a_link(address):
    assert linkable(address) == address


def test_a_quote_that_makes_an_address_too_long_is_left_out_of_it():
    long = f"https://x.example/{'a' * 1_300}"
    assert cited_at(long, "漢" * 400) == long
    assert cited_at("https://x.example/a", "two words").endswith("#:~:text=two%20words")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("ad\u200dmin", "admin"),
        ("\u200dx\u200c \u200d", "x"),
        ("a\u200c\u200c\u00e9", "a\u00e9"),
        ("one\u2028two\u0085three", "one two three"),
        ("\u3164 \u00ad", ""),
    ],
)
def test_joiners_stay_where_they_mean_something(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["At 10:30 the U.S. said: no. 3.5 per cent, e.g. for No. 7 — “so”; A/B & C."]
)
def test_ordinary_sentences_stay_as_they_are(text):
    assert outside(text) == text


def test_stories_are_not_cut():
    messages = post_events(long_post(stories=12, sentences=8), notify=False)

    assert len(messages) > 1
    assert "Goes on in the thread ↓" in messages[0].body
    for message in messages[1:]:
        assert message.body.startswith("… continued\n\n")
        assert message.formatted_body.count("<h4>") * 8 == message.formatted_body.count("<li>")
        check(message, {"https://harbour-post.example/veto"})
    assert sum(m.formatted_body.count("<h4>") for m in messages) == 12
    assert not any("Goes on" in m.body for m in messages[1:])


def test_a_story_that_no_message_holds_is_cut_between_sentences():
    messages = post_events(long_post(stories=1, sentences=80), notify=False)

    assert len(messages) > 1
    assert sum(m.formatted_body.count("<li>") for m in messages) == 80
    assert "<li>" in messages[0].formatted_body
    for message in messages:
        check(message, {"https://harbour-post.example/veto"})
        numbers = set(re.findall(r"\[(\d+)\]</a>", message.formatted_body))
        listed = set(re.findall(r"^\[(\d+)\] ", message.body, re.MULTILINE))
        assert numbers == listed


def test_what_no_message_holds_is_shortened():
    (message,) = post_events(reply((Paragraph(words("{x}", x="word " * 9_000)),)), notify=False)

    assert message.body.endswith(SHORTENED)
    check(message)


def test_an_edit_mentions_nobody_anew():
    (message,) = post_events(POSTS["answer_alone"], notify=False)
    edit = edit_content(message, "$first", addressee=ANA, is_shared=True)

    assert edit["m.mentions"] == {}
    assert edit["m.new_content"]["m.mentions"] == {"user_ids": [ANA]}
    assert edit["body"] == "* " + edit["m.new_content"]["body"]
    assert "m.relates_to" not in edit["m.new_content"]
    assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$first"}


def test_in_a_direct_room_nobody_is_named():
    (message,) = post_events(POSTS["answer_alone"], notify=False)
    content = message_content(message, addressee=ANA, display_name="Ana")

    assert content["body"] == message.body
    assert content["m.mentions"] == {"user_ids": [ANA]}
    assert "m.relates_to" not in content


def test_the_newest_event_of_a_thread_is_replied_to_else_its_root():
    (message,) = post_events(POSTS["answer_alone"], notify=False)

    for latest in ("$latest", None):
        content = message_content(message, thread="$root", latest=latest)
        assert content["m.mentions"] == {}
        assert content["m.relates_to"] == {
            "rel_type": "m.thread",
            "event_id": "$root",
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": latest or "$root"},
        }
