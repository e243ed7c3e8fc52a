"""What the log looks like: one event a line, key=value in a small installation and JSON in a big one.

Whatever writes to the log, by structlog or by the standard library, goes through the same processors. Each line carries
the request or task it belongs to (`request_id`, `user_id`, `task_id`). Personal data stays out: no addresses of pages
(`platform_site.middleware`), of an `extra` only what is named here, and no numbers of phones and identity cards.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

EXTRAS = ("message_pk", "request_pk")
_DIGITS_OF_A_PERSON = re.compile(r"(?<![0-9A-Za-z])(?:(?:\+?86)?1\d{10}|\d{17}[\dXx])(?![0-9A-Za-z])")
# PostgreSQL quotes the row that broke a constraint, names and all.
_QUOTED_ROW = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


def without_personal_data(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Blot out numbers of people and rows that a database quotes, in the text of the event and its traceback."""
    return {key: _blotted(value) for key, value in event.items()}


def _blotted(value: Any) -> Any:
    if not isinstance(value, str | BaseException):
        return value
    return _DIGITS_OF_A_PERSON.sub("…", _QUOTED_ROW.sub(r"\1: …", str(value)))


def configure(*, as_json: bool, level: str | None) -> dict[str, Any]:
    """Set structlog up and return `LOGGING`. `level` is the one that `LOG_LEVEL` asks for, None for the usual ones."""
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%S.%f%z", utc=False),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *common,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
        )
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*common, structlog.stdlib.ExtraAdder(EXTRAS)],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_personal_data,
            renderer,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level or "WARNING"},
        "loggers": {
            "shouwang": {"level": level or "INFO"},
            # A line for each request and each task: a big installation counts them.
            "django_structlog": {"level": level or ("INFO" if as_json else "WARNING")},
            # They write addresses of pages, some of which are secrets; `django_structlog` reports the same failures.
            "django.request": {"level": logging.CRITICAL},
            "django.security.csrf": {"level": logging.CRITICAL},
            # They write numbers and texts of messages when they are asked to be detailed.
            "tencentcloud_sdk_common": {"level": logging.WARNING},
        },
    }
