"""What a homeserver tells, as messages; whom they are for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.matrix.incoming import (
    Relation,
    Self,
    edit_of,
    message_of,
    reaction_of,
    redacted_id,
    relation_of,
)

ME = Self("@attache:x.org", "Attaché")
ROOM = "!r:x.org"


def event(body="hello", sender="@ann:x.org", **content):
    return {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": sender,
        "origin_server_ts": 1_795_000_000_000,
        "content": {"msgtype": "m.text", "body": body, **content},
    }


def read(told, thread=None, me=ME):
    return message_of(ROOM, told, me, thread=thread)


MENTIONED = {"m.mentions": {"user_ids": [ME.user_id]}}
PILL = '<a href="https://matrix.to/#/@attache:x.org">Attaché</a> brief'


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("Attaché brief", **MENTIONED), "brief"),
        (event("Attaché: brief", **MENTIONED), "brief"),
        (event("brief, Attaché", **MENTIONED), "brief,"),
        (event("Attaché brief", **{"m.mentions": {}}, formatted_body=PILL), "brief"),
        (
            event(
                "Attaché brief",
                **{"m.mentions": {}},
                formatted_body=PILL.replace("@attache:x.org", "%40attache%3Ax.org"),
            ),
            "brief",
        ),
        (event("Attaché: brief", **{"m.mentions": {}}), "brief"),
        (event("@attache brief", **{"m.mentions": {}}), "brief"),
        (event("@attache:x.org: brief", **{"m.mentions": {}}), "brief"),
        (event("attache, who vetoed it?", **{"m.mentions": {}}), "who vetoed it?"),
        (event("!attache digest off", **{"m.mentions": {}}), "digest off"),
        (event("!attache", **{"m.mentions": {}}), "help"),
        (event("!Attaché: brief", **{"m.mentions": {}}), "brief"),
        (event("!attache\u0301 brief", **{"m.mentions": {}}), "brief"),
        (event("What does Attaché say of it?"), "What does Attaché say of it?"),
    ],
)
def test_what_is_for_the_bot_and_what_is_left_of_it(told, words):
    message = read(told)

    assert message.is_addressed
    assert message.text == words


@pytest.mark.parametrize(
    "told",
    [
        event("What does Attaché say of it?", **{"m.mentions": {}}),
        event("attachements are here: x", **{"m.mentions": {}}),
        event("!attachement here", **{"m.mentions": {}}),
        event("!attached", **{"m.mentions": {}}),
        event("The attaché: a short history"),
        event("hello", **{"m.mentions": {"user_ids": ["@bob:x.org"]}}),
        event("hello", **{"m.mentions": {"room": True}}),
        event("hello", formatted_body='<a href="https://matrix.to/#/@attache:x.organ">a</a>'),
    ],
)
def test_what_is_not_for_the_bot(told):
    told["content"]["body"] = told["content"]["body"].replace("attaché:", "assistant:")
    assert not read(told).is_addressed


@pytest.mark.parametrize(
    "told",
    [
        event(msgtype="m.notice"),
        event(sender=ME.user_id),
        event(**{"org.attache.post": {}}),
        event(msgtype="m.location"),
        {**event(), "content": "text"},
        {**event(), "sender": 7},
    ],
)
def test_what_is_no_message_of_a_person(told):
    assert read(told) is None


def test_a_quotation_that_older_clients_put_before_a_reply_is_not_said():
    told = event("> <@bob:x.org> Who?\n> or what\n\nAnd China?")
    told["content"]["m.relates_to"] = {"m.in_reply_to": {"event_id": "$0"}}

    assert read(told).text == "And China?"


def test_an_edit_stands_where_the_first_words_stood():
    new = {"msgtype": "m.text", "body": "brief"}
    relation = {"rel_type": "m.replace", "event_id": "$0"}
    told = event("* brief", **{"m.new_content": new, "m.relates_to": relation})

    edit = edit_of(ROOM, told, ME, thread=None)

    assert (edit.of_message, edit.thread, edit.is_edit, edit.text) == ("$0", "$0", True, "brief")


def test_a_files_caption_is_what_was_said_and_its_name_is_not():
    told = event("note.pdf", msgtype="m.file", url="mxc://x/y", info={"size": 12})
    named = event("Read this", msgtype="m.file", filename="note.pdf", url="mxc://x/y")

    assert (read(told).text, read(told).attachments[0].name) == ("", "note.pdf")
    assert (read(named).text, read(named).attachments[0].name) == ("Read this", "note.pdf")
    assert read(named).attachments[0].handle == "$1"


def test_relations_redactions_and_reactions():
    thread = {"rel_type": "m.thread", "event_id": "$t", "is_falling_back": True}
    assert relation_of({"m.relates_to": thread}).thread == "$t"
    poll = {"rel_type": "m.reference", "event_id": "$q", "m.in_reply_to": {"event_id": "$r"}}
    assert relation_of({"m.relates_to": poll}) == Relation(about="$q")
    assert redacted_id({"redacts": "$a", "content": {}}) == "$a"
    assert redacted_id({"content": {"redacts": "$b"}}) == "$b"
    annotation = {"rel_type": "m.annotation", "event_id": "$p", "key": "👍🏽"}
    reaction = reaction_of({"sender": "@a:x", "content": {"m.relates_to": annotation}})
    assert (reaction.event_id, reaction.key) == ("$p", "👍")


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
_KEYS = st.sampled_from([
    "msgtype", "body", "formatted_body", "m.mentions", "m.relates_to", "m.new_content", "info",
    "file", "url", "filename", "redacts",
])  # fmt: skip


@given(
    content=st.dictionaries(_KEYS, _ANYTHING) | _ANYTHING,
    stamp=_ANYTHING,
    kind=st.sampled_from(["m.text", "m.file"]),
)
def test_events_of_any_shape_are_read_or_passed_over(content, stamp, kind):
    if isinstance(content, dict):
        content = {"msgtype": kind, **content}
    told = {"event_id": "$1", "sender": "@a:x", "origin_server_ts": stamp, "content": content}

    read(told)
    edit_of(ROOM, told, ME, thread=None)
    reaction_of(told)
    redacted_id(told)
