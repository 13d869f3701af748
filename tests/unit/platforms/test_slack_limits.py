"""However much there is to show, Slack takes the message and the view, and nothing goes silently."""

from __future__ import annotations

import shutil
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.conversation import manners, replies
from bot.domain.messages import (
    Exhibit,
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
from bot.platforms.slack.home import HomePlace, home_view
from bot.platforms.slack.messages import post_messages
from bot.platforms.slack.modals import (
    follow_up_form,
    parts_modal,
    reading_modal,
    schedule_form,
    sources_form,
    topics_form,
)
from bot.platforms.slack.pages import MOST_CHARACTERS
from bot.platforms.slack.parts import weight
from tests.fakes.slack import validation
from tests.golden.posts import (
    CHANNEL,
    FAILING,
    MORNING,
    POSTS,
    VETO_ITEM,
    WELL,
    exhibits,
    long_post,
    overview,
    reply,
)

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

SHORTENED = "Shortened here"


def followed(health, number):
    url = f"https://feed{number}.example/" + "p" * 1_900
    source = replace(health.source, url=url, title=f"{number} " + "T" * 400)
    return replace(health, source=source, last_error=health.last_error and "E" * 5_000)


SIXTY = tuple(followed(FAILING if n % 9 == 8 else WELL, n) for n in range(60))
CROWDED = overview(sources=SIXTY, topics=tuple(f"topic {n} " + "t" * 200 for n in range(40)))
ME = {"person_zone": "America/New_York"}
LONG_QUESTION = "q" * 3_000

VIEWS = {
    "sources": sources_form(CROWDED, "[]", may_configure=True, **ME),
    "sources_not_yours": sources_form(CROWDED, "[]", may_configure=False, **ME),
    "topics": topics_form(CROWDED, "[]", may_configure=True),
    "topics_not_yours": topics_form(CROWDED, "[]", may_configure=False),
    "schedule": schedule_form(CROWDED, "[]", may_configure=True, **ME),
    "follow_up": follow_up_form("[]"),
    "reading": reading_modal("A title that is longer than twenty-four characters"),
    "evidence": parts_modal("Evidence", exhibits() * 60),
    "rows": parts_modal("Left out", (Rows((words("{x}", x="r" * 2_000),) * 300),)),
    "home": home_view(
        [HomePlace(replace(CROWDED, channel=CHANNEL), "c" * 200, may_configure=True)] * 30,
        person_zone="UTC", left=900,
    ),
}  # fmt: skip


def texts(value):
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for member in value:
            yield from texts(member)


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_view(name):
    assert validation.view_problems(VIEWS[name]) == []


@pytest.mark.parametrize("may_configure", [True, False])
def test_sources_that_a_window_does_not_hold_are_counted(may_configure):
    view = sources_form(CROWDED, "[]", may_configure=may_configure, **ME)

    told = list(texts(view))
    shown = sum(one.endswith("items so far") or "reads failed" in one for one in told)
    assert f"and {60 - shown} more: say sources in the channel to see all 60." in told
    assert "reads failed" in next(one for one in told if "failed" in one or "so far" in one)


def test_topics_that_a_field_does_not_hold_are_not_half_in_it():
    view = VIEWS["topics"]

    assert [block["type"] for block in view["blocks"]] == ["rich_text", "rich_text"]
    assert "There are 40 topics, more than a field holds" in list(texts(view["blocks"]))[-1]


def test_a_window_that_is_too_small_says_so_and_sends_nobody_to_a_thread_it_has_not():
    view = parts_modal("Left out", exhibits() * 60, "Say omitted in the thread to see all of it.")

    told = list(texts(view))
    assert told[-1] == (
        "There is more than this window holds. Say omitted in the thread to see all of it."
    )
    assert not any("Goes on" in one or "continued" in one for one in told)
    # Nothing is cut inside an exhibit: each quote has its title and its facts.
    kinds = [block["type"] for block in view["blocks"][:-1]]
    assert kinds[-1] == "context"


def longest(exhibit, side=0, quote=None):
    citation = replace(exhibit.citation, quote=quote or exhibit.citation.quote, outlet="o" * 900)
    return replace(exhibit, before="b " * side, after=" a" * side, citation=citation)


SENTENCE, EXHIBIT = exhibits()[:2]
LINK = Link("l" * 400, "https://a.example/" + "x" * 1_900)
SLOTS = {f"s{n}": f"{n} " + "w" * 2_800 for n in range(9)}
LONG_WORDS = words(" ".join(f"{{{name}}}" for name in SLOTS), **SLOTS)
LINKS = words(" ".join(f"{{l{n}}}" for n in range(20)), **{f"l{n}": LINK for n in range(20)})

MESSAGES = {
    "evidence": reply((SENTENCE, *(longest(EXHIBIT, 350, "q" * 1_500),) * 12)),
    "one_monstrous_exhibit": reply((SENTENCE, longest(EXHIBIT, 9_000, "q" * 9_000))),
    "slots": reply((Paragraph(LONG_WORDS), Paragraph(LONG_WORDS))),
    "a_long_slot": reply((Paragraph(words("Read {x}.", x="x" * 9_000)),)),
    "links": reply((Paragraph(LINKS),)),
    "rows": reply((Paragraph(words("All:")), Rows((LONG_WORDS, LINKS) * 9))),
    "heading": reply((Heading(words("On {x}", x="h" * 900)), Footer(words("{x}", x="f" * 9_000)))),
    "footers": reply(tuple(Footer(words("{x}", x=f"{n} " + "f" * 1_000)) for n in range(9))),
    "headline": reply((Headline(VETO_ITEM.headline, LONG_WORDS), *(SENTENCE,) * 60)),
    "briefing": long_post(stories=30, sentences=20),
    "one_story": long_post(stories=1, sentences=300),
    "sixty_sources": reply(replies.sources(list(SIXTY), ZoneInfo("UTC"), MORNING)),
    "question": replace(POSTS["answer"], parts=(manners.question(LONG_QUESTION * 3),
                                                *POSTS["answer"].parts)),
    "many_sentences": replace(POSTS["answer"], parts=POSTS["answer"].parts[:1] * 120),
}  # fmt: skip


@pytest.mark.parametrize("name", MESSAGES)
def test_slack_takes_every_message(name):
    for message in post_messages(MESSAGES[name]):
        sent = {"text": message.text, "blocks": list(message.blocks)}
        assert validation.message_problems(sent) == []
        assert weight(list(message.blocks)) <= MOST_CHARACTERS + 500


@pytest.mark.parametrize(
    "name", ["one_monstrous_exhibit", "slots", "a_long_slot", "links", "rows", "question", "heading",
             "headline"]
)  # fmt: skip
def test_what_is_shortened_says_so(name):
    told = " ".join(text for m in post_messages(MESSAGES[name]) for text in texts(list(m.blocks)))
    assert SHORTENED.casefold() in told.casefold()


@pytest.mark.parametrize("name", ["evidence", "footers", "briefing", "many_sentences"])
def test_what_only_is_much_is_shared_out_and_not_shortened(name):
    messages = post_messages(MESSAGES[name])

    told = " ".join(text for message in messages for text in texts(list(message.blocks)))
    assert len(messages) > 1 or name == "footers"
    assert SHORTENED.casefold() not in told.casefold()


def test_no_exhibit_is_cut_apart():
    quotes = 0
    for message in post_messages(MESSAGES["evidence"]):
        kinds = [block["elements"][0]["type"] for block in message.blocks]
        for at in (at for at, kind in enumerate(kinds) if kind == "rich_text_quote"):
            quotes += 1
            assert kinds[at + 1 : at + 3] == ["rich_text_section", "plain_text"]
    assert quotes == 12


def test_a_message_that_goes_on_says_where():
    def told(post):
        return [text for text in texts(list(post_messages(post)[0].blocks)) if "Goes on" in text]

    long = long_post(stories=8, sentences=8)
    assert told(long) == ["Goes on in the thread ↓"]
    assert told(replace(long, thread="1711350000.000100")) == ["Goes on below ↓"]
    assert long.kind is PostKind.BRIEFING
    assert isinstance(EXHIBIT, Exhibit)
    assert isinstance(SENTENCE, Sentence)
