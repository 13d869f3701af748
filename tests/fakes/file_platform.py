"""A platform whose channel is a file: it outlives its process, and posts once per delivery id."""

from __future__ import annotations

import json
import os
from pathlib import Path

from bot.domain.identifiers import MessageId
from bot.domain.messages import (
    Exhibit,
    Footer,
    Heading,
    Headline,
    Paragraph,
    Proposal,
    Rows,
    Sentence,
)


class FilePlatform:
    """`posts()` is what people see; `calls()` is every call that was made, in order."""

    name = "local"
    sends_here = True
    sends_for_all = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def post(self, post, *, again=False):
        self._note("calls", post)
        message_id = MessageId(f"m-{post.delivery_id}")
        if message_id not in {p["message_id"] for p in self.posts()}:
            self._note("posts", post)
        return (message_id,)

    async def revise(self, delivery):
        self._note("revisions", delivery.post)

    async def may_configure(self, channel, person):
        return True

    async def described(self, channel, attachment):
        return attachment

    async def timezone_of(self, channel, person):
        return None

    async def preview(self, post):
        pass

    async def working(self, channel, thread, *, is_working):
        pass

    def posts(self):
        return self._read("posts")

    def calls(self):
        return self._read("calls")

    def _note(self, name, post):
        line = json.dumps(
            {
                "message_id": f"m-{post.delivery_id}",
                "kind": post.kind,
                "channel": str(post.channel),
                "thread": post.thread,
                "sentences": [claim.text for claim in post.claims()],
                "words": " ".join(_words(part) for part in post.parts),
            }
        )
        # One write in append mode: processes that die or race leave whole lines.
        descriptor = os.open(self._folder / name, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(descriptor, f"{line}\n".encode())
        os.close(descriptor)

    def _read(self, name):
        path = self._folder / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _words(part):
    """What the bot says of its own in a part of a post."""
    match part:
        case Heading(said) | Paragraph(said) | Footer(said) | Proposal(said):
            return str(said)
        case Rows(rows):
            return " ".join(map(str, rows))
        case Headline(_, note):
            return str(note)
        case Sentence(_, lead):
            return str(lead or "")
        case Exhibit():
            return ""
