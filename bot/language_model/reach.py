"""Whether the model's endpoint answers, for `attache doctor`: no tokens are spent."""

from __future__ import annotations

import asyncio

import openai

from bot.errors import ModelUnavailableError
from bot.language_model.endpoint import CLIENT_ERRORS, Endpoint, connect, translated
from bot.ports.clock import Clock

#: Long enough for a slow line, short enough for a person who waits.
REACH_SECONDS = 10.0


async def reach(endpoint: Endpoint, clock: Clock) -> str:
    """What the endpoint says of the model, in a sentence.

    Raises:
        ModelError: it cannot be reached, or refuses the key.
    """
    client = connect(endpoint)
    try:
        async with asyncio.timeout(REACH_SECONDS):
            listed = await client.models.list()
    except TimeoutError as error:
        raise ModelUnavailableError(
            f"{endpoint.host} did not answer within {REACH_SECONDS:g} seconds; check "
            "OPENAI_BASE_URL and the network."
        ) from error
    except openai.NotFoundError:
        return (
            f"{endpoint.host} answers; it does not list its models, so {endpoint.model} is untried."
        )
    except CLIENT_ERRORS as error:
        raise translated(error, endpoint, clock) from error
    finally:
        await client.close()
    known = {model.id: model for model in listed.data}
    if endpoint.model not in known:
        return f"{endpoint.host} answers, but does not list {endpoint.model}: check ATTACHE_MODEL."
    ends = getattr(known[endpoint.model], "shutdown_date", None)
    return f"{endpoint.host} serves {endpoint.model}" + (f" until {ends}." if ends else ".")
