"""A `LanguageModel` that says what the test wrote for it, and remembers what it was asked.

    model = ScriptedModel({"claims": []}, ModelUnavailableError("down"))

A document is streamed to `on_text` in pieces of a few characters; an exception is raised.  Asking
more often than scripted fails the test.
"""

from __future__ import annotations

import json

from bot.domain.briefings import Usage
from bot.ports.language_model import ModelReply

PIECE = 7
USAGE = Usage(100, 20)


class ScriptedModel:
    name = "scripted"

    def __init__(self, *replies, usage=USAGE):
        self.replies = list(replies)
        self.prompts = []
        self.usage = usage

    async def complete(self, prompt, *, deadline_seconds, on_text=None):
        assert deadline_seconds >= 0
        self.prompts.append(prompt)
        assert self.replies, f"the model was asked once more than scripted: {prompt.name}"
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        text = json.dumps(reply)
        if on_text is not None:
            for end in range(PIECE, len(text) + PIECE, PIECE):
                on_text(text[:end])
        return ModelReply(reply, self.usage, self.name)


def claim(text, *spans, speaker=None, kind=None):
    """One claim of a reply: `spans` are (number, quote)."""
    entry = {"spans": [{"number": n, "quote": q} for n, q in spans], "text": text}
    if kind is not None:
        entry = {"kind": kind, "speaker": speaker or "", **entry}
    return entry
