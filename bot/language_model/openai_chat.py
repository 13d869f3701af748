"""The language model, by Chat Completions (DESIGN D7): no tools, one JSON object back.

Chat Completions and not Responses, since servers other than OpenAI's are uneven there: schemas
are not enforced by vLLM with a reasoning parser, and ignored by LM Studio.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import openai
import structlog

from bot.domain.briefings import Usage
from bot.errors import ModelUnavailableError
from bot.language_model.abilities import Abilities, ReplyFormat
from bot.language_model.budget import Account
from bot.language_model.endpoint import (
    CLIENT_ERRORS,
    PAUSES_SECONDS,
    Endpoint,
    connect,
    is_too_long,
    persistently,
    translated,
)
from bot.language_model.replies import Spoken, hear_chunk, hear_completion, read_document
from bot.ports.language_model import ModelReply, Prompt
from bot.prompt_files import estimated_tokens

#: Room for three sentences with their quotes and a little reasoning; with the prompt it stays
#: inside the 8,192 tokens that servers of one's own are often started with.
MOST_REPLY_TOKENS = 3_000

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ChatStyle:
    """How the model is asked; `reasoning_effort` None leaves it to the endpoint."""

    reasoning_effort: str | None = "low"
    most_reply_tokens: int = MOST_REPLY_TOKENS
    pauses_seconds: tuple[float, ...] = PAUSES_SECONDS


class OpenAiChat:
    """A `LanguageModel` at any endpoint that speaks Chat Completions.

    Raises:
        ConfigurationError: there is neither a key nor an address.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        account: Account,
        *,
        abilities: Abilities | None = None,
        style: ChatStyle | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._account = account
        self._style = style or ChatStyle()
        self._abilities = abilities or Abilities.of(endpoint.base_url)
        self._client = connect(endpoint)

    @property
    def name(self) -> str:
        """The model's name, as people are told it."""
        return self._endpoint.model

    async def close(self) -> None:
        """Drop the connections."""
        await self._client.close()

    async def complete(
        self,
        prompt: Prompt,
        *,
        deadline_seconds: float,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Ask once, within the deadline; `on_text` hears the raw reply so far as it streams in.

        Raises:
            ModelUnavailableError, ModelSetupError, ModelRefusedError, ModelGarbageError,
            BudgetSpentError
        """
        await self._account.check(estimated_tokens(prompt.system + prompt.user))
        attempts: list[Spoken] = []
        begun = asyncio.get_running_loop().time()
        usage = Usage()
        try:
            spoken = await persistently(
                lambda: self._attempt(prompt, on_text, attempts),
                deadline_seconds,
                self._style.pauses_seconds,
            )
        finally:
            # Attempts that were cut are billed as well.
            for attempt in attempts:
                if attempt.is_billed:
                    usage += await self._account.record(attempt.usage_for(prompt), self.name)
            self._tell(prompt, attempts, usage, begun)
        return ModelReply(read_document(spoken, prompt), usage, self.name)

    async def _attempt(
        self, prompt: Prompt, on_text: Callable[[str], None] | None, attempts: list[Spoken]
    ) -> Spoken:
        spoken = Spoken()
        attempts.append(spoken)
        try:
            await self._ask(prompt, spoken, on_text)
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            spoken.is_billed = False
            left = _left_after(error, self._abilities)
            if left is None:
                raise translated(error, self._endpoint, self._account.clock) from error
            _log.info("model_ability_missing", model=self.name, left=str(left))
            self._abilities = left
            return await self._attempt(prompt, on_text, attempts)
        except CLIENT_ERRORS as error:
            spoken.is_billed = bool(spoken.text)
            raise translated(error, self._endpoint, self._account.clock) from error
        if spoken.is_broken_off(prompt):
            raise ModelUnavailableError("The model broke off in the middle; try again.")
        return spoken

    async def _ask(
        self, prompt: Prompt, spoken: Spoken, on_text: Callable[[str], None] | None
    ) -> None:
        request = self._request(prompt, is_streamed=on_text is not None)
        if on_text is None:
            hear_completion(spoken, await self._client.chat.completions.create(**request))
            return
        async with await self._client.chat.completions.create(**request, stream=True) as stream:
            async for chunk in stream:
                if hear_chunk(spoken, chunk):
                    on_text(spoken.text)

    def _request(self, prompt: Prompt, *, is_streamed: bool) -> dict[str, Any]:
        can, style = self._abilities, self._style
        system = prompt.system
        if can.reply_format is not ReplyFormat.JSON_SCHEMA:
            schema = json.dumps(prompt.schema, separators=(",", ":"))
            system += f"\n\nReply with one JSON object that fits this JSON Schema: {schema}"
        return {
            "model": self.name,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": prompt.user},
            ],
            **_reply_format(can.reply_format, prompt),
            **can.fields(
                reasoning_effort=style.reasoning_effort,
                most_tokens=style.most_reply_tokens,
                is_streamed=is_streamed,
            ),
        }

    def _tell(self, prompt: Prompt, attempts: list[Spoken], usage: Usage, begun: float) -> None:
        _log.info(
            "model_called",
            model=self.name,
            prompt=prompt.name,
            prompt_version=prompt.version,
            prompt_sha256=prompt.sha256,
            attempts=len(attempts),
            finish_reason=attempts[-1].finish_reason if attempts else None,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost=usage.cost,
            seconds=round(asyncio.get_running_loop().time() - begun, 3),
        )


def _reply_format(reply_format: ReplyFormat, prompt: Prompt) -> Mapping[str, Any]:
    if reply_format is ReplyFormat.TEXT:
        return {}
    if reply_format is ReplyFormat.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    schema = {"name": prompt.name, "strict": True, "schema": prompt.schema}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}


def _left_after(error: openai.APIStatusError, abilities: Abilities) -> Abilities | None:
    """The field that the endpoint names is left out, else one that its sentence mentions."""
    if is_too_long(error):
        # Such complaints name the length field, which is not at fault.
        return None
    named = abilities.without(error.param or "")
    return named or abilities.without(f"{error.message} {error.body}")
