"""What an endpoint can do, known or learned.

Servers that speak Chat Completions differ in a few fields.  What one turns down with status 400 is
left out from then on, for as long as the process lives; operators need not know any of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

#: Words of a complaint that are about the form of the reply.
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "grammar", "schema")
_EFFORT_WORDS = ("reasoning_effort", "reasoning.effort", "reasoning effort")


class ReplyFormat(StrEnum):
    """How the form of the reply is asked for; with `TEXT`, by words in the prompt alone."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    TEXT = "none"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What to send: of each tuple the first, until the endpoint turns it down."""

    reply_formats: tuple[ReplyFormat, ...] = tuple(ReplyFormat)
    length_fields: tuple[str, ...] = ("max_tokens", "max_completion_tokens")
    takes_reasoning_effort: bool = True
    takes_temperature: bool = True
    takes_stream_options: bool = True

    @classmethod
    def of(cls, base_url: str | None) -> Self:
        """The best first guess: OpenAI's own endpoint wants the newer name and no temperature."""
        if base_url is None or "//api.openai.com" in base_url:
            names = ("max_completion_tokens", "max_tokens")
            return cls(length_fields=names, takes_temperature=False)
        return cls()

    @property
    def reply_format(self) -> ReplyFormat:
        """The form of reply to ask for."""
        return self.reply_formats[0] if self.reply_formats else ReplyFormat.TEXT

    def without(self, complaint: str) -> Abilities | None:
        """What is left after a complaint; None when it is about nothing that can be left out."""
        text = complaint.lower()
        if self.takes_reasoning_effort and any(word in text for word in _EFFORT_WORDS):
            return replace(self, takes_reasoning_effort=False)
        if self.takes_temperature and "temperature" in text:
            return replace(self, takes_temperature=False)
        if self.takes_stream_options and "stream_options" in text:
            return replace(self, takes_stream_options=False)
        if self.length_fields and self.length_fields[0] in text:
            return replace(self, length_fields=self.length_fields[1:])
        if self.reply_format is not ReplyFormat.TEXT and any(w in text for w in _FORMAT_WORDS):
            return replace(self, reply_formats=self.reply_formats[1:])
        return None

    def fields(
        self, *, reasoning_effort: str | None, most_tokens: int, is_streamed: bool
    ) -> Mapping[str, Any]:
        """The fields of a request that depend on abilities, but for the reply's form."""
        sent: dict[str, Any] = {}
        if self.takes_reasoning_effort and reasoning_effort is not None:
            sent["reasoning_effort"] = reasoning_effort
        if self.takes_temperature:
            sent["temperature"] = 0
        if self.length_fields:
            sent[self.length_fields[0]] = most_tokens
        if is_streamed and self.takes_stream_options:
            sent["stream_options"] = {"include_usage": True}
        return sent
