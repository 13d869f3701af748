"""A web server on loopback, in a thread of its own, for commands that run in the test's thread."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What is written at a time of a body that is too large to be held.
CHUNK = b" " * 1_000_000


@dataclass
class BadWeb:
    """Answers by path: `bodies` as they are, `redirects`, and bodies of so many MB of spaces."""

    url: str = ""
    bodies: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    megabytes: dict[str, int] = field(default_factory=dict)
    #: Set when the test is over: what never answers stops waiting.
    is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        return self.url.removeprefix("http://")

    def serve(self, path, body, content_type="application/rss+xml"):
        content = body.encode() if isinstance(body, str) else body
        self.bodies[path] = (content_type, content)
        return self.url + path

    def answer(self, handler):
        path = handler.path
        if path in self.redirects:
            handler.send_response(302)
            handler.send_header("Location", self.redirects[path])
            handler.end_headers()
        elif path in self.megabytes:
            handler.send_response(200)
            handler.send_header("Content-Type", "application/rss+xml")
            handler.end_headers()
            handler.wfile.write(b"<rss version='2.0'><channel><title>Big</title>")
            for _ in range(self.megabytes[path]):
                handler.wfile.write(CHUNK)
        elif path in self.bodies:
            content_type, body = self.bodies[path]
            handler.send_response(200)
            handler.send_header("Content-Type", content_type)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        else:
            handler.send_error(404)

    def never_answer(self):
        self.is_over.wait(30)


@contextmanager
def bad_web():
    """A server that is up for the length of the block; ``POST`` is never answered."""
    web = BadWeb()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            # The reader may have had enough, as it should.
            with suppress(ConnectionError):
                web.answer(self)

        def do_POST(self):
            web.never_answer()

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()
