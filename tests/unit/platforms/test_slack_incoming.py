from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.messages import Attachment
from bot.platforms.slack.encoding import links_in, plain_text
from bot.platforms.slack.incoming import deletion_of, edit_of, message_of

BOT = "U0BOT"
EVENT = {
    "type": "message", "channel": "C1", "channel_type": "channel", "user": "U1",
    "ts": "1711121400.000200", "text": "Who vetoed it?",
}  # fmt: skip


def heard(**changes):
    return message_of({**EVENT, **changes}, team_id="T1", bot_user_id=BOT)


def test_a_message_is_heard_with_its_place_time_and_words():
    message = heard()

    assert str(message.channel) == "slack:T1/C1"
    assert (message.message_id, message.thread, message.sender) == (EVENT["ts"], None, "U1")
    assert message.sent_at == datetime(2024, 3, 22, 15, 30, 0, 200, tzinfo=UTC)
    assert not message.is_addressed
    assert message.may_configure is None


@pytest.mark.parametrize(
    "changes",
    [
        {"text": f"<@{BOT}> brief"},
        {"text": f"<@{BOT}|attache> brief"},
        {"channel_type": "im"},
        {"channel": "D1", "channel_type": None},
        {"type": "app_mention"},
    ],
)
def test_a_mention_and_a_direct_message_are_addressed(changes):
    assert heard(**changes).is_addressed


def test_a_root_that_names_itself_is_at_the_top_level():
    assert heard(thread_ts=EVENT["ts"]).thread is None
    assert heard(thread_ts="1711000000.000100").thread == "1711000000.000100"


@pytest.mark.parametrize(
    "changes",
    [{"bot_id": "B1"}, {"user": BOT}, {"user": None}, {"subtype": "channel_join"},
     {"subtype": "bot_message"}, {"subtype": "channel_topic"}],
)  # fmt: skip
def test_bots_slack_and_ourselves_are_not_heard(changes):
    assert heard(**changes) is None


def test_files_come_with_their_names_and_sizes():
    files = [
        {"id": "F1", "name": "a.pdf", "mimetype": "application/pdf", "size": 9},
        {"id": "F2", "title": "snippet"},
    ]

    assert heard(subtype="file_share", files=files).attachments == (
        Attachment("a.pdf", "application/pdf", 9, "F1"),
        Attachment("snippet", "", None, "F2"),
    )


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        (f"<@{BOT}> brief", "brief"),
        (f"hey <@{BOT}>, brief", "hey brief"),
        ("follow <https://x.example/feed|x.example/feed>", "follow https://x.example/feed"),
        ("follow <https://x.example/a?b=1&amp;c=2>", "follow https://x.example/a?b=1&c=2"),
        ("read:\nMore <https://x.example/|in our report> on it", "read:\nMore in our report on it"),
        ("AT&amp;T &lt;b&gt; rose", "AT&T <b> rose"),
        ("ask <@U9|ana> in <#C9|desk>", "ask @ana in #desk"),
        ("ask <@U9>", "ask @someone"),
        ("<!channel> <!subteam^S1|@press> <!date^1^{date}|Friday>", "@channel @press Friday"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("1 < 2 > 0", "1 < 2 > 0"),
    ],
)
def test_what_slack_encodes_becomes_what_was_typed(said, typed):
    assert plain_text(said, BOT) == typed


def test_links_are_found_once_each():
    said = "See <https://x.example/a|a> and <https://x.example/a> and <@U1> and <http://y.example>"
    assert links_in(said) == ("https://x.example/a", "http://y.example")


def edited(**changes):
    message = {
        **EVENT,
        "text": "Who vetoed it then?",
        "edited": {"user": "U1", "ts": "1711121460.1"},
    }
    event = {"type": "message", "subtype": "message_changed", "channel": "C1",
             "message": {**message, **changes}, "previous_message": EVENT}  # fmt: skip
    return edit_of(event, team_id="T1", bot_user_id=BOT)


def test_an_edit_takes_the_place_of_the_first_words():
    edit = edited()

    assert edit.text == "Who vetoed it then?"
    assert edit.message_id == f"{EVENT['ts']}~1711121460.1"
    assert (edit.of_message, edit.is_edit, edit.thread) == (EVENT["ts"], True, EVENT["ts"])
    assert edit.origin == EVENT["ts"]


@pytest.mark.parametrize("changes", [{"edited": None}, {"text": EVENT["text"]}, {"bot_id": "B"}])
def test_unfurls_and_bots_changes_are_no_edits(changes):
    assert edited(**changes) is None


def test_a_deletion_names_what_is_gone():
    event = {"channel": "C1", "deleted_ts": "1.2"}
    deleted = deletion_of(event, team_id="T1")

    assert (str(deleted.channel), deleted.message_id) == ("slack:T1/C1", "1.2")
    assert deletion_of({"channel": "C1"}, team_id="T1") is None


@pytest.mark.parametrize(
    ("told_at", "is_young"), [("1711121460.000100", True), ("1711200000.0", False)]
)
def test_what_is_deleted_soon_may_be_told_of_after_its_deletion(told_at, is_young):
    event = {"channel": "C1", "deleted_ts": EVENT["ts"], "ts": told_at}

    assert deletion_of(event, team_id="T1").is_young is is_young
