"""Logs: one event key and ids per line, never what people or articles say, never a secret."""

from __future__ import annotations

import logging
import sys

import structlog

#: Libraries that tell addresses, payloads or every connection at INFO; their warnings are enough.
_CHATTY = (
    "alembic",
    "httpx",
    "httpcore",
    "httpx2",
    "openai",
    "uvicorn.access",
    "apscheduler",
    "dbos",
    "asyncio",
)


def set_up_logs(level: str) -> None:
    """Log to stderr: for people on a terminal, JSON elsewhere.  Stdout belongs to commands."""
    is_terminal = sys.stderr.isatty()
    renderer = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if is_terminal
        else structlog.processors.JSONRenderer()
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, renderer]
        if not is_terminal
        else [*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
