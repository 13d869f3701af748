"""What a Matrix room is sent, event by event, so that a change of its looks is seen in review.

A file that is missing is written and the test fails once; to renew one, delete it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.messages import PostKind
from bot.platforms.matrix.contents import (
    edit_content,
    enough_content,
    message_content,
    notice,
    reading_content,
)
from bot.platforms.matrix.messages import post_events
from bot.platforms.matrix.undecryptable import IS_NOT_SPOKEN, WORKS_NOT
from tests.golden.posts import POSTS, TALKS_ITEM, VETO_ITEM, as_post, briefing

FOLDER = Path(__file__).parent / "matrix"
ROOT, LATEST = "$root", "$latest"
ANA = "@ana:embassy.example"


def compare(name, value):
    text = json.dumps(value, indent=1, ensure_ascii=False) + "\n"
    golden = FOLDER / f"{name}.json"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"{golden} was missing and is written now: read it, then keep it.")
    assert text == golden.read_text(encoding="utf-8")


def contents(post):
    """As the platform sends it: what answers somebody into a thread, the rest into the room."""
    is_answer = post.addressee is not None or post.kind is PostKind.ANSWER
    found = []
    for index, message in enumerate(post_events(post, notify=False)):
        is_first = index == 0
        found.append(
            message_content(
                message,
                thread=ROOT if is_answer or not is_first else None,
                latest=LATEST if is_answer and is_first else None,
                addressee=ANA if is_answer and is_first else None,
                display_name="Ana Marović",
                is_shared=True,
            )
        )
    return found


@pytest.mark.parametrize("name", POSTS)
def test_an_event_is_what_was_reviewed(name):
    compare(name, contents(POSTS[name]))


def test_a_digest_that_shall_ring_is_a_text():
    post = as_post(briefing(VETO_ITEM, TALKS_ITEM), PostKind.DIGEST)

    assert {m.msgtype for m in post_events(post, notify=True)} == {"m.text"}
    assert {m.msgtype for m in post_events(post, notify=False)} == {"m.notice"}


def test_an_edit_is_what_was_reviewed():
    (message,) = post_events(POSTS["answer"], notify=False)
    compare(
        "edit",
        edit_content(message, "$first", addressee=ANA, display_name="Ana Marović", is_shared=True),
    )


def test_the_notices_are_what_was_reviewed():
    over = {"below": True, "in_the_room": False}
    compare(
        "notices",
        {
            "reading": reading_content(ROOT),
            **{
                f"read_{place}": reading_content(ROOT, replaced="$notice", is_below=is_below)
                for place, is_below in over.items()
            },
            "enough": enough_content(ROOT),
            "works_not": notice(WORKS_NOT),
            "is_not_spoken": notice(IS_NOT_SPOKEN),
        },
    )
