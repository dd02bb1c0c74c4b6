"""What the running processes tell: one line an event on standard error, in words or as JSON."""

from __future__ import annotations

import logging
import sys

import structlog


class _Led(logging.Handler):
    """Leads what other people's libraries log to the same place."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell a record as an event of its logger."""
        told = structlog.get_logger()
        told.log(record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info)


def told_to_stderr(*, as_json: bool) -> None:
    """Let every event of this process be a line on standard error."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = (
        [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    structlog.configure(
        processors=[*shared, *last],  # type: ignore[list-item]
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Led()], level=logging.WARNING, force=True)
