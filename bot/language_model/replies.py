"""What an endpoint says back, whole or in pieces, and the document in it.

Other servers leave out what OpenAI's always sends (usage, choices, finish reasons), whatever the
client's types promise; everything is therefore read as if it could be missing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.briefings import Usage
from bot.errors import ModelGarbageError, ModelRefusedError
from bot.language_model.budget import guessed_usage
from bot.language_model.loose_json import read_object, salvage_object
from bot.language_model.reply_schema import MisfitError, fit
from bot.ports.language_model import Prompt


@dataclass(slots=True)
class Spoken:
    """One attempt's reply so far; changed while it is heard."""

    text: str = ""
    refusal: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    #: Whether the endpoint will count this attempt, as far as we can tell.
    is_billed: bool = True

    def usage_for(self, prompt: Prompt) -> Usage:
        """What the endpoint says that it used, or an estimate."""
        return self.usage or guessed_usage(prompt.system + prompt.user, self.text)

    def is_broken_off(self, prompt: Prompt) -> bool:
        """Whether the stream ended before the reply did: worth another try."""
        if self.finish_reason is not None or self.refusal:
            return False
        return read_object(self.text, _required(prompt)) is None


def hear_completion(spoken: Spoken, completion: Any) -> None:
    """Take in a reply that came in one piece."""
    choice = _first_choice(completion)
    message = getattr(choice, "message", None)
    spoken.text = getattr(message, "content", None) or ""
    spoken.refusal = getattr(message, "refusal", None) or ""
    # A whole reply has ended, whether the server says so or not.
    spoken.finish_reason = getattr(choice, "finish_reason", None) or "stop"
    spoken.usage = _usage(completion)


def hear_chunk(spoken: Spoken, chunk: Any) -> bool:
    """Take in a piece of a stream; whether it brought text.  The last brings the usage alone."""
    choice = _first_choice(chunk)
    delta = getattr(choice, "delta", None)
    piece = getattr(delta, "content", None) or ""
    spoken.text += piece
    spoken.refusal += getattr(delta, "refusal", None) or ""
    spoken.finish_reason = getattr(choice, "finish_reason", None) or spoken.finish_reason
    spoken.usage = _usage(chunk) or spoken.usage
    return bool(piece)


def read_document(spoken: Spoken, prompt: Prompt) -> Mapping[str, Any]:
    """The document that the prompt's schema asks for.

    Raises:
        ModelRefusedError: the model, or a filter before it, declined.
        ModelGarbageError: there is no such document, also not in part.
    """
    if spoken.refusal or spoken.finish_reason == "content_filter":
        raise ModelRefusedError("The model declined to write about these articles.")
    required = _required(prompt)
    found = read_object(spoken.text, required) or salvage_object(spoken.text, required)
    if found is None:
        raise ModelGarbageError(_complaint(spoken))
    try:
        document: Mapping[str, Any] = fit(found, prompt.schema)
    except MisfitError as error:
        raise ModelGarbageError("The model's answer has not the form asked for.") from error
    return document


def _complaint(spoken: Spoken) -> str:
    if spoken.finish_reason == "length":
        return "The model's answer was cut off before its first sentence; try another model."
    return "The model's answer cannot be read; try again, or another model."


def _required(prompt: Prompt) -> frozenset[str]:
    return frozenset(prompt.schema.get("required", ()))


def _first_choice(reply: Any) -> Any:
    choices = getattr(reply, "choices", None)
    return choices[0] if choices else None


def _usage(reply: Any) -> Usage | None:
    told = getattr(reply, "usage", None)
    prompt = getattr(told, "prompt_tokens", None)
    completion = getattr(told, "completion_tokens", None)
    if not isinstance(prompt, int) or not isinstance(completion, int):
        return None
    return Usage(prompt, completion, _cost(getattr(told, "cost", None)))


def _cost(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) and value >= 0 else None
