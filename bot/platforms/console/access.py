"""Who may open the console: this machine alone, or whoever has the token.

On loopback no token is asked for, but a page of another site must not reach the console through
the reader's browser: the ``Host`` must be a loopback name (DNS rebinding), and a request that
changes something must come from the console's own pages (``Sec-Fetch-Site``, ``Origin``).
"""

from __future__ import annotations

import hmac
import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "attache_console"
#: A month, in seconds: the token itself only changes with the settings or a restart.
COOKIE_SECONDS = 30 * 24 * 3600

CONTENT_POLICY = (
    b"default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
    b"form-action 'self'"
)
SECURITY_HEADERS = (
    (b"content-security-policy", CONTENT_POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


class ConsoleAccess:
    """ASGI middleware around the console's pages; `token` is None when bound to loopback."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, let in, or take the token from the address into a cookie."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), *SECURITY_HEADERS]
                message = {**message, "headers": headers}
            await send(message)

        refusal = self._refusal(HTTPConnection(scope), scope["method"])
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refusal(self, connection: HTTPConnection, method: str) -> Response | None:
        if self._token is None:
            if not is_loopback_host(connection.headers.get("host", "")):
                return PlainTextResponse("Open the console as localhost on this machine.", 421)
        elif (given := connection.query_params.get("token")) and self._matches(given):
            return self._welcome(connection, given)
        elif not self._matches(given_token(connection)):
            return PlainTextResponse(
                "The console needs its token: open the address that `attache run` printed.", 401
            )
        if method not in {"GET", "HEAD"} and not is_same_origin(connection.headers):
            return PlainTextResponse("Only the console's own pages may do that.", 403)
        return None

    def _matches(self, given: str) -> bool:
        return self._token is not None and hmac.compare_digest(given.encode(), self._token.encode())

    def _welcome(self, connection: HTTPConnection, token: str) -> Response:
        """Put the token into a cookie and take it out of the address."""
        response = RedirectResponse(str(connection.url.remove_query_params("token")), 303)
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="strict",
            secure=connection.url.scheme == "https",
        )
        return response


def given_token(connection: HTTPConnection) -> str:
    """The token of a request: from the cookie, or as a bearer token; empty when there is none."""
    bearer = connection.headers.get("authorization", "")
    if bearer.lower().startswith("bearer "):
        return bearer[7:].strip()
    return connection.cookies.get(COOKIE, "")


def is_loopback_host(host: str) -> bool:
    """Whether a ``Host`` header names this machine's loopback."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_same_origin(headers: Headers) -> bool:
    """Whether the browser says that the request comes from this server's own pages.

    A client that is no browser sends neither header and is let through: it has no reader whose
    rights could be borrowed.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
