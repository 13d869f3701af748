"""Calls to a homeserver's client-server API: one client, no hidden retries, errors that we know.

matrix-nio's own client would sleep through a 429 inside the call, repeat a lost answer for ever and
hand errors back as values; here whoever called decides what is repeated, and when.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
import structlog

from bot.errors import PlatformUnavailableError

#: Seconds that one call may take.
CALL_SECONDS = 30.0
#: Seconds to leave an endpoint alone when the server asks for peace and does not say how long.
DEFAULT_RETRY_SECONDS = 5.0

CLIENT = "/_matrix/client/v3"
MEDIA = "/_matrix/client/v1/media"

_log = structlog.get_logger(__name__)


class MatrixCallError(Exception):
    """The homeserver refused; `code` is its word for it (``M_FORBIDDEN``)."""

    def __init__(self, endpoint: str, status: int, code: str, body: Mapping[str, Any]) -> None:
        super().__init__(f"{endpoint}: {status} {code}")
        self.endpoint = endpoint
        self.status = status
        self.code = code
        #: The whole answer: interactive authentication goes on from it.
        self.body = body

    @property
    def is_shut_out(self) -> bool:
        """Whether the homeserver does not know our token; other 401s ask for a password."""
        return self.code in {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"}


class HomeserverApi:
    """Calls the homeserver as one user, on one HTTP client."""

    def __init__(self, homeserver: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.homeserver = homeserver.rstrip("/")
        #: Who we are to the homeserver; None before the login.
        self.access_token: str | None = None
        self._refused_token: str | None = None
        self._client = httpx.AsyncClient(
            base_url=self.homeserver,
            timeout=CALL_SECONDS,
            limits=httpx.Limits(max_connections=40, max_keepalive_connections=20),
            transport=transport,
        )

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()

    @property
    def is_shut_out(self) -> bool:
        """Whether the homeserver has said that it does not know our present token."""
        return self.access_token is not None and self._refused_token == self.access_token

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        seconds: float = CALL_SECONDS,
    ) -> dict[str, Any]:
        """Call an endpoint; the homeserver's answer.

        `path` is whole (``/_matrix/client/v3/sync``); ids in it are escaped by `escaped`.

        Raises:
            MatrixCallError: the homeserver refused.
            PlatformUnavailableError: no answer, or "not now"; whether it took effect is unknown.
        """
        answer = await self._send(
            method,
            path,
            content=None if body is None else json.dumps(body, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json"} if body is not None else {},
            query=query,
            seconds=seconds,
        )
        return _body(answer)

    async def download(self, mxc: str, limit: int) -> bytes | None:
        """The bytes behind an ``mxc://`` address; None when there are more than `limit`.

        Raises:
            MatrixCallError: it is not given, or no such address.
            PlatformUnavailableError: no answer.
        """
        server, _, media_id = mxc.removeprefix("mxc://").partition("/")
        path = f"{MEDIA}/download/{escaped(server)}/{escaped(media_id)}"
        request = self._client.build_request("GET", path, headers=self._authorization())
        try:
            answer = await self._client.send(request, stream=True)
            try:
                if answer.status_code != HTTPStatus.OK:
                    await answer.aread()
                    raise _refused("download", answer)
                return await _read_within(answer, limit)
            finally:
                await answer.aclose()
        except httpx.HTTPError as error:
            raise _no_answer("download", error) from error

    async def _send(
        self,
        method: str,
        path: str,
        *,
        content: bytes | None,
        headers: Mapping[str, str],
        query: Mapping[str, str] | None,
        seconds: float,
    ) -> httpx.Response:
        endpoint, token = endpoint_of(path), self.access_token
        try:
            answer = await self._client.request(
                method,
                path,
                content=content,
                params=dict(query or {}),
                headers={**headers, **self._authorization()},
                timeout=seconds,
            )
        except httpx.HTTPError as error:
            raise _no_answer(endpoint, error) from error
        if answer.status_code != HTTPStatus.OK:
            refused = _refused(endpoint, answer)
            if isinstance(refused, MatrixCallError) and refused.is_shut_out:
                self._refused_token = token
            raise refused
        return answer

    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"} if self.access_token else {}


def escaped(identifier: str) -> str:
    """An id as one segment of a path."""
    return quote(identifier, safe="")


def endpoint_of(path: str) -> str:
    """The endpoint without ids and transaction ids: what may stand in a log.

    >>> endpoint_of("/_matrix/client/v3/rooms/%21a%3Ab/send/m.room.message/tx")
    'rooms/send'
    """
    parts = path.split("/")[4:]
    return "/".join(part for part in parts[:3] if "%" not in part) or path


def _no_answer(endpoint: str, error: Exception) -> PlatformUnavailableError:
    _log.info("matrix.no_answer", endpoint=endpoint, error=type(error).__name__)
    return PlatformUnavailableError("The homeserver did not answer.")


async def _read_within(answer: httpx.Response, limit: int) -> bytes | None:
    """The body of an answer that is still coming; None as soon as it is over the limit."""
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > limit:
            return None
    return bytes(body)


def _refused(endpoint: str, answer: httpx.Response) -> Exception:
    body = _body(answer, is_strict=False)
    code = str(body.get("errcode", "")) or f"status_{answer.status_code}"
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or code == "M_LIMIT_EXCEEDED":
        return PlatformUnavailableError(
            "The homeserver asked to wait.", _retry_after(answer.headers, body)
        )
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.info("matrix.trouble", endpoint=endpoint, status=answer.status_code)
        return PlatformUnavailableError("The homeserver is having trouble.")
    return MatrixCallError(endpoint, answer.status_code, code, body)


def _retry_after(headers: httpx.Headers, body: Mapping[str, Any]) -> float:
    """Seconds to wait: the header, or the older member of the answer, in milliseconds."""
    try:
        if "retry-after" in headers:
            return max(0.0, float(headers["retry-after"]))
        return max(0.0, float(body["retry_after_ms"]) / 1000)
    except (KeyError, TypeError, ValueError):
        return DEFAULT_RETRY_SECONDS


def _body(answer: httpx.Response, *, is_strict: bool = True) -> dict[str, Any]:
    try:
        body = answer.json()
    except (ValueError, UnicodeDecodeError) as error:
        if not is_strict:
            return {}
        raise PlatformUnavailableError("The homeserver's answer could not be read.") from error
    if not isinstance(body, dict):
        if not is_strict:
            return {}
        raise PlatformUnavailableError("The homeserver's answer could not be read.")
    return body
