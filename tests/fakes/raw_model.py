"""A `LanguageModel` whose words are raw text, read as an endpoint's are; it says them in turn.

With `raws` used up it says the last one again.  An exception is raised instead of a text.
"""

from __future__ import annotations

from bot.domain.briefings import Usage
from bot.language_model.replies import Spoken, read_document
from bot.ports.language_model import ModelReply

PIECE = 400


class RawModel:
    name = "raw"

    def __init__(self, *raws):
        self.raws = list(raws)
        self.asked = 0

    async def complete(self, prompt, *, deadline_seconds, on_text=None):
        assert deadline_seconds >= 0
        raw = self.raws[min(self.asked, len(self.raws) - 1)]
        self.asked += 1
        if isinstance(raw, Exception):
            raise raw
        if on_text is not None:
            for end in range(PIECE, len(raw) + PIECE, PIECE):
                on_text(raw[:end])
        spoken = Spoken(text=raw, finish_reason="stop")
        return ModelReply(read_document(spoken, prompt), Usage(10, 10), self.name)
